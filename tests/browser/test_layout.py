"""Every type of page fits: phones, zoom, wide text, paper, forced colours, reduced motion."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from .axe import check
from .pages import html_files, none_of, of_folder, page_types

WIDTHS = (320, 360, 768, 1280)
SHEETS = {"A4": (595.3, 841.9), "Letter": (612.0, 792.0)}  # points
POINTS, PIXELS = 72 / 25.4, 96 / 25.4  # to the millimetre
PAPER = 680  # CSS pixels between the margins of A4: 210 mm less 2 × 15 mm

NAMED = """const named = (node) => node.localName + (node.className && typeof node.className === "string"
  ? "." + node.className.trim().split(/\\s+/).join(".") : "") + " “" + node.textContent.trim().slice(0, 30) + "”";"""

TOO_WIDE = f"""() => {{
  {NAMED}
  const room = document.documentElement.clientWidth, wide = document.documentElement.scrollWidth;
  if (wide <= room) return [];
  const boxed = (node) => node && (getComputedStyle(node).overflowX !== "visible" || boxed(node.parentElement));
  const out = [...document.body.querySelectorAll("*")]
    .filter((node) => node.getBoundingClientRect().right > room + 0.5 && !boxed(node.parentElement));
  return [`${{wide}} px of content in ${{room}}: ` + out.slice(0, 3).map(named).join(", ")];
}}"""

CLIPPED = f"""() => {{
  {NAMED}
  return [...document.body.querySelectorAll("*")].filter((node) => {{
    const style = getComputedStyle(node);
    const hides = ["hidden", "clip"].includes(style.overflowX) || ["hidden", "clip"].includes(style.overflowY);
    const visible = style.clipPath === "none" && node.getClientRects().length && node.localName !== "svg";
    const closed = node.localName === "select";  // its options stand in a list of their own
    if (!hides || !visible || closed || !node.textContent.trim()) return false;
    const box = node.getBoundingClientRect();
    return [...node.querySelectorAll("*")].some((inner) => {{
      const own = [...inner.childNodes].some((each) => each.nodeType === 3 && each.data.trim());
      const part = inner.getBoundingClientRect();
      return own && getComputedStyle(inner).clipPath === "none"
        && (part.left < box.left - 1 || part.right > box.right + 1 || part.top < box.top - 1 || part.bottom > box.bottom + 1);
    }});
  }}).map((node) => `clipped: ${{named(node)}}`).slice(0, 3);
}}"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
    p { margin-block-end: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""

FAINT_MARKS = """() => {
  const ground = (node) => {
    for (let each = node; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor;
      if (!/^(transparent|rgba\\(.*, 0\\))$/.test(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll(".mark")].filter((mark) => mark.getClientRects().length).filter((mark) => {
    const { color } = getComputedStyle(mark);
    return /^(transparent|rgba\\(.*, 0\\))$/.test(color) || color === ground(mark);
  }).map((mark) => mark.parentElement.outerHTML.slice(0, 120));
}"""

GRID = ".tile-grid__tiles"

LISTS_NOT_PRINTED = f"""() => {{
  {NAMED}
  const all = document.querySelectorAll("main .details:not(.dates, .details--screen, .comparison) li");
  return [...all].filter((node) => !node.closest(".screen-only") && !node.checkVisibility()).map(named);
}}"""

SMALL_TILES = """() => {
  const sizes = [...document.querySelectorAll(".tile a")].map((tile) => tile.getBoundingClientRect());
  return [...new Set(sizes.map(({ width, height }) => Math.min(width, height)).filter((size) => size < 24))];
}"""

MOVING = f"""() => {{
  {NAMED}
  const still = /^(0s(, )?)+$/;
  return [...document.querySelectorAll("*")].filter((node) => {{
    const style = getComputedStyle(node);
    return style.scrollBehavior === "smooth" || !still.test(style.transitionDuration) || style.animationName !== "none";
  }}).map(named);
}}"""


def open_types(site: Path, address: str, page: Page) -> Iterator[str]:
    """Go to one page of each type after another."""
    for name in page_types(site):
        page.goto(address + name)
        yield name


def tall(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})


