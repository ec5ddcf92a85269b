"""One file of content becomes text: front matter whose scalars are still text, with their lines, and a body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from sitegen import yaml_words
from sitegen.model import Path
from sitegen.problems import Problem, quoted

MAX_FILE = 1 << 20
MAX_BODY = 256 << 10
MAX_DEPTH = 12
MAX_EVENTS = 5_000
INVISIBLE = {
    "\u200b": "a zero-width space", "\u200c": "a zero-width non-joiner", "\u200d": "a zero-width joiner",
    "\ufeff": "a byte-order mark", "\u00a0": "a no-break space", "\u202f": "a no-break space", "\u00ad": "a soft hyphen",
    "\u2060": "a word joiner", "\u061c": "a mark that turns the direction of text", "\ufffd": "a sign for a letter that was lost",
    **{chr(c): "a mark that turns the direction of text" for c in (0x200E, 0x200F)},
    **{chr(c): "a sign that can't be seen" for c in (*range(0x2061, 0x2066), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080))},
    **{chr(c): "a mark that turns the direction of text" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}  # fmt: skip
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
UNSEEN = re.compile(f"[{''.join(INVISIBLE)}]|{CONTROL.pattern}|[\ue000-\uf8ff]")
CONFLICT = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: |$)|={7}$)", re.MULTILINE)
CURLY = re.compile("[“”„«]([^“”„«»]*)[“”»]|[‘‚]([^‘’‚]*)[‘’]")
CURLY_VALUE = re.compile(
    r"(?:(?<=[:,\[{-] )|(?<=[\[{]))(?:[“”„«]([^“”„«»\"\\\n]*)[“”»]|[‘‚]([^‘’‚\"\\\n]*)[‘’])(?=\s*[,}\]]|[ \t]*$)", re.MULTILINE
)
"""A value on one line that stands as a whole in quotation marks which YAML doesn't take for such."""
STRAIGHT = 'quotation marks around a text must be straight (")'
GARBLED = re.compile("\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u017d\u017e\u2013-\u2122]|\u00e2\u20ac.|\u00c2[\u0080-\u00bf]")
"""What letters beyond ASCII become where UTF-8 is read as Windows-1252 and saved again."""
KEY_LINE = r"(?:[a-z][a-z0-9_]*:(?: .*)?\n)"
FRONT_AGAIN = re.compile(
    rf"^(---)[ \t]*\n{KEY_LINE}+---[ \t]*$|(?:\A\s*|\n[ \t]*\n|^---[ \t]*\n)(title: |{KEY_LINE}{{2}})", re.MULTILINE
)
"""Front matter in a body: between dashes, or a paragraph that starts with a title or with two keys."""
DASHES_BUT_NOT_THREE = re.compile(r"(?!---$)(?:-{2,}|[\u2010-\u2015\u2212]+)")
Mark = tuple[int, int]


@dataclass(frozen=True)
class Source:
    """A file once read: front matter as nested dicts, lists and text (None for `null`), marks and body.

    `marks` gives line and column (from 1) of each value by its path; `key_marks` those of each key. `front` is the front
    matter as it is written, with an empty line for its first dashes.
    """

    path: str
    data: dict[str, Any]
    marks: dict[Path, Mark]
    key_marks: dict[Path, Mark]
    body: str
    body_line: int
    front: str = ""


@dataclass(frozen=True)
class Span:
    """From where to where a key or a value is written (line and column, from 1; the end is the place after it) and in what
    manner: `plain`, `'` or `"` for text on its own or in quotation marks, `text` for a block of text (| or >), `flow` for
    a mapping or list in brackets, `block` for one in lines. The end of a `block` is that of the last value in it."""

    start: Mark
    end: Mark
    manner: str


class _Fault(Exception):
    """A problem that ends the reading of one file."""

    def __init__(self, message: str, line: int = 1, column: int = 1, field: str = "") -> None:
        super().__init__(message)
        self.at = (line, column, message, field)


