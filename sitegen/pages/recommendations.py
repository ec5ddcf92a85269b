"""The list of recommendations: by issuer and heading, by topic, by addressee."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from sitegen.content_types.recommendation import ADDRESSEES, Recommendation
from sitegen.derive.facts import Facts
from sitegen.model import Date, Entry
from sitegen.pages.parts import bodies, link
from sitegen.site import Link, Page


@dataclass(frozen=True)
class Line:
    """A recommendation in its document: the place, and whether it is a point of another."""

    recommendation: Link
    place: str
    is_point: bool


@dataclass(frozen=True)
class Issue:
    """What some issuers recommend on a day, under the headings of their document."""

    issuers: tuple[Link, ...]
    issued: Date
    headings: tuple[tuple[str, tuple[Line, ...]], ...]
    size: int


@dataclass(frozen=True)
class RecommendationsView:
    """All that the list prints."""

    issues: tuple[Issue, ...]
    topics: tuple[tuple[Link, int], ...]
    addressees: tuple[tuple[str, tuple[Link, ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    found = sorted(facts.library.of("recommendation"), key=lambda e: (_document(e), e.fields.order, e.slug))
    topics = [(e, [r for r in found if e.ref in r.fields.topics]) for e in facts.library.of("topic")]
    view = RecommendationsView(
        issues=tuple(_issue(list(same), facts) for _, same in groupby(found, key=_document)),
        topics=tuple((link(topic), len(about)) for topic, about in topics if about),
        addressees=tuple(
            (name, links) for name in ADDRESSEES if (links := tuple(link(e) for e in found if name in e.fields.addressees))
        ),
    )
    yield Page("/recommendations/", "pages/recommendations.html", "Recommendations", "", view, section="/recommendations/")


def _document(entry: Entry[Recommendation]) -> tuple[str, str]:
    return entry.fields.issued.text, entry.fields.sources[0].source.slug


def _issue(entries: list[Entry[Recommendation]], facts: Facts) -> Issue:
    headings = dict.fromkeys(e.fields.heading for e in entries)
    issuers = dict.fromkeys(body for e in entries for body in bodies(e.fields.issuers, facts))
    return Issue(
        issuers=tuple(issuers),
        issued=entries[0].fields.issued,
        headings=tuple((name, tuple(_line(e) for e in entries if e.fields.heading == name)) for name in headings),
        size=len(entries),
    )


def _line(entry: Entry[Recommendation]) -> Line:
    return Line(link(entry), entry.fields.sources[0].at, entry.fields.part_of is not None)
