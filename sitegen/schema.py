"""Text becomes typed fields: the only user of pydantic, whose errors become problems in our words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError, core_schema

from sitegen.declared import declared
from sitegen.misfits import allowed_at, kind_of, misfits, unknown_key
from sitegen.model import Fields, Matching, Number, Path, Scalar, Shorthand, State, Switch, Text, To, key_of
from sitegen.problems import Problem, did_you_mean, odd_letter, quoted
from sitegen.source import Source
from sitegen.words import dotted

REFERS, SHORT_FOR = "x-refers", "x-short-for"
"""In a JSON Schema: what a text refers to, and the key that a text stands for. `completion` puts choices in their place."""

# ---- how pydantic reads our markers ---------------------------------------------------------------------------


def _scalar_schema(scalar: Scalar, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError(
                "ours",
                "{why}",
                {"why": f"{_must_be(scalar)}; found {kind_of(value)}"},
            )
        try:
            return scalar.read(value)
        except ValueError as error:
            odd = odd_letter(value) if isinstance(scalar, State) else ""
            odd += f" (did you mean {near}?)" if (near := scalar.near(value)) else ""
            raise PydanticCustomError("ours", "{why}", {"why": f"{error}; found {quoted(value)}{odd}"}) from None

    shape = core_schema.str_schema(pattern=scalar.pattern or None)
    return core_schema.no_info_plain_validator_function(read, json_schema_input_schema=shape)


def _must_be(scalar: Scalar) -> str:
    """What must stand where a list or keys were found: what the scalar says of a text that is empty, as texts may have any form."""
    try:
        scalar.read("")
    except ValueError as error:
        return "must be text" if isinstance(scalar, Text) else str(error)
    return "must be text"


def _scalar_json(scalar: Scalar, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    """A text, and a number where editors' YAML makes one of it; what it refers to, for the choices to be put in."""
    shape = handler(schema)
    if isinstance(scalar, (To, State)):
        refers = {"to": scalar.type, "besides": list(scalar.besides)} if isinstance(scalar, To) else {"codes": True}
        return {"type": "string", REFERS: refers}
    if isinstance(scalar, Number):
        return {**shape, "type": ["string", "integer"], "minimum": scalar.low, "maximum": scalar.high}
    if isinstance(scalar, Switch):
        return {"type": "boolean"}  # what editors' YAML makes of the word
    if isinstance(scalar, Matching):
        return {**shape, "type": ["string", "number"], "pattern": f"^(?:{scalar.form})$"}
    return shape if scalar.pattern else {**shape, "type": ["string", "number"]}


def _shorthand_schema(short: Shorthand, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    def expand(value: Any) -> Any:
        if not isinstance(value, str):
            if short.empty and value == {}:
                raise PydanticCustomError("ours", "{why}", {"why": f"must be “{short.empty}” or dated acts; found nothing"})
            return value
        if short.empty and value == short.empty:
            return {}
        if short.key:
            return {short.key: value}
        raise PydanticCustomError(
            "ours",
            "{why}",
            {
                "why": f"must be “{short.empty}” or dated acts{_status(value)}; found {quoted(value)}{did_you_mean(value, [short.empty])}"
            },
        )

    return core_schema.no_info_before_validator_function(expand, handler(source))


def _status(word: str) -> str:
    """A hint where a status is typed instead of the acts that it follows from."""
    return ", from which the status follows" if re.match("part|signator", word.lower()) else ""


def _shorthand_json(short: Shorthand, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
    text = {"type": "string", "const": short.empty} if not short.key else {"type": "string", SHORT_FOR: short.key}
    return {"anyOf": [text, handler(schema)]}


# The markers live in model.py, which knows no pydantic; this is where pydantic learns to ask them.
Scalar.__get_pydantic_core_schema__ = _scalar_schema  # type: ignore[attr-defined]
Scalar.__get_pydantic_json_schema__ = _scalar_json  # type: ignore[attr-defined]
Shorthand.__get_pydantic_core_schema__ = _shorthand_schema  # type: ignore[attr-defined]
Shorthand.__get_pydantic_json_schema__ = _shorthand_json  # type: ignore[attr-defined]


@cache
def _adapter(fields: Any) -> TypeAdapter[Any]:
    config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, alias_generator=key_of)
    for part in _parts(fields):
        part.__pydantic_config__ = config  # type: ignore[attr-defined]
    return TypeAdapter(fields)


def _parts(fields: type) -> Iterable[type]:
    """The class of fields and every dataclass in its annotations."""
    import typing

    pending, seen = [fields], set()
    while pending:
        part = pending.pop()
        if dataclasses.is_dataclass(part) and isinstance(part, type) and part not in seen:
            seen.add(part)
            pending += typing.get_type_hints(part).values()
        pending += typing.get_args(part)
    return seen


# ---- text to fields -------------------------------------------------------------------------------------------


T = TypeVar("T", bound=Fields)


def parse(source: Source, fields: type[T]) -> tuple[T | None, list[Problem]]:
    """Read a source's front matter as the given class; every mistake gives a problem at its line."""
    unknown = list(_left_out(source, source.data, fields))
    try:
        found = _adapter(fields).validate_python(_written(source.data))  # type: ignore[arg-type]  # a class has a hash
    except ValidationError as error:
        details = [(detail["loc"], detail["type"], detail["msg"], detail["input"]) for detail in error.errors(include_url=False)]
        expected = [str(detail.get("ctx", {}).get("expected", "")) for detail in error.errors(include_url=False)]
        return None, sorted({*unknown, *misfits(source, fields, details, expected)})
    return found, [*unknown, *_empty(source, found)]


def parse_half(source: Source, fields: type[T]) -> T:
    """The fields that can be read each by itself; the others have no value, not even that of a field left out."""
    written = _written(source.data)
    half = object.__new__(fields)
    for each in declared(fields):
        value = None
        if each.key in written:
            with suppress(ValidationError):
                value = _adapter(each.hint).validate_python(written[each.key])
        object.__setattr__(half, each.field.name, value)
    return half


def _left_out(source: Source, value: Any, fields: type, path: Path = ()) -> Iterator[Problem]:
    """Unknown keys whose value is `null`, which is left out before anything else looks at it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            here = (*path, key)
            if inner is None and (allowed := allowed_at(fields, path)) and key not in allowed:
                yield unknown_key(source, here, fields)
            yield from _left_out(source, inner, fields, here)
    elif isinstance(value, list):
        for position, inner in enumerate(value):
            yield from _left_out(source, inner, fields, (*path, position))


def _empty(source: Source, value: Any, path: Path = ()) -> Iterator[Problem]:
    """Lists that must have something and have nothing."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in declared(type(value)):
            here, inner = (*path, each.key), getattr(value, each.field.name)
            if inner == () and each.required and here in source.marks:
                yield Problem(source.path, *source.marks[here], "must not be an empty list", dotted(here))
            yield from _empty(source, inner, here)
    elif isinstance(value, tuple) and not hasattr(value, "_fields"):
        for position, inner in enumerate(value):
            yield from _empty(source, inner, (*path, position))


def json_schema(fields: type[Fields]) -> dict[str, Any]:
    """The JSON Schema of a type's front matter (draft 2020-12)."""
    return _adapter(fields).json_schema(mode="validation")  # type: ignore[arg-type]  # a class has a hash


def _written(value: Any) -> Any:
    """What an editor wrote, without the keys whose value is `null`."""
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items() if inner is not None}
    return [_written(inner) for inner in value] if isinstance(value, list) else value
