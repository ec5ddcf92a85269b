"""Finished files against each other: links, anchors, addresses."""

from __future__ import annotations

from sitegen.cache import Outline
from sitegen.checks import clashes, dead_links, outline


def dead(**documents: str) -> list[str]:
    """What is told of documents, named by their path with `__` for `/` and `_` for `.`."""
    outlines = {name.replace("__", "/").replace("_", "."): outline(text.encode()) for name, text in documents.items()}
    return [str(problem) for problem in dead_links(outlines)]


# ---- outlines -------------------------------------------------------------------------------------------------


def test_an_outline_has_links_and_anchors() -> None:
    found = outline(b'<h1 id="top">A</h1><a href="b/index.html#c">b</a><script src="x.js"></script><use href="#mark"/>')
    assert (found.targets, found.anchors) == (("#mark", "b/index.html#c", "x.js"), {"top"})


def test_links_to_elsewhere_are_left_out() -> None:
    document = '<a href="https://x.example/">x</a><a href="HTTP://x">x</a><a href="//x">x</a><a href="mailto:a@b">x</a><a href="tel:1">x</a>'
    assert outline(document.encode()).targets == ()


def test_a_link_is_told_once_and_read_as_a_browser_does() -> None:
    found = outline(b'<a href="a?x=1&amp;y=2">1</a> <a href="a?x=1&amp;y=2">2</a> <b id="d&#233;j&agrave;">3</b>')
    assert (found.targets, found.anchors) == (("a?x=1&y=2",), {"déjà"})


def test_other_attributes_are_no_links() -> None:
    assert outline(b'<a data-href="x" xhref="y">a</a> href="z"').targets == ("z",)


# ---- dead links -----------------------------------------------------------------------------------------------


def test_links_that_lead_somewhere_are_no_problem() -> None:
    assert (
        dead(
            index_html='<p id="a"><a href="b/index.html">b</a><a href="#a">a</a>', b__index_html='<a href="../index.html#a">a</a>'
        )
        == []
    )


def test_a_link_to_nothing() -> None:
    assert dead(a__index_html='<a href="../b/index.html">b</a>') == ["a/index.html: a link leads nowhere: /b/index.html"]


def test_a_link_that_leaves_the_site() -> None:
    assert dead(index_html='<a href="../secret">x</a>') == ["index.html: a link leads nowhere: /../secret"]


def test_a_link_to_an_anchor_that_is_not_there() -> None:
    told = dead(index_html='<a href="b/index.html#membrs">b</a>', b__index_html='<h2 id="members">')
    assert told == ["index.html: a link leads to an anchor that is not there: /b/index.html#membrs (did you mean members?)"]


def test_an_anchor_of_the_same_page() -> None:
    assert dead(index_html='<a href="#x">x</a>') == ["index.html: a link leads to an anchor that is not there: /index.html#x"]


def test_a_file_that_is_no_document_has_no_anchor() -> None:
    outlines = {"index.html": outline(b'<a href="site.css#x">x</a><a href="site.css">x</a>'), "site.css": Outline()}
    assert len(list(dead_links(outlines))) == 1


def test_an_encoded_address_is_decoded() -> None:
    outlines = {
        "index.html": outline(b'<a href="caf%C3%A9.txt">x</a><a href="#caf%C3%A9">x</a><i id="caf\xc3\xa9">'),
        "café.txt": Outline(),
    }
    assert list(dead_links(outlines)) == []


def test_a_question_to_a_page_is_no_part_of_its_address() -> None:
    assert dead(a_html='<a href="b.html?states=x#c">b</a><a href="?x">a</a>', b_html='<i id="c">') == []
    assert dead(a_html='<a href="b.html?states=x">b</a>') == ["a.html: a link leads nowhere: /b.html"]


def test_a_page_shown_at_any_address_has_full_paths() -> None:
    outlines = {
        "404.html": outline(b'<a href="/below/a/index.html#x">a</a><a href="#main">m</a><i id="main">'),
        "a/index.html": outline(b'<i id="x">'),
        "b/index.html": outline(b'<a href="/below/index.html">this one must be relative</a>'),
    }
    assert [each.path for each in dead_links(outlines, {"404.html": "/below/"})] == ["b/index.html"]
    assert [each.path for each in dead_links(outlines, {"404.html": "/other/"})] == ["404.html", "b/index.html"]


def test_one_mistake_on_many_pages_is_one_problem() -> None:
    told = dead(**{f"p{n}_html": '<a href="gone.html">x</a>' for n in range(3)})
    assert told == ["p0.html: a link leads nowhere: /gone.html; 3 pages have it"]


# ---- clashing addresses ---------------------------------------------------------------------------------------


def test_two_files_at_one_address() -> None:
    assert [problem.path for problem in clashes(["a", "b", "a", "a"])] == ["a", "a"]
    assert list(clashes(["a", "b", "a.b", "ab"])) == []


def test_a_file_where_a_folder_must_be() -> None:
    assert [str(each) for each in clashes(["data/x.csv", "data", "d"])] == ["data: is a file and a folder at once"]


# ---- after a site without dead links ----------------------------------------------------------------------------

HOME = Outline(("one/index.html#a",))
SOUND = {"index.html": HOME, "one/index.html": Outline((), frozenset("a"))}


def test_what_is_as_it_was_in_a_sound_site_is_not_looked_at_again() -> None:
    assert list(dead_links({**SOUND, "index.html": Outline(("none.html",))}, sound=SOUND)) != []
    assert list(dead_links({"index.html": Outline(("none.html",))}, sound={"index.html": Outline(("none.html",))})) == []


def test_a_file_or_an_anchor_that_is_gone_is_missed_by_what_was_kept() -> None:
    assert len(list(dead_links({"index.html": HOME}, sound=SOUND))) == 1
    assert len(list(dead_links({**SOUND, "one/index.html": Outline()}, sound=SOUND))) == 1


def test_a_dead_link_that_a_template_has_is_told_there() -> None:
    outlines = {
        "a/index.html": outline(
            b'<h1 id="top"></h1><a href="../b/index.html#c">b</a><a href="#topp">t</a><a href="../d/index.html">d</a>'
        ),
    }
    templates = {"layouts/page.html": '<nav>\n<a href="/b/#c">b</a>\n<a href="/a/#topp">t</a>\n</nav>'}
    assert [str(each) for each in dead_links(outlines, templates=templates)] == [
        "templates/layouts/page.html:3: a link leads to an anchor that is not there: /a/index.html#topp (did you mean top?)",
        "templates/layouts/page.html:2: a link leads nowhere: /b/index.html",
        "a/index.html: a link leads nowhere: /d/index.html",
    ]
