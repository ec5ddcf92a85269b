"""Text becomes typed fields: what a class declares is what a file may hold, and each mistake is told once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Literal

import pytest

from sitegen import schema, source
from sitegen.content_types import CONTENT_TYPES
from sitegen.model import Code, ContentType, Day, Fields, Number, Ref, Shorthand, State, Text, To, say
from sitegen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Something written at length, or as its day alone."""

    day: Annotated[date, Day()] = say("When.")
    by: Annotated[Ref, To("person")] | None = say("Who.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class House(Fields):
    """A type with one field of each sort."""

    rooms: Annotated[int, Number(1, 99)] = say("How many rooms.")
    state: Annotated[Code, State()] | None = say("Where it stands.", default=None)
    colour: Literal["red", "white"] = say("Its colour.", default="white")
    visits: tuple[Annotated[Visit, Shorthand("day")], ...] = say("Who came.", default=())
    keys: Literal["none"] | tuple[Annotated[str, Text()], ...] = say("Who has a key.", default=())
    from_: Annotated[date, Day()] | None = say("Since when.", default=None)
    guests: Mapping[Annotated[Ref, To("person")], Annotated[int, Number(1, 99)]] = field(default_factory=dict)
    owners: tuple[Annotated[Ref, To("person")], ...] = say("Whose it is.")


FINE = "title: Home\nrooms: 4\nowners: [ann]"


def parse(front: str) -> tuple[House | None, list[str]]:
    text, problems = source.read("x.md", f"---\n{front}\n---\n".encode())
    assert text is not None
    assert problems == []
    house, found = schema.parse(text, House)
    return house, [str(problem) for problem in found]


def told(front: str) -> list[str]:
    return parse(front)[1]


def test_what_is_left_out_has_its_default() -> None:
    house, problems = parse(FINE)
    assert problems == []
    assert house == House(title="Home", rooms=4, owners=(Ref("person", "ann"),))


def test_null_leaves_a_field_out() -> None:
    assert parse(FINE + "\nstate: null\ncolour: null")[0] == parse(FINE)[0]


def test_each_field_is_read_as_its_annotation_says() -> None:
    house, problems = parse(
        "title: NO\nrooms: 04\nstate: NOR\ncolour: red\nfrom: 2001-02-03\nkeys: [on, yes]\nowners: [ann, bob]"
    )
    assert problems == []
    assert house == House(
        title="NO",
        rooms=4,
        state=Code("NOR"),
        colour="red",
        from_=date(2001, 2, 3),
        keys=("on", "yes"),
        owners=(Ref("person", "ann"), Ref("person", "bob")),
    )


def test_a_shorthand_and_the_mapping_it_stands_for_read_the_same() -> None:
    short, _ = parse(FINE + "\nvisits: [2020-01-01]")
    long, _ = parse(FINE + "\nvisits: [{day: 2020-01-01}]")
    assert short == long
    assert short is not None
    assert short.visits == (Visit(day=date(2020, 1, 1)),)


def test_a_slug_may_be_a_word_that_python_reserves() -> None:
    house, problems = parse(FINE + "\nguests: {from: 2, ann: 3}")
    assert problems == []
    assert house is not None
    assert house.guests == {Ref("person", "from"): 2, Ref("person", "ann"): 3}


def test_a_field_may_take_a_word_or_a_list() -> None:
    house, _ = parse(FINE + "\nkeys: none")
    assert house is not None
    assert house.keys == "none"


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ("size: 3", "x.md:5:1: size: unknown key; allowed here: "),
        ("colours: red", "x.md:5:1: colours: unknown key (did you mean colour?); allowed here: "),
        ("from_: 2001-02-03", "x.md:5:1: from_: unknown key (did you mean from?); allowed here: "),
        ("class: a", "x.md:5:1: class: unknown key; allowed here: "),
        (
            "visits: [{day: 2020-01-01, bye: ann}]",
            "x.md:5:28: visits[0].bye: unknown key (did you mean by?); allowed here: by, day",
        ),
        ("visits: [{by: ann}]", "x.md:5:10: visits[0].day: is missing"),
        ("visits: [today]", "x.md:5:10: visits[0]: must be a day written YYYY-MM-DD; found “today”"),
        ("visits: [{day: today}]", "x.md:5:16: visits[0].day: must be a day written YYYY-MM-DD; found “today”"),
        ("visits: 2020-01-01", "x.md:5:9: visits: must be a list; found “2020-01-01”"),
        ("visits: [[a]]", "x.md:5:10: visits[0]: must be keys with values; found a list"),
        ("visits: [{day: 2020-01-01, by: [ann]}]", "x.md:5:32: visits[0].by: must be the slug of a person; found a list"),
        ("colour: Red", "x.md:5:9: colour: must be one of red, white; found “Red” (did you mean red?)"),
        ("colour: {a: b}", "x.md:5:9: colour: must be one of red, white; found keys with values"),
        ("keys: nobody", "x.md:5:7: keys: must be a list or “none”; found “nobody”"),
        ("keys: {a: b}", "x.md:5:7: keys: must be a list; found keys with values"),
        ('keys: [a, ""]', "x.md:5:11: keys[1]: must not be empty; found nothing"),
        ("from: 3 May 2020", "x.md:5:7: from: must be a day written YYYY-MM-DD; found “3 May 2020”"),
    ],
)
def test_one_mistake_makes_one_message_at_its_place(more: str, line: str) -> None:
    found = told(f"{FINE}\n{more}")
    assert len(found) == 1
    assert found[0].startswith(line)


