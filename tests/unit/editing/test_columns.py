"""The names that tables give their columns."""

from __future__ import annotations

import pytest

from sitegen.editing import columns
from sitegen.editing.spreadsheet import Cell


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("iso3", "code"),
        ("ISO code", "code"),
        ("untc_name", "state"),
        ("Participant", "state"),
        ("State party", "state"),
        ("Signature", "signed"),
        ("Signature, Succession to signature(d)", "signed"),
        ("consent_type", "kind"),
        ("consent", "kind"),
        ("consent_date", "consented on"),
        ("Date of ratification", "consented on"),
        ("Ratification", "consented on"),
        ("Ratification, Acceptance(A), Approval(AA), Accession(a)", "marked"),
        ("Accession(a), Ratification", "marked"),
        ("Accession", "acceded"),
        ("approved", "approved"),
        ("entry_into_force", "in_force"),
        ("Provisional application", "provisionally_applied"),
        ("Withdrawal", "withdrawn"),
        ("status", "status"),
        ("Treaty", "treaty"),
        ("notes", ""),
        ("", ""),
    ],
)
def test_a_column_is_known_by_many_names(name: str, role: str) -> None:
    assert columns.role(name) == role


def test_no_name_means_two_things() -> None:
    names = [name for every in columns.COLUMNS.values() for name in every]
    assert sorted(names) == sorted(set(names))
    assert all(columns.plain(name) == name for name in names)
    assert all(columns.role(name) == role for role, every in columns.COLUMNS.items() for name in every)


def header(*names: str) -> list[Cell]:
    return [Cell(name, 1, number) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("iso3", "Signed", "Date of signature"), ["t.csv:1:3: “Date of signature” and “Signed” mean the same; keep one"]),
        (("signed",), ["t.csv:1:1: a column with the states is missing (iso3, state, country or participant); found “signed”"]),
        (
            ("iso3", "status"),
            ["t.csv:1:1: a column with dates is missing (signed, or consent_date beside consent_type); found “iso3, status”"],
        ),
    ],
)
def test_what_is_missing_or_stands_twice_is_told(names: tuple[str, ...], told: list[str]) -> None:
    assert [str(problem) for problem in columns.places("t.csv", header(*names))[1]] == told


def test_columns_that_are_not_understood_are_passed_over() -> None:
    names = header("notes", "iso3", "", "acceded")
    assert columns.places("t.csv", names) == ({"code": 1, "acceded": 3}, [])
    assert columns.unused(names) == ["notes"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Türkiye", "turkiye"), ("St. Lucia", "Saint Lucia"), ("Gambia (the)", "the Gambia"), ("Côte d’Ivoire", "Cote d'Ivoire")],
)
def test_names_are_compared_without_signs(one: str, other: str) -> None:
    assert columns.plain(one) == columns.plain(other)