def read(path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
    """Split the bytes of one file into front matter and body; a file that can't be read gives one problem."""
    try:
        text = _decode(raw)
        front, body, body_line = _split(text)
        reader, problems = _front_matter(path, front)
    except _Fault as fault:
        return None, [Problem(path, *fault.at)]
    return Source(path, reader.data, reader.marks, reader.key_marks, body, body_line, front), problems


def read_yaml(path: str, raw: bytes) -> tuple[Source | None, list[Problem]]:
    """Read a file that is YAML from end to end, such as the site's configuration."""
    try:
        reader, problems = _front_matter(path, "\n" + _decode(raw), first_line=0)
    except _Fault as fault:
        return None, [Problem(path, *fault.at)]
    return Source(path, reader.data, reader.marks, reader.key_marks, "", 0), problems


def spans(raw: bytes, whole: bool = False) -> tuple[dict[Path, Span], dict[Path, Span], int]:
    """Where each value and each key of front matter is written, and the line on which the body starts.

    `whole` reads a file that is YAML from end to end; its body starts at 0. The file must be one that `read` or `read_yaml`
    reads without a problem.
    """
    text = _decode(raw)
    front, _, body_line = ("\n" + text, "", 0) if whole else _split(text)
    values: dict[Path, Span] = {}
    keys: dict[Path, Span] = {}
    node = yaml.compose(front, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    assert node is not None
    _span(node, (), 0 if whole else 1, values, keys)
    return values, keys, body_line


def _span(node: yaml.Node, path: Path, first_line: int, values: dict[Path, Span], keys: dict[Path, Span]) -> Mark:
    """Note where a node and all below it stand; return its end."""
    start, end = ((mark.line + first_line, mark.column + 1) for mark in (node.start_mark, node.end_mark))
    if isinstance(node, yaml.ScalarNode):
        manner = {"": "plain", "|": "text", ">": "text"}.get(node.style or "", str(node.style))
    else:
        assert isinstance(node, yaml.CollectionNode)
        manner, inner = ("flow" if node.flow_style else "block"), start
        for position, item in enumerate(node.value):
            key, value = item if isinstance(item, tuple) else (None, item)
            step = key.value.strip() if key else position
            if key:
                _span(key, (*path, step), first_line, keys, {})
            inner = _span(value, (*path, step), first_line, values, keys)
        end = end if manner == "flow" else inner
    values[path] = Span(start, end, manner)
    return end


# ---- bytes to text --------------------------------------------------------------------------------------------


def _decode(raw: bytes) -> str:
    if len(raw) > MAX_FILE:
        raise _Fault(f"the file must not be larger than {MAX_FILE >> 20} MiB; it has {len(raw):,} bytes")
    if raw[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise _Fault("the file must be saved as UTF-8; it is UTF-32")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(raw) > 1 and 0 in raw[:2] and any(raw[:2])):
        raise _Fault("the file must be saved as UTF-8; it is UTF-16")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        raise _Fault(
            f"the file must be saved as UTF-8; byte 0x{raw[error.start]:02x} is not", *_place(before, len(before))
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        raise _Fault(f"{_named(found[0])} must be removed", *_place(text, found.start()))
    if found := CONFLICT.search(text):
        raise _Fault("a merge conflict is left in the file; keep one side and remove the marks", *_place(text, found.start()))
    if found := GARBLED.search(text):
        words = "is what is left of another letter since the file was opened as something else than UTF-8; write it again"
        raise _Fault(f"{quoted(found[0])} {words}", *_place(text, found.start()))
    return text


def _place(text: str, position: int) -> Mark:
    """Line and column of a position in a text, from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _named(char: str) -> str:
    return f"{INVISIBLE.get(char, 'a control character')} (U+{ord(char):04X})"


def _split(text: str) -> tuple[str, str, int]:
    """Return front matter, body and the line on which the body starts."""
    lines = text.split("\n")
    if not text.strip():
        raise _Fault("the file is empty; it must start with front matter between two lines of three dashes")
    if lines[0].strip() == "+++":
        raise _Fault("the front matter must be YAML between lines of three dashes (---); +++ is TOML")
    if lines[0].rstrip() != "---":
        raise _Fault(f"the first line must be three dashes (---), which open the front matter; found {quoted(lines[0])}")
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            body = "\n".join(lines[number:])
            if again := FRONT_AGAIN.search(body):
                below = number + 1 + body.count("\n", 0, again.start(again.lastindex or 0))
                raise _Fault("there must be one front matter; a second one starts here, below the first", below)
            if len(body.encode()) > MAX_BODY:
                raise _Fault(f"the body must not be larger than {MAX_BODY >> 10} KiB", number + 1)
            return "\n".join(lines[: number - 1])[3:], body, number + 1
        if DASHES_BUT_NOT_THREE.fullmatch(line.rstrip()):
            raise _Fault(f"the line that closes the front matter must be three dashes (---); found {quoted(line)}", number)
    raise _Fault("the front matter is not closed: a second line of three dashes (---) is missing")


# ---- YAML to nested text --------------------------------------------------------------------------------------


def _front_matter(path: str, front: str, first_line: int = 1) -> tuple[_Reader, list[Problem]]:
    """Read YAML without letting it guess: every scalar stays text. `front` starts with a line break. Where it has a fault,
    curly quotation marks around values are taken for straight ones and told: what is in them may be why."""
    try:
        reader = _read_front(path, front, first_line)
    except _Fault:
        if mended := _straightened(path, front, first_line):
            return mended, mended.problems
        raise
    mended = _straightened(path, front, first_line) if reader.problems else None
    return mended or reader, (mended or reader).problems


def _straightened(path: str, front: str, first_line: int) -> _Reader | None:
    """The reading with straight marks around the values that have curly ones, which keeps every place; None where there are
    none, or where it can't be read either."""
    straight = CURLY_VALUE.sub(lambda match: f'"{match[1] or match[2] or ""}"', front)
    if straight == front:
        return None
    try:
        reader = _read_front(path, straight, first_line)
    except _Fault:
        return None
    paths = {mark: place for place, mark in reader.marks.items()}
    for found in CURLY_VALUE.finditer(front):
        line, column = _place(front, found.start())
        mark = line - 1 + first_line, column
        reader.problems.append(Problem(path, *mark, STRAIGHT, dotted(paths.get(mark, ()))))
    return reader


def _read_front(path: str, front: str, first_line: int) -> _Reader:
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _guard(yaml.parse(front, Loader=loader), first_line)
        node = yaml.compose(front, Loader=loader)
    except yaml.MarkedYAMLError as error:
        raise _yaml_fault(error, front, first_line) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise _Fault(f"the YAML can't be read: {error}".split("\n")[0]) from None
    if node is None:
        raise _Fault("there are no keys; there must be at least a title")
    if not isinstance(node, yaml.MappingNode):
        found = "a list" if isinstance(node, yaml.SequenceNode) else quoted(node.value)
        line = node.start_mark.line + first_line
        raise _Fault(f"must be keys with values, such as “title: Nepal”; found {found}", line, node.start_mark.column + 1)
    reader = _Reader(path, first_line, front.split("\n"))
    reader.data = reader.value(node, ())
    return reader


def _yaml_fault(error: yaml.MarkedYAMLError, front: str, first_line: int) -> _Fault:
    """PyYAML's error in our words, at the place where an editor mends it."""
    mark: Any = error.problem_mark or error.context_mark
    if (unseen := UNSEEN.search(front)) and (place := _place(front, unseen.start()))[0] <= mark.line + 1:
        message = f"{_named(unseen[0])} must be removed or replaced by what can be seen"
        return _Fault(message, place[0] - 1 + first_line, place[1])
    words, line, column = yaml_words.explain(
        error.problem or "", error.context or "", mark, error.context_mark, [*front.split("\n"), ""]
    )
    return _Fault(f"the YAML can't be read: {words}", line + first_line, column + 1)


def _guard(events: Iterator[yaml.Event], first_line: int) -> None:
    """Refuse what YAML offers beyond keys, lists and text, before anything is built from it."""
    depth = 0
    for count, event in enumerate(events):
        mark: Any = event.start_mark
        line, column = mark.line + first_line, mark.column + 1
        if count > MAX_EVENTS:
            raise _Fault(f"there must not be more than {MAX_EVENTS:,} keys and values", line, column)
        if isinstance(event, yaml.AliasEvent):
            raise _Fault("an alias (*) must not be used; write the value out", line, column)
        if getattr(event, "anchor", None):
            raise _Fault("an anchor (&) must not be used; write the value out", line, column)
        if tag := getattr(event, "tag", None):
            raise _Fault(f"a tag must not be used; found {quoted(tag)}", line, column)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise _Fault(f"lists and mappings must not be nested more than {MAX_DEPTH} deep", line, column)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
            raise _Fault("a line of three dashes or a % must not stand among the keys", line, column)


class _Reader:
    """Turns nodes into dicts, lists and text, noting where each value stands and what must not be there."""

    def __init__(self, path: str, first_line: int, lines: list[str]) -> None:
        self.path, self.first_line, self.lines = path, first_line, lines
        self.data: dict[str, Any] = {}
        self.marks: dict[Path, Mark] = {}
        self.key_marks: dict[Path, Mark] = {}
        self.problems: list[Problem] = []

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.marks[path] = mark = self._mark(node)
        if isinstance(node, yaml.ScalarNode):
            return self._text(node, mark, path)
        if isinstance(node, yaml.SequenceNode):
            self._braced(node, path)
            items = [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
            self._each_once(items, path)
            return items
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = self._key(key_node, path, result)
            if key is not None:
                result[key] = self.value(value_node, (*path, key))
        return result

    def _text(self, node: yaml.ScalarNode, mark: Mark, path: Path) -> str | None:
        """The text of a scalar, None for `null`; what must not be in it is told and mended, and so told once."""
        text = self._visible(node.value, mark, path)
        if node.style or (path and '"' in str(path[-1])):  # a quotation mark in a key is told with the key
            return text
        if text in ("~", "Null", "NULL"):
            self._complain(f"what is left out must be written null, not {text}", mark, path)
        elif curly := CURLY.fullmatch(text):
            self._complain(STRAIGHT, mark, path)
            return curly[1] or curly[2] or ""
        elif odd := self._odd(node, text):
            self._complain(odd, mark, path)
        return None if text in ("null", "~", "Null", "NULL") else text

    def _odd(self, node: yaml.ScalarNode, text: str) -> str:
        """What is wrong with text that stands without quotation marks and can be read, though not as it was meant."""
        end: Any = node.end_mark
        line = self.lines[end.line] if end.line < len(self.lines) else ""
        if re.match(r"[ \t]+#[^\s#]", line[end.column :]) and not isinstance(node.value, list):
            return "text that has # must stand in quotation marks; what comes after # is a comment and is not shown"
        if re.match(r"-[^\s-].* - ", text):
            return "a space must stand after the dash that starts the line"
        if any(re.match(r"\s*- ", each) for each in self.lines[node.start_mark.line + 1 : end.line + 1]):
            return "a line below starts with a dash and is read as part of this text; items of one list must start in the same column"
        if text.endswith(","):
            return "a comma at the end of a line must be left out"
        if "\t" in text:
            return "a tab in the text must be replaced by a space"
        if text.count('"') % 2 or text.count("“") < text.count("”") or (text.startswith("“") and "”" not in text):
            return "a quotation mark must be opened and closed, or left out"
        return ""

    def _braced(self, node: yaml.SequenceNode, path: Path) -> None:
        """Refuse several keys in square brackets, each of which YAML takes for an item."""
        bare = [item for item in node.value if isinstance(item, yaml.MappingNode) and item.flow_style]
        bare = [item for item in bare if self.lines[item.start_mark.line][item.start_mark.column] != "{"]
        keys = dict.fromkeys(key.value for item in bare for key, _ in item.value if isinstance(key, yaml.ScalarNode))
        if len(keys) > 1:
            one, several = (each.join(f"{key}: …" for key in keys) for each in (", ", "}, {"))
            words = f"keys in square brackets must stand in braces, of one item [{{{one}}}], of several [{{{several}}}]"
            raise _Fault(words, *self._mark(bare[0]), dotted(path))

    def _each_once(self, items: list[Any], path: Path) -> None:
        """Complain of a word that a list has twice; rows of words, as in a tile grid, may look alike."""
        seen: set[str] = set()
        words = ((position, item) for position, item in enumerate(items) if isinstance(item, str) and item)
        for position, word in words:
            here = (*path, position)
            if word in seen and "." not in word.split():
                self._complain(f"{quoted(word)} must stand once", self.marks[here], here)
            seen.add(word)

    def _key(self, node: yaml.Node, path: Path, seen: dict[str, Any]) -> str | None:
        """A key that can be read on, or None."""
        mark = self._mark(node)
        if not isinstance(node, yaml.ScalarNode):
            self._complain("a key must be one word", mark, path)
            return None
        if node.value == "<<":
            raise _Fault("a merge key (<<) must not be used; write the values out", *mark, dotted(path))
        key = self._visible(node.value, mark, path).strip()
        if not node.style and (unpaired := yaml_words.UNPAIRED.match(key)):
            raise _Fault(f"a colon must stand after {unpaired[1]}", *mark, dotted(path))
        if key in seen:
            line = self.key_marks[(*path, key)][0]
            self._complain(f"the key {quoted(key)} must stand once; it is already on line {line}", mark, path)
            return None if seen[key] else key  # the first is empty, and the mistake
        self.key_marks[(*path, key)] = mark
        return key

    def _visible(self, text: str, mark: Mark, path: Path) -> str:
        """The text without what can't be seen in it, which is told."""
        found = UNSEEN.search(text)
        if not found:
            return text
        self._complain(f"{_named(found[0])} must be removed or replaced by what can be seen", mark, path)
        return UNSEEN.sub(lambda char: " " if char[0] == "\u00a0" else "", text)

    def _complain(self, message: str, mark: Mark, path: Path) -> None:
        self.problems.append(Problem(self.path, *mark, message, dotted(path)))

    def _mark(self, node: yaml.Node) -> Mark:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1


def dotted(path: Path) -> str:
    """Write a path the way messages name a field: `treaties.att.signed`, `members[3]`."""
    return "".join(f"[{s}]" if isinstance(s, int) else f".{s}" for s in path).removeprefix(".")
