"""A brief is one sheet: of A4 and of Letter, for every state, with nothing cut."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .pages import none_of
from .test_layout import CLIPPED, PIXELS, TOO_WIDE

NewPage = Callable[..., Page]
MARGIN = (12, 10)  # mm, at the sides and above and below: as styles/components/brief.css has them
ROOM = (round((210 - 2 * MARGIN[0]) * PIXELS), round((279.4 - 2 * MARGIN[1]) * PIXELS))
"""CSS pixels that A4 leaves in width and Letter in height: what fits these fits both."""


def briefs(site: Path) -> list[str]:
    """All briefs, the largest first: those of the states with the most to tell."""
    found = sorted(site.glob("countries/*/brief/index.html"), key=lambda path: (-path.stat().st_size, path))
    return [path.relative_to(site).as_posix() for path in found]


def profiled(site: Path) -> list[str]:
    """The briefs on the profiled states, by the list that a reader sees."""
    page = (site / "countries" / "index.html").read_text("utf-8")
    table = page.partition("<tbody>")[2].partition("</tbody>")[0]
    return [f"countries/{slug}/brief/index.html" for slug in re.findall(r'<th scope="row"><a href="([a-z-]+)/index.html"', table)]


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def test_every_profiled_state_has_one_sheet(built_site: Path, address: str, new_page: NewPage) -> None:
    page = new_page()
    names = profiled(built_site)
    assert len(names) > 40

    def problems() -> Iterator[str]:
        for name in names:
            page.goto(address + name)
            for paper in ("A4", "Letter"):
                count = sheets(page.pdf(format=paper, prefer_css_page_size=True))
                if count != 1:
                    yield f"{name}: {count} sheets of {paper}"

    none_of(problems())


def test_nothing_of_a_brief_is_cut_and_other_fonts_have_room(built_site: Path, address: str, new_page: NewPage) -> None:
    """The heights at the printable width: of the profiled states and of the largest records."""
    page = new_page(viewport={"width": ROOM[0], "height": ROOM[1]})
    page.emulate_media(media="print")

    def problems() -> Iterator[str]:
        for name in dict.fromkeys([*profiled(built_site), *briefs(built_site)[:60]]):
            page.goto(address + name)
            high = page.locator(".brief-sheet").evaluate("sheet => sheet.getBoundingClientRect().bottom")
            if high > ROOM[1] * 0.98:
                yield f"{name}: {high:.0f} px of {ROOM[1]}"
            yield from (f"{name}: {each}" for each in page.evaluate(TOO_WIDE) + page.evaluate(CLIPPED))

    none_of(problems())


def test_the_sheet_has_neither_menu_nor_footer_of_the_site(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address + "countries/cambodia/brief/index.html")
    page.emulate_media(media="print")
    for selector in (".header", ".footer", ".trail", ".skip-link"):
        assert not page.locator(selector).is_visible(), selector
    text = page.inner_text("body")
    for word in (
        "Brief: Cambodia",
        "Signatory to the Arms Trade Treaty",
        "as the register stood on",
        "countries/cambodia/",
        "more on the",
    ):
        assert word in text


def test_the_profile_leads_to_the_brief_and_back(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address + "countries/samoa/index.html")
    page.get_by_role("link", name="One-page brief").click()
    expect(page.locator("h1")).to_have_text("Brief: Samoa")
    page.get_by_role("navigation", name="You are here").get_by_role("link", name="Samoa").click()
    expect(page.locator("h1")).to_have_text("Samoa")


@pytest.mark.parametrize("width", [320, 1280])
def test_a_brief_fits_the_screen(address: str, new_page: NewPage, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 800})
    page.goto(address + "countries/philippines/brief/index.html")
    none_of(page.evaluate(TOO_WIDE) + page.evaluate(CLIPPED))
