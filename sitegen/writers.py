"""Artifacts become bytes: a document, a feed, JSON, CSV, or the bytes that they already are."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import TYPE_CHECKING

from sitegen import render
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

        return cards.draw(artifact.view, render.brief_date(artifact.view.day))
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


def fingerprint(artifact: Artifact, frame: Frame, templates: Mapping[str, str]) -> str:
    """A digest of all that an artifact's bytes depend on besides the code: its view and, for a template, the frame and the
    text of every template that it reaches. `templates` maps names to text."""
    parts: list[object] = [artifact.writer, artifact.view]
    if artifact.template:
        parts += [frame, *((name, templates[name]) for name in sorted(render.closure(artifact.template, templates)))]
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
