"""Texts with a cursor, written ¦, over the small golden content and over the real one."""

from __future__ import annotations

import functools
from pathlib import Path

from sitegen.lsp.complete import Item, completions
from sitegen.lsp.desk import Desk, Snapshot
from sitegen.lsp.explain import hover
from sitegen.lsp.place import Document, Standing, document, standing

ROOT = Path(__file__).resolve().parents[3]
NEPAL = "content/countries/nepal.md"


@functools.cache
def known(content: str = "tests/golden/content") -> Snapshot:
    return Desk(ROOT / content).look({})


def cut(text: str) -> tuple[str, int, int]:
    """The text without its cursor, and the cursor's line and column from 0."""
    place = text.index("¦")
    return text.replace("¦", ""), text.count("\n", 0, place), place - text.rfind("\n", 0, place) - 1


def opened(text: str, name: str = NEPAL) -> tuple[Document, int, int]:
    raw, line, column = cut(text)
    return document(name, raw), line, column


def proposed(text: str, name: str = NEPAL) -> list[Item]:
    return sorted(completions(*opened(text, name), known()), key=lambda item: item.sort)


def labels(text: str, name: str = NEPAL) -> list[str]:
    return [item.label for item in proposed(text, name)]


def taken(text: str, label: str, name: str = NEPAL) -> str:
    """The line of the cursor after a proposal was taken."""
    item = next(item for item in proposed(text, name) if item.label == label)
    line = cut(text)[0].split("\n")[item.span.line]
    return line[: item.span.start] + item.new + line[item.span.end :]


def under(text: str, name: str = NEPAL) -> Standing | None:
    return standing(*opened(text, name), known())


def told(text: str, name: str = NEPAL) -> str:
    here = under(text, name)
    return hover(opened(text, name)[0], here, known()) if here else ""
