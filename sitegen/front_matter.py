"""Front matter becomes nested dicts, lists and text, with the place of each: YAML that is not let guess; the only user of PyYAML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from sitegen import yaml_words
from sitegen.document import UNSEEN, Fault, Mark, decode, named, place, split
from sitegen.model import Path
from sitegen.problems import Problem, quoted
from sitegen.words import dotted

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
MAX_DEPTH = 12
MAX_EVENTS = 5_000
CURLY = re.compile("[“”„«]([^“”„«»]*)[“”»]|[‘‚]([^‘’‚]*)[‘’]")
CURLY_VALUE = re.compile(
    r"(?:(?<=[:,\[{-] )|(?<=[\[{]))(?:[“”„«]([^“”„«»\"\\\n]*)[“”»]|[‘‚]([^‘’‚\"\\\n]*)[‘’])(?=\s*[,}\]]|[ \t]*$)", re.MULTILINE
)
"""A value on one line that stands as a whole in quotation marks which YAML doesn't take for such."""
STRAIGHT = 'quotation marks around a text must be straight (")'


@dataclass(frozen=True)
class Span:
    """From where to where a key or a value is written (line and column, from 1; the end is the place after it) and in what
    manner: `plain`, `'` or `"` for text on its own or in quotation marks, `text` for a block of text (| or >), `flow` for
    a mapping or list in brackets, `block` for one in lines. The end of a `block` is that of the last value in it."""

    start: Mark
    end: Mark
    manner: str


def read(path: str, front: str, first_line: int = 1) -> tuple[Reader, list[Problem]]:
    """Read YAML without letting it guess: every scalar stays text. `front` starts with a line break. Where it has a fault,
    curly quotation marks around values are taken for straight ones and told: what is in them may be why."""
    try:
        reader = _read_front(path, front, first_line)
    except Fault:
        if mended := _straightened(path, front, first_line):
            return mended, mended.problems
        raise
    mended = _straightened(path, front, first_line) if reader.problems else None
    return mended or reader, (mended or reader).problems


def _straightened(path: str, front: str, first_line: int) -> Reader | None:
    """The reading with straight marks around the values that have curly ones, which keeps every place; None where there are
    none, or where it can't be read either."""
    straight = CURLY_VALUE.sub(lambda match: f'"{match[1] or match[2] or ""}"', front)
    if straight == front:
        return None
    try:
        reader = _read_front(path, straight, first_line)
    except Fault:
        return None
    paths = {mark: at for at, mark in reader.marks.items()}
    for found in CURLY_VALUE.finditer(front):
        line, column = place(front, found.start())
        mark = line - 1 + first_line, column
        reader.problems.append(Problem(path, *mark, STRAIGHT, dotted(paths.get(mark, ()))))
    return reader


def _read_front(path: str, front: str, first_line: int) -> Reader:
    try:
        _guard(yaml.parse(front, Loader=LOADER), first_line)
        node = yaml.compose(front, Loader=LOADER)
    except yaml.MarkedYAMLError as error:
        raise _yaml_fault(error, front, first_line) from None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        raise Fault(f"the YAML can't be read: {error}".split("\n")[0]) from None
    if node is None:
        raise Fault("there are no keys; there must be at least a title")
    if not isinstance(node, yaml.MappingNode):
        found = "a list" if isinstance(node, yaml.SequenceNode) else quoted(node.value)
        line = node.start_mark.line + first_line
        raise Fault(f"must be keys with values, such as “title: Nepal”; found {found}", line, node.start_mark.column + 1)
    reader = Reader(path, first_line, front.split("\n"))
    reader.data = reader.value(node, ())
    return reader


def _yaml_fault(error: yaml.MarkedYAMLError, front: str, first_line: int) -> Fault:
    """PyYAML's error in our words, at the place where an editor mends it."""
    mark: Any = error.problem_mark or error.context_mark
    if (unseen := UNSEEN.search(front)) and (at := place(front, unseen.start()))[0] <= mark.line + 1:
        message = f"{named(unseen[0])} must be removed or replaced by what can be seen"
        return Fault(message, at[0] - 1 + first_line, at[1])
    words, line, column = yaml_words.explain(
        error.problem or "", error.context or "", mark, error.context_mark, [*front.split("\n"), ""]
    )
    return Fault(f"the YAML can't be read: {words}", line + first_line, column + 1)


