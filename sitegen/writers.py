"""Artifacts become bytes: a document, a feed, JSON, CSV, or the bytes that they already are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from sitegen import cldr, render
from sitegen.site import Artifact, Frame, Page

if TYPE_CHECKING:
    import jinja2

RISKY = ("=", "+", "-", "@", "\t", "\r")


def write(artifact: Artifact, frame: Frame, env: jinja2.Environment) -> bytes:
    """The bytes of an artifact; the same artifact gives the same bytes."""
    if artifact.writer == "bytes":
        content: bytes = artifact.view
        return content
    if artifact.writer == "json":
        return _json(artifact.view).encode()
    if artifact.writer == "csv":
        return _csv(*artifact.view).encode()
    if artifact.writer == "card":
        from sitegen import cards  # what it draws with is loaded only when there is something to draw

        return cards.draw(artifact.view, cldr.brief_date(artifact.view.day))
    if isinstance(artifact.view, Page):
        return render.document(env, frame, artifact.view).encode()
    return render.feed(env, frame, artifact.template, artifact.view).encode()


def _json(value: object) -> str:
    """JSON (RFC 8259) with a line for each item of the outermost list or mapping."""
    if isinstance(value, list):
        return "[\n" + ",\n".join(json.dumps(item, ensure_ascii=False) for item in value) + "\n]\n"
    if isinstance(value, dict):
        items = (f"{json.dumps(key)}: {json.dumps(item, ensure_ascii=False)}" for key, item in value.items())
        return "{\n" + ",\n".join(items) + "\n}\n"
    return json.dumps(value, ensure_ascii=False) + "\n"


def _csv(names: tuple[str, ...], rows: tuple[tuple[str | int | None, ...], ...]) -> str:
    """CSV after RFC 4180 with line feeds; a cell that a spreadsheet would run as a formula gets an apostrophe before it."""
    text = io.StringIO()
    out = csv.writer(text, lineterminator="\n")
    out.writerow(names)
    out.writerows([f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell for cell in row] for row in rows)
    return text.getvalue()


class Ingredients:
    """What the template of an artifact brings to its bytes, as digests that are made once: the frame, and the text of every
    template that it reaches. `templates` maps names to text."""

    def __init__(self, frame: Frame, templates: Mapping[str, str]) -> None:
        self._frame, self._templates = _digest(repr(frame)), templates
        self._texts = {name: _digest(text) for name, text in templates.items()}
        self._known: dict[str, str] = {}

    def of(self, template: str) -> str:
        """A digest of the frame and of a template's closure; nothing for no template."""
        if template and template not in self._known:
            names = sorted(render.closure(template, self._templates))
            self._known[template] = _digest(repr((self._frame, [(name, self._texts[name]) for name in names])))
        return self._known.get(template, "")

    def reached(self, template: str) -> frozenset[str]:
        """The names of the templates in the closure."""
        return render.closure(template, self._templates)


def fingerprint(artifact: Artifact, ingredients: Ingredients) -> str:
    """A digest of all that an artifact's bytes depend on besides the code: its view and, behind a hyphen, what its template
    brings."""
    return f"{_digest(repr((artifact.writer, artifact.view)))}-{ingredients.of(artifact.template)}"


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
