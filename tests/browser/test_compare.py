"""The comparison: choose, see what differs, share the address, go back; by keyboard, on a phone, from a disk, without script."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from .axe import check
from .chromium import watch
from .pages import none_of

NewPage = Callable[..., Page]


@pytest.fixture
def page(new_page: NewPage) -> Iterator[Page]:
    """A page that must not complain."""
    opened = new_page(reduced_motion="reduce")
    wrong = watch(opened)
    yield opened
    none_of(wrong)


def heads(page: Page) -> list[str]:
    """The states of the table."""
    return page.locator(".compare thead th").all_inner_texts()[1:]


def line(page: Page, treaty: str) -> list[str]:
    """The cells of a treaty, each as one line."""
    cells = page.locator(".compare tbody tr", has=page.get_by_role("link", name=treaty, exact=True)).locator("th, td")
    return [" ".join(text.split()) for text in cells.all_inner_texts()]


def test_states_are_chosen_and_compared(address: str, page: Page) -> None:
    page.goto(address + "compare/index.html")
    expect(page.locator(".compare table")).to_have_count(0)
    for label, name in (("First state", "Mongolia"), ("Second state", "Nepal"), ("Third state (optional)", "Japan")):
        page.get_by_label(label).select_option(name)
    page.get_by_role("button", name="Compare").click()
    assert heads(page) == ["Mongolia", "Nepal", "Japan"]
    assert page.url.endswith("?states=mongolia,nepal,japan")
    assert page.title().startswith("Mongolia, Nepal, Japan")
    expect(page.locator(".cite .address")).to_have_text(re.compile(r"/compare/\?states=mongolia,nepal,japan$"))
    page.go_back()
    expect(page.locator(".cite .address")).to_have_text(re.compile("/compare/$"))
    page.go_forward()
    assert line(page, "ATT") == [
        "ATT differs",
        "signatory signed 24 Sept 2013",
        "neither",
        "party signed 3 Jun 2013 acceptance 9 May 2014 in force 24 Dec 2014",
    ]
    assert line(page, "NPT")[0] == "NPT"


def test_what_the_table_says_is_what_the_profiles_say(address: str, page: Page) -> None:
    """Of every treaty that a profile has a line for, the status and all its dates stand in the comparison."""
    said: dict[str, dict[str, list[str]]] = {}
    for slug in ("fiji", "tuvalu"):
        page.goto(f"{address}countries/{slug}/index.html")
        rows = page.locator("#treaties + .scroll tbody tr[id]").all()
        cells = [[row.locator("th a").inner_text(), row.locator(".status").inner_text()] for row in rows]
        dates = [row.locator("td:not(.table__wide) time").all_inner_texts() for row in rows]
        said[slug] = {name: [status, *found] for (name, status), found in zip(cells, dates, strict=True)}
    page.goto(f"{address}compare/index.html?states=fiji,tuvalu")
    for position, found in enumerate(said.values(), 1):
        for treaty, texts in found.items():
            none_of(f"{treaty}: {text}" for text in texts if text not in line(page, treaty)[position])


def test_only_rows_that_differ(address: str, page: Page) -> None:
    page.goto(address + "compare/index.html?states=mongolia,nepal")
    rows, marked = page.locator(".compare tbody tr:visible th[scope=row]"), page.locator(".compare__mark--differs")
    every, differ = rows.count(), marked.count()
    assert 0 < differ < every
    page.get_by_label("Only rows that differ").focus()
    page.keyboard.press("Space")
    assert rows.count() == differ
    assert all(text.endswith("differs") for text in rows.all_inner_texts())
    assert page.locator(".compare tbody:visible").count() < page.locator(".compare tbody").count()
    assert page.url.endswith("?states=mongolia,nepal&only=differs")
    page.reload()
    assert rows.count() == differ


def test_what_is_not_known_is_not_said_to_differ(address: str, page: Page) -> None:
    page.goto(address + "compare/index.html?states=mongolia,zimbabwe")
    assert line(page, "NPT")[0] == "NPT not known for all"
    assert line(page, "NPT")[2] == "unknown"


def test_how_many_rows_differ_is_told(address: str, page: Page) -> None:
    page.goto(address + "compare/index.html?states=mongolia,nepal")
    every = page.locator(".compare tbody th[scope=row]").count()
    differ = page.locator(".compare__mark--differs").count()
    expect(page.get_by_role("status")).to_have_text(f"Mongolia, Nepal. Rows: {every}. Rows that differ: {differ}.")


def test_back_brings_the_choice_before(address: str, page: Page) -> None:
    page.goto(address + "compare/index.html?states=mongolia,nepal")
    page.get_by_label("Second state").select_option("Bhutan")
    page.get_by_role("button", name="Compare").click()
    assert heads(page) == ["Mongolia", "Bhutan"]
    page.go_back()
    assert heads(page) == ["Mongolia", "Nepal"]
    assert page.get_by_label("Second state").input_value() == "nepal"
    page.go_forward()
    assert heads(page) == ["Mongolia", "Bhutan"]


def test_a_profile_leads_here_with_its_state(address: str, page: Page) -> None:
    page.goto(address + "countries/nepal/index.html")
    page.get_by_role("link", name="Compare with other states").click()
    expect(page.get_by_label("First state")).to_have_value("nepal")
    expect(page.get_by_role("status")).to_have_text("Choose at least two states.")
    page.get_by_label("Second state").select_option("Sri Lanka")
    page.get_by_role("button", name="Compare").click()
    assert heads(page) == ["Nepal", "Sri Lanka"]
    page.locator(".compare thead a").last.click()
    expect(page.locator("h1")).to_have_text("Sri Lanka")


@pytest.mark.parametrize(
    ("query", "states", "told"),
    [
        ("mongolia,atlantis,nepal", ["Mongolia", "Nepal"], "Not a state of this site: atlantis."),
        ("mongolia,mongolia,nepal", ["Mongolia", "Nepal"], "Mongolia, Nepal."),
        ("china,india,japan,nepal,fiji", ["China", "India", "Japan", "Nepal"], "China, India, Japan, Nepal."),
        ("__proto__,constructor", [], "Not a state of this site: __proto__, constructor. Choose at least two states."),
        ("%3Cimg src=x onerror=alert(1)%3E,nepal", [], "<img src=x onerror=alert(1)>"),
        (",,", [], ""),
    ],
)
def test_any_address_is_borne(address: str, page: Page, query: str, states: list[str], told: str) -> None:
    page.goto(f"{address}compare/index.html?states={query}")
    assert heads(page) == states
    assert told in page.get_by_role("status").inner_text()
    assert page.locator(".compare img").count() == 0


def test_the_keyboard_alone_suffices(address: str, page: Page) -> None:
    page.goto(address + "compare/index.html")
    page.locator("#main").focus()
    names = []
    for typed in (None, None, "Mongolia", "Nepal", None, None, None):
        page.keyboard.press("Tab")
        if typed:
            page.keyboard.type(typed)
        names.append(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
    assert names == ["Home", "Countries", "state-1", "state-2", "state-3", "state-4", "Compare"]
    page.keyboard.press("Enter")
    assert heads(page) == ["Mongolia", "Nepal"]
    assert page.evaluate("document.activeElement.textContent") == "Compare"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "scroll"


def test_it_works_from_a_disk(built_site: Path, page: Page) -> None:
    start = (built_site / "countries" / "nepal" / "index.html").as_uri()
    page.goto(start)
    page.get_by_role("link", name="Compare with other states").click()
    page.get_by_label("Second state").select_option("Mongolia")
    page.get_by_role("button", name="Compare").click()
    assert heads(page) == ["Nepal", "Mongolia"]
    page.go_back()
    assert heads(page) == []
    page.go_forward()
    page.get_by_role("link", name="ATT", exact=True).click()
    expect(page.locator("h1")).to_have_text("Arms Trade Treaty")


def test_without_script_the_page_says_so_and_leads_to_the_matrix(address: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address + "compare/index.html")
    assert not page.locator("form").is_visible()
    assert "needs script" in page.inner_text("main")
    page.locator(".compare__without a").click()
    assert page.url.endswith("treaties/index.html#matrix")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_table_fits_and_is_accessible(address: str, page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(address + "compare/index.html?states=cambodia,zimbabwe,japan,micronesia")
    assert len(heads(page)) == 4
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.locator(".compare caption").inner_text().startswith("Cambodia, Zimbabwe, Japan, Micronesia")
    rules = ["color-contrast", "target-size", "td-headers-attr", "th-has-data-cells", "scope-attr-valid", "label", "select-name"]
    none_of(check(page, *rules, "empty-table-header", "heading-order", "link-name", "scrollable-region-focusable"))


def test_marks_do_not_lean_on_colour(address: str, page: Page) -> None:
    page.emulate_media(forced_colors="active")
    page.goto(address + "compare/index.html?states=mongolia,zimbabwe,japan")
    for mark in ("differs", "open"):
        assert page.locator(f".compare__mark--{mark}").first.inner_text()
    assert page.locator(".compare__mark--differs").first.evaluate("node => getComputedStyle(node).borderStyle") == "solid"


def test_on_paper_it_is_the_table_that_stands(address: str, page: Page) -> None:
    page.set_viewport_size({"width": 1000, "height": 700})  # between the margins of A4 laid across: 273 mm is 1032 px
    page.goto(address + "compare/index.html?states=cambodia,nepal,japan,micronesia")
    page.emulate_media(media="print")
    assert not page.locator("form").is_visible()
    assert page.locator(".compare table").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    box = page.locator(".compare table").bounding_box()
    assert box
    assert box["x"] + box["width"] <= 1000
