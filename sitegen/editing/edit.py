"""Changes front matter in place: one value, key or item at a time, every other byte as it was.

All functions take the bytes of a file that is read without a problem and give the bytes of the changed file. `path` names
the place by keys and positions from the root; `whole` says that the file is YAML from end to end. Values are text, or
mappings and lists of text. What comes out is read again before it is given back: a change either says exactly what was
asked for or is refused with `CanNotEdit`, and then an editor makes it by hand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sitegen.editing.places import LINE_END, CanNotEdit, File, Piece
from sitegen.model import Path
from sitegen.words import dotted
from sitegen.written import flow, scalar

# ---- what is asked for ---------------------------------------------------------------------------------------------


def set_value(raw: bytes, path: Path, value: Any, *, whole: bool = False) -> bytes:
    """Write another value where one stands; text in quotation marks keeps them, comments below a block stay."""
    file = File(raw, whole)
    old = file.value(path)
    if old.manner == "text":
        raise CanNotEdit("a block of text is changed by hand")
    if old.manner == "block":
        pieces = _emptied(file, path, flow(value))
    else:
        text = scalar(value, old.manner) if isinstance(value, str) else flow(value)
        gap = " " if old.start == old.end and file.text[old.start - 1 : old.start] in (":", "-") else ""
        pieces = [(old.start, old.end, gap + text), *_comments_within(file, path)]
    return file.changed(pieces, lambda data: _put(data, path, value))


def rename_key(raw: bytes, path: Path, name: str, *, whole: bool = False) -> bytes:
    """Write another key where the last of `path` stands; its value and its place stay."""
    file = File(raw, whole)
    key = file.key(path)
    return file.changed([(key.start, key.end, scalar(name, key.manner))], lambda data: _rename(data, path, name))


def add(raw: bytes, path: Path, value: Any, *, order: Sequence[str] = (), lines: bool = False, whole: bool = False) -> bytes:
    """Write a new key with its value: behind the last key that comes before it in `order`, or as the last where `order`
    does not name it. With `lines` a mapping is written with a line for each of its keys."""
    file = File(raw, whole)
    outer, name = path[:-1], str(path[-1])
    present = file.children(outer)
    if name in present:
        raise CanNotEdit(f"the key {name} is there already")
    before = _before(present, name, order)
    if file.value(outer).manner == "flow":
        pieces = [_flow_insert(file, outer, f"{scalar(name)}: {flow(value)}", present, before)]
    elif file.value(outer).manner == "block":
        pieces = [_block_insert(file, outer, name, value, present, before, lines)]
    else:
        raise CanNotEdit("there is no mapping to add to")
    return file.changed(pieces, lambda data: _put(data, path, value))


def append(raw: bytes, path: Path, value: Any, *, whole: bool = False) -> bytes:
    """Write a new item at the end of a list."""
    file = File(raw, whole)
    items, place = file.children(path), file.value(path)
    last = file.value((*path, items[-1])) if items else None
    if place.manner == "flow":
        pieces = [(last.end, last.end, f", {flow(value)}") if last else (place.start + 1, place.start + 1, flow(value))]
    elif place.manner == "block" and last:
        end = file.line_end(last.end)
        pieces = [(end, end, f"{file.newline}{' ' * file.column(place.start)}- {flow(value)}")]
    else:
        raise CanNotEdit("there is no list to add to")
    return file.changed(pieces, lambda data: _at(data, path).append(value))


def remove(raw: bytes, path: Path, *, empty: str = "", whole: bool = False) -> bytes:
    """Take a key with its value, or an item, out; comments beside it stay as lines of their own. Where nothing else is
    left, `empty` is written in the place of the mapping or list; without it that is left empty."""
    file = File(raw, whole)
    outer, last = path[:-1], path[-1]
    siblings = file.children(outer)
    if last not in siblings:
        raise CanNotEdit(f"there is no {dotted(path)}")
    place = file.value(outer)
    if len(siblings) == 1:
        return set_value(raw, outer, empty or ([] if isinstance(last, int) else {}), whole=whole)
    if place.manner == "flow":
        pieces = _flow_removal(file, outer, siblings, siblings.index(last))
    else:
        pieces = [_block_removal(file, outer, siblings, siblings.index(last))]
    return file.changed(pieces, lambda data: _drop(data, path))


def texts(raw: bytes, *, whole: bool = False) -> dict[Path, str]:
    """Every value that is a text, by its path."""
    file = File(raw, whole)
    data = file.data(raw)
    return {path: text for path in file.values if isinstance(text := _at(data, path), str)}


def body(raw: bytes) -> str:
    """The body of a file as it is written, with its own line ends."""
    file = File(raw, False)
    return file.text[file.body_start :]


def set_body(raw: bytes, text: str) -> bytes:
    """The same front matter with another body."""
    file = File(raw, False)
    return (file.text[: file.body_start] + text).encode()


# ---- insertion -----------------------------------------------------------------------------------------------------


def _before(present: Sequence[str | int], name: str, order: Sequence[str]) -> str | int | None:
    """The key behind which a new one goes, or None where it is the first."""
    if name not in order:
        return present[-1] if present else None
    earlier = set(order[: list(order).index(name)])
    return next((key for key in reversed(present) if key in earlier), None)


def _flow_insert(file: File, outer: Path, pair: str, present: Sequence[str | int], before: str | int | None) -> Piece:
    if before is not None:
        end = file.value((*outer, before)).end
        return end, end, f", {pair}"
    at = file.start((*outer, present[0])) if present else file.value(outer).start + 1
    return at, at, f"{pair}, " if present else pair


def _block_insert(
    file: File, outer: Path, name: str, value: Any, present: Sequence[str | int], before: str | int | None, lines: bool
) -> Piece:
    first = file.start((*outer, present[0]))
    indent = " " * file.column(first)
    pair = f"{scalar(name)}: {flow(value)}"
    if lines and isinstance(value, dict):
        inner = (f"{file.newline}{indent}  {scalar(key)}: {flow(each)}" for key, each in value.items())
        pair = f"{scalar(name)}:{''.join(inner)}"
    if before is None:
        return first, first, f"{pair}{file.newline}{indent}"
    end = file.line_end(max(file.value((*outer, before)).end, file.key((*outer, before)).end))
    return end, end, f"{file.newline}{indent}{pair}"


# ---- removal -------------------------------------------------------------------------------------------------------


def _flow_removal(file: File, outer: Path, siblings: Sequence[str | int], index: int) -> list[Piece]:
    start, end = file.start((*outer, siblings[index])), file.value((*outer, siblings[index])).end
    comma = _comma(file.text, end)
    if comma:
        rest = re.compile(r"[ \t]*").match(file.text, comma)
        assert rest
        alone = not file.text[file.line_start(start) : start].strip()
        follows = file.text[rest.end() : rest.end() + 1]
        if alone and follows in ("\r", "\n"):  # a line of its own goes as a whole
            newline = LINE_END.match(file.text, rest.end())
            return [(file.line_start(start), newline.end() if newline else rest.end(), "")]
        pieces = [(comma - 1, comma if follows in ("#", "\r", "\n") else rest.end(), "")]
        return [(start, end, ""), *pieces] if file.text[end : comma - 1].strip() else [(start, pieces[0][1], "")]
    previous = file.value((*outer, siblings[index - 1])).end
    between = file.text[previous:start]
    if "#" in between or "\n" in between or "\r" in between:
        return [(start, end, "")]  # the comma before it may stay
    return [(previous, end, "")]


def _comma(text: str, position: int) -> int | None:
    """The position behind the comma that follows a value in brackets, or None where it is the last."""
    found = re.compile(r"(?:\s+|(?<=\s)#[^\r\n]*)*,").match(text, position)
    return found.end() if found else None


def _block_removal(file: File, outer: Path, siblings: Sequence[str | int], index: int) -> Piece:
    path = (*outer, siblings[index])
    start, end = file.start(path), file.line_end(max(file.value(path).end, file.start(path)))
    if path not in file.keys:
        start = _dash(file, file.column(file.value(outer).start), start)
    before = file.text[file.line_start(start) : start]
    kept = [f"{' ' * len(before)}{comment}{file.newline}" for comment in file.comments(start, end)]
    if before.strip():  # on the line of a dash, where the next key takes its place
        if kept or index + 1 == len(siblings):
            raise CanNotEdit("there is a comment beside it")
        return start, file.start((*outer, siblings[index + 1])), ""
    newline = LINE_END.match(file.text, end)
    return file.line_start(start), newline.end() if newline else end, "".join(kept)


def _dash(file: File, column: int, start: int) -> int:
    """Where the dash of an item stands: in the column of its list, on the line where the item starts or before it."""
    line = file.line_start(start)
    while file.text[line : line + column].strip() or file.text[line + column : line + column + 1] != "-":
        if line == file.starts[0]:
            raise CanNotEdit("its dash stands behind another one")
        line = file.line_start(line - 1)
    return line + column


def _emptied(file: File, path: Path, text: str) -> list[Piece]:
    """A mapping or list in lines becomes one word behind its key; the comments in it stay as lines of their own."""
    if path not in file.keys:
        raise CanNotEdit("only what stands behind a key can become a word")
    key, block = file.key(path), file.value(path)
    colon = file.text.index(":", key.end) + 1
    start, end = file.line_start(block.start), file.line_end(block.end)
    kept = [f"{file.newline}{' ' * file.column(key.start)}{comment}" for comment in file.comments(start, end)]
    before = len(file.newline) if file.text[:start].endswith(file.newline) else 1
    return [(colon, colon, f" {text}"), (start - before, end, "".join(kept))]


def _comments_within(file: File, path: Path) -> list[Piece]:
    """The comments between brackets that become a word, as lines of their own below it."""
    old = file.value(path)
    if old.manner != "flow" or not (found := list(file.comments(old.start, old.end))):
        return []
    end, indent = file.line_end(old.end), " " * file.column(file.start(path))
    return [(end, end, "".join(f"{file.newline}{indent}{comment}" for comment in found))]


# ---- what the data must be afterwards ------------------------------------------------------------------------------


def _at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


def _put(data: Any, path: Path, value: Any) -> None:
    _at(data, path[:-1])[path[-1]] = value


def _drop(data: Any, path: Path) -> None:
    del _at(data, path[:-1])[path[-1]]


def _rename(data: Any, path: Path, name: str) -> None:
    mapping = _at(data, path[:-1])
    pairs = [(name if key == path[-1] else key, value) for key, value in mapping.items()]
    mapping.clear()
    mapping.update(pairs)
