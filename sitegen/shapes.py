"""The JSON that is published of an entry, and its JSON Schema, read off the class of the entry's fields."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Mapping
from datetime import date
from typing import Any

from sitegen.declared import branches, declared
from sitegen.model import (
    SLUG,
    ContentType,
    Date,
    Day,
    DayOrUnknown,
    Matching,
    Number,
    PartialDate,
    Ref,
    Scalar,
    State,
    To,
    key_of,
)

VERSION = 1
"""The version of the published JSON's form; it rises when a key changes its meaning or goes."""

Schema = dict[str, Any]

DAY = {"type": "string", "format": "date"}
CODE = {"type": "string", "pattern": "^[A-Z]{3}$"}
PARTIAL = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"


def plain(value: Any) -> Any:
    """Typed fields as JSON has them: references as slugs, days in ISO 8601, empty values left out."""
    if isinstance(value, Ref):
        return value.slug
    if isinstance(value, Date):
        return value.text + ("?" if value.doubtful else "")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value):
        pairs = ((key_of(field.name), getattr(value, field.name)) for field in dataclasses.fields(value))
        return {name: plain(item) for name, item in pairs if item is not None and item != "" and item != ()}
    return value


def schema(kind: ContentType, address: str, derived: Mapping[str, Schema]) -> Schema:
    """The schema of a type's JSON (draft 2020-12), published at `address`; `derived` are the keys beside the entry's own."""
    parts: dict[str, Schema] = {}
    entry = _of(kind.fields, parts)
    own = {
        "$schema": {"const": address},
        "version": {"const": VERSION},
        "type": {"const": kind.name},
        "slug": {"type": "string", "pattern": f"^{SLUG}$"},
        "as_of": DAY | {"description": "The day for which the site speaks."},
        "entry": entry | {"description": "What the entry's file says; empty values are left out."},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": kind.name,
        "type": "object",
        "properties": {**own, **derived},
        "required": list(own),
        "additionalProperties": False,
        "$defs": parts,
    }


def _of(hint: Any, parts: dict[str, Schema]) -> Schema:
    """The schema of what `plain` makes of a value with such an annotation; classes are gathered in `parts`."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        scalar = next((each for each in args[1:] if isinstance(each, Scalar)), None)
        return _of_scalar(scalar) if scalar else _of(args[0], parts)
    if origin is typing.Literal:
        return {"enum": [each for each in args if each != ""]}
    if (inner := branches(hint)) != (hint,):
        found = [_of(each, parts) for each in inner]
        return found[0] if len(found) == 1 else {"anyOf": found}
    if origin is tuple:
        return {"type": "array", "items": _of(args[0], parts)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "propertyNames": _of(args[0], parts), "additionalProperties": _of(args[1], parts)}
    assert isinstance(hint, type)
    assert dataclasses.is_dataclass(hint), f"{hint} has no form in JSON"
    if hint.__name__ not in parts:
        parts[hint.__name__] = {}  # a class may hold itself
        parts[hint.__name__] = _of_class(hint, parts)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _of_class(fields: Any, parts: dict[str, Schema]) -> Schema:
    return {
        "type": "object",
        "properties": {each.key: _of(each.hint, parts) | {"description": each.description} for each in declared(fields)},
        "required": [each.key for each in declared(fields) if each.required],
        "additionalProperties": False,
    }


def _of_scalar(scalar: Scalar) -> Schema:
    if isinstance(scalar, DayOrUnknown):
        return {"anyOf": [DAY, {"const": "unknown"}]}
    if isinstance(scalar, Day):
        return dict(DAY)
    if isinstance(scalar, PartialDate):
        return {"type": "string", "pattern": rf"^{PARTIAL}(/{PARTIAL})?\??$"}
    if isinstance(scalar, Number):
        return {"type": "integer", "minimum": scalar.low, "maximum": scalar.high}
    if isinstance(scalar, State):
        return dict(CODE)
    if isinstance(scalar, To):
        return {"type": "string", "pattern": f"^{SLUG}$", "description": f"Slug of an entry of the type {scalar.type}."}
    if isinstance(scalar, Matching):
        return {"type": "string", "pattern": "^(?:{})$".format(scalar.form.replace('\\"', '"'))}
    return {"type": "string", "minLength": 1}
