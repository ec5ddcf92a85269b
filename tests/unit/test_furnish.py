"""Furnished pages: what to edit, terms explained where a text uses them, and a preview of what the page is about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import ROOT, Project

from sitegen.derive.facts import Facts
from sitegen.furnish import preview, source, term_forms
from sitegen.glossary import mark
from sitegen.site import Page


@pytest.fixture(scope="module")
def bodies(real_site: Path, pages: dict[str, Page]) -> dict[str, str]:
    """Every published document by the address of its page."""
    return {address: (real_site / page.path).read_text("utf-8") for address, page in pages.items() if page.is_lasting}


def test_every_mark_leads_to_a_meaning_and_every_meaning_is_used(bodies: dict[str, str], facts: Facts) -> None:
    titles = {e.slug: e.fields.meaning for e in facts.library.of("term")}
    used = 0
    for address, text in bodies.items():
        marks = re.findall(r'class="term" href="#term-([\w-]+)"', text)
        assert marks == re.findall(r'<dt id="term-([\w-]+)"', text), address
        assert len(set(marks)) == len(marks)
        assert set(marks) <= titles.keys()
        used += bool(marks)
    assert used > 100


def test_a_term_is_not_explained_on_its_own_page(bodies: dict[str, str], facts: Facts) -> None:
    for entry in facts.library.of("term"):
        assert f'id="term-{entry.slug}"' not in bodies[entry.address]
    assert any('class="term"' in bodies[entry.address] for entry in facts.library.of("term"))


def test_the_real_terms_are_found_by_their_plural_too(facts: Facts) -> None:
    known = term_forms(facts)
    assert mark("<p>Two signatories and the states parties.</p>", known)[1] == ("signatory", "state-party")
    assert mark("<p>The WGTU met.</p>", known)[1] == ("wgtu",)


def test_a_new_meaning_reaches_the_page_that_uses_the_term(built: Project) -> None:
    folder = built.root / "content" / "glossary"
    folder.mkdir()
    (folder / "mountain.md").write_text(
        "---\ntitle: High mountain\naliases: [high mountains]\nmeaning: A list of acts.\n---\n", "utf-8"
    )
    assert built.problems() == []
    page = "countries/nepal/index.html"
    assert b"<dd>A list of acts.</dd>" in built.files()[page]
    built.edit("content/glossary/mountain.md", "A list of acts.", "A book of acts.")
    assert built.problems() == []
    assert b"<dd>A book of acts.</dd>" in built.files()[page]


def test_previews(pages: dict[str, Page], facts: Facts) -> None:
    for address, page in pages.items():
        found = preview(page, facts)
        own = page.entry and facts.library[page.entry].address == address and page.entry.type
        profiled = own == "country" and page.entry and facts.is_profiled(facts.library[page.entry])
        assert found.address == (f"{address}card.png" if own == "treaty" or profiled else "/card.png")
        assert bool(found.state) == bool(profiled)


def test_every_page_names_a_picture_that_is_there(real_site: Path, bodies: dict[str, str], facts: Facts) -> None:
    base = facts.config.address.rstrip("/") + "/"
    for address, text in bodies.items():
        (image,) = re.findall(r'<meta property="og:image" content="([^"]*)">', text)
        assert image.startswith(base), address
        assert (real_site / image.removeprefix(base)).is_file()
        (words,) = re.findall(r'<meta property="og:image:alt" content="([^"]+)">', text)
        assert len(words) > 20
        assert '<meta property="og:image:width" content="1200">' in text
        assert '<meta property="og:image:height" content="630">' in text


def test_every_page_has_something_to_edit_that_is_there(pages: dict[str, Page], facts: Facts) -> None:
    for page in pages.values():
        path = source(page, facts)
        assert (ROOT / path).is_dir() if path.endswith("/") else (ROOT / path).is_file(), f"{page.address}: {path}"


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/countries/nepal/", "content/countries/nepal.md"),
        ("/countries/nepal/brief/", "content/countries/nepal.md"),
        ("/treaties/att/on/2024-12-31/", "content/treaties/att.md"),
        ("/treaties/att/states/", "content/treaties/att.md"),
        ("/about/method/", "content/pages/method.md"),
        ("/glossary/", "content/glossary/"),
        ("/events/", "content/events/"),
        ("/compare/", "content/countries/"),
        ("/changes/2025/", "content/countries/"),
        ("/outreach/", "content/events/"),
        ("/corrections/", "content/sources/"),
        ("/", "templates/pages/home.html"),
        ("/data/", "templates/pages/data.html"),
        ("/about/gaps/", "templates/pages/gaps.html"),
        ("/404.html", "templates/pages/not_found.html"),
    ],
)
def test_what_to_edit_is_an_entry_a_folder_or_a_template(address: str, path: str, pages: dict[str, Page], facts: Facts) -> None:
    assert source(pages[address], facts) == path


def test_pages_lead_to_what_to_edit_in_the_repository(project: Project) -> None:
    settings = project.root / "content" / "site.yaml"
    settings.write_text(
        re.sub("(?m)^repository:.*\n", "", settings.read_text("utf-8")) + "repository: https://code.example/x/\n", "utf-8"
    )
    assert project.problems() == []
    footers = {
        page: (project.output / page).read_text("utf-8")
        for page in ("404.html", "groupings/index.html", "countries/nepal/index.html")
    }
    assert 'href="https://code.example/x/edit/main/templates/pages/not_found.html"' in footers["404.html"]
    assert 'href="https://code.example/x/tree/main/content/groupings"' in footers["groupings/index.html"]
    assert 'href="https://code.example/x/commits/main/content/groupings"' in footers["groupings/index.html"]
    assert 'href="https://code.example/x/edit/main/content/countries/nepal.md"' in footers["countries/nepal/index.html"]


def test_without_a_repository_pages_name_what_they_are_made_from(small_site: Path) -> None:
    assert "This page is made from <code>content/countries/nepal.md</code>." in (
        small_site / "countries/nepal/index.html"
    ).read_text("utf-8")
    assert "This page is made from the files in <code>content/groupings/</code>." in (
        small_site / "groupings/index.html"
    ).read_text("utf-8")
    assert "<code>templates/pages/home.html</code>" in (small_site / "index.html").read_text("utf-8")
