"""Problems: how a mistake reads, which comes first, and what an editor probably meant."""

from __future__ import annotations

import pytest

from sitegen.problems import Problem, did_you_mean, nearest, odd_letter, printable, quoted


def test_a_problem_names_the_place_the_field_and_what_must_be() -> None:
    problem = Problem("content/countries/nepal.md", 4, 7, "must be text", "title")
    assert str(problem) == "content/countries/nepal.md:4:7: title: must be text"


def test_a_problem_of_a_whole_file_has_no_line_and_no_field() -> None:
    assert str(Problem("content/countries/Nepal.md", 0, 0, "must be lower case")) == (
        "content/countries/Nepal.md: must be lower case"
    )


def test_problems_sort_by_file_then_line_then_column_as_numbers() -> None:
    places = [("b.md", 1, 1), ("a.md", 10, 1), ("a.md", 9, 12), ("a.md", 9, 2)]
    ordered = sorted(Problem(path, line, column, "x") for path, line, column in places)
    assert [(p.path, p.line, p.column) for p in ordered] == [
        ("a.md", 9, 2),
        ("a.md", 9, 12),
        ("a.md", 10, 1),
        ("b.md", 1, 1),
    ]


def test_a_problem_is_one_line_of_characters_that_can_be_seen() -> None:
    line = str(Problem("two\nlines.md", 1, 1, "found “\x1b[31m\u202e\u00a0\udce9”"))
    assert line == r"two\nlines.md:1:1: found “\x1b[31m\u202e\xa0\udce9”"


def test_what_can_be_seen_stays_as_it_is() -> None:
    assert printable("Côte d’Ivoire → 한국") == "Côte d’Ivoire → 한국"


@pytest.mark.parametrize(
    ("word", "meant"),
    [("capitol", "capital"), ("CAPITAL", "capital"), ("sorces", "sources"), ("zzz", ""), ("", "")],
)
def test_the_nearest_known_word_is_meant(word: str, meant: str) -> None:
    assert nearest(word, ["capital", "sources", "title"]) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [("seminar", "conference or seminar"), ("semniar", "conference or seminar"), ("side", "side event"), ("webnar", "webinar")],
)
def test_one_of_several_words_is_known_by_each_that_no_other_has(word: str, meant: str) -> None:
    assert nearest(word, ["conference of states parties", "conference or seminar", "webinar", "side event"]) == meant


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("syria", "syrian-arab-republic"),
        ("south-korea", ""),
        ("korea", ""),
        ("tanzania", "united-republic-of-tanzania"),
        ("napel", "nepal"),
        ("asean", ""),
        ("TWN", ""),
        ("TNU", "TUN"),
        ("Kh", "KHM"),
        ("tun", "TUN"),
    ],
)
def test_a_word_that_is_only_a_little_alike_is_not_meant(word: str, meant: str) -> None:
    slugs = (
        "serbia",
        "syrian-arab-republic",
        "kenya",
        "south-sudan",
        "republic-of-korea",
        "democratic-peoples-republic-of-korea",
    )
    assert nearest(word, [*slugs, "united-republic-of-tanzania", "nepal", "pakistan", "TUN", "KHM"]) == meant


def test_a_suggestion_keeps_the_case_of_the_known_word() -> None:
    assert did_you_mean("npl", ["KHM", "NPL"]) == " (did you mean NPL?)"
    assert did_you_mean("france", ["KHM", "NPL"]) == ""


def test_the_letter_that_only_looks_right_is_named() -> None:
    assert odd_letter("ti\u0442le") == "; “\u0442” is no plain letter but CYRILLIC SMALL LETTER TE"
    assert odd_letter("title") == ""


def test_what_was_found_is_quoted_on_one_line_and_shortened() -> None:
    assert quoted("two\n lines") == "“two lines”"
    assert quoted(" \n") == "nothing"
    assert quoted("x" * 100, limit=10) == "“" + "x" * 9 + "…”"


def test_a_warning_says_that_it_is_one_and_comes_in_the_order_of_problems() -> None:
    warning = Problem("a.md", 2, 3, "“now” ages", "note", warning=True)
    assert str(warning) == "a.md:2:3: warning: note: “now” ages"
    assert sorted([Problem("a.md", 4, 1, "x"), warning])[0] is warning
