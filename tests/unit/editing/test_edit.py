"""Changes in place: what was asked for is said, and every other byte is as it was."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sitegen import document, source, written
from sitegen.editing import edit
from sitegen.editing.places import CanNotEdit

Edit = Callable[[bytes], bytes]


def front(text: str) -> bytes:
    return f"---\n{text}\n---\nBody: {{a}} # none\n".encode()


def edited(text: str, change: Edit) -> str:
    """The front matter after a change; the rest of the file must be as it was."""
    found = change(front(text)).decode()
    assert found.startswith("---\n")
    assert found.endswith("\n---\nBody: {a} # none\n")
    return found[4 : -len("\n---\nBody: {a} # none\n")]


def data(raw: bytes) -> dict[str, Any]:
    found, problems = source.read("x.md", raw)
    assert problems == []
    assert found is not None
    return found.data


# ---- by example -----------------------------------------------------------------------------------------------

ATT = ("treaties", "att")
WORDS = ("signed", "ratified", "acceded", "also", "note")
FLOW = "treaties:\n  att: {signed: 2013-07-26, note: A word.}  # read twice\n  npt: none"
BLOCK = "treaties:\n  # lead\n  att:  # first\n    signed: 2013-07-26  # day\n    # between\n\n    note: A word.\n  npt: none"


@pytest.mark.parametrize(
    ("change", "before", "after"),
    [
        (lambda raw: edit.set_value(raw, (*ATT, "signed"), "2013-07-27"), "2013-07-26", "2013-07-27"),
        (
            lambda raw: edit.set_value(raw, ("treaties", "npt"), {"signed": "2001-02-03"}),
            "npt: none",
            "npt: {signed: 2001-02-03}",
        ),
        (lambda raw: edit.rename_key(raw, (*ATT, "signed"), "ratified"), "signed", "ratified"),
        (lambda raw: edit.rename_key(raw, ATT, "arms"), "att:", "arms:"),
        (lambda raw: edit.add(raw, ("treaties", "bwc"), "none"), "npt: none", "npt: none\n  bwc: none"),
        (
            lambda raw: edit.add(raw, ("sources",), {"a": "b", "c": ["d"]}, lines=True),
            "npt: none",
            "npt: none\nsources:\n  a: b\n  c: [d]",
        ),
    ],
)
@pytest.mark.parametrize("text", [FLOW, BLOCK])
def test_the_same_change_in_brackets_and_in_lines(text: str, change: Edit, before: str, after: str) -> None:
    assert text.count(before) == 1
    assert edited(text, change) == text.replace(before, after)


def test_a_key_goes_where_the_order_has_it() -> None:
    def add(raw: bytes, name: str) -> bytes:
        return edit.add(raw, (*ATT, name), "2014-01-01", order=WORDS)

    ratified, first = "26, ratified: 2014-01-01, note", "{signed: 2014-01-01, ratified: x}"
    assert edited(FLOW, lambda raw: add(raw, "ratified")) == FLOW.replace("26, note", ratified)
    in_lines = BLOCK.replace("# day\n", "# day\n    ratified: 2014-01-01\n")
    assert edited(BLOCK, lambda raw: add(raw, "ratified")) == in_lines
    assert edited("treaties:\n  att: {ratified: x}", lambda raw: add(raw, "signed")) == f"treaties:\n  att: {first}"
    assert edited("treaties:\n  att:\n    note: x", lambda raw: add(raw, "signed")) == (
        "treaties:\n  att:\n    signed: 2014-01-01\n    note: x"
    )
    assert edited("treaties:\n  att: {}", lambda raw: add(raw, "signed")) == "treaties:\n  att: {signed: 2014-01-01}"


@pytest.mark.parametrize(
    ("text", "path", "after"),
    [
        ("a: {b: 1, c: 2, d: 3}", ("a", "b"), "a: {c: 2, d: 3}"),
        ("a: {b: 1, c: 2, d: 3}", ("a", "c"), "a: {b: 1, d: 3}"),
        ("a: {b: 1, c: 2, d: 3}", ("a", "d"), "a: {b: 1, c: 2}"),
        ("a: {b: 1, c: 2,}", ("a", "c"), "a: {b: 1, }"),
        ("a: {b: 1}", ("a", "b"), "a: none"),
        ("a: { # one\n  b: 1, # two\n }", ("a", "b"), "a: none\n# one\n# two"),
        ("a: {\n  b: 1, # one\n  c: 2\n }", ("a", "b"), "a: {\n   # one\n  c: 2\n }"),
        ("a: {\n  b: 1, # one\n  c: 2 # two\n }", ("a", "c"), "a: {\n  b: 1, # one\n   # two\n }"),
        ("a: {\n  b: 1,\n  c: 2\n }", ("a", "b"), "a: {\n  c: 2\n }"),
        ("a:\n  b: 1\n  c: 2", ("a", "b"), "a:\n  c: 2"),
        ("a:\n  b: 1  # one\n  c: 2", ("a", "b"), "a:\n  # one\n  c: 2"),
        ("a:\n  b:\n    x: 1  # one\n    # two\n    y: '# none'\n  c: 2", ("a", "b"), "a:\n  # one\n  # two\n  c: 2"),
        ("a:  # first\n  b: 1  # one\nc: 2", ("a", "b"), "a: none  # first\n# one\nc: 2"),
        ("a: [x, y, z]", ("a", 1), "a: [x, z]"),
        ("a:\n- x\n- y  # two\n- z", ("a", 1), "a:\n- x\n# two\n- z"),
        ("a:\n  - b: 1\n    c: 2", ("a", 0, "b"), "a:\n  - c: 2"),
        ("a: 1\nb: |\n  text\n\n  more\n\nc: 2", ("b",), "a: 1\n\nc: 2"),
    ],
)
def test_what_is_taken_out_leaves_its_comments(text: str, path: tuple[str | int, ...], after: str) -> None:
    assert edited(text, lambda raw: edit.remove(raw, path, empty="none")) == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("a: [x, y]", "a: [x, y, z]"),
        ("a: []", "a: [z]"),
        ("a: [x, y,]", "a: [x, y, z,]"),
        ("a:\n- x  # one\nb: c", "a:\n- x  # one\n- z\nb: c"),
        ("a:\n  - {x: y}", "a:\n  - {x: y}\n  - z"),
    ],
)
def test_an_item_goes_to_the_end(text: str, after: str) -> None:
    assert edited(text, lambda raw: edit.append(raw, ("a",), "z")) == after


@pytest.mark.parametrize(
    ("text", "value", "after"),
    [
        ("a: 'x'", "it's", "a: 'it''s'"),
        ('a: "x"', 'say "y"', 'a: "say \\"y\\""'),
        ("a: x", "y: z", 'a: "y: z"'),
        ("a:", "z", "a: z"),
        ("a:  # empty", "z", "a: z  # empty"),
        ("a: one\n  two  # c", "z", "a: z  # c"),
        ("a: x", "null", 'a: "null"'),
        ("a: x", "People's Republic", "a: People's Republic"),
        ("a: x", "", 'a: ""'),
        ("a: x", "- y", 'a: "- y"'),
        ("a: x", ["b", {"c": "d, e"}], 'a: [b, {c: "d, e"}]'),
    ],
)
def test_a_value_keeps_its_quotation_marks_and_takes_some_where_it_must(text: str, value: Any, after: str) -> None:
    assert edited(text, lambda raw: edit.set_value(raw, ("a",), value)) == after


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("a: |\n  text", lambda raw: edit.set_value(raw, ("a",), "b")),
        ("a: {b: c}", lambda raw: edit.add(raw, ("a", "b"), "d")),
        ("a: b", lambda raw: edit.add(raw, ("a", "b"), "d")),
        ("a: b", lambda raw: edit.append(raw, ("a",), "d")),
        ("a: b", lambda raw: edit.remove(raw, ("c",))),
        ("a: b", lambda raw: edit.set_value(raw, ("c", "d"), "x")),
        ("a: b", lambda raw: edit.rename_key(raw, ("c",), "x")),
        ("a: b\nc: d", lambda raw: edit.rename_key(raw, ("c",), "a")),
        ("a:\n- b: 1  # c\n  d: 2", lambda raw: edit.remove(raw, ("a", 0, "b"))),
        ("a: |+\n  text\n\nb: c", lambda raw: edit.add(raw, ("aa",), "x", order=("a", "aa"))),
        ("a:\n- - b", lambda raw: edit.remove(raw, ("a", 0, 0))),
    ],
)
def test_what_would_touch_more_is_refused(text: str, change: Edit) -> None:
    with pytest.raises(CanNotEdit):
        change(front(text))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_the_byte_order_mark_stay(newline: str, mark: str) -> None:
    raw = (mark + "---\ntitle: Türkiye\na: {b: c}\nd:\n  e: f\n---\nBody\n").replace("\n", newline).encode()
    found = edit.add(edit.add(edit.set_value(raw, ("a", "b"), "x"), ("d", "g"), "h"), ("i",), "j")
    text = mark + "---\ntitle: Türkiye\na: {b: x}\nd:\n  e: f\n  g: h\ni: j\n---\nBody\n"
    assert found.decode() == text.replace("\n", newline)


def test_a_file_that_is_yaml_from_end_to_end() -> None:
    raw = b"# settings\ntitle: Site\nlead_treaty: att  # first\n"
    assert edit.set_value(raw, ("lead_treaty",), "npt", whole=True) == raw.replace(b"att", b"npt")
    assert edit.add(raw, ("as_of",), "2020-01-01", whole=True) == raw + b"as_of: 2020-01-01\n"


def test_the_body_is_given_and_taken_as_it_is_written() -> None:
    raw = b"---\r\na: b\r\n---\r\nOne\r\n\r\nTwo"
    assert edit.body(raw) == "One\r\n\r\nTwo"
    assert edit.set_body(raw, "Three") == b"---\r\na: b\r\n---\r\nThree"
    assert edit.body(b"---\na: b\n---") == ""


# ---- laws -----------------------------------------------------------------------------------------------------

KEYS = st.sampled_from(["a", "b", "c", "signed", "no", "key with space", "x-y", "ü"])
TEXTS = st.sampled_from(
    ["2013-07-26", "none", "A word.", "it's", "a: b", "# no comment", "x # y", "[z]", "ünï", "12:30", "-", ""]
)
DATA = st.recursive(
    TEXTS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3, unique_by=str), st.dictionaries(KEYS, inner, min_size=1, max_size=3)
    ),
    max_leaves=8,
)
FRONTS = st.dictionaries(KEYS, DATA, min_size=1, max_size=4)


class Writer:
    """Writes data as YAML in one of the many ways there are, with comments that are numbered."""

    def __init__(self, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
        self.draw, self.comments = draw, 0

    def comment(self) -> str:
        if self.draw(st.booleans()):
            return ""
        self.comments += 1
        return f"  # c{self.comments};"

    def text(self, value: str) -> str:
        manner = self.draw(st.sampled_from(["plain", "'", '"']))
        return written.scalar(value, manner)

    def inline(self, value: Any) -> str:
        gap, tail = self.draw(st.sampled_from(["", " "])), self.draw(st.sampled_from(["", ","]))
        if isinstance(value, dict):
            pairs = (f"{self.text(key)}: {self.inline(each)}" for key, each in value.items())
            return "{" + gap + ", ".join(pairs) + tail + gap + "}"
        if isinstance(value, list):
            return f"[{gap}{', '.join(map(self.inline, value))}{tail}{gap}]"
        return self.text(value)

    def apart(self, value: dict[str, Any], indent: str) -> str:
        """A mapping in brackets over several lines."""
        pairs = "".join(f"{indent}  {self.text(key)}: {self.inline(each)},{self.comment()}\n" for key, each in value.items())
        return f"{{{self.comment()}\n{pairs}{indent} }}"

    def lines(self, value: Any, indent: str) -> str:
        if isinstance(value, dict):
            return "".join(self.line(f"{self.text(key)}:", each, indent) for key, each in value.items())
        return "".join(self.line("-", each, indent) for each in value)

    def line(self, head: str, value: Any, indent: str) -> str:
        way = self.draw(st.sampled_from(["inline", "lines", "apart"])) if isinstance(value, (dict, list)) else "inline"
        above = f"{indent}{self.comment().strip()}\n" if self.draw(st.booleans()) else ""
        if way == "lines":
            return f"{above}{indent}{head}{self.comment()}\n{self.lines(value, indent + '  ')}"
        text = self.apart(value, indent) if way == "apart" and isinstance(value, dict) else self.inline(value)
        return f"{above}{indent}{head} {text}{self.comment()}\n"


@st.composite
def files(draw: Callable[[st.SearchStrategy[Any]], Any]) -> tuple[dict[str, Any], bytes]:
    value = draw(FRONTS)
    text = Writer(draw).lines(value, "")
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return value, f"---\n{text}---\nBody\n".replace("\n", newline).encode()


def comments(raw: bytes) -> set[str]:
    return set(re.findall(r"# c\d+;", raw.decode()))


def paths(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([path] if path else []), *(each for step, inner in pairs for each in paths(inner, (*path, step)))]


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        value = value[step]
    return value


def changed_part(before: bytes, after: bytes) -> tuple[str, str]:
    """What of each is left without the common start and the common end."""
    one, other = before.decode(), after.decode()
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    one, other = one[start:], other[start:]
    end = next((i for i, (a, b) in enumerate(zip(one[::-1], other[::-1], strict=False)) if a != b), min(len(one), len(other)))
    return one[: len(one) - end], other[: len(other) - end]


def test_a_file_is_what_the_writer_was_given() -> None:
    @settings(deadline=None)
    @given(files())
    def law(found: tuple[dict[str, Any], bytes]) -> None:
        assert data(found[1]) == found[0]

    law()


@settings(deadline=None, max_examples=300)
@given(files(), st.data(), st.sampled_from(["2014-01-01", "x", "it's", "a: b"]))
def test_another_text_in_the_place_of_one(found: tuple[dict[str, Any], bytes], random: st.DataObject, new: str) -> None:
    value, raw = found
    path = random.draw(st.sampled_from([each for each in paths(value) if isinstance(at(value, each), str)]))
    assume(not isinstance(path[-1], int) or new not in at(value, path[:-1]))
    after = edit.set_value(raw, path, new)
    assert at(data(after), path) == new
    old, put = changed_part(raw, after)
    assert "\n" not in old + put
    assert comments(after) == comments(raw)
    assert edit.set_value(after, path, at(value, path)).count(b"\n") == raw.count(b"\n")


@settings(deadline=None, max_examples=300)
@given(files(), st.data())
def test_a_key_that_is_added_and_taken_out_leaves_no_trace(found: tuple[dict[str, Any], bytes], random: st.DataObject) -> None:
    value, raw = found
    outer = random.draw(st.sampled_from([(), *(each for each in paths(value) if isinstance(at(value, each), dict))]))
    order = random.draw(st.sampled_from([(), ("new",), ("a", "b", "new", "c", "signed")]))
    after = edit.add(raw, (*outer, "new"), "2014-01-01", order=order)
    assert at(data(after), outer) == {**at(value, outer), "new": "2014-01-01"}
    assert comments(after) == comments(raw)
    assert changed_part(raw, after)[0] == ""
    try:
        back = edit.remove(after, (*outer, "new"))
    except CanNotEdit:
        return  # on the line of a dash
    assert data(back) == value
    assert comments(back) == comments(raw)


@settings(deadline=None, max_examples=300)
@given(files(), st.data())
def test_what_is_taken_out_takes_no_comment_along(found: tuple[dict[str, Any], bytes], random: st.DataObject) -> None:
    value, raw = found
    path = random.draw(st.sampled_from(paths(value)))
    alone = len(at(value, path[:-1])) == 1
    assume(not (alone and len(path) == 1))
    try:
        after = edit.remove(raw, path, empty="none")
    except CanNotEdit:
        return
    assert comments(after) == comments(raw)
    left = at(data(after), path[:-1])
    assert left == ("none" if alone else [e for i, e in enumerate(at(value, path[:-1])) if i != path[-1]]) or (
        isinstance(left, dict) and left == {k: v for k, v in at(value, path[:-1]).items() if k != path[-1]}
    )


@settings(deadline=None, max_examples=200)
@given(files(), st.data())
def test_another_name_for_a_key(found: tuple[dict[str, Any], bytes], random: st.DataObject) -> None:
    value, raw = found
    path = random.draw(st.sampled_from([each for each in paths(value) if isinstance(each[-1], str)]))
    after = edit.rename_key(raw, path, "new")
    assert list(at(data(after), path[:-1])) == ["new" if key == path[-1] else key for key in at(value, path[:-1])]
    assert at(data(after), (*path[:-1], "new")) == at(value, path)
    assert comments(after) == comments(raw)
    assert edit.rename_key(after, (*path[:-1], "new"), str(path[-1])).count(b"\n") == raw.count(b"\n")


@settings(deadline=None)
@given(
    st.text(
        alphabet=st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cf", "Zs", "Co"), include_characters=" "), max_size=12
    )
)
def test_any_text_is_read_as_it_was_given(text: str) -> None:
    assume(not document.UNSEEN.search(text))
    assume(not re.search("[“”„«‘‚\u0080-\u00ff\ufffe\uffff]", text))  # what a broken encoding leaves behind is told
    for manner in ("plain", "'", '"'):
        text_of = written.scalar(text, manner)
        assert data(f"---\na: {text_of}\nb: [{text_of}, {{c: {text_of}}}]\n---\n".encode()) == {
            "a": text,
            "b": [text, {"c": text}],
        }
