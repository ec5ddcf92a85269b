"""What may stand where, read off annotations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from sitegen.content_types import CONTENT_TYPES
from sitegen.declared import Form, form_at, key_at
from sitegen.model import Fields, Ref, Shorthand, State, To, say


@dataclass(frozen=True)
class Part:
    source: Annotated[Ref, To("source")] = say("Where from.")
    from_: bool = say("Whether.", default=False)


@dataclass(frozen=True, kw_only=True)
class Whole(Fields):
    parts: tuple[Annotated[Part, Shorthand("source")], ...] = say("Parts.")
    by: Mapping[Annotated[Ref, To("treaty")], Annotated[Part, Shorthand("", empty="none")]] = say("By treaty.")
    kind: Literal["a", "b", ""] | None = say("A kind.", default=None)
    states: Literal["all"] | tuple[Annotated[str, State()], ...] = say("States.", default=())


def test_keys_in_the_order_of_declaration() -> None:
    assert [(key.name, key.required) for key in form_at(Whole, ()).keys] == [
        ("title", True),
        ("redirect_from", False),
        ("changes", False),
        ("parts", True),
        ("by", True),
        ("kind", False),
        ("states", False),
    ]


def test_lists_shorthands_and_words() -> None:
    assert form_at(Whole, ("parts",)).many
    part = form_at(Whole, ("parts", 3))
    assert ([key.name for key in part.keys], part.slugs) == (["source", "from"], ("source",))
    assert form_at(Whole, ("parts", 0, "from")).words == ("true", "false")
    assert form_at(Whole, ("kind",)).words == ("a", "b")
    assert (form_at(Whole, ("states",)).words, form_at(Whole, ("states", 0)).codes) == (("all",), True)


def test_names_as_keys() -> None:
    assert form_at(Whole, ("by",)).named == ("treaty",)
    assert form_at(Whole, ("by", "att")).words == ("none",)
    assert key_at(Whole, ("by", "att", "source")) is not None
    assert key_at(Whole, ("by", "att")) is None


def test_where_nothing_may_stand() -> None:
    for path in (("nothing",), ("title", "x"), ("parts", "x"), ("kind", 0), ("parts", 0, "source", "x")):
        assert form_at(Whole, path) == Form()
    assert key_at(Whole, ()) is None


def test_every_key_of_every_type_has_a_form_and_an_explanation() -> None:
    for kind in CONTENT_TYPES:
        for key in form_at(kind.fields, ()).keys:
            assert key.description
            assert form_at(kind.fields, (key.name,)) != Form(), f"{kind.name}.{key.name}"
