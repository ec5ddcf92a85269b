"""A table becomes cells, each with its place."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.editing import spreadsheet
from sitegen.editing.spreadsheet import Cell

TEXTS = st.text(alphabet="ab\",;\n \t'é", max_size=6)


def texts(raw: str) -> list[list[str]]:
    rows, problems = spreadsheet.read("t.csv", raw.encode())
    assert problems == []
    return [[cell.text for cell in row] for row in rows]


@settings(deadline=None)
@given(
    st.lists(st.tuples(TEXTS, TEXTS), max_size=4),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_a_spreadsheet_writes_is_read(rows: list[tuple[str, str]], delimiter: str, quoting: int, newline: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=newline).writerows([("x", "y"), *rows])  # type: ignore[arg-type]
    expected = [[" ".join(text.split()) for text in row] for row in [("x", "y"), *rows]]
    assert texts(out.getvalue()) == [row for row in expected if any(row)]


def test_each_cell_has_its_place() -> None:
    rows, _ = spreadsheet.read("t.csv", '\ufeffa,b\r\n\r\n"one\ntwo","x ""y"""\nz, w'.encode())
    assert rows[1:] == [
        [Cell("one two", 3, 1), Cell('x "y"', 4, 6)],
        [Cell("z", 5, 1), Cell("w", 5, 3)],
    ]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "t.csv: the table is empty; it must have a line of column names and a line for each state"),
        (b"\n,,\n", "t.csv: the table is empty; it must have a line of column names and a line for each state"),
        (b"a,b\nx,y\xff", "t.csv:2:1: the table must be saved as UTF-8 (in a spreadsheet: “CSV UTF-8”)"),
        (b'a,b\nx,"y\nz', "t.csv:2:3: a quotation mark that opens a cell must close it; write one within as two"),
        (b'a,b\n"x"y,z', "t.csv:2:1: a quotation mark that opens a cell must close it; write one within as two"),
        (b"a,b\nx", "t.csv:2:1: the line must have 2 cells, one for each column name; it has 1: “x”"),
        (b"a,b\nx,y,z", "t.csv:2:1: the line must have 2 cells, one for each column name; it has 3: “x | y | z”"),
        (b"a" * (9 << 20), "t.csv: the table must not be larger than 8 MiB"),
    ],
)
def test_what_can_not_be_read_is_told_at_its_place(raw: bytes, problem: str) -> None:
    assert [str(each) for each in spreadsheet.read("t.csv", raw)[1]] == [problem]


def test_a_line_that_is_told_is_left_out() -> None:
    assert [[cell.text for cell in row] for row in spreadsheet.read("t.csv", b"a,b\nx\ny,z")[0]] == [["a", "b"], ["y", "z"]]


@settings(deadline=None)
@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_told(raw: bytes) -> None:
    rows, problems = spreadsheet.read("t.csv", raw)
    assert rows or problems
    assert len({len(row) for row in rows}) <= 1