def test_a_required_key_that_is_misspelt_is_not_missing_too() -> None:
    assert told("titel: Home\nrooms: 4\nowners: [ann]") == [
        "x.md:2:1: titel: unknown key (did you mean title?); "
        "allowed here: changes, colour, from, guests, keys, owners, redirect_from, rooms, state, title, visits"
    ]


def test_a_required_key_that_is_missing_is_told_at_the_top() -> None:
    assert told("title: Home") == ["x.md:1:1: owners: is missing", "x.md:1:1: rooms: is missing"]


def test_a_required_list_must_not_be_empty() -> None:
    assert told("title: Home\nrooms: 4\nowners: []\nvisits: []") == ["x.md:4:9: owners: must not be an empty list"]


def test_all_mistakes_of_a_file_are_told_in_the_order_of_its_lines() -> None:
    text, _ = source.read("x.md", b"---\ntitle: []\nrooms: many\nowners: ann\ncolour: blue\n---\n")
    assert text is not None
    house, problems = schema.parse(text, House)
    assert house is None
    assert problems == sorted(problems)
    assert [problem.line for problem in problems] == [2, 3, 4, 5]


def test_the_json_schema_knows_what_is_required_and_what_is_allowed() -> None:
    found = schema.json_schema(House)
    assert set(found["required"]) == {"title", "rooms", "owners"}
    assert found["additionalProperties"] is False
    assert "from" in found["properties"]
    assert "from_" not in found["properties"]
    assert found["properties"]["colour"]["enum"] == ["red", "white"]


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_every_content_type_explains_each_of_its_fields(kind: ContentType) -> None:
    assert schema.json_schema(kind.fields)["additionalProperties"] is False
    for declared in kind.fields.__dataclass_fields__.values():
        assert declared.metadata["description"].endswith("."), declared.name


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_an_empty_file_of_any_type_lacks_what_the_type_requires(kind: ContentType) -> None:
    text, _ = source.read("x.md", b"---\nnothing_known: x\n---\n")
    assert text is not None
    fields, problems = schema.parse(text, kind.fields)
    assert fields is None
    missing = {problem.field for problem in problems if problem.message == "is missing"}
    assert missing == set(schema.json_schema(kind.fields)["required"])
    assert all(isinstance(problem, Problem) for problem in problems)