def test_nothing_is_wider_than_the_screen(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()

    def problems() -> Iterator[str]:
        for name in open_types(built_site, address, page):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                for width in WIDTHS:
                    tall(page, width)
                    yield from (f"{name} at {width} px, {scheme}: {each}" for each in page.evaluate(TOO_WIDE))

    none_of(problems())


def test_no_source_is_wider_than_the_screen(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    """Neither the largest nor the smallest has the longest word: the facts of some name a commit or a long address."""
    page = new_page()
    names = [name for name in html_files(built_site) if name.startswith("sources/")]

    def problems() -> Iterator[str]:
        for name in names:
            page.goto(address + name)
            for width in (320, 1280):
                tall(page, width)
                yield from (f"{name} at {width} px: {each}" for each in page.evaluate(TOO_WIDE))

    assert names
    none_of(problems())


def test_text_is_whole_at_400_percent_and_with_wide_spacing(
    built_site: Path, address: str, new_page: Callable[..., Page]
) -> None:
    """1280 × 1024 at 400 % is 320 × 256; the spacing is that of WCAG 1.4.12."""
    page = new_page(viewport={"width": 320, "height": 256}, device_scale_factor=4)

    def problems() -> Iterator[str]:
        for name in open_types(built_site, address, page):
            yield from (f"{name}: {each}" for each in page.evaluate(CLIPPED))
            page.evaluate(SPACED)
            yield from (f"{name}, spaced: {each}" for each in page.evaluate(TOO_WIDE) + page.evaluate(CLIPPED))

    none_of(problems())


def test_targets_are_large_enough_on_a_phone(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    page = new_page(viewport={"width": 320, "height": 700}, has_touch=True)

    def problems() -> Iterator[str]:
        for _ in open_types(built_site, address, page):
            yield from check(page, "target-size")

    none_of(problem.removeprefix(address) for problem in problems())


def test_tiles_can_be_touched_and_read_on_a_phone(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    """axe leaves tiles undecided, since the name of a tile lies outside of it."""
    page = new_page(viewport={"width": 320, "height": 700}, has_touch=True)

    def problems() -> Iterator[str]:
        for name in open_types(built_site, address, page):
            yield from (f"{name}: a tile of {size} px" for size in page.evaluate(SMALL_TILES))

    none_of(problems())


@pytest.mark.parametrize("width", [320, 360])
def test_the_grid_of_the_region_fits_a_phone_and_a_wider_one_scrolls_in_its_box(
    built_site: Path, address: str, new_page: Callable[..., Page], width: int
) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.goto(address)
    assert page.eval_on_selector(GRID, "grid => grid.scrollWidth <= grid.clientWidth")
    wide = next(name for name in html_files(built_site) if "tile-grid__tiles--16" in (built_site / name).read_text("utf-8"))
    page.goto(address + wide)
    assert page.eval_on_selector(GRID, "grid => grid.scrollWidth > grid.clientWidth")
    none_of(page.evaluate(TOO_WIDE))
    assert page.eval_on_selector(GRID, "grid => getComputedStyle(grid).backgroundImage") != "none", "a cue at the edge"
    for media in ({"media": "print"}, {"media": "screen", "forced_colors": "active"}):
        page.emulate_media(**media)
        assert page.eval_on_selector(GRID, "grid => getComputedStyle(grid).backgroundImage") == "none", media


def test_nothing_is_wider_than_the_paper(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.emulate_media(media="print")
    tall(page, PAPER)

    def problems() -> Iterator[str]:
        for name in open_types(built_site, address, page):
            yield from (f"{name}: {each}" for each in page.evaluate(TOO_WIDE) + page.evaluate(CLIPPED))

    none_of(problems())


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("folder", ["countries", "treaties"])
def test_nothing_of_a_long_page_is_cut_at_the_edge(
    built_site: Path, address: str, new_page: Callable[..., Page], folder: str, paper: str
) -> None:
    page = new_page()
    page.emulate_media(media="print")
    tall(page, round((SHEETS[paper][0] / POINTS - 30) * PIXELS))
    page.goto(address + of_folder(built_site, folder))
    none_of(page.evaluate(TOO_WIDE) + page.evaluate(CLIPPED))


def printed(page: Page, paper: str) -> tuple[str, bytes]:
    """What stands on the paper: its text, and the PDF."""
    page.emulate_media(media="print")
    return page.inner_text("body"), page.pdf(format=paper, prefer_css_page_size=True)


@pytest.mark.parametrize("paper", SHEETS)
@pytest.mark.parametrize("folder", ["", "countries", "treaties"])
def test_a_page_on_paper_has_its_text(
    built_site: Path, address: str, new_page: Callable[..., Page], folder: str, paper: str
) -> None:
    page = new_page()
    page.goto(address + (of_folder(built_site, folder) if folder else ""))
    kept = page.eval_on_selector_all(
        "h1, main h2, .figures, .standing, caption",
        "all => all.filter((each) => !each.closest('.screen-only')).map((each) => each.innerText)",
    )
    text, pdf = printed(page, paper)
    none_of(each for each in kept if each.strip() and each.split("\n")[0] not in text)
    sides = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert sides
    width, height = SHEETS[paper]
    assert all(abs(float(wide) - width) < 2 and abs(float(high) - height) < 2 for wide, high in sides), sides
    assert b"/Font" in pdf


def test_lists_that_are_closed_on_the_screen_stand_on_paper(
    built_site: Path, address: str, new_page: Callable[..., Page]
) -> None:
    page = new_page()
    page.emulate_media(media="print")
    names = [of_folder(built_site, "treaties"), of_folder(built_site, "treaties", 4), "recommendations/index.html"]

    def problems() -> Iterator[str]:
        for name in names:
            page.goto(address + name)
            assert page.locator(".details").count(), name
            yield from (f"{name}: {each}" for each in page.evaluate(LISTS_NOT_PRINTED))

    none_of(problems())


def test_ways_to_other_pages_are_not_printed(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    page = new_page()
    page.emulate_media(media="print")

    def problems() -> Iterator[str]:
        for name in open_types(built_site, address, page):
            for each in page.locator("nav, .menu, .neighbours, .trail, .filters, .footer__list, .cards").all():
                if each.is_visible():
                    yield f"{name}: {each.get_attribute('class')}"

    none_of(problems())


def test_marks_are_seen_in_forced_colours(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    page = new_page(forced_colors="active")

    def problems() -> Iterator[str]:
        for name in open_types(built_site, address, page):
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme, forced_colors="active")
                yield from (f"{name}, {scheme}: {each}" for each in page.evaluate(FAINT_MARKS))

    none_of(problems())


def test_nothing_moves_for_those_who_ask(built_site: Path, address: str, new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    none_of(f"{name}: {each}" for name in open_types(built_site, address, page) for each in page.evaluate(MOVING))
