"""Problems in an editor: their stretch of text, and the word that would mend them."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.content_types import CONTENT_TYPES
from sitegen.load import read_entry
from sitegen.lsp.mend import marked, meant
from sitegen.lsp.text import Text
from sitegen.problems import Problem

HEAD = "---\ntitle: Nepal\n"
COUNTRY = next(kind for kind in CONTENT_TYPES if kind.name == "country")


def stretch(text: str, problem: Problem) -> str:
    span = marked(Text(text), problem).span
    return Text(text).line(span.line)[span.start : span.end]


def first(text: str) -> tuple[str, str]:
    """What the first problem of a state's file is about, and what would mend it."""
    _, problems = read_entry("content/countries/x.md", "x", text.encode(), COUNTRY, CONTENT_TYPES)
    problem = next(each for each in problems if each.message != "is missing")
    return stretch(text, problem), meant(problem.message)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tretis: x", ("tretis", "treaties")),
        ("treaties: {att: {sgned: 2013-01-01}}", ("sgned", "signed")),
        ("un_status: mebmer", ("mebmer", "member")),
        ('un_status: "mebmer"', ("mebmer", "member")),
        ("iso3: npl", ("npl", "NPL")),
        ("iso3: [NPL]", ("[NPL]", "")),
        ("treaties: {att: {signed: 2013-13-01}}", ("2013-13-01", "2013-01-13")),
    ],
)
def test_the_stretch_and_the_mending_of_a_problem(line: str, expected: tuple[str, str]) -> None:
    assert first(f"{HEAD}{line}\n---\n") == expected


def test_between_files_and_in_the_body() -> None:
    text = "---\nsources: [hanbook, KHN]\n---\n\nSee [a](country:nepl) nepl.\n"
    assert stretch(text, Problem("x", 2, 11, "there is no source “hanbook” (did you mean handbook?)")) == "hanbook"
    assert stretch(text, Problem("x", 2, 11, "no state has the code KHN (did you mean KHM?)")) == "KHN"
    link = Problem("x", 5, 1, "there is no country “nepl” (did you mean nepal?)")
    assert (marked(Text(text), link).span.start, stretch(text, link)) == (16, "nepl")


def test_a_warning_is_about_the_word_that_it_quotes() -> None:
    text = "Now and now.\n"
    assert marked(Text(text), Problem("x", 1, 9, "“now” ages", warning=True)).span.start == 8


def test_a_problem_of_the_whole_file_or_past_its_end_has_a_place() -> None:
    assert stretch("---\ntitle", Problem("x", 0, 0, "must end in .md (did you mean it?)")) == "---"
    assert marked(Text(""), Problem("x", 9, 4, "is missing")).span.line == 8


def test_what_is_meant() -> None:
    assert meant("unknown key (did you mean signed?); allowed here: a, b") == "signed"
    assert meant("must be one of a, b; found “c”") == ""


def test_every_message_of_the_broken_files_that_proposes_a_word_marks_one_that_it_can_replace() -> None:
    """The lines of `broken/` are all that the build can say; each proposal must have a word to stand for."""
    broken = Path(__file__).resolve().parents[2] / "broken"
    proposals = 0
    for kind in ("schema", "references"):
        for case in sorted((broken / kind).glob("*.md")):
            text = Text(case.read_text("utf-8"))
            for line in (broken / kind / "expected.txt").read_text("utf-8").split(f"{case.name}\n", 1)[1].splitlines():
                if not line.startswith("  "):
                    break
                place, _, message = line.strip().partition(": ")
                path, *numbers = place.split(":")
                if meant(message) and Path(path).stem == case.name.split(".")[0] and numbers:
                    field, _, rest = message.partition(": ")
                    problem = Problem(path, int(numbers[0]), int(numbers[-1]), rest or field, field if rest else "")
                    span = marked(text, problem).span
                    word = text.line(span.line)[span.start : span.end]
                    assert word, line
                    assert word in message, line
                    proposals += 1
    assert proposals > 3
