"""The vocabulary: how one piece of text becomes a value, and how typed fields are walked."""

from __future__ import annotations

import re
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from sitegen.content_types.citation import Citation
from sitegen.content_types.grouping import Grouping, Member
from sitegen.model import (
    Body,
    Code,
    ContentType,
    Date,
    Day,
    DayOrUnknown,
    Entry,
    Fields,
    Matching,
    Number,
    OwnCode,
    PartialDate,
    Ref,
    Scalar,
    State,
    Text,
    TileRow,
    To,
    walk,
    with_article,
)


@pytest.mark.parametrize(
    ("scalar", "text", "value"),
    [
        (Text(), "  NO ", "NO"),
        (Day(), "2020-02-29", date(2020, 2, 29)),
        (DayOrUnknown(), "unknown", "unknown"),
        (DayOrUnknown(), "2020-02-29", date(2020, 2, 29)),
        (Number(0, 999), "008", 8),
        (Matching("[0-9]{3}", "three digits"), "004", "004"),
        (To("treaty"), "ccw-p5", Ref("treaty", "ccw-p5")),
        (State(), "NPL", Code("NPL")),
        (TileRow(), ". NPL  .", ("", Code("NPL"), "")),
    ],
)
def test_text_becomes_a_value(scalar: Scalar, text: str, value: Any) -> None:
    assert scalar.read(text) == value


@pytest.mark.parametrize(
    ("scalar", "text", "must"),
    [
        (Text(), " ", "must not be empty"),
        (Day(), "2021-02-29", "must be a day that the calendar has, written YYYY-MM-DD"),
        (Day(), "2021-2-9", "must be a day written YYYY-MM-DD"),
        (Day(), "20210209", "must be a day written YYYY-MM-DD"),
        (Day(), "03/06/2013", "must be a day written YYYY-MM-DD; it may mean 2013-03-06 or 2013-06-03"),
        (
            PartialDate(),
            "3.6.2013",
            "must be YYYY, YYYY-MM, YYYY-MM-DD or a span start/end; it may mean 2013-03-06 or 2013-06-03",
        ),
        (Day(), "9999-12-31", "must be a day of the years 1800 to 2200"),
        (DayOrUnknown(), "Unknown", "must be a day written YYYY-MM-DD"),
        (Number(1, 9), "10", "must be a whole number from 1 to 9"),
        (Number(1, 9), "-1", "must be a whole number from 1 to 9"),
        (Number(0, 9), "९", "must be a whole number from 0 to 9"),
        (Matching("[0-9]{3}", "three digits"), "04", "must be three digits"),
        (Matching("[0-9]{3}", "three digits"), "004\n", "must be three digits"),
        (To("treaty"), " ", "must be the slug of a treaty"),
        (To("organization"), "", "must be the slug of an organization"),
        (State(), "", "must be a state's three-letter ISO 3166-1 code in capitals"),
        (OwnCode(), "Npl", "must be a state's three-letter ISO 3166-1 code in capitals"),
        (TileRow(), ". NP", "must be three-letter codes and dots; “NP” is neither"),
    ],
)
def test_text_that_is_no_value_says_what_must_be(scalar: Scalar, text: str, must: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(must)}$"):
        scalar.read(text)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018-03", date(2018, 3, 1), date(2018, 3, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2018-03-09", date(2018, 3, 9), date(2018, 3, 9)),
        ("2018-03/2019", date(2018, 3, 1), date(2019, 12, 31)),
        ("2018-03-09/2018-03-11", date(2018, 3, 9), date(2018, 3, 11)),
    ],
)
def test_a_date_reaches_from_the_first_to_the_last_day_that_it_can_mean(text: str, start: date, end: date) -> None:
    assert PartialDate().read(text) == Date(start, end, text)
    assert PartialDate().read(text + "?") == Date(start, end, text, doubtful=True)


@pytest.mark.parametrize(
    "text",
    ["", "?", "18", "2018/", "/2018", "2018-00", "2018-3", "2018-03-00", "2018-13", "2019/2018", "0000", "2018??", "2018 "],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(ValueError, match="must be"):
        PartialDate().read(text)


def test_a_noun_has_its_article() -> None:
    assert with_article("treaty") == "a treaty"
    assert with_article("organization") == "an organization"


def test_an_entry_is_addressed_by_folder_and_slug_unless_its_type_says_otherwise() -> None:
    assert ContentType("treaty", "treaties", Fields).address_of("att") == "/treaties/att/"
    assert ContentType("page", "pages", Fields, address=lambda slug: f"/about/{slug}/").address_of("x") == "/about/x/"


def test_a_value_is_marked_where_it_stands_or_where_what_holds_it_stands() -> None:
    marks = {(): (2, 1), ("members",): (4, 10), ("members", 0): (4, 11)}
    entry = Entry("grouping", "g", "content/groupings/g.md", Fields(title="G"), Body(), "/groupings/g/", marks)
    assert entry.mark(("members", 0)) == (4, 11)
    assert entry.mark(("members", 0, "state")) == (4, 11)
    assert entry.mark(("size",)) == (2, 1)
    assert (entry.ref, entry.title) == (Ref("grouping", "g"), "G")


def test_walking_yields_every_leaf_with_its_path() -> None:
    fields = Grouping(
        title="G",
        kind="world",
        members=(Member(state=Code("NPL"), from_=date(2020, 1, 1)),),
        size=1,
        confidence="stated",
        sources=(Citation(source=Ref("source", "a"), at="page 3"),),
    )
    found = dict(walk(fields))
    assert found[("members", 0, "state")] == Code("NPL")
    assert found[("members", 0, "from")] == date(2020, 1, 1)
    assert found[("sources", 0, "source")] == Ref("source", "a")
    assert found[("sources", 0, "at")] == "page 3"
    assert found[("title",)] == "G"


def test_walking_yields_the_keys_of_a_mapping_too() -> None:
    value = MappingProxyType({Ref("treaty", "att"): (1, 2)})
    assert list(walk(value)) == [(("att",), Ref("treaty", "att")), (("att", 0), 1), (("att", 1), 2)]


def test_a_date_is_one_leaf() -> None:
    day = PartialDate().read("2018")
    assert list(walk((day,))) == [((0,), day)]
