"""Views become text: addresses, dates, and what is told of a mistake in a template."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import render
from sitegen.problems import Problem
from sitegen.site import MENU, Frame, Page

FRAME = Frame("Name", "Tagline", date(2026, 1, 31), "https://x.example/", "", "main", "en", MENU)

# ---- addresses ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "base", "relative"),
    [
        ("/", "/", "index.html"),
        ("/", "/countries/", "../index.html"),
        ("/countries/", "/", "countries/index.html"),
        ("/countries/nepal/#att", "/treaties/att/", "../../countries/nepal/index.html#att"),
        ("/countries/nepal/", "/countries/nepal/", "index.html"),
        ("/countries/nepal/#att", "/countries/nepal/", "index.html#att"),
        ("/countries/", "/countries/nepal/", "../index.html"),
        ("/site.css", "/", "site.css"),
        ("/site.css", "/a/b/c/", "../../../site.css"),
        ("/site.css", "/404.html", "site.css"),
        ("/countries/nepal/index.json", "/countries/nepal/", "index.json"),
        ("/data/x.csv#row=2", "/data/", "x.csv#row=2"),
        ("/compare/?states=nepal", "/countries/nepal/", "../../compare/index.html?states=nepal"),
        ("/compare/?states=nepal#result", "/compare/", "index.html?states=nepal#result"),
    ],
)
def test_an_address_seen_from_a_page(address: str, base: str, relative: str) -> None:
    assert render.relative(address, base) == relative


FOLDERS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=4).map(lambda parts: "/" + "".join(f"{part}/" for part in parts))


@given(FOLDERS, FOLDERS)
def test_a_relative_address_leads_to_the_file_it_means(address: str, base: str) -> None:
    import posixpath

    found = posixpath.normpath(posixpath.join(base, render.relative(address, base)))
    assert found == f"{address}index.html"


# ---- dates ----------------------------------------------------------------------------------------------------


# ---- documents ------------------------------------------------------------------------------------------------


class Templates:
    """A folder of templates, and what comes of a page that uses one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, **files: str) -> Templates:
        for name, text in files.items():
            path = self.folder / (name.replace("__", "/") + ".html")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return self

    def render(self, view: Any = None, name: str = "page.html", address: str = "/a/b/") -> str:
        return render.document(render.environment(self.folder), FRAME, Page(address, name, "Title", "", view))

    def fault(self, view: Any = None, name: str = "page.html") -> Problem:
        with pytest.raises(render.TemplateFault) as caught:
            self.render(view, name)
        return caught.value.problem


@pytest.fixture
def templates(tmp_path: Path) -> Templates:
    return Templates(tmp_path / "templates")


def test_a_template_sees_the_frame_the_page_and_the_view(templates: Templates) -> None:
    templates.write(page="{{ site.name }}, {{ page.title }}, {{ view }}")
    assert templates.render("<b>") == "Name, Title, &lt;b&gt;"


def test_addresses_of_the_site_become_relative_and_others_stay(templates: Templates) -> None:
    templates.write(
        page='<a href="/c/">c</a><script src="/x.js"></script><a href="https://x/">x</a><a href="#y">y</a><p data-x="/c/">'
    )
    assert templates.render() == (
        '<a href="../../c/index.html">c</a><script src="../../x.js"></script><a href="https://x/">x</a><a href="#y">y</a><p data-x="/c/">'
    )


@pytest.mark.parametrize(
    ("site", "root"), [("https://x.example/", "/"), ("https://x.example", "/"), ("https://x.example/a/b/", "/a/b/")]
)
def test_a_page_shown_at_any_address_has_full_paths(templates: Templates, site: str, root: str) -> None:
    templates.write(page='<link href="/x.css"><a href="/">home</a><a href="/c/#d">d</a><a href="#main">m</a>')
    page = Page("/404.html", "page.html", "Title", "", None)
    text = render.document(render.environment(templates.folder), dataclasses.replace(FRAME, address=site), page)
    assert (
        text
        == f'<link href="{root}x.css"><a href="{root}index.html">home</a><a href="{root}c/index.html#d">d</a><a href="#main">m</a>'
    )


def test_an_address_outside_an_attribute(templates: Templates) -> None:
    assert templates.write(page="0; url={{ view | from_page }}").render("/c/#d") == "0; url=../../c/index.html#d"


def test_text_that_looks_like_an_attribute_is_text(templates: Templates) -> None:
    assert templates.write(page="<p>{{ view }}</p>").render('href="/c/"') == "<p>href=&#34;/c/&#34;</p>"


def test_only_prose_is_trusted(templates: Templates) -> None:
    assert templates.write(page="{{ view | prose }}{{ view }}").render("<p>a</p>") == "<p>a</p>&lt;p&gt;a&lt;/p&gt;"


def test_content_is_no_template(templates: Templates) -> None:
    assert (
        templates.write(page="{{ view | prose }}").render("{{ site.name }}{% include 'x' %}")
        == "{{ site.name }}{% include 'x' %}"
    )


def test_a_feed_keeps_its_addresses_and_is_escaped(templates: Templates) -> None:
    templates.write(feed='<a href="/c/">{{ view }}</a>')
    assert render.feed(render.environment(templates.folder), FRAME, "feed.html", "<&>") == '<a href="/c/">&lt;&amp;&gt;</a>'


def test_a_translated_sentence_is_escaped_once(templates: Templates) -> None:
    templates.write(page="{% trans name=view %}Of {{ name }}, 5%{% endtrans %} {{ _('a %s') }}")
    assert templates.render("<b> & c") == "Of &lt;b&gt; &amp; c, 5% a %s"


