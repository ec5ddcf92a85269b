"""What a reader does: with the keyboard alone, with and without script, under the security policy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Request

from .chromium import watch
from .markup import read
from .pages import html_files, none_of, of_folder, page_types

NewPage = Callable[..., Page]

FOCUSED = """() => {
  const node = document.activeElement, style = getComputedStyle(node), box = node.getBoundingClientRect();
  const points = [...node.getClientRects()].flatMap(({ x, y, width, height }) =>
    [0.05, 0.5, 0.95].map((part) => document.elementFromPoint(x + width * part, y + height / 2)));
  return {
    name: node.localName + (node.className ? "." + node.className : "") + " “" + node.textContent.trim().slice(0, 30) + "”",
    end: node === document.body,
    place: [...document.querySelectorAll("*")].indexOf(node),
    marked: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    onScreen: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    covered: box.height < innerHeight / 2 && !points.some((each) => node.contains(each)),
    menu: !!node.closest("nav.menu"), tile: !!node.closest(".tile"), skip: node.className === "skip-link",
  };
}"""


def stops(page: Page, most: int = 400) -> Iterator[dict[str, object]]:
    """Where the focus goes, by Tab alone, until it leaves the page."""
    for _ in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["end"]:
            return
        yield stop
    pytest.fail(f"the focus did not leave the page in {most} steps")


def unseen(stop: dict[str, object]) -> str | None:
    """What is wrong with how a focused element shows."""
    if not stop["marked"]:
        return "focus is not marked"
    if not stop["onScreen"]:
        return "focus is off the screen"
    return "focus is covered" if stop["covered"] else None


@pytest.mark.parametrize("name", ["index.html", "countries", "treaties", "about"])
def test_tab_goes_through_the_page_in_order_and_is_seen(built_site: Path, address: str, new_page: NewPage, name: str) -> None:
    page = new_page(reduced_motion="reduce")
    page.goto(address + (name if "." in name else of_folder(built_site, name)))
    met = list(stops(page))
    assert met[0]["skip"]
    places = [stop["place"] for stop in met]
    assert places == sorted(places), "the focus jumps"  # type: ignore[type-var]
    none_of(f"{stop['name']}: {fault}" for stop in met if (fault := unseen(stop)))
    assert any(stop["menu"] for stop in met)
    tiles = page.locator(".tile").count()
    assert sum(bool(stop["tile"]) for stop in met) == tiles
    assert tiles or name in ("countries", "about")


def test_the_skip_link_leads_to_the_content(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_focus_is_not_covered_in_the_matrix(address: str, new_page: NewPage) -> None:
    """Backwards from the last row, so that the box scrolls up below its fixed head."""
    page = new_page(reduced_motion="reduce")
    page.goto(address + "treaties/index.html")
    page.locator(".matrix tbody tr:last-child a").focus()

    def problems() -> Iterator[str]:
        for _ in range(page.locator(".matrix a").count() - 1):
            page.keyboard.press("Shift+Tab")
            stop = page.evaluate(FOCUSED)
            fault = unseen(stop)
            if fault:
                yield f"{stop['name']}: {fault}"

    none_of(problems())


def test_a_tile_leads_to_its_country(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address)
    tile = page.locator(".tile a").first
    name = tile.inner_text().split(":")[0].split("\n")[-1]
    tile.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/*/**")
    assert page.inner_text("h1") in name


def test_the_name_of_a_tile_is_shown_on_focus(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address)
    page.locator(".tile a").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    box = page.locator(".tile__name").first.bounding_box()
    assert box
    assert box["width"] > 20
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_details_open_and_close_with_the_keyboard(built_site: Path, address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address + of_folder(built_site, "treaties"))
    details = page.locator("details:not([open])").first
    handle = details.element_handle()
    details.locator("summary").focus()
    states = []
    for key in ("Enter", "Space"):
        page.keyboard.press(key)
        states.append(handle.evaluate("node => node.open"))
    assert states == [True, False]


ROWS = """rows => rows.filter((row) => row.getClientRects().length)
  .map((row) => [...row.cells].map((cell) => cell.innerText.trim()))"""


def shown(page: Page) -> list[list[str]]:
    """The visible rows of the filtered table, as their cells."""
    rows: list[list[str]] = page.locator(".filtered tbody tr").evaluate_all(ROWS)
    return rows


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_filters_filter(address: str, new_page: NewPage, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(address + "countries/index.html")
    every = shown(page)
    status, subregion = every[0][2], every[0][1]
    page.get_by_role("radio", name=status, exact=True).focus()
    page.keyboard.press("Space")
    of_status = shown(page)
    assert of_status == [row for row in every if row[2] == status]
    page.get_by_role("radio", name=subregion, exact=True).focus()
    page.keyboard.press("Space")
    assert shown(page) == [row for row in of_status if row[1] == subregion]
    for group in ("Status", "Subregion"):
        page.get_by_role("group", name=group).get_by_role("radio", name="all", exact=True).check()
    assert shown(page) == every


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_changes_are_filtered_by_kind(address: str, new_page: NewPage, script: bool) -> None:
    page = new_page(java_script_enabled=script)
    page.goto(address + "changes/index.html")
    every = [row for row in shown(page) if len(row) == 3]
    page.get_by_role("radio", name="event", exact=True).check()
    events = [row for row in shown(page) if len(row) == 3]
    assert events == [row for row in every if row[2] == "event"]
    assert 0 < len(events) < len(every)
    if script:
        assert re.findall(r"\d+", page.get_by_role("status").inner_text()) == [str(len(events)), str(len(every))]


def test_filters_tell_how_many_are_left(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address + "countries/index.html")
    every = len(shown(page))
    said = page.get_by_role("status")
    assert said.inner_text() == ""
    for option in reversed(page.get_by_role("radio").all()):
        option.check()
        assert re.findall(r"\d+", said.inner_text()) == [str(len(shown(page))), str(every)]


def test_arrow_keys_choose_a_filter(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address + "countries/index.html")
    every = len(shown(page))
    page.get_by_role("radio", name="all", exact=True).first.focus()
    page.keyboard.press("ArrowDown")
    assert 0 < len(shown(page)) < every


def test_no_page_complains_or_asks_elsewhere(built_site: Path, address: str, new_page: NewPage) -> None:
    page = new_page()
    wrong = watch(page)

    def note(request: Request) -> None:
        if urlsplit(request.url).netloc != urlsplit(address).netloc:
            wrong.append(f"{page.url}: asks {request.url}")

    page.on("request", note)
    for name in page_types(built_site):
        page.goto(address + name, wait_until="load")
    none_of(wrong)


def test_every_page_carries_the_policy(built_site: Path) -> None:
    """All from here, nothing inline, no base and no form; the search page may add what its WebAssembly needs."""

    def problems() -> Iterator[str]:
        for name in html_files(built_site):
            page = read((built_site / name).read_bytes())
            rules = dict(rule.strip().partition(" ")[::2] for rule in (page.policy or "").split(";"))
            none = {key for key in ("default-src", "base-uri", "form-action") if rules.get(key) != "'none'"}
            own = {"'self'", "'none'"} | ({"'self' 'wasm-unsafe-eval'"} if name.startswith("search/") else set())
            wide = {key for key, value in rules.items() if value not in own}
            if none or wide or not page.policy_first:
                yield f"{name}: {page.policy!r}"
            yield from (f"{name}: inline: {each}" for each in page.inline)

    none_of(problems())


def test_the_policy_stops_what_is_inline(address: str, new_page: NewPage) -> None:
    page = new_page()
    wrong = watch(page)
    page.goto(address)
    page.evaluate("""() => {
      document.body.append(Object.assign(document.createElement("script"), { text: "window.ran = true" }));
      document.body.append(Object.assign(document.createElement("style"), { textContent: "h1 { display: none }" }));
    }""")
    assert page.evaluate("window.ran") is None
    assert page.locator("h1").is_visible()
    assert len([each for each in wrong if "Content Security Policy" in each]) == 2


SCRIPTED = {"compare/index.html", "search/index.html"}
"""Pages that say without script that they need it, and where the same is found."""


def test_without_script_a_page_says_the_same(built_site: Path, address: str, new_page: NewPage) -> None:
    with_script, without = new_page(), new_page(java_script_enabled=False)

    def problems() -> Iterator[str]:
        for name in {*page_types(built_site)} - SCRIPTED:
            texts = []
            for page in (with_script, without):
                page.goto(address + name)
                texts.append(page.inner_text("main"))
            if texts[0] != texts[1] or not texts[0].strip():
                yield name

    none_of(problems())


# ---- addresses of single lines --------------------------------------------------------------------------------


def test_a_line_that_an_address_leads_to_is_marked(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{address}countries/mongolia/index.html#att")
    assert page.eval_on_selector("tr:target", "line => [line.id, getComputedStyle(line).outlineStyle]") == ["att", "solid"]
    assert page.eval_on_selector("tr:not(:target)", "line => getComputedStyle(line).outlineStyle") == "none"


def test_a_term_leads_to_its_meaning_and_on_to_the_glossary(address: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{address}countries/mongolia/index.html")
    page.click("a.term >> nth=0")
    assert page.locator("dt:target").count() == 1
    page.click("dt:target a")
    assert "/glossary/" in page.url


def test_data_blocks_do_not_offend_the_security_policy(address: str, new_page: NewPage) -> None:
    page, messages = new_page(), []
    page.on("console", lambda message: messages.append(message.text))
    for name in ("index.html", "data/index.html", "treaties/att/index.html"):
        page.goto(address + name)
        assert page.evaluate("JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent)['@context']")
    assert messages == []
