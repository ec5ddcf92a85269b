"""One file becomes text: front matter that nothing has guessed at, the line of each value, and the body."""

from __future__ import annotations

from typing import Any

import pytest

from sitegen import source
from sitegen.problems import Problem


def read(front: str, body: str = "") -> source.Source:
    """Read a file that has no mistake."""
    found, problems = source.read("x.md", f"---\n{front}\n---\n{body}".encode())
    assert problems == []
    assert found is not None
    return found


def problems_of(front: str) -> list[Problem]:
    return source.read("x.md", f"---\n{front}\n---\n".encode())[1]


@pytest.mark.parametrize("text", ["NO", "on", "yes", "004", "076", "12:30", "1_000", "2018-03", "1e3", ".inf", "0x1F", "='a'"])
def test_text_stays_text_where_yaml_would_guess(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text}


def test_keys_stay_text_too() -> None:
    assert read("on: a\nNO: b\n004: c").data == {"on": "a", "NO": "b", "004": "c"}


@pytest.mark.parametrize(("text", "value"), [("null", None), ('"null"', "null"), ('"~"', "~"), ("", ""), ("''", "")])
def test_null_is_left_out_only_where_it_stands_alone(text: str, value: Any) -> None:
    assert read(f"a: {text}").data == {"a": value}


def test_lists_and_mappings_nest() -> None:
    assert read("a: [x, {b: y}]\nc:\n  - d: z").data == {"a": ["x", {"b": "y"}], "c": [{"d": "z"}]}


def test_every_value_and_every_key_has_its_line_and_column() -> None:
    found = read("title: Nepal\ntreaties:\n  att: {signed: 2013-10-18}\nsources:\n- a")
    assert found.marks[("title",)] == (2, 8)
    assert found.marks[("treaties", "att", "signed")] == (4, 17)
    assert found.marks[("sources", 0)] == (6, 3)
    assert found.key_marks[("treaties", "att", "signed")] == (4, 9)


def test_the_body_starts_on_the_line_after_the_front_matter() -> None:
    found = read("title: Nepal", "First\n\nSecond\n")
    assert (found.body, found.body_line) == ("First\n\nSecond\n", 4)


def test_three_dashes_in_the_body_belong_to_the_body() -> None:
    assert read("title: Nepal", "One\n\n---\n\nTwo").body == "One\n\n---\n\nTwo"


def test_a_file_may_end_with_its_front_matter() -> None:
    found, problems = source.read("x.md", b"---\ntitle: Nepal\n---")
    assert problems == []
    assert found is not None
    assert found.body == ""


def test_what_was_told_once_is_mended_and_read_on() -> None:
    found, problems = source.read("x.md", "---\n\u00a0title\u200b: “Nepal”\n---\n".encode())
    assert found is not None
    assert found.data == {"title": "Nepal"}
    assert [problem.message.split(" (")[0] for problem in problems] == [
        "a no-break space",
        "quotation marks around a text must be straight",
    ]


@pytest.mark.parametrize("text", ["“A” and “B”", "the “A”", "‘A", "don’t", '"“A”"'])
def test_curly_quotation_marks_within_a_text_are_text(text: str) -> None:
    assert read(f"a: {text}").data == {"a": text.strip('"')}


def test_rows_that_look_alike_are_no_word_twice() -> None:
    assert problems_of('a:\n  - . . .\n  - . . .\n  - ""\n  - ""') == []
    assert [str(p) for p in problems_of("a: [b, c, b]")] == ["x.md:2:11: a[2]: “b” must stand once"]


def test_of_a_key_that_stands_twice_the_first_is_kept() -> None:
    found, problems = source.read("x.md", b"---\na: 1\nb: {c: 2, c: 3}\na: 4\n---\n")
    assert found is not None
    assert found.data == {"a": "1", "b": {"c": "2"}}
    assert [(p.line, p.column) for p in problems] == [(3, 11), (4, 1)]


def test_a_yaml_file_is_counted_from_its_first_line() -> None:
    found, problems = source.read_yaml("site.yaml", b"# a comment\ntitle: Nepal\n")
    assert problems == []
    assert found is not None
    assert found.marks[("title",)] == (2, 8)


@pytest.mark.parametrize(
    ("raw", "place"), [(b"title: a: b", (1, 9)), (b"\n\ttitle: a", (2, 1)), (b"- a", (1, 1)), (b"# nothing", (1, 1))]
)
def test_a_yaml_file_that_can_not_be_read_gives_one_problem(raw: bytes, place: tuple[int, int]) -> None:
    found, problems = source.read_yaml("site.yaml", raw)
    assert found is None
    assert [(p.line, p.column) for p in problems] == [place]
