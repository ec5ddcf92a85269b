"""What the cursor stands on: a key, a value or a reference to an entry, in front matter or in the body."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.declared import Form, form_at
from sitegen.lsp.desk import KINDS, SETTINGS, Snapshot
from sitegen.lsp.outline import Spot, spots
from sitegen.lsp.text import Span, Text
from sitegen.model import SLUG, ContentType, Path, Ref

LINK = re.compile(rf"\]\(([a-z]+):({SLUG})(#[\w-]*)?\)")


@dataclass(frozen=True)
class Document:
    """An open file: its name below the content folder's parent, its type and slug, and its text."""

    name: str
    kind: ContentType
    slug: str
    text: Text

    @property
    def ref(self) -> Ref:
        return Ref(self.kind.name, self.slug)


@dataclass(frozen=True)
class Standing:
    """What the cursor stands on, and where it is: a key or a value of the front matter (`kind`), or a link of the body."""

    kind: str
    span: Span
    word: str
    path: Path = ()
    ref: Ref | None = None


def document(name: str, raw: str) -> Document:
    """The document of a file's name and its text."""
    parts = name.split("/")
    kind = next((kind for kind in KINDS.values() if kind.folder == parts[1]), SETTINGS)
    slug = parts[-1].removesuffix(".md")
    return Document(name, kind, slug, Text(raw, yaml=kind is SETTINGS))


def standing(document: Document, line: int, column: int, known: Snapshot) -> Standing | None:
    """What stands at a place, line and column from 0; None where it is nothing that the content's types know."""
    if line not in document.text.front:
        return _link(document.text, line, column)
    found = (spot for spot in spots(document.text) if spot.span.line == line and spot.span.start <= column <= spot.span.end)
    spot = next(found, None)
    return _spot(document, spot, known) if spot and spot.text else None


def _link(text: Text, line: int, column: int) -> Standing | None:
    """The link whose target or text the cursor is in."""
    written = text.line(line)
    for found in LINK.finditer(written):
        opening = written.rfind("[", 0, found.start())
        if max(opening, 0) <= column <= found.end():
            return Standing("link", Span(line, found.start(1), found.end(2)), found[0], ref=Ref(found[1], found[2]))
    return None


def _spot(document: Document, spot: Spot, known: Snapshot) -> Standing:
    fields = document.kind.fields
    if spot.kind == "key":
        named = form_at(fields, spot.path[:-1]).named
        ref = _entry(Form(slugs=named), spot.text, known)
        return Standing("key", spot.span, spot.text, spot.path, ref)
    return Standing("value", spot.span, spot.text, spot.path, _entry(form_at(fields, spot.path), spot.text, known))


def _entry(form: Form, text: str, known: Snapshot) -> Ref | None:
    """The entry that a text means where a form takes entries: by code, or by the slug of one of the types it takes."""
    if form.codes and text in known.codes:
        return known.codes[text].ref
    refs = [Ref(kind, text) for kind in form.slugs]
    return next((ref for ref in refs if ref in known.entries), refs[0] if refs else None)
