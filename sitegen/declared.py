"""What a class of fields declares: its keys with their annotations, and what may be written at a place of the front matter."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple

from sitegen.model import Path, Scalar, Shorthand, State, To, key_of


class Declared(NamedTuple):
    """A field of a class: its key in the front matter, its annotation with the markers, and the field."""

    key: str
    hint: Any
    field: dataclasses.Field[Any]

    @property
    def required(self) -> bool:
        return self.field.default is self.field.default_factory is dataclasses.MISSING

    @property
    def description(self) -> str:
        return str(self.field.metadata.get("description", ""))

    @property
    def example(self) -> Any:
        return self.field.metadata.get("examples", [None])[0]


def declared(fields: Any) -> tuple[Declared, ...]:
    """The fields of a class in their order."""
    return _declared(fields)


@cache
def _declared(fields: Any) -> tuple[Declared, ...]:
    hints = typing.get_type_hints(fields, include_extras=True)
    return tuple(Declared(key_of(field.name), hints[field.name], field) for field in dataclasses.fields(fields))


def branches(hint: Any) -> tuple[Any, ...]:
    """The annotations that a union is of, without None; of any other annotation itself."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return tuple(each for each in typing.get_args(hint) if each is not types.NoneType)
    return (hint,)


# ---- what may be written at a place ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Key:
    """A key of a mapping: its name, the sentence that explains it, whether it must stand there, and of its value an example
    and what editors may call its words instead."""

    name: str
    description: str
    required: bool
    example: Any = None
    meant: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True)
class Form:
    """What a place takes: keys of a mapping; names of entries as keys; words; entries by slug; states by code; texts of a
    form; a list of any of them."""

    keys: tuple[Key, ...] = ()
    named: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    codes: bool = False
    scalars: tuple[Scalar, ...] = ()
    many: bool = False


def form_at(fields: type, path: Path) -> Form:
    """The form of the place at a path; an empty one where nothing may stand there."""
    here: list[Any] = [fields]
    for step in path:
        here = [inner for leaf in _leaves(here) for inner in _below(leaf, step)]
    return _form(list(_leaves(here)))


def key_at(fields: type, path: Path) -> Key | None:
    """The key that a path ends in, as it was declared; None for a position of a list or a name that is no key."""
    found = (key for key in form_at(fields, path[:-1]).keys if path and key.name == path[-1])
    return next(found, None)


def _leaves(hints: Iterable[Any]) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """The branches of some annotations, each with its markers."""
    for hint in hints:
        bare, *marks = typing.get_args(hint) if typing.get_origin(hint) is typing.Annotated else (hint,)
        if (inner := branches(bare)) != (bare,):
            yield from ((leaf, (*marks, *further)) for leaf, further in _leaves(inner))
        else:
            yield bare, tuple(marks)


def _below(leaf: tuple[Any, tuple[Any, ...]], step: str | int) -> Iterator[Any]:
    """The annotations one step below a branch."""
    bare, marks = leaf
    if any(isinstance(mark, Scalar) for mark in marks):
        return
    if typing.get_origin(bare) is tuple and isinstance(step, int):
        yield typing.get_args(bare)[0]
    elif typing.get_origin(bare) in MAPPINGS and isinstance(step, str):
        yield typing.get_args(bare)[1]
    elif dataclasses.is_dataclass(bare) and isinstance(bare, type):
        yield from (each.hint for each in declared(bare) if each.key == step)


MAPPINGS = (Mapping, dict)


def _form(leaves: list[tuple[Any, tuple[Any, ...]]]) -> Form:
    words: list[str] = []
    keys: list[Key] = []
    named: list[str] = []
    scalars: list[Scalar] = []
    many = False
    for bare, marks in leaves:
        short = next((mark for mark in marks if isinstance(mark, Shorthand)), Shorthand(""))
        words += [short.empty] if short.empty else []
        if found := [mark for mark in marks if isinstance(mark, Scalar)]:
            scalars += found
        elif typing.get_origin(bare) is typing.Literal:
            words += [word for word in typing.get_args(bare) if word]
        elif bare is bool:
            words += ["true", "false"]
        elif typing.get_origin(bare) is tuple:
            many = True
        elif typing.get_origin(bare) in MAPPINGS:
            named += _form(list(_leaves(typing.get_args(bare)[:1]))).slugs
        elif dataclasses.is_dataclass(bare) and isinstance(bare, type):
            keys += [_key(each) for each in declared(bare)]
            scalars += form_at(bare, (short.key,)).scalars if short.key else ()
    return Form(
        keys=tuple(keys),
        named=tuple(named),
        words=tuple(dict.fromkeys([*words, *(word for scalar in scalars for word in scalar.besides)])),
        slugs=tuple(dict.fromkeys(kind for scalar in scalars if (kind := _target(scalar)))),
        codes=any(isinstance(scalar, State) for scalar in scalars),
        scalars=tuple(scalars),
        many=many,
    )


def _key(each: Declared) -> Key:
    return Key(each.key, each.description, each.required, each.example, each.field.metadata.get("meant", {}))


def _target(scalar: Scalar) -> str:
    return scalar.type if isinstance(scalar, To) else ""
