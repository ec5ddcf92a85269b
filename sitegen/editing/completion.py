"""JSON Schemas for editors: the fields of a type with the slugs and codes that exist now as choices."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sitegen import schema
from sitegen.model import ContentType, Fields
from sitegen.schema import REFERS, SHORT_FOR

DRAFT = "https://json-schema.org/draft/2020-12/schema"
CODES = "codes"
CODE_FORM = "^[A-Z]{3}$"
Choices = Mapping[str, Mapping[str, str]]
"""By the name of a type its slugs, and under `codes` the codes of states, each with the title of its entry."""


def choices(kinds: Iterable[ContentType], entries: Iterable[Any], unread: Iterable[Any] = ()) -> Choices:
    """What may be referred to: the entries that are there, those that can't be read (`unread`, references) included."""
    found: dict[str, dict[str, str]] = {CODES: {}, **{kind.name: {} for kind in kinds}}
    code_fields = {kind.name: kind.code for kind in kinds if kind.code}
    for ref in unread:
        found[ref.type][ref.slug] = ref.slug
    for entry in entries:
        found[entry.type][entry.slug] = entry.title
        if entry.type in code_fields:
            found[CODES][str(getattr(entry.fields, code_fields[entry.type]))] = entry.title
    return {name: dict(sorted(each.items())) for name, each in found.items()}


def json_schema(name: str, fields: type[Fields], known: Choices, own_code: str = "") -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a type's front matter, as YAML readers of editors give it: text, and numbers where
    text looks like one. `own_code` names the field whose code is the entry's own and so is no choice."""
    found = schema.json_schema(fields)
    if own_code:
        found["properties"][own_code] |= {REFERS: None, "pattern": CODE_FORM}
    used: set[str] = set()
    finished = _finished(found, known, used)
    defs = finished.pop("$defs", {}) | {_place(each): _choice(known[each]) for each in sorted(used)}
    return {"$schema": DRAFT, "title": name, **finished, "$defs": defs}


def _place(name: str) -> str:
    return CODES if name == CODES else f"{name}-slug"


def _choice(titles: Mapping[str, str]) -> dict[str, Any]:
    """A closed list; `enumDescriptions` is what editors show beside a choice, and means nothing to a validator."""
    return {"enum": list(titles), "enumDescriptions": list(titles.values())}


def _finished(node: Any, known: Choices, used: set[str]) -> Any:
    """A piece of pydantic's schema with choices in the place of our marks and without what helps no editor."""
    if isinstance(node, list):
        return [_finished(each, known, used) for each in node]
    if not isinstance(node, dict):
        return node
    if (refers := node.get(REFERS)) is not None and "properties" not in node:
        return _reference(node, refers, used)
    kept = {
        key: value if key in ("examples", "enum", "required") else _finished(value, known, used)
        for key, value in node.items()
        if not (key == REFERS or (key in ("title", "default") and not isinstance(value, dict)))
    }
    if "enum" in kept:
        kept["enum"] = [word for word in kept["enum"] if word]
    if "anyOf" in kept:
        kept["anyOf"] = _spelt_out(kept["anyOf"])
    if REFERS in node.get("propertyNames", {}):
        kept = _with_keys(kept, known[node["propertyNames"][REFERS]["to"]])
    if isinstance(kept.get("properties"), dict) and kept.get("type") == "object":
        required = kept.get("required", ())
        kept["properties"] = {k: v if k in required else _or_null(v) for k, v in kept["properties"].items()}
    return kept


def _reference(node: Mapping[str, Any], refers: Mapping[str, Any], used: set[str]) -> dict[str, Any]:
    """A text that must be one of the slugs or codes, or one of the words beside them."""
    name = refers.get("to", CODES)
    used.add(name)
    said = {key: node[key] for key in ("description", "examples") if key in node}
    choice = {"$ref": f"#/$defs/{_place(name)}"}
    return said | ({"anyOf": [choice, {"enum": refers["besides"]}]} if refers.get("besides") else choice)


def _spelt_out(branches: list[Any]) -> list[Any]:
    """Branches in which a text that stands for a mapping has the form of the key it stands for."""
    whole = next((each["$ref"] for each in branches if "$ref" in each), "")
    return [{"$ref": f"{whole}/properties/{each[SHORT_FOR]}"} if SHORT_FOR in each else each for each in branches]


def _with_keys(node: Mapping[str, Any], titles: Mapping[str, str]) -> dict[str, Any]:
    """A mapping whose keys are slugs, each named, so that editors offer them."""
    value = node["additionalProperties"]
    rest = {key: each for key, each in node.items() if key != "propertyNames"}
    return {
        **rest,
        "properties": {slug: {"description": title, **value} for slug, title in titles.items()},
        "additionalProperties": False,
    }


def _or_null(node: Mapping[str, Any]) -> dict[str, Any]:
    """The same where the key may be left out: `null` says so in so many words."""
    null = {"type": "null"}
    if "anyOf" in node:
        return {**node, "anyOf": [*(each for each in node["anyOf"] if each != null), null]}
    said = {key: node[key] for key in ("description", "examples") if key in node}
    return {**said, "anyOf": [{key: value for key, value in node.items() if key not in said}, null]}
