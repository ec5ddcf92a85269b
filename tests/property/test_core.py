"""Laws of the core: whatever a file holds is read or told; nothing lives in a body; order and references."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import links, load, markdown, source
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.model import Body, Code, Entry, Fields, Ref, walk
from sitegen.problems import Problem

SOUND = load.read(Path(__file__).parents[1] / "broken" / "sound", CONTENT_TYPES, Config)
ADDRESS_OF = load.addresses(CONTENT_TYPES)
YAML_PIECES = st.sampled_from(
    [*"[]{}:,-?&*!|>'\"%@`#~\t\n ", "---", "...", "<<", "null", "title", "a: b\n", "- x\n", "\u00a0", "“", "\x85"]
)
MARKS = [
    *"[]()<>*_`#!\\&;:|~-+=\"'\n\t ",
    "](",
    "![",
    "javascript:",
    "data:",
    "//",
    "http://a.b",
    "country:nepal",
    "\n\n",
    "    ",
    "> ",
    "- ",
]
HTML_PIECES = [
    "<script>",
    "</script>",
    "<img src=x onerror=y>",
    "&#106;",
    "&colon;",
    "&Tab;",
    'onclick="x"',
    "<!--",
    "<svg/onload=z>",
    "\u202e",
]
BODIES = st.lists(st.one_of(st.sampled_from(MARKS + HTML_PIECES), st.text(max_size=5))).map("".join)


def is_told(problems: list[Problem]) -> bool:
    """Whether problems are lines of plain text, each with a message."""
    return all(problem.message and str(problem).isprintable() for problem in problems)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_told(raw: bytes) -> None:
    for reader in (source.read, source.read_yaml):
        found, problems = reader("x.md", raw)
        assert found is not None or len(problems) == 1
        assert is_told(problems)


@settings(deadline=None)
@given(st.lists(st.one_of(YAML_PIECES, st.text(max_size=4)), max_size=30).map("".join))
def test_any_front_matter_is_read_or_told(front: str) -> None:
    raw = f"---\n{front}\n---\n".encode("utf-8", "replace")
    found, problems = source.read("x.md", raw)
    assert found is not None or len(problems) == 1
    assert is_told(problems)


VALUES = st.recursive(
    st.sampled_from(["NPL", "att", "none", "2021-02-03", "2021-02-30", "", "null", "12", "x y", '"\\0"', "all"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.dictionaries(st.sampled_from(["signed", "date", "from", "state", "source", "x", "att"]), inner, max_size=3).map(
            lambda pairs: "{" + ", ".join(f"{key}: {value}" for key, value in pairs.items()) + "}"
        ),
    ),
    max_leaves=6,
)
KEYS = sorted({name.removesuffix("_") for kind in CONTENT_TYPES for name in kind.fields.__dataclass_fields__})


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(CONTENT_TYPES), st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8))
def test_any_values_become_an_entry_or_are_told_once_a_place(kind, front) -> None:  # type: ignore[no-untyped-def]
    raw = "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\n"
    entry, problems = load.read_entry("x.md", "x", raw.encode(), kind, CONTENT_TYPES)
    assert entry is not None or problems
    assert is_told(list(problems))
    assert all(1 <= problem.line <= len(front) + 1 for problem in problems)
    places = [(p.line, p.column) for p in problems if p.message != "is missing"]
    assert len(set(places)) == len(places)


class Live(HTMLParser):
    """Collects what a browser would act on."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]


QUIET = {
    *["a", "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "em", "strong", "code", "pre", "blockquote", "hr", "br", "div"],
    *["table", "thead", "tbody", "tr", "th", "td"],
}


@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_nothing_in_a_body_lives_but_links(text: str) -> None:
    body, problems = markdown.render("x.md", text, 1, ADDRESS_OF)
    assert is_told(problems)
    assert not (problems and body.html)
    live = Live()
    live.feed(body.html)
    assert live.tags <= QUIET
    assert live.attributes <= {"href", "rel", "title", "id", "class", "tabindex", "start", "style"}
    assert all(re.match(r"https?://|mailto:|/(?!/)|#", address, re.IGNORECASE) for address in live.addresses)
    assert "<script" not in body.html.lower()


@settings(deadline=None)
@given(BODIES, st.integers(1, 1_000))
def test_a_problem_of_a_body_stands_on_one_of_its_lines(text: str, first: int) -> None:
    _, problems = markdown.render("x.md", text, first, ADDRESS_OF)
    assert all(first <= problem.line <= first + text.count("\n") for problem in problems)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_the_files_changes_nothing(random) -> None:  # type: ignore[no-untyped-def]
    assert SOUND.settings is not None
    shuffled = list(SOUND.entries)
    random.shuffle(shuffled)
    library, problems = links.link(shuffled, SOUND.settings, CONTENT_TYPES)
    expected, _ = links.link(SOUND.entries, SOUND.settings, CONTENT_TYPES)
    assert problems == []
    assert list(library.entries.items()) == list(expected.entries.items())
    assert list(library.codes.items()) == list(expected.codes.items())
    assert library.backlinks == expected.backlinks


@settings(deadline=None)
@given(st.sets(st.sampled_from([entry.ref for entry in SOUND.entries])))
def test_every_reference_is_a_backlink_or_a_problem(missing: set[Ref]) -> None:
    """Some entries are taken away: what refers to them must be told, what refers to the rest must lead back."""
    assert SOUND.settings is not None
    entries = [entry for entry in SOUND.entries if entry.ref not in missing]
    library, problems = links.link(entries, SOUND.settings, CONTENT_TYPES)
    for entry in [*entries, SOUND.settings]:
        for target in targets_of(entry, library):
            back = target is not None and entry.ref in {other.ref for other in library.backlinks.get(target, ())}
            assert back or any(problem.path == entry.path for problem in problems)


def targets_of(entry: Entry[Fields], library: links.Library) -> list[Ref | None]:
    """What an entry refers to; None for a code that no state has."""
    found: list[Ref | None] = [ref for ref, *_ in entry.body.refs]
    for path, leaf in walk(entry.fields):
        if isinstance(leaf, Ref):
            found.append(leaf)
        elif isinstance(leaf, Code) and path != ("iso3",):
            found.append(library.codes[leaf].ref if leaf in library.codes else None)
    return found


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_the_alphabet_is_total(one: str, other: str) -> None:
    assert (links.alphabetical(one) == links.alphabetical(other)) == (one == other)


def test_the_settings_of_the_sound_content_are_those_of_the_site() -> None:
    assert SOUND.problems == ()
    assert SOUND.settings is not None
    assert isinstance(SOUND.settings.fields, Config)
    assert SOUND.settings.body == Body()
