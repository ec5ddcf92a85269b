"""Atom feeds (RFC 4287): of all changes, and of what concerns a state, a treaty or an issuer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sitegen.derive import changes
from sitegen.derive.changes import Change
from sitegen.derive.facts import Facts
from sitegen.model import Date
from sitegen.pages.follow import FEED, link_to
from sitegen.pages.parts import beginning
from sitegen.site import Artifact, Site

MOST, MOST_OF_ALL, SUMMARY = 50, 100, 400
"""The items of a feed, those of the feed of everything, and the characters of a summary."""


@dataclass(frozen=True)
class Item:
    """An item: its id and its day as RFC 3339 has it; for an act its word, the state (`title`) and the treaty."""

    id: str
    updated: str
    address: str
    kind: str
    title: str
    date: Date
    word: str
    treaty: str
    source: str
    summary: str


@dataclass(frozen=True)
class Feed:
    """All that a feed prints; addresses are absolute. `title` is what it follows, "" for everything."""

    id: str
    title: str
    address: str
    page: str
    updated: str
    items: tuple[Item, ...]


def plan(site: Site) -> Iterator[Artifact]:
    """The feed of everything."""
    everything = changes.everything(site.facts)[:MOST_OF_ALL]
    yield _artifact("", FEED, "/changes/", "feed", everything, site)


def plan_of_pages(site: Site) -> Iterator[Artifact]:
    """A feed for each page of an entry that has one."""
    for page in site.pages:
        if page.entry and page.feed:
            entry = site.facts.library[page.entry]
            name = f"feed/{entry.type}/{entry.slug}"
            found = changes.about(entry, site.facts)[:MOST]
            yield from _artifact(page.title, page.feed, page.address, name, found, site).and_at_former(entry)


def _artifact(title: str, feed: str, page: str, name: str, found: Iterable[Change], site: Site) -> Artifact:
    base = site.frame.address.rstrip("/")
    items = tuple(_item(change, base, site.facts) for change in found)
    day = f"{site.facts.as_of.isoformat()}T00:00:00Z"
    newest = max((item.updated for item in items), default=day)
    view = Feed(_tag(name, site.facts), title, base + feed, base + page, newest, items)
    return Artifact(feed.removeprefix("/"), "template", view, "feeds/atom.xml")


def _item(change: Change, base: str, facts: Facts) -> Item:
    to = link_to(change)
    return Item(
        id=_tag(_name(change), facts),
        updated=f"{change.day.isoformat()}T00:00:00Z",
        address=base + to.address,
        kind=change.kind,
        title=to.text,
        date=change.date,
        word=change.word,
        treaty=change.treaty.title if change.treaty else "",
        source=_source(change, facts),
        summary=change.note or ("" if change.word else beginning(change.entry.body.text, SUMMARY)),
    )


def _tag(name: str, facts: Facts) -> str:
    """An id that stays when the site moves (RFC 4151)."""
    return f"tag:{facts.config.tag_authority}:{name}"


def _name(change: Change) -> str:
    """What tells a change from every other one: an act is done once by a state under a treaty."""
    entry = f"{change.entry.type}/{change.entry.slug}"
    if change.treaty:
        return f"act/{change.entry.slug}/{change.treaty.slug}/{change.word}"
    return f"note/{entry}/{change.number}" if change.note else entry


def _source(change: Change, facts: Facts) -> str:
    """The source of an act: its own, the line's, or the treaty's register."""
    if not change.treaty:
        return ""
    part = change.entry.fields.treaties[change.treaty.ref]
    source = getattr(part, change.word).source or part.source or change.treaty.fields.register.source
    return str(facts.library[source].title)
