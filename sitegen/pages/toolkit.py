"""An element of the universalization toolkit: a section or a question of annex B, with its answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.content_types.toolkit import Toolkit
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.pages.lines import Advice, Said, advice, said
from sitegen.pages.parts import Cited, cited, entry_page, in_time, link, links_to, short
from sitegen.pages.tally import Tally, tally
from sitegen.planning import PagesOf
from sitegen.site import Link, Page


@dataclass(frozen=True)
class ToolkitView:
    """All that an element's page prints; `see_also` has the section of a question, and the topics."""

    element: Toolkit
    body: str
    see_also: tuple[Link, ...]
    questions: tuple[Link, ...]
    figures: tuple[tuple[Link, Tally], ...]
    statements: tuple[Said, ...]
    advice: tuple[Advice, ...]
    sources: tuple[Cited, ...]
    previous: Link | None
    following: Link | None


def _pages(entry: Entry[Toolkit], elements: list[Entry[Toolkit]], facts: Facts) -> Iterator[Page]:
    position = elements.index(entry)
    before = link(elements[position - 1]) if position else None
    after = link(elements[position + 1]) if position + 1 < len(elements) else None
    yield entry_page(entry, "pages/toolkit.html", _view(entry, elements, facts, before, after), Link("Toolkit", "/toolkit/"))


def in_order(facts: Facts) -> list[Entry[Toolkit]]:
    """The sections in their order, each followed by its questions."""
    return sorted(
        facts.library.of("toolkit"), key=lambda e: (_section_order(e, facts), e.fields.kind == "question", e.fields.order)
    )


plan = PagesOf("toolkit", _pages, in_order)
"""A page for every element."""


def _section_order(entry: Entry[Toolkit], facts: Facts) -> int:
    section = facts.library[entry.fields.part_of] if entry.fields.part_of else entry
    order: int = section.fields.order
    return order


def questions(section: Entry[Toolkit], elements: list[Entry[Toolkit]]) -> tuple[tuple[Link, str], ...]:
    """The questions of a section with what they ask."""
    return tuple((link(e), e.fields.asked) for e in elements if e.fields.part_of == section.ref)


def _view(
    entry: Entry[Toolkit], elements: list[Entry[Toolkit]], facts: Facts, before: Link | None, after: Link | None
) -> ToolkitView:
    fields = entry.fields
    return ToolkitView(
        element=fields,
        body=entry.body.html,
        see_also=links_to((*filter(None, [fields.part_of]), *fields.topics), facts),
        questions=tuple(question for question, _ in questions(entry, elements)),
        figures=tuple((short(facts.library[f.treaty]), tally(f.treaty, f.grouping, facts)) for f in fields.figures),
        statements=tuple(said(e, facts) for e in in_time(facts.library[ref] for ref in fields.statements)),
        advice=tuple(advice(facts.library[ref], facts) for ref in fields.recommendations),
        sources=tuple(cited(citation, facts) for citation in fields.sources),
        previous=before,
        following=after,
    )
