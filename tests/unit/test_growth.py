"""The chart of growth: numbers in, shapes out; and the numbers that it is handed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from sitegen.charts.growth import FOOT, HEAD, HEIGHT, LEFT, RIGHT, WIDTH, Series, growth, panels
from sitegen.derive.facts import Facts
from sitegen.model import Ref
from sitegen.site import Page

FIRST, LAST = date(2014, 1, 1), date(2024, 1, 1)


def test_a_line_goes_in_steps_from_the_first_day_to_the_last() -> None:
    found = growth([Series(10, ((FIRST, 0), (date(2019, 1, 1), 5)))], FIRST, LAST)
    middle = LEFT + (RIGHT - LEFT) // 2
    assert found.curves[0].line == f"M{LEFT} {FOOT}H{middle}V{(HEAD + FOOT) // 2}H{RIGHT}"
    assert (found.curves[0].x, found.curves[0].y, found.curves[0].last, found.curves[0].states) == (RIGHT, 50, 5, 10)


def test_of_steps_in_one_place_the_last_is_drawn() -> None:
    steps = tuple((FIRST + timedelta(days=day), day) for day in range(4))
    found = growth([Series(4, steps)], FIRST, LAST).curves[0]
    assert found.line == f"M{LEFT} {found.y}H{RIGHT}"
    assert found.last == 3


def test_events_are_as_long_as_their_date_says() -> None:
    spans = [(date(2015, 1, 1), date(2015, 12, 31)), (date(2016, 8, 22), date(2016, 8, 26)), (date(2024, 6, 1), date(2024, 6, 2))]
    found = growth([], FIRST, LAST, date(2016, 1, 1), spans)
    widths = [int(width) for width in re.findall(r"h(\d+)", found.events)]
    assert widths == [20, 2]
    assert found.in_force == LEFT + 40
    assert growth([], FIRST, LAST, date(2025, 1, 1)).in_force is None


def test_the_axis_names_a_few_round_years() -> None:
    assert [year for _, year in growth([], FIRST, LAST).years] == [2015, 2020]
    assert [year for _, year in growth([], date(1925, 6, 17), LAST).years] == [1950, 2000]
    assert [year for _, year in growth([], date(2022, 6, 17), LAST).years] == [2023, 2024]


@given(st.lists(st.tuples(st.dates(FIRST, LAST), st.integers(0, 50)), min_size=1, max_size=60, unique_by=lambda step: step[0]))
def test_no_line_leaves_its_box(steps: list[tuple[date, int]]) -> None:
    curve = growth([Series(50, tuple(sorted(steps)))], FIRST, LAST).curves[0]
    across = [int(x) for x in re.findall(r"[MH](\d+)", curve.line)]
    assert across == sorted(across)
    assert {LEFT} | set(across) <= set(range(LEFT, RIGHT + 1))
    heights = [int(y) for y in re.findall(r"(?:M\d+ |V)(\d+)", curve.line)]
    assert set(heights) <= set(range(HEAD, FOOT + 1))
    assert curve.last == sorted(steps)[-1][1]


def test_the_numbers_of_the_chart_are_those_of_the_counts(facts: Facts, pages: dict[str, Page]) -> None:
    world, mandate = Ref("grouping", "world"), facts.config.default_grouping
    for treaty in facts.library.of("treaty"):
        view = pages[treaty.address].view.growth
        assert [line.day for line in view.lines] == list(facts.published(treaty.ref))
        named = [group.grouping.address for group in view.groups]
        for line in view.lines:
            parties = dict(zip(named, line.parties, strict=True))
            assert parties["/groupings/unrcpd-mandate/"] == facts.count(treaty.ref, mandate, line.day).parties
            if "/groupings/world/" in parties:
                assert parties["/groupings/world/"] == facts.count(treaty.ref, world, line.day).parties
        assert [curve.last for curve in view.chart.curves] == list(view.lines[-1].parties)
        assert all(curve.states >= curve.last for curve in view.chart.curves)


def test_the_subregions_are_parts_of_the_default_grouping(pages: dict[str, Page]) -> None:
    """Under a treaty of which the part of every state is known, the subregions add up to the grouping."""
    view = pages["/treaties/att/"].view.growth
    assert [group.grouping.text for group in view.groups][:2] == ["World", "UNRCPD mandate"]
    _, mandate, *subregions = view.groups
    assert sum(group.states for group in subregions) == mandate.states == 43
    for line in view.lines:
        assert sum(line.parties[2:]) == line.parties[1]


def test_a_line_is_left_out_where_the_part_of_a_state_is_not_known(pages: dict[str, Page]) -> None:
    view = pages["/treaties/bwc/"].view.growth
    assert "/groupings/world/" not in [group.grouping.address for group in view.groups]
    geneva = pages["/treaties/geneva1925/"].view.growth
    assert geneva.groups[0].unknown == 17
    zone = pages["/treaties/rarotonga/"].view.growth
    assert zone.groups[1].states == 14  # of the grouping's states, those to which the zone is open


def test_the_acts_of_all_lines_are_all_acts(pages: dict[str, Page]) -> None:
    view = pages["/treaties/att/"].view.growth
    dated = [pages[line.address].view for line in view.lines if "/on/" in line.address]
    for line, found in zip(view.lines, dated, strict=False):
        assert line.acts == sum(len(each.states) for each in found.days if each.word != "in_force")


# ---- the chart as a file --------------------------------------------------------------------------------------


@given(st.integers(1, 40))
def test_panels_of_a_picture_stand_apart(count: int) -> None:
    width, height, corners = panels(count)
    assert len(set(corners)) == len(corners) == count
    assert all(x + WIDTH <= width and y + HEIGHT < height for x, y in corners)
    for (x, y), (across, down) in combinations(corners, 2):
        assert abs(x - across) > WIDTH or abs(y - down) > HEIGHT


def test_the_picture_has_every_panel_and_a_line_for_each_note(real_site: Path, pages: dict[str, Page]) -> None:
    for page in pages.values():
        if picture := page.pictures.get("growth"):
            view = picture.view
            root = ElementTree.parse(real_site / picture.address[1:]).getroot()
            words = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
            for group, curve in zip(page.view.growth.groups, page.view.growth.chart.curves, strict=True):
                assert f"{group.grouping.text}{' *' if group.unknown else ''}" in words
                assert str(curve.last) in words
            notes = {each.get("y") for each in root.iter("{http://www.w3.org/2000/svg}text")} & {str(y) for y in view.sheet.notes}
            assert len(notes) == len(view.sheet.notes), picture.address
