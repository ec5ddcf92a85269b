"""The search page: it finds, filters, tells and remembers, on any server and below any path; and what it does without."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page, expect
from test_hosting import HEADERS

from .axe import check_all
from .chromium import watch
from .pages import html_files, none_of
from .server import packed, serve
from .test_links import broken, is_outside, read

NewPage = Callable[..., Page]
HERE = "search/index.html"
expect.set_options(timeout=20_000)  # a machine that is busy takes its time


def results(page: Page) -> list[tuple[str, str]]:
    """The titles and types that are shown."""
    read_item = "all => all.map((each) => [each.querySelector('h3').innerText, each.querySelector('.result__type').innerText])"
    return [tuple(each) for each in page.locator(".result").evaluate_all(read_item)]


def said(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def number(page: Page) -> int:
    """How many pages were found, as it is told."""
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ pages? found"))
    return int(said(page).split()[0])


def asked(page: Page) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(page.url).query))


def ask(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    number(page)


@pytest.fixture
def page(address: str, new_page: NewPage) -> Iterator[Page]:
    """The search page; at the end nothing may have gone wrong on it."""
    found = new_page()
    wrong = watch(found)
    found.goto(address + HERE)
    yield found
    none_of(wrong)


# ---- finding --------------------------------------------------------------------------------------------------


def test_a_country_is_found_first_and_opens(page: Page) -> None:
    ask(page, "Mongolia")
    assert results(page)[0] == ("Mongolia", "Country")
    assert number(page) > 10
    page.get_by_role("link", name="Mongolia", exact=True).first.click()
    page.wait_for_url("**/countries/mongolia/index.html")


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("att", "Arms Trade Treaty"),
        ("china", "China"),
        ("arms trade treaty", "Arms Trade Treaty"),
        ("DPRK", "Democratic People's Republic of Korea"),
        ("uk", "United Kingdom of Great Britain and Northern Ireland"),
        ("USA", "United States of America"),
        ("UAE", "United Arab Emirates"),
        ("PNG", "Papua New Guinea"),
        ("khm", "Cambodia"),
    ],
)
def test_who_types_a_name_finds_what_has_it(page: Page, words: str, title: str) -> None:
    ask(page, words)
    assert results(page)[0][0] == title


def test_words_of_a_title_lead_to_the_treaty(page: Page) -> None:
    ask(page, "mines")
    assert results(page)[0][1] == "Treaty"
    assert ("Anti-Personnel Mine Ban Convention", "Treaty") in results(page)[:3]


@pytest.mark.parametrize("words", ["zzzqq", "vanatu"])
def test_what_only_comes_near_is_not_told_as_found(page: Page, words: str) -> None:
    page.get_by_role("searchbox").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text(f"Nothing has “{words}”; what comes near:")
    assert results(page)


@pytest.mark.parametrize("words", ["Mongol", "treaties", "turkiye", "Democratic People's"])
def test_a_beginning_an_ending_and_a_plain_letter_are_found(page: Page, words: str) -> None:
    ask(page, words)


def test_a_word_is_found_and_marked_and_leads_to_the_part_that_has_it(page: Page) -> None:
    ask(page, "universalization")
    assert any("niversalization" in title for title, _ in results(page))
    assert "niversalization" in page.locator(".result__excerpt mark").first.inner_text()
    part = page.locator(".result__parts a").first
    name = part.inner_text()
    part.click()
    page.wait_for_url("**#*")
    assert page.locator(f"#{urlsplit(page.url).fragment}").inner_text() == name


def test_nothing_found_is_told(page: Page) -> None:
    page.get_by_role("searchbox").fill("xyzzyqwv")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("No page found")
    assert not page.locator(".results").is_visible()


def test_letters_typed_find_without_enter(page: Page) -> None:
    page.get_by_role("searchbox").press_sequentially("Mongolia", delay=20)
    page.wait_for_url("**q=Mongolia")
    assert number(page) > 10


def test_more_is_shown_on_demand(page: Page) -> None:
    ask(page, "Mongolia")
    first = results(page)
    assert len(first) == 10
    page.get_by_role("button", name="Show more results").press("Enter")
    expect(page.locator(".result")).to_have_count(20)
    assert results(page)[:10] == first
    assert page.evaluate("document.activeElement === document.querySelectorAll('.result__link')[10]")
    ask(page, "Kyrgyzstan ATT universalization")
    assert page.get_by_role("button", name="Show more results").is_visible() == (number(page) > 10)


# ---- filters and the address ----------------------------------------------------------------------------------


def test_filters_narrow_what_is_found(page: Page) -> None:
    ask(page, "universalization")
    every = number(page)
    page.get_by_label("Type").select_option("Statement")
    page.wait_for_url("**type=statement")
    expect(page.get_by_role("status")).not_to_have_text(f"{every} pages found")
    assert {kind for _, kind in results(page)} == {"Statement"}
    statements = number(page)
    assert 0 < statements < every
    page.get_by_label("Treaty").select_option("Arms Trade Treaty")
    page.wait_for_url("**treaty=att")
    page.get_by_label("Country").select_option("Cambodia")
    page.wait_for_url("**country=cambodia&treaty=att")
    assert asked(page) == {"q": "universalization", "type": "statement", "country": "cambodia", "treaty": "att"}


def test_a_filter_without_words_lists_by_title(page: Page) -> None:
    page.get_by_label("Country").select_option("Nepal")
    count = number(page)
    titles = [title for title, _ in results(page)]
    assert len(titles) == min(count, 10)
    assert titles == sorted(titles, key=str.casefold)
    assert not page.locator(".result mark").count()
    page.get_by_label("Type").select_option("Country")
    expect(page.get_by_role("status")).to_have_text("1 page found")
    assert results(page) == [("Nepal", "Country")]


def test_the_address_holds_what_was_asked(page: Page, new_page: NewPage) -> None:
    ask(page, "diversion")
    page.get_by_label("Type").select_option("Topic")
    page.wait_for_url("**type=topic")
    expect(page.locator(".result__type").first).to_have_text("Topic")
    found, other = results(page), new_page()
    other.goto(page.url)
    number(other)
    assert results(other) == found
    assert other.get_by_role("searchbox").input_value() == "diversion"
    assert other.get_by_label("Type").input_value() == "topic"


def test_back_and_forward(page: Page) -> None:
    ask(page, "Mongolia")
    first = results(page)
    ask(page, "Nepal")
    expect(page.locator(".result__link").first).to_have_text("Nepal")
    page.locator(".result__link").first.click()
    page.wait_for_url("**/countries/nepal/**")
    page.go_back()
    expect(page.locator(".result__link").first).to_have_text("Nepal")
    page.go_back()
    expect(page.locator(".result__link").first).to_have_text("Mongolia")
    assert results(page) == first
    assert page.get_by_role("searchbox").input_value() == "Mongolia"
    page.go_back()
    expect(page.locator(".results")).to_be_hidden()
    assert said(page) == ""


def test_an_address_with_nonsense_does_no_harm(page: Page) -> None:
    page.goto(page.url + "?q=%3Cimg%20src=x%20onerror=alert(1)%3E&type=nonsense&country=&x=y#a-z")
    expect(page.get_by_role("status")).to_contain_text(re.compile("found|near"))
    assert page.get_by_label("Type").input_value() == ""
    assert page.locator(".search img, .results img").count() == 0


# ---- keyboard, screen reader, weight --------------------------------------------------------------------------


def test_the_keyboard_is_enough(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Search"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{HERE}")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("Mongolia")
    page.keyboard.press("Enter")
    number(page)
    for _ in range(5):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "result__link"
    page.keyboard.press("Enter")
    page.wait_for_url("**/countries/mongolia/**")


def test_no_violation_with_results(page: Page) -> None:
    ask(page, "Mongolia")
    none_of(check_all(page, set()))


def test_nothing_of_the_index_is_loaded_before_it_is_asked_for(built_site: Path, address: str, new_page: NewPage) -> None:
    page = new_page()
    files: list[str] = []
    page.on("request", lambda request: files.append(urlsplit(request.url).path.lstrip("/")))
    page.goto(address + HERE)
    page.wait_for_load_state("networkidle")
    assert not [each for each in files if each.startswith("pagefind")]
    assert sum(len(packed(built_site / each)) for each in files) < 50 * 1024
    page.keyboard.press("M")
    page.wait_for_load_state("networkidle")
    assert "pagefind/pagefind.js" in files


def test_only_who_has_not_asked_yet_arrives_in_the_field(address: str, page: Page) -> None:
    expect(page.get_by_role("searchbox")).to_be_focused()
    for rest in ("?q=Mongolia", "#letter-M"):
        page.goto("about:blank")
        page.goto(address + HERE + rest)
        expect(page.get_by_role("searchbox")).not_to_be_focused()


# ---- other places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("prefix", ["/", "/some/where/"])
def test_it_works_below_any_path_with_the_headers_of_the_readme(built_site: Path, new_page: NewPage, prefix: str) -> None:
    page = new_page()
    wrong = watch(page)
    with serve(built_site, prefix, HEADERS) as start:
        for way in (f"{HERE}?q=Mongolia", "search/?q=Mongolia"):
            page.goto(start + way)
            number(page)
            page.locator(".result__link").first.click()
            page.wait_for_url(f"{start}countries/mongolia/index.html")
    none_of(wrong)


def test_without_script_the_list_leads_everywhere(built_site: Path, address: str, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(address + HERE)
    assert not page.locator("form").is_visible()
    assert page.get_by_text("The search needs a script.").is_visible()
    page.get_by_role("link", name="M", exact=True).press("Enter")
    page.wait_for_url("**#letter-M")
    page.get_by_role("link", name="Mongolia", exact=True).press("Enter")
    page.wait_for_url("**/countries/mongolia/index.html")
    listed = {link.partition("#")[0] for link in read((built_site / HERE).read_bytes()).links}
    assert len([each for each in listed if "/countries/" in each]) > 150


def test_from_a_disk_it_says_why_there_is_no_search(built_site: Path, new_page: NewPage) -> None:
    page = new_page()
    wrong = watch(page)
    page.goto((built_site / HERE).as_uri())
    assert "Search needs a server" in said(page)
    page.get_by_role("searchbox").fill("Mongolia")
    page.keyboard.press("Enter")
    assert "Search needs a server" in said(page)
    page.get_by_role("link", name="Mongolia", exact=True).click()
    assert page.inner_text("h1") == "Mongolia"
    none_of(wrong)


def test_a_search_that_can_not_be_loaded_is_told(address: str, new_page: NewPage) -> None:
    page = new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(address + HERE)
    page.get_by_role("searchbox").fill("Mongolia")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("could not be loaded")
    page.unroute("**/pagefind/**")
    page.keyboard.press("Enter")
    assert number(page) > 10


def test_the_archive_opens_from_a_disk_and_its_links_resolve(built_site: Path, new_page: NewPage, tmp_path: Path) -> None:
    (packed_site,) = built_site.glob("data/*.zip")
    with zipfile.ZipFile(packed_site) as file:
        file.extractall(tmp_path)
    (site,) = tmp_path.iterdir()
    pages = {name: read((site / name).read_bytes()) for name in html_files(site)}
    assert pages.keys() == set(html_files(built_site))
    own = {packed_site.name, f"{packed_site.name}.sha256"}  # it can't hold itself
    none_of(
        f"{name}: {reference!r} {fault}"
        for name, page in pages.items()
        for reference in {*page.links, *page.assets} - (own if name == "data/index.html" else set())
        if not is_outside(reference) and (fault := broken(name, reference, site, pages))
    )
    page = new_page()
    wrong = watch(page)
    page.goto((site / "index.html").as_uri())
    page.get_by_role("link", name="Search", exact=True).click()
    page.get_by_role("link", name="Nepal", exact=True).click()
    assert page.inner_text("h1") == "Nepal"
    none_of(wrong)
