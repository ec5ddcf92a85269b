"""Pictures as files: which there are, that they stand on their own, and that they say what a reader must know."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from conftest import ROOT

from sitegen.charts.sheet import LEAST_WIDTH, MARGIN, Contents, sheet
from sitegen.derive.facts import Facts
from sitegen.model import Code, Ref
from sitegen.pages import claim, country
from sitegen.pages.acts import acts
from sitegen.site import Page

SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
MAPPED = ("home.html", "treaty.html", "grouping.html", "claim.html")


def drawn(site: Path, address: str) -> ET.Element:
    return ET.fromstring((site / address.removeprefix("/")).read_bytes())


def said(root: ET.Element) -> str:
    """All that stands on a picture, in words."""
    return " ".join(text for text in (each.strip() for each in root.itertext()) if text)


def pictures(pages: dict[str, Page]) -> dict[str, Any]:
    return {each.address: each.view for page in pages.values() for each in page.pictures.values()}


# ---- which there are ------------------------------------------------------------------------------------------


def test_a_picture_is_a_file_beside_its_page(real_site: Path, pages: dict[str, Page]) -> None:
    found = {f"/{path.relative_to(real_site).as_posix()}" for path in real_site.rglob("*.svg")}
    found -= {f"/{path.relative_to(ROOT / 'static').as_posix()}" for path in (ROOT / "static").rglob("*")}
    assert found == pictures(pages).keys()
    for page in pages.values():
        assert all(each.address == f"{page.address}{name}.svg" for name, each in page.pictures.items())


def test_pages_with_a_map_or_a_timeline_have_it_as_a_file(pages: dict[str, Page]) -> None:
    mapped = {address: page for address, page in pages.items() if page.template.split("/")[1] in MAPPED}
    maps = {address for address, page in mapped.items() if page.view.map and page.view.map.tiles}
    assert {address for address, page in mapped.items() if "grid" in page.pictures} == maps
    assert {"/", "/treaties/att/", "/groupings/unrcpd-mandate/", "/claims/sas-2024-eleven-parties/"} <= maps
    timelines = {address for address, page in pages.items() if page.template == "pages/country.html" and page.view.timeline}
    assert {address for address, page in pages.items() if "timeline" in page.pictures} == timelines
    grown = {address for address, page in pages.items() if page.template == "pages/treaty.html" and page.view.growth}
    assert {address for address, page in pages.items() if "growth" in page.pictures} == grown


def test_a_page_links_to_its_pictures(real_site: Path, pages: dict[str, Page]) -> None:
    for page in pages.values():
        text = (real_site / page.path).read_text("utf-8")
        assert re.findall(r'href="([^"]*)" type="image/svg\+xml" download', text) == [f"{name}.svg" for name in page.pictures]


# ---- every picture --------------------------------------------------------------------------------------------


def test_pictures_stand_on_their_own(real_site: Path, pages: dict[str, Page]) -> None:
    for address in pictures(pages):
        root = drawn(real_site, address)
        assert root.tag == f"{SVG}svg", address
        assert root.get("viewBox") == f"0 0 {root.get('width')} {root.get('height')}", address
        text = (real_site / address[1:]).read_text("utf-8")
        assert not re.search(r"<script|<style|<image|<foreignObject|\son\w+=|\sstyle=|url\(|@import|<!DOCTYPE|<!ENTITY", text), (
            address
        )
        ids = [each.get("id") for each in root.iter() if each.get("id")]
        assert len(ids) == len(set(ids)), address
        for each in root.iter():
            assert each.get("href") is None, address
            assert each.get(f"{XLINK}href", "#")[0] == "#", address
            assert each.get(f"{XLINK}href", f"#{ids[0]}")[1:] in ids, address


def test_pictures_are_light(real_site: Path, pages: dict[str, Page]) -> None:
    assert [address for address in pictures(pages) if (real_site / address[1:]).stat().st_size > 20 * 1024] == []


def test_pictures_say_whose_they_are(real_site: Path, facts: Facts, pages: dict[str, Page]) -> None:
    for page in pages.values():
        for each in page.pictures.values():
            root = drawn(real_site, each.address)
            assert root.findtext(f"{SVG}title")
            assert root.findtext(f"{SVG}desc")
            text = said(root)
            assert facts.config.title in text
            assert f"{facts.config.address.rstrip('/')}{page.address}" in text
            assert "CC BY 4.0" in text


def test_all_stands_on_the_sheet(pages: dict[str, Page], real_site: Path) -> None:
    for address in pictures(pages):
        root = drawn(real_site, address)
        width, height = int(root.get("width", 0)), int(root.get("height", 0))
        for each in root.iter(f"{SVG}text"):
            assert 0 <= float(each.get("x", 0)) <= width, address
            assert 0 < float(each.get("y", 0)) < height, address


# ---- grids ----------------------------------------------------------------------------------------------------


def squares(root: ET.Element) -> Counter[str]:
    found = (each.get(f"{XLINK}href", "") for each in root.iter(f"{SVG}use"))
    return Counter(each.removeprefix("#square-") for each in found if each.startswith("#square-"))


def test_a_grid_has_a_square_for_each_tile(real_site: Path, pages: dict[str, Page]) -> None:
    for page in pages.values():
        if "grid" in page.pictures:
            root = drawn(real_site, page.pictures["grid"].address)
            assert squares(root) == Counter(tile.line.status for tile in page.view.map.tiles)
            codes = [each.text for each in root.iter(f"{SVG}text") if each.get("x") == "21"]
            assert codes == [tile.line.code for tile in page.view.map.tiles]


def test_a_grid_says_what_it_counts(real_site: Path) -> None:
    text = said(drawn(real_site, "/treaties/att/grid.svg"))
    for words in (
        "Arms Trade Treaty",
        "Mandate of UNRCPD",
        "43 states of the grouping",
        "By deposit, on 22 November 2026",
        "party: 13",
        "read as at 3 February 2026",
        "Status of the Arms Trade Treaty (UNTC XXVI-8)",
    ):
        assert words in text


def test_the_legend_of_a_grid_counts_every_state_of_the_grouping(pages: dict[str, Page]) -> None:
    for page in pages.values():
        if "grid" in page.pictures:
            shown = page.pictures["grid"].view
            assert sum(count for _, count in shown.legend) == shown.size
            if hasattr(page.view, "tally"):
                assert shown.size == page.view.tally.size


def test_a_grid_on_another_day_says_that_day(real_site: Path) -> None:
    text = said(drawn(real_site, "/claims/sas-2024-eleven-parties/grid.svg"))
    assert "By deposit, on 31 August 2024" in text
    assert "Claimed: 11. Computed: 11." in text


# ---- claims ---------------------------------------------------------------------------------------------------


def test_the_grid_of_a_claim_is_that_of_its_day_and_grouping(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("claim"):
        grid = claim.claim_grid(entry, facts)
        assert (grid is None) == (pages[entry.address].view.map is None)
        assert (grid is None) == (not entry.fields.count or not facts.verdicts[entry.ref].grouping)
        if grid:
            found = facts.verdicts[entry.ref]
            moment = facts.moments[found.day]
            assert {row.code for row in grid.rows} == moment.members[found.grouping or Ref("", "")]
            for tile in grid.map.tiles:
                standing = moment.grids[entry.fields.count.treaty][Code(tile.line.code)]
                assert tile.line.status == standing.status.value
            outside = [tile.note for tile in grid.map.tiles if tile.line.code not in {row.code for row in grid.rows}]
            assert set(outside) <= {"there", "more"}


def test_states_that_make_the_difference_account_for_it(facts: Facts) -> None:
    """What the default grouping gives is what is computed, less the states counted here alone, plus those there alone."""
    compared = 0
    for entry in facts.library.of("claim"):
        found = facts.verdicts[entry.ref]
        if entry.fields.count and found.grouping:
            fit = next(each for each in found.fits if each.grouping == found.grouping and each.states == found.states)
            notes = Counter(claim.differences(entry.fields, fit, found.day, facts).values())
            if notes.keys() & {"here", "there"}:
                default = next((each for each in found.fits if each.grouping == facts.config.default_grouping), None)
                if default and default.by == fit.by:
                    compared += 1
                    assert len(default.states) == len(fit.states) - notes["here"] + notes["there"]
            elif notes:
                assert set(notes) == {"fewer" if found.off > 0 else "more"}
                assert abs(found.off) == 1
    assert compared


def test_a_mark_of_a_claim_is_told_in_words_too(real_site: Path) -> None:
    text = (real_site / "claims/sas-2024-one-party-in-south-asia/index.html").read_text("utf-8")
    assert text.count("; without it the numbers would agree</span>") == 2
    assert text.count("tile--noted") == 2


# ---- timelines ------------------------------------------------------------------------------------------------


def test_a_timeline_has_a_mark_for_each_act(real_site: Path, facts: Facts, pages: dict[str, Page]) -> None:
    treaties = [entry.ref for entry in facts.library.of("treaty")]
    words = {"signed": "signed", "provisionally_applied": "provisional", "withdrawn": "withdrawn"}
    for entry in facts.library.of("country"):
        page = pages[entry.address]
        expected = Counter(words.get(act.word, "consent") for act in acts([entry.fields.iso3], treaties, facts))
        expected["force"] = sum(bool(facts.grids[ref][entry.fields.iso3].in_force) for ref in treaties)
        expected["meeting"], expected["event"] = len(page.view.meetings), len(page.view.events)
        expected["statement"] = len(page.view.statements) + len(page.view.statements_about)
        if page.view.picture is None:
            assert not page.view.timeline
            continue
        found = Counter(mark.kind for row in (*page.view.picture.rows, *page.view.picture.lanes) for mark in row.marks)
        assert +found == +expected
        for text in (
            (real_site / page.path).read_text("utf-8"),
            (real_site / page.path).with_name("timeline.svg").read_text("utf-8"),
        ):
            assert Counter(re.findall(r'href="#drawn-(\w+)"', text)) == +expected


def test_a_timeline_names_each_treaty(real_site: Path, pages: dict[str, Page]) -> None:
    text = said(drawn(real_site, "/countries/mongolia/timeline.svg"))
    assert all(row.label in text for row in pages["/countries/mongolia/"].view.picture.rows)
    assert "up to 22 November 2026" in text
    assert "signature: 11" in text


def test_timelines_are_planned_quickly(facts: Facts) -> None:
    """All timelines in less than 0.3 s; the best of three, as other work may run beside."""

    def seconds(work: Callable[[], object]) -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    entries = facts.library.of("country")
    assert min(seconds(lambda: [country.state_timeline(e, {}, facts) for e in entries]) for _ in range(3)) < 0.3


# ---- the sheet ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("drawing", [(46, 46), (736, 460)])
def test_a_sheet_runs_from_top_to_bottom(drawing: tuple[int, int]) -> None:
    laid = sheet(Contents("A long title " * 12, ["text " * 60], drawing, ["source " * 60], under=2, legend=5, wide=2, notes=3))
    above = [*(line.y for line in laid.title), *(line.y for line in laid.text), *laid.under]
    below = [*laid.notes, *(line.y for line in laid.sources), laid.site, laid.address, laid.licence]
    assert above == sorted(set(above))
    assert above[-1] < laid.spot.y
    legend = [spot.y for spot in laid.legend]
    assert legend == sorted(legend)
    assert len({(spot.x, spot.y) for spot in laid.legend}) == len(laid.legend) == 7
    assert laid.spot.y + drawing[1] < legend[0]
    assert legend[-1] < below[0]
    assert below == sorted(set(below))
    assert below[-1] < laid.height
    assert laid.width == max(LEAST_WIDTH, drawing[0] + 2 * MARGIN)
