"""The list of the toolkit's sections and questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.pages.parts import link
from sitegen.pages.toolkit import in_order, questions
from sitegen.site import Link, Page


@dataclass(frozen=True)
class ToolkitListView:
    """The sections in order, each with what it asks and its questions."""

    sections: tuple[tuple[Link, str, tuple[tuple[Link, str], ...]], ...]


def plan(facts: Facts) -> Iterator[Page]:
    """One page."""
    elements = in_order(facts)
    sections = tuple((link(e), e.fields.asked, questions(e, elements)) for e in elements if e.fields.kind == "section")
    yield Page("/toolkit/", "pages/toolkit_list.html", "Toolkit", "", ToolkitListView(sections), section="/toolkit/")
