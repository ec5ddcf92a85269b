"""Artifacts become bytes, and a fingerprint changes with what they depend on and with nothing else."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import render, writers
from sitegen.site import MENU, Artifact, Frame, Link, Page

FRAME = Frame("Name", "Tagline", date(2026, 1, 31), "https://x.example/", "", "main", "en", MENU)
TEMPLATES = {
    "pages/one.html": '{% extends "layouts/base.html" %}{% from "components/a.html" import a %}',
    "pages/two.html": "two",
    "layouts/base.html": '{% include "partials/head.html" %}',
    "partials/head.html": "head",
    "components/a.html": "a",
    "components/b.html": "b",
}
PAGE = Page("/one/", "pages/one.html", "One", "", (Link("a", "/a/"),))


def written(writer: str, view: Any) -> str:
    env: Any = None
    return writers.write(Artifact("x", writer, view), FRAME, env).decode()


# ---- CSV ------------------------------------------------------------------------------------------------------


def cells(*row: str | int | None) -> list[str]:
    """The cells of one row as a reader of CSV gets them back."""
    names = tuple(f"c{n}" for n in range(len(row)))
    return list(csv.reader(io.StringIO(written("csv", (names, (row,))))))[1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(start: str) -> None:
    assert cells("a", f'{start}HYPERLINK("http://x","y")') == ["a", f'\'{start}HYPERLINK("http://x","y")']


@pytest.mark.parametrize("text", ["a=1", "1-2", "a@b", "", "'x", " =1"])
def test_another_cell_stays_as_it_is(text: str) -> None:
    assert cells("a", text) == ["a", text]


def test_numbers_and_what_is_not_there() -> None:
    assert written("csv", (("n", "m", "o"), ((-1, None, 0),))) == "n,m,o\n-1,,0\n"


def test_rows_end_with_line_feeds_and_only_what_must_be_is_quoted() -> None:
    rows = (("a,b", 'say "x"'), ("two\nlines", "Côte d’Ivoire"))
    assert written("csv", (("one", "two"), rows)) == 'one,two\n"a,b","say ""x"""\n"two\nlines",Côte d’Ivoire\n'


@given(st.lists(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\r")), min_size=2, max_size=4))
def test_no_cell_starts_a_formula_and_none_loses_text(row: list[str]) -> None:
    for before, after in zip(row, cells(*row), strict=True):
        assert after in (before, f"'{before}")
        assert not after.startswith(writers.RISKY)


# ---- JSON and bytes -------------------------------------------------------------------------------------------

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(blacklist_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(blacklist_categories=["Cs"])), inner),
)


@given(VALUES)
def test_json_gives_back_what_went_in(value: Any) -> None:
    assert json.loads(written("json", value)) == value


def test_json_is_utf_8_with_a_line_feed_at_its_end() -> None:
    text = written("json", {"name": "Côte d’Ivoire", "rows": [1]})
    assert "Côte d’Ivoire" in text
    assert text.endswith("}\n")


def test_bytes_stay_bytes() -> None:
    assert written("bytes", b"\x00\xff"[:1]) == "\0"


def test_a_page_and_a_feed_are_rendered(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text('{{ page.title }}: <a href="/b/">{{ view }}</a>')
    (tmp_path / "a.xml").write_text("{{ site.name }} {{ view }}")
    env = render.environment(tmp_path)
    page = Page("/x/", "a.html", "T", "", "<v>")
    assert (
        writers.write(Artifact(page.path, "template", page, page.template), FRAME, env)
        == b'T: <a href="../b/index.html">&lt;v&gt;</a>'
    )
    assert writers.write(Artifact("a.xml", "template", "<v>", "a.xml"), FRAME, env) == b"Name &lt;v&gt;"


# ---- fingerprints ---------------------------------------------------------------------------------------------


def mark(artifact: Artifact, frame: Frame = FRAME, **changed: str) -> str:
    templates = TEMPLATES | {name.replace("__", "/") + ".html": text for name, text in changed.items()}
    return writers.fingerprint(artifact, writers.Ingredients(frame, templates))


DOCUMENT = Artifact(PAGE.path, "template", PAGE, PAGE.template)
TABLE = Artifact("data/x.csv", "csv", (("a",), (("1",),)))


def test_the_same_gives_the_same_fingerprint() -> None:
    again = Page("/one/", "pages/one.html", "One", "", (Link("a", "/a/"),))
    assert mark(Artifact(again.path, "template", again, again.template)) == mark(DOCUMENT)


@pytest.mark.parametrize("changed", ["pages__one", "layouts__base", "partials__head", "components__a"])
def test_a_fingerprint_changes_with_each_template_that_is_reached(changed: str) -> None:
    new = TEMPLATES[changed.replace("__", "/") + ".html"] + " "
    assert mark(DOCUMENT, **{changed: new}) != mark(DOCUMENT)


@pytest.mark.parametrize("changed", ["pages__two", "components__b", "components__new"])
def test_a_fingerprint_does_not_change_with_other_templates(changed: str) -> None:
    assert mark(DOCUMENT, **{changed: "something else"}) == mark(DOCUMENT)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Page) if field.name not in ("template", "view")])
def test_a_fingerprint_changes_with_all_that_a_page_has(name: str) -> None:
    page = dataclasses.replace(PAGE, **{name: (Link("b", "/b/"),) if name == "trail" else "/other/"})
    assert mark(Artifact(page.path, "template", page, page.template)) != mark(DOCUMENT)


def test_a_fingerprint_changes_with_the_view() -> None:
    page = dataclasses.replace(PAGE, view=(Link("a", "/b/"),))
    assert mark(dataclasses.replace(DOCUMENT, view=page)) != mark(DOCUMENT)


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Frame)])
def test_a_fingerprint_changes_with_the_frame(name: str) -> None:
    value: object = {"as_of": date(2026, 2, 1), "menu": MENU[1:]}.get(name, "other")
    frame = dataclasses.replace(FRAME, **{name: value})
    assert mark(DOCUMENT, frame) != mark(DOCUMENT)
    assert mark(TABLE, frame) == mark(TABLE)


def test_a_table_depends_on_no_template() -> None:
    assert mark(TABLE, pages__one="", layouts__base="") == mark(TABLE)


def test_a_fingerprint_changes_with_the_writer_and_the_rows() -> None:
    assert (
        len(
            {
                mark(TABLE),
                mark(dataclasses.replace(TABLE, writer="json")),
                mark(dataclasses.replace(TABLE, view=(("a",), (("2",),)))),
            }
        )
        == 3
    )


def test_a_fingerprint_does_not_depend_on_the_path() -> None:
    assert mark(dataclasses.replace(TABLE, path="elsewhere.csv")) == mark(TABLE)
