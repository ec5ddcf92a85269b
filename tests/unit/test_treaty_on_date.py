"""A treaty on a past day: what the page says is what the acts up to that day give."""

from __future__ import annotations

import csv
import posixpath
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from sitegen.derive.facts import Facts
from sitegen.derive.groupings import members
from sitegen.derive.status import grid
from sitegen.model import Ref
from sitegen.site import Page

TEMPLATE = "pages/treaty_on_date.html"


def of_treaty(pages: dict[str, Page], slug: str) -> list[Page]:
    return [page for address, page in pages.items() if address.startswith(f"/treaties/{slug}/on/")]


def test_a_page_of_the_small_site(small_pages: dict[str, Page]) -> None:
    page = small_pages["/treaties/att/on/2015-12-31/"]
    found = page.view
    assert page.title == "Arms Trade Treaty on 31 December 2015"
    assert (page.section, page.entry) == ("/treaties/", Ref("treaty", "att"))
    assert [link.address for link in page.trail] == ["/treaties/", "/treaties/att/"]
    assert (found.tally.parties, found.tally.signatories, found.tally.neither) == (1, 1, 1)
    assert (found.world.parties, found.world.signatories, found.world.neither) == (1, 1, 2)
    assert [(each.before, each.after, each.states) for each in found.moves] == [("signatory", "party", ("Nepal",))]
    assert [(each.day.isoformat(), each.word, [link.text for link in each.states]) for each in found.days] == [
        ("2015-05-30", "in_force", ["Nepal"]),
        ("2015-03-01", "ratified", ["Nepal"]),
    ]
    assert [(tile.line.code, tile.line.status) for tile in found.map.tiles] == [
        ("MNG", "neither"),
        ("NPL", "party"),
        ("KHM", "signatory"),
    ]
    assert (found.previous.day, found.following.day) == (date(2014, 12, 31), date(2016, 12, 31))
    assert found.in_force == date(2014, 12, 24)


def test_the_first_and_the_last_page(small_pages: dict[str, Page]) -> None:
    first, *_, last = of_treaty(small_pages, "att")
    assert (first.view.day, first.view.previous, first.view.in_force) == (date(2013, 12, 31), None, None)
    assert [(each.before, each.after) for each in first.view.moves] == [("neither", "signatory")]
    assert (last.view.day, last.view.following) == (date(2025, 12, 31), None)


def test_a_day_of_the_settings_has_its_page(small_pages: dict[str, Page]) -> None:
    assert small_pages["/treaties/att/on/2025-02-21/"].view.days == ()


def test_conferences_stand_on_the_day_they_ended_or_in_the_time_they_were(pages: dict[str, Page]) -> None:
    on_the_day = pages["/treaties/att/on/2018-08-24/"].view
    assert [link.address for link in on_the_day.ended] == ["/events/2018-08-20-csp4/"]
    assert on_the_day.held == ()
    of_a_year = pages["/treaties/att/on/2016-12-31/"].view
    assert of_a_year.ended == ()
    assert [link.address for link in of_a_year.held] == ["/events/2016-csp2/"]


@pytest.mark.parametrize("slug", ["att", "npt", "canwfz-protocol", "ccw-p1", "ctbt", "geneva1925"])
def test_every_page_of_a_treaty_says_what_the_law_gives(facts: Facts, pages: dict[str, Page], slug: str) -> None:
    treaty, default = facts.library[Ref("treaty", slug)], facts.config.default_grouping
    for page in of_treaty(pages, slug):
        found = page.view
        expected = grid(treaty, facts.library, found.day)
        states = members(default, facts.library, found.day)
        assert {tile.line.code: tile.line.status for tile in found.map.tiles} == {s: expected[s].status.value for s in states}
        assert found.tally.size == len(states)
        listed = {link.text: status for status, links in found.lists for link in links}
        known = {facts.library[s].title: each.status.value for s, each in expected.items()}
        assert listed == {name: status for name, status in known.items() if status not in ("unknown", "no-part")}
        assert found.unknown == sum(status == "unknown" for status in known.values())
        assert all(each.day <= found.day for each in found.days)


@pytest.mark.parametrize("slug", ["att", "npt", "rarotonga"])
def test_changes_lead_from_each_date_to_the_next(pages: dict[str, Page], slug: str) -> None:
    for one, other in pairwise(page.view for page in of_treaty(pages, slug)):
        then = {link.text: status for status, links in one.lists for link in links}
        now = {link.text: status for status, links in other.lists for link in links}
        moved = {name: (each.before, each.after) for each in other.moves for name in each.states}
        assert moved == {name: (then[name], now[name]) for name in now if then[name] != now[name]}
        assert all(one.day < each.day <= other.day for each in other.days)
        assert (other.previous.day, one.following.day) == (one.day, other.day)


def test_figures_agree_with_the_published_counts(facts: Facts, pages: dict[str, Page], real_site: Path) -> None:
    with (real_site / "data" / "counts.csv").open(encoding="utf-8", newline="") as file:
        rows = {(row["treaty"], row["grouping"], row["date"]): row for row in csv.DictReader(file)}
    for page in of_treaty(pages, "att"):
        for tally in (page.view.tally, page.view.world):
            grouping = tally.grouping.address.split("/")[2]
            row = rows["att", grouping, page.view.day.isoformat()]
            numbers = (tally.parties, tally.signatories, tally.neither, tally.withdrawn, tally.in_force)
            assert numbers == tuple(int(row[name]) for name in ("parties", "signatories", "neither", "withdrawn", "in_force"))
            assert tally.unknown + tally.no_part == int(row["unknown"])
    mandate = rows["att", "unrcpd-mandate", "2025-02-21"], rows["att", "unrcpd-mandate", facts.as_of.isoformat()]
    assert [(row["parties"], row["signatories"], row["neither"]) for row in mandate] == [("12", "9", "22"), ("13", "8", "22")]
    assert rows["att", "world", "2018-12-31"]["parties"] == "100"


def test_every_link_of_every_dated_page_resolves(small_site: Path) -> None:
    dated = sorted(small_site.glob("treaties/*/on/*/index.html"))
    assert len(dated) == 14 + 10
    for path in dated:
        for address in re.findall(r'(?:href|src)="(?!https:)([^"#]+)', path.read_text("utf-8")):
            target = posixpath.normpath((path.parent / address).as_posix())
            assert Path(target).is_file(), f"{path}: {address}"


def test_a_conference_leads_to_the_treaty_as_it_stood_on_its_last_day(pages: dict[str, Page]) -> None:
    leading = {link.address for page in pages.values() if page.template == "pages/event.html" for link in page.view.dated}
    assert leading
    assert leading <= pages.keys()
    conferences = [page.view.event for page in pages.values() if page.template == "pages/event.html" and page.view.dated]
    assert "conference of states parties" in {event.kind for event in conferences}


def test_a_day_after_the_reading_of_the_register_says_so(pages: dict[str, Page]) -> None:
    late = [page.view.day for page in of_treaty(pages, "ptbt") if page.view.late]
    assert late
    assert min(late) > pages["/treaties/ptbt/"].view.register.checked


def test_figures_that_were_published_for_a_day_stand_on_its_page(facts: Facts, pages: dict[str, Page]) -> None:
    page = pages["/treaties/att/on/2025-02-21/"]
    assert page.view.published
    for claim in page.view.published:
        assert pages[claim.address].view.day == page.view.day
