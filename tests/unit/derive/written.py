"""Countries, treaties and groupings for the tests of what is derived: written as editors write them."""

from __future__ import annotations

from datetime import date
from typing import Any

from sitegen import links, load
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.country import COUNTRY, Country
from sitegen.content_types.grouping import GROUPING, Grouping
from sitegen.content_types.treaty import TREATY, Treaty
from sitegen.model import Body, ContentType, Entry, Fields, Ref

SETTINGS: Entry[Fields] = Entry(
    "site",
    "site",
    "content/site.yaml",
    Config(
        title="S",
        tagline="S",
        as_of=date(2026, 11, 22),
        address="https://site.example/",
        languages=("en",),
        default_grouping=Ref("grouping", "g"),
        profiled=Ref("grouping", "g"),
        lead_treaty=Ref("treaty", "att"),
        tile_grid=(),
    ),
    Body(),
    "/",
)


def entry(kind: ContentType, slug: str, front: str) -> Entry[Any]:
    found, problems = load.read_entry(
        f"content/{kind.folder}/{slug}.md", slug, f"---\n{front}\n---\n".encode(), kind, CONTENT_TYPES
    )
    assert problems == (), problems
    assert found is not None
    return found


def country(code: str, treaties: str = "") -> Entry[Country]:
    """A state by its code; `treaties` is the text of its treaties."""
    slug = code.lower()
    front = f"title: {slug}\niso3: {code}\niso2: {code[:2]}\nm49: '000'\nun_status: member\nsources: [s]"
    return entry(COUNTRY, slug, f"{front}\ntreaties: {{{treaties}}}")


def treaty(front: str = "", slug: str = "att", in_force: str | None = "2014-12-24") -> Entry[Treaty]:
    """A treaty of which only what matters is given."""
    base = "title: T\nsubject: conventional arms\ndepositary: [{organization: o}]\nregister: {source: s, checked: 2020-01-01}"
    day = f"\nin_force: {in_force}" if in_force else ""
    return entry(TREATY, slug, f"{base}{day}\n{front}")


def grouping(slug: str, front: str, size: int = 1) -> Entry[Grouping]:
    base = f"title: {slug}\nkind: published list\nsize: {size}\nconfidence: stated\nsources: [s]"
    return entry(GROUPING, slug, f"{base}\n{front}")


def library(*entries: Entry[Any]) -> links.Library:
    """A library of entries, whatever else they refer to."""
    return links.link(entries, SETTINGS, CONTENT_TYPES)[0]
