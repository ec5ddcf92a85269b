"""Lines and columns: units of UTF-16 and back, and where front matter ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.lsp.text import UNITS, Span, Text, from_units, to_units


@pytest.mark.parametrize(
    ("encoding", "expected"), [("utf-8", [0, 1, 3, 7, 8]), ("utf-16", [0, 1, 2, 4, 5]), ("utf-32", [0, 1, 2, 3, 4])]
)
def test_columns_in_each_unit(encoding: str, expected: list[int]) -> None:
    assert [to_units("Tü🇹x", column, encoding) for column in range(5)] == expected


@given(st.text(max_size=40), st.integers(0, 45), st.sampled_from(sorted(UNITS)))
def test_there_and_back(line: str, column: int, encoding: str) -> None:
    column = min(column, len(line))
    assert from_units(line, to_units(line, column, encoding), encoding) == column


@given(st.text(max_size=40), st.integers(0, 200), st.sampled_from(sorted(UNITS)))
def test_a_place_inside_or_past_a_character_is_drawn_in(line: str, units: int, encoding: str) -> None:
    column = from_units(line, units, encoding)
    assert 0 <= column <= len(line)
    assert to_units(line, column, encoding) <= units


@pytest.mark.parametrize(
    ("raw", "front"),
    [
        ("---\na: 1\n---\nb", range(1, 2)),
        ("\ufeff---\r\na: 1\r\n---\r\n", range(1, 2)),
        ("---\na: 1\n", range(1, 3)),
        ("---", range(1, 1)),
        ("text", range(0)),
        ("", range(0)),
        ("---\n---\n", range(1, 1)),
    ],
)
def test_front_matter(raw: str, front: range) -> None:
    assert list(Text(raw).front) == list(front)


def test_settings_are_front_matter_from_end_to_end() -> None:
    assert Text("a: 1\nb: 2", yaml=True).front == range(2)


def test_a_word_is_found_whole_after_the_column_or_else_before_it() -> None:
    text = Text("att att-x att")
    assert text.word_at(0, 0, "att") == Span(0, 0, 3)
    assert text.word_at(0, 1, "att") == Span(0, 10, 13)
    assert text.word_at(0, 11, "att") == Span(0, 0, 3)
    assert text.word_at(0, 0, "at") is None
    assert text.word_at(9, 0, "att") is None
