"""Text becomes typed fields: the only user of pydantic, whose errors become problems in our words."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from functools import cache
from typing import Any, TypeVar

from pydantic import ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError, core_schema

from sitegen.declared import declared, form_at
from sitegen.model import Fields, Matching, Number, Path, Scalar, Shorthand, State, Switch, To, key_of, with_article
from sitegen.problems import Problem, did_you_mean, nearest, odd_letter, quoted
from sitegen.source import Source, dotted

REFERS, SHORT_FOR = "x-refers", "x-short-for"
"""In a JSON Schema: what a text refers to, and the key that a text stands for. `completion` puts choices in their place."""

# ---- how pydantic reads our markers ---------------------------------------------------------------------------


def _scalar_schema(scalar: Scalar, _source: Any, _handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
    def read(value: Any) -> Any:
        if not isinstance(value, str):
            raise PydanticCustomError(
                "ours",
                "{why}",
                {"why": f"must be {'text' if scalar.name == 'text' else with_article(scalar.name)}; found {_kind(value)}"},
            )
        try:
            return scalar.read(value)
        except ValueError as error:
            odd = odd_letter(value) if isinstance(scalar, (State, To)) else ""
            raise PydanticCustomError("ours", "{why}", {"why": f"{error}; found {quoted(value)}{odd}"}) from None

    shape = core_schema.str_schema(pattern=scalar.pattern or None)
    return core_schema.no_info_plain_validator_function(read, json_schema_input_schema=shape)


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
            return value
        if short.empty and value == short.empty:
            return {}
        if short.key:
            return {short.key: value}
        raise PydanticCustomError(
            "ours", "{why}", {"why": f"must be “{short.empty}” or a mapping of dated acts; found {quoted(value)}"}
        )

    return core_schema.no_info_before_validator_function(expand, handler(source))


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
    try:
        found = _adapter(fields).validate_python(_written(source.data))  # type: ignore[arg-type]  # a class has a hash
    except ValidationError as error:
        details = [(_path(source, detail["loc"]), detail) for detail in error.errors(include_url=False)]
        return None, sorted({_problem(source, path, detail, fields) for path, detail in _one_each(details, fields)})
    required = (each for each in declared(fields) if each.required)
    empty = [each.key for each in required if getattr(found, each.field.name) == ()]
    return found, [Problem(source.path, *source.marks[(name,)], "must not be an empty list", name) for name in empty]


def json_schema(fields: type[Fields]) -> dict[str, Any]:
    """The JSON Schema of a type's front matter (draft 2020-12)."""
    return _adapter(fields).json_schema(mode="validation")  # type: ignore[arg-type]  # a class has a hash


def _written(value: Any) -> Any:
    """What an editor wrote, without the keys whose value is `null`."""
    if isinstance(value, dict):
        return {key: _written(inner) for key, inner in value.items() if inner is not None}
    return [_written(inner) for inner in value] if isinstance(value, list) else value


# ---- pydantic's errors in our words ---------------------------------------------------------------------------


UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
MISSING = ("missing", "missing_argument", "missing_keyword_only_argument")
Detail = tuple[Path, ErrorDetails]


def _one_each(details: list[Detail], fields: type) -> list[Detail]:
    """Leave out what follows from another error: a key that is missing because it is misspelt, and of a field that takes
    a word or a list the kind that was not meant."""
    meant = {(*path[:-1], nearest(str(path[-1]), _allowed(fields, path[:-1]))) for path, d in details if d["type"] in UNKNOWN}
    words = {path for path, d in details if d["type"] == "literal_error" and isinstance(d["input"], str)}
    others = {path for path, d in details if d["type"] == "literal_error"} - words
    return [
        (path, detail)
        for path, detail in details
        if not (detail["type"] in MISSING and path in meant)
        and not (detail["type"] == "tuple_type" and path in words)
        and not (detail["type"] == "literal_error" and path in others and _others_below(path, details))
    ]


def _others_below(path: Path, details: list[Detail]) -> bool:
    return any(other[: len(path)] == path and d["type"] != "literal_error" for other, d in details)


def _problem(source: Source, path: Path, detail: ErrorDetails, fields: type) -> Problem:
    kind = detail["type"]
    if kind in UNKNOWN:
        key = str(path[-1])
        allowed = sorted(_allowed(fields, path[:-1]))
        message = f"unknown key{did_you_mean(key, allowed)}{odd_letter(key)}; allowed here: {', '.join(allowed)}"
        return Problem(source.path, *source.key_marks.get(path, (1, 1)), message, dotted(path))
    place = _nearest(source, path)
    mark = source.marks[place] if place else (1, 1)
    if kind in MISSING:
        return Problem(source.path, *mark, "is missing", dotted(path))
    return Problem(source.path, *mark, _message(kind, detail), dotted(place))


def _message(kind: str, detail: ErrorDetails) -> str:
    found = detail["input"]
    if kind == "ours":
        return detail["msg"]
    if kind == "literal_error":
        allowed = re.findall("'([^']+)'", detail["ctx"]["expected"])
        # a literal of one word stands beside a list
        must = f"must be one of {', '.join(allowed)}" if len(allowed) > 1 else f"must be a list or “{allowed[0]}”"
        return f"{must}; found {_kind(found)}{did_you_mean(str(found), allowed)}"
    if kind in ("tuple_type", "list_type"):
        return f"must be a list; found {_kind(found)}"
    if kind in ("dataclass_type", "dict_type", "mapping_type", "model_type", "dataclass_exact_type"):
        return f"must be a mapping of keys to values; found {_kind(found)}"
    return f"{detail['msg'].lower()}; found {_kind(found)}"


def _path(source: Source, loc: tuple[str | int, ...]) -> Path:
    """Pydantic's location without its own words (`[key]`, names of union branches)."""
    path: Path = ()
    for position, step in enumerate(loc):
        last = position == len(loc) - 1
        if (*path, step) in source.marks or (last and isinstance(step, str) and step.isidentifier()):
            path = (*path, step)
    return path


def _nearest(source: Source, path: Path) -> Path:
    """The path of the value, or of what is written around it."""
    while path and path not in source.marks:
        path = path[:-1]
    return path


def _allowed(fields: type, path: Path) -> list[str]:
    """The keys that may stand at a path."""
    return [key.name for key in form_at(fields, path).keys]


def _kind(value: Any) -> str:
    if value in (None, ""):
        return "nothing"
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else quoted(value)
