"""Terms in a text: each is marked once, where it first stands, and the text stays what it was."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import markdown
from sitegen.glossary import forms, mark
from sitegen.model import Ref

TERMS = {
    "state-party": ("State party", "", "states parties"),
    "csp": ("Conference of States Parties", "CSP"),
    "deposit": ("Deposit",),
    "sdg": ("SDG target 16.4",),
    "no-form": ("",),
}
KNOWN = forms(TERMS)
SPLIT = "Conference of\nStates Parties"


def marked(html: str, terms: Mapping[str, tuple[str, ...]] = TERMS) -> str:
    return mark(html, forms(terms))[0]


def link(name: str, words: str) -> str:
    return f'<a class="term" href="#term-{name}">{words}</a>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>The deposit and a deposit.</p>", f"<p>The {link('deposit', 'deposit')} and a deposit.</p>"),
        ("<p>Deposit</p>", f"<p>{link('deposit', 'Deposit')}</p>"),
        ("<p>deposits, re-deposit, deposit-box, deposited</p>", None),
        ("<p>DEPOSIT</p>", None),
        ("<h2>Deposit</h2><p>x</p>", None),
        ('<p><a href="/x/">a <em>deposit</em></a></p>', None),
        ("<p><code>deposit</code></p><pre>deposit</pre>", None),
        (
            '<p><a href="/x/">deposit</a> then deposit</p>',
            f'<p><a href="/x/">deposit</a> then {link("deposit", "deposit")}</p>',
        ),
        ("<p>csp Csp CSP</p>", f"<p>csp Csp {link('csp', 'CSP')}</p>"),
        ("<p>Conference of\nStates Parties</p>", f"<p>{link('csp', SPLIT)}</p>"),
        (
            "<p>CSP, the Conference of States Parties, states parties</p>",
            f"<p>{link('csp', 'CSP')}, the Conference of States Parties, {link('state-party', SPLIT.lower()[-14:])}</p>",
        ),
        ("<p>SDG target 16.4</p><p>SDG target 1604</p>", f"<p>{link('sdg', 'SDG target 16.4')}</p><p>SDG target 1604</p>"),
        ("<p>“State party”, <em>state party</em></p>", f"<p>“{link('state-party', 'State party')}”, <em>state party</em></p>"),
        ('<p title="deposit">x</p>', None),
        ("<p>&deposit;</p>", None),
        ("", None),
    ],
)
def test_the_first_place_of_a_term_is_marked(html: str, expected: str | None) -> None:
    assert marked(html) == (html if expected is None else expected)


def test_terms_are_told_in_the_order_of_the_text() -> None:
    assert mark("<p>CSP, deposit, CSP</p>", KNOWN)[1] == ("csp", "deposit")
    assert mark("<p>deposit, CSP</p>", KNOWN)[1] == ("deposit", "csp")


def test_without_terms_nothing_is_marked() -> None:
    assert mark("<p>deposit</p>", ()) == ("<p>deposit</p>", ())
    assert forms({"x": ("", "")}) == ()


# ---- laws -----------------------------------------------------------------------------------------------------

PIECES = st.sampled_from(
    [
        "deposit", "Deposit", "a deposit", "states parties", "CSP", "Conference of States Parties", "x < y & z", "## Deposit\n", "`deposit`",
        "[a deposit](https://x.example/)", "[CSP](country:nepal)", "*State* party", "**states parties**", "- deposit", "> CSP", "\n\n", "’", "é",
        "| a | CSP |\n|---|---|\n| deposit | b |", "    deposit", "SDG target 16.4.", "&amp;", "<b>deposit</b>",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=12).map(" ".join) | st.lists(PIECES, max_size=12).map("\n\n".join)


def rendered(text: str) -> str:
    return markdown.render("x.md", text, 1, lambda ref: f"/{ref.type}/{ref.slug}/" if isinstance(ref, Ref) else None)[0].html


def words(html: str) -> str:
    return entities.unescape(re.sub(r"<[^>]*>", "", html))


class Marks(HTMLParser):
    """The terms marked, and every mark in an element that must have none."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.misplaced: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("class") == "term":
            self.names.append(str(values["href"]))
            self.misplaced += [each for each in self.open if each in ("a", "code", "pre", "h2", "h3")]
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@given(TEXTS)
def test_a_reader_reads_the_same(text: str) -> None:
    html = rendered(text)
    found, names = mark(html, KNOWN)
    assert words(found) == words(html)
    assert re.sub(r'<a class="term"[^>]*>(.*?)</a>', r"\1", found, flags=re.DOTALL) == html
    reader = Marks()
    reader.feed(found)
    reader.close()
    assert reader.open == []
    assert reader.misplaced == []
    assert reader.names == [f"#term-{name}" for name in names]
    assert len(set(names)) == len(names)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=60))
def test_any_text_stays_what_it_was(text: str) -> None:
    html = f"<p>{entities.escape(text)} deposit</p>"
    found, _ = mark(html, KNOWN)
    assert words(found) == words(html)


@given(TEXTS)
def test_a_term_more_changes_no_other_mark(text: str) -> None:
    """Terms that share no words are marked each for itself."""
    html = rendered(text)
    alone = {name for name in ("deposit", "sdg") if mark(html, forms({name: TERMS[name]}))[1]}
    assert {name for name in mark(html, KNOWN)[1] if name in ("deposit", "sdg")} == alone
