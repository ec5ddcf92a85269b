"""Completion: the keys and values that a place takes, and entries to link to, while the text is still unfinished."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.declared import Form, Key, form_at
from sitegen.lsp.desk import KINDS, Snapshot
from sitegen.lsp.outline import Context, context, spots
from sitegen.lsp.place import Document
from sitegen.lsp.text import Span
from sitegen.model import Path

OPEN_LINK = re.compile(r"\]\((?:([a-z]+):)?([a-z0-9-]*)$")


@dataclass(frozen=True)
class Item:
    """One proposal: what is shown, a word beside it, an explanation, the text that replaces a span, and its kind: `key`,
    `word`, `entry` or `state`. `sort` puts the proposals in order."""

    label: str
    detail: str
    explained: str
    new: str
    span: Span
    kind: str
    sort: str


def completions(document: Document, line: int, column: int, known: Snapshot) -> list[Item]:
    """Proposals for a place; line and column from 0."""
    if line not in document.text.front:
        return list(_links(document, line, column, known))
    here = context(document.text, line, column)
    if here.kind == "none":
        return []
    found: list[Item] = []
    form = form_at(document.kind.fields, here.path)
    if here.kind in ("key", "item"):
        found += _keys(form, document, here, line, column, known)
    if here.kind in ("value", "item"):
        found += _values(form, document, here, line, column, known)
    return found


def _keys(form: Form, document: Document, here: Context, line: int, column: int, known: Snapshot) -> Iterator[Item]:
    """Keys that the mapping has not yet, those first that it must have, then in the order of their declaration; and names of
    entries where these are keys."""
    written = document.text.line(line)
    span = _rest(written, line, here.start, column, r"[\w-]*")
    colon = "" if re.match(r"[ \t]*:", written[span.end :]) else ": "
    present = {spot.path[-1] for spot in spots(document.text) if spot.kind == "key" and _in(spot.path, here.path)}
    present -= {written[span.start : span.end]}
    for position, key in enumerate(form.keys):
        if key.name not in present:
            sort = f"{0 if key.required else 1}{position:03}"
            yield Item(key.name, detail(key), key.description, key.name + colon, span, "key", sort)
    for kind in form.named:
        for entry in known.of(kind):
            if entry.slug not in present:
                yield Item(entry.slug, entry.title, "", entry.slug + colon, span, "entry", f"2{entry.slug}")


def detail(key: Key) -> str:
    """Whether a key must stand, in a word."""
    return "required" if key.required else "optional"


def _in(path: Path, mapping: Path) -> bool:
    return len(path) == len(mapping) + 1 and path[:-1] == mapping


def _values(form: Form, document: Document, here: Context, line: int, column: int, known: Snapshot) -> Iterator[Item]:
    """Words, states by code and entries by slug."""
    written = document.text.line(line)
    quote = written[here.start - 1 : here.start]
    rest = rf"[^{quote}]*" if quote in ('"', "'") and quote else r"[^,\]}#]*" if _in_brackets(here, written) else r"[^#]*"
    span = _rest(written, line, here.start, column, rest)
    for word in form.words:
        yield Item(word, "", "", word, span, "word", f"0{word}")
    if form.codes:
        for code, entry in sorted(known.codes.items()):
            yield Item(code, entry.title, "", code, span, "state", f"1{code}")
    for kind in form.slugs:
        for entry in known.of(kind):
            if entry.ref != document.ref:
                yield Item(entry.slug, entry.title, "", entry.slug, span, "entry", f"1{entry.slug}")


def _in_brackets(here: Context, written: str) -> bool:
    before = written[: here.start]
    return before.count("[") + before.count("{") > before.count("]") + before.count("}")


def _rest(written: str, line: int, start: int, column: int, form: str) -> Span:
    """The span of what is replaced: what was typed and what goes on after the cursor."""
    found = re.compile(form).match(written, column)
    rest = found[0].rstrip() if found else ""
    return Span(line, start, column + len(rest))


def _links(document: Document, line: int, column: int, known: Snapshot) -> Iterator[Item]:
    """Types after `](`, and after a type and a colon its entries, found by title too."""
    written = document.text.line(line)
    found = OPEN_LINK.search(written, 0, column)
    if not found:
        return
    kind, part = found[1], 1 if found[1] is None else 2
    start = column - len(found[2])
    span = _rest(written, line, start, column, r"[a-z0-9-]*")
    if part == 1:
        yield from (Item(f"{name}:", KINDS[name].folder, "", f"{name}:", span, "word", name) for name in KINDS)
    elif kind in KINDS:
        closing = "" if written[span.end : span.end + 1] in (")", "#") else ")"
        for entry in known.of(kind):
            yield Item(entry.slug, entry.title, "", entry.slug + closing, span, "entry", entry.slug)
