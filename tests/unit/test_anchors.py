"""Each line that states a fact has an address of its own: an anchor that stands once on the page and says what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import ROOT

from sitegen.derive.facts import Facts
from sitegen.site import Page

FACTS = {"acts": "li", "timeline": "li", "entry-list": "li", "facts": "dt", "index": "dt", "toolkit": "li"}
"""Classes of lists, and the element in them that is a fact."""

NO_FACT = {
    "pages/changes.html": {"table"},  # hundreds of lines: each leads to the anchor on its state's page, or to its entry
    "pages/not_found.html": {"entry-list"},  # ways on
    "pages/brief.html": {"table"},  # the same lines as on the state's page
    "pages/treaty.html": {"acts", "entry-list"},  # likewise; the claims are links
    "pages/statements.html": {"index"},  # the same statements again, by speaker
    "pages/recommendations.html": {"entry-list"},  # the same again, by addressee
    "pages/recommendation.html": {"entry-list"},  # the same advice may stand under two topics
    "pages/claim.html": {"entry-list"},
    "pages/event.html": {"entry-list"},
    "pages/statement.html": {"entry-list"},
    "pages/toolkit.html": {"entry-list"},
    "pages/toolkit_list.html": {"entry-list"},
}
"""Lists that repeat what has an anchor elsewhere, or that only lead on."""


class Lines(HTMLParser):
    """The lines of a page's tables and lists, with their anchor."""

    def __init__(self) -> None:
        super().__init__()
        self.lists: list[str] = []
        self.in_body = self.in_prose = 0
        self.found: list[tuple[str, str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        names = values.get("class", "")
        if tag == "div" and (self.in_prose or "prose" in names):
            self.in_prose += 1
        self.in_body += tag == "tbody"
        if tag in ("ul", "ol", "dl"):
            self.lists.append(names.split(" ")[0])
        anchor = values.get("id", "")
        if tag == "tr" and self.in_body and "table__group" not in names and not self.in_prose:
            self.found.append(("table", "tr", anchor))
        elif self.lists and FACTS.get(self.lists[-1]) == tag:
            self.found.append((self.lists[-1], tag, anchor))

    def handle_endtag(self, tag: str) -> None:
        self.in_body -= tag == "tbody"
        self.in_prose -= tag == "div" and self.in_prose > 0
        if tag in ("ul", "ol", "dl"):
            self.lists.pop()


def lines(text: str) -> list[tuple[str, str, str]]:
    reader = Lines()
    reader.feed(text)
    reader.close()
    return reader.found


def bare(site: Path, pages: dict[str, Page]) -> Iterator[str]:
    """The lines without an anchor."""
    for address, page in pages.items():
        skipped = NO_FACT.get(page.template, set())
        for name, tag, anchor in lines((site / page.path).read_text("utf-8")):
            errata = name == "table" and page.template in ("pages/source.html", "pages/corrections.html")
            if not anchor and name not in skipped and not errata:
                yield f"{address}: <{tag}> of {name}"


def test_each_fact_of_each_page_has_an_anchor(real_site: Path, pages: dict[str, Page]) -> None:
    assert sorted(set(bare(real_site, pages))) == []


def test_the_reader_of_this_test_finds_lines() -> None:
    text = '<table><thead><tr></tr></thead><tbody><tr id="a"><tr class="table__group"></tbody></table><ul class="acts"><li></ul><ul><li></ul>'
    assert lines(text) == [("table", "tr", "a"), ("acts", "li", "")]


@pytest.mark.parametrize("treaty", ["att", "npt"])
def test_a_status_is_found_from_both_sides(real_site: Path, facts: Facts, treaty: str) -> None:
    state = facts.library.codes["MNG"]
    assert f'<tr id="{treaty}">' in (real_site / state.address[1:] / "index.html").read_text("utf-8")
    assert f'<tr id="{state.slug}">' in (real_site / "treaties" / treaty / "index.html").read_text("utf-8")


def test_every_state_has_an_anchor_for_every_treaty_that_it_may_have_a_part_in(real_site: Path, facts: Facts) -> None:
    for state in facts.library.of("country"):
        text = (real_site / state.address[1:] / "index.html").read_text("utf-8")
        for ref, grid in facts.grids.items():
            if grid[state.fields.iso3].status.value != "no-part":
                assert f' id="{ref.slug}"' in text, (state.slug, ref.slug)


def test_days_of_a_timeline_and_states_that_advice_means(real_site: Path, facts: Facts, pages: dict[str, Page]) -> None:
    for state in facts.library.of("country"):
        text = (real_site / state.address[1:] / "index.html").read_text("utf-8")
        for moment in pages[state.address].view.timeline:
            assert f'<li id="{moment.day.isoformat()}">' in text
    for ref, meant in facts.targets.items():
        entry = facts.library[ref]
        text = (real_site / entry.address[1:] / "index.html").read_text("utf-8")
        assert all(f'<li id="{facts.library[code].slug}">' in text for code in meant.today)
        assert all(f'<li id="then-{facts.library[code].slug}">' in text for code in meant.then)


def test_anchors_are_plain(real_site: Path) -> None:
    """Letters, digits, hyphens and dots: they need no escape in an address."""
    for file in real_site.rglob("*.html"):
        for anchor in re.findall(r'\sid="([^"]*)"', file.read_text("utf-8")):
            assert re.fullmatch(r"[A-Za-z0-9][\w.-]*", anchor), (file, anchor)


def test_a_line_that_a_link_leads_to_is_seen() -> None:
    sheet = (ROOT / "styles" / "base.css").read_text("utf-8")
    (rule,) = re.findall(r"^li:target.*?{(.*?)}", sheet, re.MULTILINE)
    assert "outline" in rule
    assert re.search(r":target {[^}]*scroll-margin", sheet)
