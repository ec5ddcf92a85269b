"""Pictures: what a screen reader is told, how they fit a phone, and that the files show on their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .pages import none_of

NewPage = Callable[..., Page]
COUNTRIES = ("mongolia", "philippines", "new-zealand", "switzerland")
FILES = (
    "grid.svg",
    "treaties/att/grid.svg",
    "treaties/att/growth.svg",
    "treaties/geneva1925/growth.svg",
    "treaties/rarotonga-p2/growth.svg",
    "groupings/world/grid.svg",
    "claims/sas-2024-eleven-parties/grid.svg",
)


@pytest.mark.parametrize("country", COUNTRIES)
def test_a_timeline_has_a_name_and_says_where_its_text_is(address: str, new_page: NewPage, country: str) -> None:
    page = new_page()
    page.goto(f"{address}countries/{country}/index.html")
    picture = page.get_by_role("img", name="Timeline of")
    expect(picture).to_have_count(1)
    expect(picture).to_have_accessible_name(re.compile(r"^Timeline of .+, \d{4} to \d{4}, as a picture"))
    assert "stand as text" in (picture.locator("desc").text_content() or "")
    expect(page.locator("ol.timeline > li").first).to_be_visible()


@pytest.mark.parametrize("country", COUNTRIES)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_a_timeline_fits_or_scrolls_in_its_own_box(address: str, new_page: NewPage, country: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(f"{address}countries/{country}/index.html")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    box = page.get_by_role("group", name="Timeline as a picture")
    expect(box).to_have_attribute("tabindex", "0")
    sizes = box.evaluate("box => [box.clientWidth, box.scrollWidth, box.querySelector('svg').getBoundingClientRect().width]")
    assert sizes[1] >= round(sizes[2]) >= min(680, sizes[0])


@pytest.mark.parametrize("scheme", ["light", "dark", "forced"])
def test_marks_of_a_timeline_stand_out(address: str, new_page: NewPage, scheme: str) -> None:
    page = new_page(
        color_scheme="dark" if scheme == "dark" else "light", forced_colors="active" if scheme == "forced" else "none"
    )
    page.goto(f"{address}countries/mongolia/index.html")
    ink, ground = page.evaluate(
        "[getComputedStyle(document.querySelector('.timeline-picture__drawing')).color, getComputedStyle(document.body).backgroundColor]"
    )
    levels = [sum(int(part) for part in each[4:-1].split(",")[:3]) / 3 for each in (ink, ground)]
    assert abs(levels[0] - levels[1]) > 150


def test_a_grid_of_a_claim_tells_the_difference_in_words(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{address}claims/sas-2024-one-party-in-south-asia/index.html")
    grid = page.get_by_role("group", name="as a schematic grid")
    expect(grid.get_by_role("link", name="without it the numbers would agree")).to_have_count(2)
    expect(grid.get_by_role("link", name="Bhutan: neither")).to_have_count(1)


def test_files_show_on_their_own_and_no_text_leaves_them(built_site: Path, address: str, new_page: NewPage) -> None:
    page = new_page()

    def problems() -> Iterator[str]:
        for name in (*FILES, *(f"countries/{country}/timeline.svg" for country in COUNTRIES)):
            page.goto(address + name)
            size = page.evaluate(
                "[document.documentElement.viewBox.baseVal.width, document.documentElement.viewBox.baseVal.height]"
            )
            texts = page.evaluate(
                """() => [...document.querySelectorAll("text")].map((text) => {
                  const { left, right, bottom } = text.getBoundingClientRect();
                  return [left, right, bottom, text.textContent];
                })"""
            )
            assert texts
            yield from (f"{name}: {text}" for left, right, low, text in texts if left < 0 or right > size[0] or low > size[1])

    none_of(problems())