def _guard(events: Iterator[yaml.Event], first_line: int) -> None:
    """Refuse what YAML offers beyond keys, lists and text, before anything is built from it."""
    depth = 0
    for count, event in enumerate(events):
        mark: Any = event.start_mark
        line, column = mark.line + first_line, mark.column + 1
        if count > MAX_EVENTS:
            raise Fault(f"there must not be more than {MAX_EVENTS:,} keys and values", line, column)
        if isinstance(event, yaml.AliasEvent):
            raise Fault("an alias (*) must not be used; write the value out", line, column)
        if getattr(event, "anchor", None):
            raise Fault("an anchor (&) must not be used; write the value out", line, column)
        if tag := getattr(event, "tag", None):
            raise Fault(f"a tag must not be used; found {quoted(tag)}", line, column)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > MAX_DEPTH:
                raise Fault(f"lists and mappings must not be nested more than {MAX_DEPTH} deep", line, column)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
        elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
            raise Fault("a line of three dashes or a % must not stand among the keys", line, column)


class Reader:
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
        begin: Any = node.start_mark
        end: Any = node.end_mark
        if node.style or (path and '"' in str(path[-1])):  # a quotation mark in a key is told with the key
            return text
        if text in ("~", "Null", "NULL"):
            self._complain(f"what is left out must be written null, not {text}", mark, path)
        elif curly := CURLY.fullmatch(text):
            self._complain(STRAIGHT, mark, path)
            return curly[1] or curly[2] or ""
        elif odd := yaml_words.oddity(text, begin.line, (end.line, end.column), self.lines):
            self._complain(odd, mark, path)
        return None if text in ("null", "~", "Null", "NULL") else text

    def _braced(self, node: yaml.SequenceNode, path: Path) -> None:
        """Refuse several keys in square brackets, each of which YAML takes for an item."""
        bare = [item for item in node.value if isinstance(item, yaml.MappingNode) and item.flow_style]
        bare = [item for item in bare if self.lines[item.start_mark.line][item.start_mark.column] != "{"]
        keys = dict.fromkeys(key.value for item in bare for key, _ in item.value if isinstance(key, yaml.ScalarNode))
        if len(keys) > 1:
            one, several = (each.join(f"{key}: …" for key in keys) for each in (", ", "}, {"))
            words = f"keys in square brackets must stand in braces, of one item [{{{one}}}], of several [{{{several}}}]"
            raise Fault(words, *self._mark(bare[0]), dotted(path))

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
            raise Fault("a merge key (<<) must not be used; write the values out", *mark, dotted(path))
        key = self._visible(node.value, mark, path).strip()
        if not node.style and (unpaired := yaml_words.UNPAIRED.match(key)):
            raise Fault(f"a colon must stand after {unpaired[1]}", *mark, dotted(path))
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
        self._complain(f"{named(found[0])} must be removed or replaced by what can be seen", mark, path)
        return UNSEEN.sub(lambda char: " " if char[0] == "\u00a0" else "", text)

    def _complain(self, message: str, mark: Mark, path: Path) -> None:
        self.problems.append(Problem(self.path, *mark, message, dotted(path)))

    def _mark(self, node: yaml.Node) -> Mark:
        return node.start_mark.line + self.first_line, node.start_mark.column + 1


def spans(raw: bytes, whole: bool = False) -> tuple[dict[Path, Span], dict[Path, Span], int]:
    """Where each value and each key of front matter is written, and the line on which the body starts.

    `whole` reads a file that is YAML from end to end; its body starts at 0. The file must be one that `read` or `read_yaml`
    reads without a problem.
    """
    text = decode(raw)
    front, _, body_line = ("\n" + text, "", 0) if whole else split(text)
    values: dict[Path, Span] = {}
    keys: dict[Path, Span] = {}
    node = yaml.compose(front, Loader=LOADER)
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