# ---- mistakes in templates ------------------------------------------------------------------------------------


def test_a_syntax_error(templates: Templates) -> None:
    problem = templates.write(page="one\n{% if view %}\nthree").fault()
    assert (problem.path, problem.line) == ("templates/page.html", 3)
    assert "endif" in problem.message


def test_a_syntax_error_in_what_is_taken_in(templates: Templates) -> None:
    problem = templates.write(page="\n\n{% include 'partials/head.html' %}", partials__head="\n\n\n{{ }}").fault()
    assert (problem.path, problem.line) == ("templates/partials/head.html", 4)


def test_an_unknown_filter(templates: Templates) -> None:
    problem = templates.write(page="\n{{ view | sorte }}").fault()
    assert str(problem) == "templates/page.html:2: there is no filter “sorte” (did you mean sort?)"
    problem = templates.write(page="\n{% if view is evenn %}{% endif %}").fault()
    assert str(problem) == "templates/page.html:2: there is no test “evenn” (did you mean even?)"


def test_a_comment_that_is_not_closed_is_told_by_the_template_s_name(templates: Templates) -> None:
    problem = templates.write(page="\n{# view").fault()
    assert str(problem) == "templates/page.html:2: Missing end of comment tag"


def test_half_a_character_is_told(templates: Templates) -> None:
    problem = templates.write(page="{{ view }}{{ '\\ud800' }}").fault("a")
    assert str(problem) == "templates/page.html:1: it writes “\\ud800”, which is half a character"


def test_an_unknown_variable(templates: Templates) -> None:
    assert (
        str(templates.write(page="\n\n{{ veiw }}").fault()) == "templates/page.html:3: 'veiw' is undefined (did you mean view?)"
    )


def test_an_unknown_attribute_in_a_macro(templates: Templates) -> None:
    templates.write(
        page="{% from 'components/a.html' import a %}\n{{ a(view) }}",
        components__a="{% macro a(x) %}\n\n{{ x.titel }}\n{% endmacro %}",
    )
    problem = templates.fault(FRAME)
    assert (problem.path, problem.line) == ("templates/components/a.html", 3)
    assert problem.message.startswith("Frame has no “titel”; it has address, as_of, ")


def test_the_nearest_of_a_mapping_is_told(templates: Templates) -> None:
    problem = templates.write(page="{{ view.sumary }}").fault({"summary": "s"})
    assert str(problem) == "templates/page.html:1: dict has no “sumary” (did you mean summary?)"


def test_a_missing_include(templates: Templates) -> None:
    problem = templates.write(page="\n{% include 'partials/haed.html' %}").fault()
    assert str(problem) == "templates/page.html:2: there is no template partials/haed.html"


def test_a_missing_layout_and_a_missing_macro(templates: Templates) -> None:
    templates.write(page="\n\n{% extends 'layout.html' %}", other="{% from 'page.html' import macro %}\n{{ macro() }}")
    assert str(templates.fault()) == "templates/page.html:3: there is no template layout.html"
    assert templates.write(page="").fault(name="other.html").path == "templates/other.html"


def test_a_missing_page_template(templates: Templates) -> None:
    assert (
        str(templates.write(page="").fault(name="pages/gone.html"))
        == "templates/pages/gone.html:1: there is no template pages/gone.html"
    )


@pytest.mark.parametrize(
    "text",
    ["\n{% include 'page.html' %}", "\n{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "\n{% extends 'page.html' %}"],
    ids=["include", "macro", "layout"],
)
def test_endless_recursion(templates: Templates, text: str) -> None:
    assert str(templates.write(page=text).fault()) == "templates/page.html:2: it includes itself without end"


@pytest.mark.parametrize("text", ["\n{{ view }}", "\n{{ view or none }}", "\n{% set x = view %}{{ x }}"])
def test_none_is_not_printed(templates: Templates, text: str) -> None:
    assert (
        str(templates.write(page=text).fault())
        == "templates/page.html:2: a template must not print None; ask for it with {% if %}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "{{ 1 / view }}",
        "{{ view() }}",
        "{{ {'a': 1}['b'] }}",
        "{{ [1][5] }}",
        "{{ view + 'a' }}",
        "{{ view | long_date }}",
        "{{ 9.9 ** 9999 }}",
    ],
)
def test_whatever_else_goes_wrong_is_the_template_s(templates: Templates, text: str) -> None:
    problem = templates.write(page=f"\n\n{text}").fault(0)
    assert (problem.path, problem.line) == ("templates/page.html", 3)
    assert problem.message


def test_the_place_is_right_where_the_project_stands_below_a_folder_called_templates(tmp_path: Path) -> None:
    templates = Templates(tmp_path / "templates" / "project" / "skin").write(inner__page="\n{{ view.x }}")
    problem = templates.fault(name="inner/page.html")
    assert (problem.path, problem.line) == ("templates/inner/page.html", 2)


# ---- closures -------------------------------------------------------------------------------------------------


def test_a_closure_holds_all_that_is_reached() -> None:
    sources = {
        "a": "{% extends 'b' %}{%- from \"c\" import x -%}",
        "b": "{%-include 'd'%}{% import 'missing' as m %}",
        "c": "{% include 'a' %}",
        "d": "{%+ include 'f' %}",
        "e": "e",
        "f": "f",
    }
    assert render.closure("a", sources) == {"a", "b", "c", "d", "f"}
    assert render.closure("e", sources) == {"e"}
    assert render.closure("missing", sources) == frozenset()
