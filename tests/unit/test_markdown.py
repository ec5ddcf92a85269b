"""Bodies become HTML in which nothing lives that an editor did not mean: links, anchors, text."""

from __future__ import annotations

import pytest

from sitegen import markdown
from sitegen.model import Body, Heading, Ref

ADDRESSES = {"country": "countries", "treaty": "treaties"}


def address_of(ref: Ref) -> str | None:
    return f"/{ADDRESSES[ref.type]}/{ref.slug}/" if ref.type in ADDRESSES else None


def render(text: str) -> Body:
    """Render a body that has no mistake."""
    body, problems = markdown.render("x.md", text, 10, address_of)
    assert problems == []
    return body


def lines_of(text: str) -> list[int]:
    """The lines on which problems are told."""
    return [problem.line for problem in markdown.render("x.md", text, 10, address_of)[1]]


@pytest.mark.parametrize("text", ["", " \n\n"])
def test_no_body_is_an_empty_body(text: str) -> None:
    assert render(text) == Body()


def test_an_entry_is_linked_by_its_slug_and_is_a_reference() -> None:
    body = render("One\n[Nepal](country:nepal) and [Article 6](treaty:att#article-6)")
    assert '<a href="/countries/nepal/">Nepal</a>' in body.html
    assert '<a href="/treaties/att/#article-6">Article 6</a>' in body.html
    assert body.refs == ((Ref("country", "nepal"), "", 11, 9), (Ref("treaty", "att"), "article-6", 11, 40))


@pytest.mark.parametrize("target", ["https://site.example/a?b=c&d", "HTTP://site.example/", "mailto:desk@site.example"])
def test_addresses_outside_are_marked_as_such(target: str) -> None:
    assert 'rel="external"' in render(f"[x]({target})").html


@pytest.mark.parametrize("target", ["/", "/countries/", "/countries/nepal/#att", "/data/att.csv", "#counting"])
def test_addresses_of_the_site_are_links(target: str) -> None:
    assert render(f"[x]({target})").html == f'<p><a href="{target}">x</a></p>\n'


@pytest.mark.parametrize(
    "target",
    ["nepal.md", "../x", "/../x", "/a/../b", "/./x", "//host", "/A", "state:nepal", "tel:1", "http:/x", "#"],
)
def test_other_targets_are_problems(target: str) -> None:
    assert lines_of(f"text\n[x]({target})") == [11]


def test_a_problem_is_told_on_its_line() -> None:
    assert lines_of("One\ntwo  \nthree\\\n[four](four)\n\n- five\n- [six](six)\n\n> [seven](seven)") == [13, 16, 18]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"),
        ("{{ x }} {% y %}", "<p>{{ x }} {% y %}</p>\n"),
        ("a & b &amp; c", "<p>a &amp; b &amp; c</p>\n"),
        ('"straight" -- (c)', "<p>&quot;straight&quot; -- (c)</p>\n"),
        ("www.site.example", "<p>www.site.example</p>\n"),
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>\n"),
    ],
)
def test_text_is_text(text: str, html: str) -> None:
    assert render(text).html == html


def test_a_table_scrolls_in_its_own_box() -> None:
    html = render("| a | b |\n|---|---|\n| 1 | 2 |\n").html
    assert html.startswith('<div class="scroll" tabindex="0"><table>')
    assert html.endswith("</table></div>\n")


def test_headings_have_anchors_that_stand_once() -> None:
    body = render("## Côte d’Ivoire & *others*\n\n### 한국\n\n## Twice\n\n## Twice\n\n## Twice 2\n\n## Twice\n")
    assert body.headings == (
        Heading(2, "cote-divoire-others", "Côte d’Ivoire & others"),
        Heading(3, "section", "한국"),
        Heading(2, "twice", "Twice"),
        Heading(2, "twice-2", "Twice"),
        Heading(2, "twice-2-2", "Twice 2"),
        Heading(2, "twice-3", "Twice"),
    )
    assert '<h2 id="twice-3">Twice</h2>' in body.html


def test_thousands_of_headings_with_one_text_take_no_time() -> None:
    assert render("## A\n\n" * 5_000).headings[-1].anchor == "a-5000"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# One", [10]),
        ("One\n===", [10]),
        ("### Three", [10]),
        ("## Two\n\n#### Four\n\n#### Four", [12]),
        ("## A\n### B\n## C", []),
    ],
)
def test_levels_of_headings_start_at_two_and_skip_none(text: str, lines: list[int]) -> None:
    assert lines_of(text) == lines


def test_ten_levels_of_lists_and_quotations_are_enough() -> None:
    assert lines_of("> " * 10 + "x") == []
    assert lines_of("- " * 10 + "x") == []
    assert lines_of("> - " * 6 + "x") == [10]
    assert lines_of("> " * 200 + "x") == [10]


def test_the_text_of_a_body_is_its_words() -> None:
    body = render("## A *title*\n\nThe [ATT](treaty:att), in\n`force`.\n\n- One\\\n  two\n")
    assert body.text == "A title The ATT, in force. One two"


def test_a_body_with_a_mistake_keeps_its_references_and_headings_but_no_html() -> None:
    body, problems = markdown.render("x.md", "# No\n\n## Yes\n\n[x](treaty:att)", 10, address_of)
    assert len(problems) == 1
    assert body.html == ""
    assert [heading.anchor for heading in body.headings] == ["no", "yes"]
    assert body.refs == ((Ref("treaty", "att"), "", 14, 5),)


@pytest.mark.parametrize("text", ["a\u202eb", "a\n&#x202e;", "`\u2066`", "~~~\n\u202b\n~~~", '[x](https://a.example "\u202e")'])
def test_marks_of_direction_are_told_once_wherever_they_hide(text: str) -> None:
    assert len(lines_of(text)) == 1


def test_a_name_in_capitals_is_looked_for_among_all_entries() -> None:
    assert [ref for ref, *_ in render("[Lao](country:Lao)").refs] == [Ref("country", "Lao")]
