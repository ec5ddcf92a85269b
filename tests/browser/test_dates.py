"""The picker of a date: by its links without script, and by a field for any day with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .chromium import watch
from .pages import none_of

NewPage = Callable[..., Page]
ATT = "treaties/att/index.html"
DATED = "treaties/att/on/2018-12-31/index.html"


def opened(page: Page, address: str) -> Page:
    """A page with its picker opened by keyboard."""
    page.goto(address)
    page.locator(".dates > summary").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dates nav")).to_be_visible()
    return page


@pytest.mark.parametrize("name", [ATT, DATED])
@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_the_links_lead_to_the_dates(address: str, new_page: NewPage, name: str, script: bool) -> None:
    page = opened(new_page(java_script_enabled=script), address + name)
    assert page.get_by_label("Choose a day").is_visible() == script
    page.get_by_role("link", name="31 December 2015", exact=True).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/treaties/att/on/2015-12-31/index.html")
    assert page.inner_text("h1") == "Arms Trade Treaty on 31 December 2015"


def test_the_page_that_is_open_is_marked(address: str, new_page: NewPage) -> None:
    page = opened(new_page(), address + DATED)
    assert page.locator(".dates [aria-current=page]").inner_text().endswith("2018")
    page = opened(new_page(), address + ATT)
    assert page.locator(".dates [aria-current=page]").inner_text() == "22 November 2026"


@pytest.mark.parametrize(
    ("day", "words", "leads"),
    [
        ("2018-12-31", "31 December 2018", "on/2018-12-31/index.html"),
        ("2018-12-30", "24 August 2018", "on/2018-08-24/index.html"),
        ("2018-08-23", "31 December 2017", "on/2017-12-31/index.html"),
        ("2026-11-21", "31 December 2025", "on/2025-12-31/index.html"),
        ("2026-11-22", "22 November 2026", "treaties/att/index.html"),
    ],
)
def test_the_field_tells_where_it_leads_and_goes_there(address: str, new_page: NewPage, day: str, words: str, leads: str) -> None:
    page = new_page()
    wrong = watch(page)
    opened(page, address + DATED.replace("2018-12-31", "2014-12-31"))
    assert page.get_by_role("status").inner_text() == ""
    page.get_by_label("Choose a day").fill(day)
    assert page.get_by_role("status").inner_text() == f"Leads to: {words}"
    assert "2014-12-31" in page.url  # nothing moves before the reader says so
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Show").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{leads}")
    none_of(wrong)


def test_enter_in_the_field_goes_too(address: str, new_page: NewPage) -> None:
    page = opened(new_page(), address + ATT)
    page.get_by_label("Choose a day").fill("2020-02-29")
    page.keyboard.press("Enter")
    page.wait_for_url("**/on/2019-12-31/index.html")


def test_the_keys_that_write_a_day_do_not_leave_the_page(address: str, new_page: NewPage) -> None:
    page = opened(new_page(), address + ATT)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "date"
    page.keyboard.type("12122018")  # the same in every order of day and month
    assert page.get_by_label("Choose a day").input_value() == "2018-12-12"
    assert page.url.endswith("/treaties/att/index.html")
    assert page.get_by_role("status").inner_text() == "Leads to: 24 August 2018"


def test_a_day_before_the_first_date_and_no_day_lead_nowhere(address: str, new_page: NewPage) -> None:
    page = opened(new_page(), address + ATT)
    field, said, show = page.get_by_label("Choose a day"), page.get_by_role("status"), page.get_by_role("button", name="Show")
    assert (field.get_attribute("min"), field.get_attribute("max")) == ("2013-12-31", "2026-11-22")
    field.fill("2013-06-03")
    assert said.inner_text() == "There is no published date up to this day."
    show.click()
    field.fill("")
    assert said.inner_text() == ""
    show.click()
    assert page.url.endswith("/treaties/att/index.html")


def test_targets_of_the_picker_are_large_enough(address: str, new_page: NewPage) -> None:
    page = opened(new_page(viewport={"width": 320, "height": 800}), address + "treaties/geneva1925/index.html")
    boxes = page.locator(".dates a, .dates button, .dates input").evaluate_all(
        "nodes => nodes.map((node) => node.getBoundingClientRect()).map(({ width, height }) => [width, height])"
    )
    assert min(height for _, height in boxes) >= 24
    assert min(width for width, _ in boxes) >= 24
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
