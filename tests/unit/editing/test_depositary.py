"""What the lines of a depositary's table say."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sitegen.derive.facts import Facts
from sitegen.editing import depositary, spreadsheet
from sitegen.model import Ref

ATT = Ref("treaty", "att")
DAY = date(2013, 6, 3)


def read(facts: Facts, text: str) -> tuple[list[depositary.Row], list[str]]:
    cells, problems = spreadsheet.read("t.csv", text.encode())
    assert problems == []
    rows, problems = depositary.rows("t.csv", cells, facts.library[ATT], facts.library)
    return rows, [str(problem) for problem in problems]


def acts(facts: Facts, text: str) -> Any:
    rows, problems = read(facts, text)
    assert problems == []
    assert len(rows) == 1
    return rows[0].acts


@pytest.mark.parametrize(
    "name",
    ["KHM", "khm", "116", "KH"],
)
def test_a_state_is_known_by_its_codes(small_facts: Facts, name: str) -> None:
    assert [row.state.slug for row in read(small_facts, f"iso3,signed\n{name},\n")[0]] == ["cambodia"]


@pytest.mark.parametrize(
    "name", ["Cambodia", "CAMBODIA", "Kingdom of Cambodia", "Cambodia (Kingdom of)", "Cambodia 2", "Cambodia 3, 4", "cambodia"]
)
def test_a_state_is_known_by_its_names(small_facts: Facts, name: str) -> None:
    assert [row.state.slug for row in read(small_facts, f'State;signed\n"{name}";\n')[0]] == ["cambodia"]


def test_a_name_stands_in_where_there_is_no_code(small_facts: Facts) -> None:
    assert [row.state.slug for row in read(small_facts, "iso3,name,signed\nKHM,x,\n,Nepal,\n")[0]] == ["cambodia", "nepal"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("iso3,signed\nNPL,2013-06-03", {"signed": DAY}),
        ("iso3,signed\nNPL,3 Jun 2013", {"signed": DAY}),
        ("iso3,signed\nNPL,3 June 2013", {"signed": DAY}),
        ("iso3,signed\nNPL,–", {"signed": None}),
        ("iso3,consent_type,consent_date\nNPL,accession,2013-06-03", {"consent": ("acceded", DAY)}),
        ("iso3,consent_type,consent_date\nNPL,AA,2013-06-03", {"consent": ("approved", DAY)}),
        ("iso3,consent,consent_date\nNPL,ratified,2013-06-03", {"consent": ("ratified", DAY)}),
        ("iso3,consent_type,consent_date\nNPL,,", {"consent": None}),
        ("iso3,consent_date\nNPL,2013-06-03", {"consent": ("", DAY)}),
        ("iso3,consent_date\nNPL,2013-06-03 a", {"consent": ("acceded", DAY)}),
        ('iso3,"Ratification, Accession(a)"\nNPL,3 Jun 2013', {"consent": ("ratified", DAY)}),
        ('iso3,"Ratification, Accession(a)"\nNPL,3 Jun 2013 a', {"consent": ("acceded", DAY)}),
        ('iso3,"Ratification, Acceptance(A)"\nNPL,3 Jun 2013 A', {"consent": ("accepted", DAY)}),
        ("iso3,acceded,accepted\nNPL,,2013-06-03", {"consent": ("accepted", DAY)}),
        (
            "iso3,signed,ratified,entry into force,withdrawal,provisional_application\n"
            "NPL,2013-06-03,2013-06-03,2014-01-01,2015-01-01,2013-06-03",
            {
                "signed": DAY,
                "consent": ("ratified", DAY),
                "in_force": date(2014, 1, 1),
                "withdrawn": date(2015, 1, 1),
                "provisionally_applied": DAY,
            },
        ),
        ("treaty,iso3,signed\ntpnw,NPL,2020-01-01\nATT,NPL,2013-06-03", {"signed": DAY}),
        ("treaty,iso3,signed\nArms Trade Treaty,NPL,2013-06-03", {"signed": DAY}),
        ("iso3,status,signed,ratified\nNPL,signatory,2013-06-03,", {"signed": DAY, "consent": None}),
        ("iso3,status,signed,ratified\nNPL,something else,2013-06-03,", {"signed": DAY, "consent": None}),
    ],
)
def test_acts_are_read_where_the_table_has_a_column_for_them(small_facts: Facts, text: str, found: Any) -> None:
    assert acts(small_facts, text) == found


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("iso3,signed\nNPP,", "2:1: state: no state has the code “NPP”"),
        ("state,signed\nNepall 2,", "2:1: state: no state has the name “Nepall” (did you mean Nepal?)"),
        ("state,signed\n,2013-06-03", "2:1: state: no state has the name nothing"),
        ("iso3,signed\nNPL,\nNP,", "3:1: state: Nepal must have one line; it is already on line 2"),
        (
            "iso3,signed\nNPL,03/06/2013",
            "2:5: signed: must be a day written YYYY-MM-DD or 3 June 2013; it may mean 2013-03-06 or 2013-06-03; found “03/06/2013”",
        ),
        (
            "iso3,signed\nNPL,2026-02-01",
            "2:5: signed: must not be after the site's date (2026-01-31, in site.yaml); it is 2026-02-01",
        ),
        (
            "iso3,consent_date\nNPL,2026-02-01 a",
            "2:5: consent: must not be after the site's date (2026-01-31, in site.yaml); it is 2026-02-01",
        ),
        (
            "iso3,consent_date\nNPL,2013-06-03 z",
            "2:5: consent: must have behind the day a (acceded), A (accepted), AA (approved), d (succeeded), P (consented), "
            "or nothing for a ratification; found “2013-06-03 z”",
        ),
        ("state,signed\nKampuchea,", "2:1: state: no state has the name “Kampuchea”"),
        ("state,signed\nIslas,", "2:1: state: no state has the name “Islas”"),
        ("state,signed\nIsl,", "2:1: state: no state has the name “Isl” (did you mean Åland & Isles?)"),
        ("iso3,signed\nNPL,2013-06", "2:5: signed: must be a day written YYYY-MM-DD or 3 June 2013; found “2013-06”"),
        (
            "iso3,signed\nNPL,31 June 2013",
            "2:5: signed: must be a day that the calendar has, written YYYY-MM-DD; found “31 June 2013”",
        ),
        (
            "iso3,signed\nNPL,3 Juni 2013",
            "2:5: signed: must be a day written YYYY-MM-DD or 3 June 2013; found “3 Juni 2013” (did you mean 2013-06-03?)",
        ),
        (
            "iso3,consent_type,consent_date\nNPL,acession,2013-06-03",
            "2:5: kind: must be one of ratification, acceptance, approval, accession, succession, consent, "
            "or a mark of a, A, AA, d, P (did you mean accession?); found “acession”",
        ),
        (
            "iso3,consent_type,consent_date\nNPL,,2013-06-03",
            "2:5: kind: must tell the kind of the consent of 2013-06-03: "
            "ratification, acceptance, approval, accession, succession, consent",
        ),
        ("iso3,consent_type,consent_date\nNPL,accession,", "2:5: kind: must have a date beside it; found “accession” alone"),
        (
            "iso3,ratified,acceded\nNPL,2013-06-03,2014-06-03",
            "2:16: acceded: a state consents once; the line also has ratified 2013-06-03",
        ),
        (
            "iso3,ratified,in_force\nNPL,,2014-06-03",
            "2:6: in force: must stand beside an act of consent; found “2014-06-03”",
        ),
        (
            "iso3,status,signed,ratified\nNPL,party,2013-06-03,",
            "2:5: status: must go with the dates of the line, which are those of “signatory”; found “party”",
        ),
        ("treaty,iso3,signed\natts,NPL,", "1:1: the table has no line for the treaty “att” (did you mean atts?)"),
        ("iso3,signed", "1:1: the table has no line for the treaty"),
    ],
)
def test_what_is_wrong_is_told_at_its_cell(small_facts: Facts, text: str, told: str) -> None:
    assert read(small_facts, text)[1] == [f"t.csv:{told}"]


def test_all_that_is_wrong_is_told_at_once(small_facts: Facts) -> None:
    rows, problems = read(small_facts, "iso3,signed\nXXX,2013-02-30\nNPL,never\nKHM,2013-06-03")
    assert len(problems) == 3
    assert [row.state.slug for row in rows] == ["cambodia"]


@pytest.mark.parametrize(
    ("name", "proposed"),
    [
        ("Russia", "(did you mean Russian Federation?)"),
        ("Syria", "(did you mean Syrian Arab Republic?)"),
        ("Tanzania", "(did you mean United Republic of Tanzania?)"),
        ("Korea", "(did you mean Democratic People's Republic of Korea or Republic of Korea?)"),
        ("Phillipines", "(did you mean Philippines?)"),
        ("Turkey", "(did you mean Türkiye?)"),
        ("USA", ""),
        ("South Korea", ""),
        ("Republic", ""),
    ],
)
def test_a_name_that_is_not_known_is_told_with_what_is_near_and_not_with_what_is_a_little_alike(
    name: str, proposed: str, facts: Facts
) -> None:
    told = read(facts, f"state,signed\n{name},\n")[1]
    assert told == [f"t.csv:2:1: state: no state has the name “{name}” {proposed}".rstrip()]
