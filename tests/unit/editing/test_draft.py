"""A new entry: every field of its type, and `check` tells exactly what is to be filled in."""

from __future__ import annotations

import dataclasses
import re
import typing
from typing import Any

import pytest

from sitegen import load, schema, source
from sitegen.content_types import CONTENT_TYPES
from sitegen.editing import draft
from sitegen.model import ContentType
from sitegen.written import flow

BY_NAME = {kind.name: kind for kind in CONTENT_TYPES}
types = pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)


def required(kind: ContentType) -> set[str]:
    """The fields that must be filled in: of a mapping the keys that it must have."""
    hints = typing.get_type_hints(kind.fields)
    found = set()
    for field in dataclasses.fields(kind.fields):
        if field.default is field.default_factory is dataclasses.MISSING:
            inner = hints[field.name]
            below = dataclasses.fields(inner) if dataclasses.is_dataclass(inner) else ()
            keys = {f"{field.name}.{each.name}" for each in below if each.default is dataclasses.MISSING}
            found |= keys or {field.name}
    return found


@types
def test_check_tells_what_is_to_be_filled_in_and_nothing_else(kind: ContentType) -> None:
    raw = draft.text(kind).encode()
    entry, problems = load.read_entry("content/x/x.md", "x", raw, kind, CONTENT_TYPES)
    assert entry is None
    assert sorted(problem.field for problem in problems) == sorted(required(kind))
    assert all(problem.message.endswith("found nothing") for problem in problems)
    lines = raw.decode().split("\n")
    assert all(lines[problem.line - 1].strip() == f"{problem.field.rpartition('.')[2]}:" for problem in problems)


@types
def test_a_title_that_is_given_is_no_longer_missing(kind: ContentType) -> None:
    raw = draft.text(kind, "Peace: a “title”").encode()
    found, problems = source.read("x.md", raw)
    assert problems == []
    assert found is not None
    assert found.data["title"] == "Peace: a “title”"
    told = load.read_entry("content/x/x.md", "x", raw, kind, CONTENT_TYPES)[1]
    assert {problem.field for problem in told} == required(kind) - {"title"}


@types
def test_every_field_is_there_with_what_it_is_for(kind: ContentType) -> None:
    text = draft.text(kind)
    assert text.endswith("\n---\n\n")
    flat = " ".join(text.replace("\n  #", "\n#").replace("\n#", "").split())
    for field in dataclasses.fields(kind.fields):
        assert re.search(rf"^(# )?{field.name.removesuffix('_')}:", text, re.MULTILINE), field.name
        assert field.metadata["description"] in flat, field.name
    assert max(map(len, text.split("\n"))) <= 130


def test_the_words_that_a_key_of_a_mapping_takes_are_named() -> None:
    text = draft.text(BY_NAME["event"])
    assert "# In it, as is one of: met, chair, host, partner, speaker, present.\n# participants: [" in text


@types
def test_what_every_type_may_have_comes_last(kind: ContentType) -> None:
    commented = re.findall(r"^# ([a-z0-9_]+):", draft.text(kind), re.MULTILINE)
    assert commented[-2:] == ["redirect_from", "changes"]


@pytest.mark.parametrize(
    ("slug", "day"), [("2026-03-09-seminar", "2026-03-09"), ("2026-03-visit", "2026-03"), ("2026-seminar", ""), ("att", "")]
)
def test_the_date_of_the_slug_is_filled_in(slug: str, day: str) -> None:
    found, problems = source.read("x.md", draft.text(BY_NAME["event"], slug=slug).encode())
    assert problems == []
    assert found is not None
    assert found.data["date"] == day


def examples(kind: ContentType) -> dict[str, Any]:
    return {
        f.name.removesuffix("_"): f.metadata["examples"][0] for f in dataclasses.fields(kind.fields) if "examples" in f.metadata
    }


@types
def test_every_example_is_one_that_the_class_takes(kind: ContentType) -> None:
    """Also as a line of the draft without its #."""
    for name, example in examples(kind).items():
        raw = f"---\n{name}: {flow(example)}\n---\n".encode()
        found, problems = source.read("x.md", raw)
        assert problems == []
        assert found is not None
        assert found.data[name] == example
        told = schema.parse(found, kind.fields)[1]
        assert [problem for problem in told if problem.field.startswith(name)] == [], name


def test_most_types_have_an_example_beyond_their_former_addresses() -> None:
    assert {kind.name for kind in CONTENT_TYPES if len(examples(kind)) > 1} >= {
        *("country", "treaty", "grouping", "event", "recommendation", "claim", "source", "toolkit")
    }


@pytest.mark.parametrize(
    ("slug", "fault"),
    [
        ("2026-03-09-seminar", ""),
        ("Nepal", "write nepal"),
        ("São Tomé", "write sao-tome"),
        ("a__b.md", "write a-b"),
        ("con", "is a name that systems keep for themselves"),
        ("中文", "the file name is the slug"),
        ("../x", "write x"),
        ("content/events/2026-03-09-seminar", "without its folder; write 2026-03-09-seminar"),
        ("content\\events\\2026-03-09-seminar", "without its folder; write 2026-03-09-seminar"),
        ("2026-13-40-x", "the date at its start must be a date that the calendar has; found “2026-13-40”"),
        ("2026-13-04-x", "the calendar has; found “2026-13-04”; write 2026-04-13-x"),
        ("2026-02", ""),
        ("a" * 101, "must not be longer than 100 characters"),
        ("", "the file name is the slug"),
    ],
)
def test_a_slug_that_can_not_be_is_told_with_one_that_can(slug: str, fault: str) -> None:
    found = draft.wrong_slug(BY_NAME["event"], slug)
    assert fault in found
    assert bool(found) == bool(fault)
    assert "write" in fault or "; write" not in found
