"""The form of each content type in a Git-based editor, read off the class of its fields and how its entries are written.

Sveltia CMS keeps the keys that its form does not have as they are, and throws away a value whose shape the widget of its key can't
hold. So a key is in the form only where the widget holds every value that stands there, and is left out where it may not.
"""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sitegen.declared import Declared, branches, declared
from sitegen.model import (
    SLUG,
    ContentType,
    Entry,
    Fields,
    Matching,
    Number,
    PartialDate,
    Scalar,
    Shorthand,
    State,
    To,
    walk,
    with_article,
)
from sitegen.shapes import PARTIAL

Widget = dict[str, Any]
"""A field of the editor's configuration, in Decap's format."""

Where = tuple[str, ...]
"""Where values stand in the entries of a type: their keys, with `*` for any place in a list."""

KEYED = "its keys are slugs, and a line may be one word or several keys"
MIXED = "it is one word in some places and has keys in others"
NESTED = "it may hold itself"
LONG = 90
"""Characters from which on a text gets a box instead of a line."""


class NotInForm(Exception):
    """No widget holds the values of a field; the message says why."""


@dataclass(frozen=True)
class Form:
    """The fields of a type's form, without the body; the keys that are `left_out`, with the reason; and whether an entry can be
    begun in it, which needs every key that an entry must have."""

    fields: tuple[Widget, ...]
    left_out: Mapping[str, str]
    complete: bool


@dataclass(frozen=True)
class Written:
    """How the entries of a type are written: what stands where (`text`, `list`, `mapping`), and the longest text there."""

    kinds: Mapping[Where, frozenset[str]]
    longest: Mapping[Where, int]


def form(kind: ContentType, entries: Iterable[Entry[Any]], types_: Sequence[ContentType]) -> Form:
    """The form of a type, for these entries of it; `types_` are those that references may lead to."""
    maker = _Maker(written(entries), {each.name: each for each in types_}, kind.code)
    fields, left_out = [], {}
    own_first = _own_first(kind.fields)
    for each in own_first:
        try:
            fields.append(maker.named(each, (each.key,)))
        except NotInForm as reason:
            left_out[each.key] = str(reason)
    needed = {each.key for each in own_first if each.required}
    return Form(tuple(fields), left_out, not needed & left_out.keys())


def written(entries: Iterable[Entry[Any]]) -> Written:
    """How entries are written, read off the marks of what stands in their files."""
    kinds: dict[Where, set[str]] = {}
    longest: dict[Where, int] = {}
    for entry in entries:
        inside = {path[:-1]: path[-1] for path in entry.marks if path}
        for path in entry.marks:
            step = inside.get(path)
            found = "text" if step is None else "list" if isinstance(step, int) else "mapping"
            kinds.setdefault(_where(path), set()).add(found)
        for path, leaf in walk(entry.fields):
            if isinstance(leaf, str):
                longest[_where(path)] = max(len(leaf), longest.get(_where(path), 0))
    return Written({where: frozenset(found) for where, found in kinds.items()}, longest)


def _where(path: tuple[str | int, ...]) -> Where:
    return tuple("*" if isinstance(step, int) else step for step in path)


def _own_first(fields: type[Fields]) -> list[Declared]:
    """The fields of a type in the order of its form: the title, its own, and last what all types may have."""
    shared = [each.key for each in declared(Fields)]
    return sorted(declared(fields), key=lambda each: each.key in shared[1:])


def label(key: str) -> str:
    """A key as words: `formal_name` → `Formal name`."""
    return key.replace("_", " ").capitalize()


@dataclass(frozen=True)
class _Maker:
    """Makes widgets of annotations."""

    written: Written
    types: Mapping[str, ContentType]
    code: str

    def named(self, field: Declared, where: Where, around: tuple[Any, ...] = ()) -> Widget:
        """The widget of a field with its name, its meaning and whether it must be filled in. It has no default, so that none
        is written into entries that go without."""
        said = {"label": label(field.key), "hint": field.description, "required": field.required}
        return {"name": field.key, **said, **self.widget(field.hint, where, around)}

    def widget(self, hint: Any, where: Where, around: tuple[Any, ...]) -> Widget:
        """The widget of an annotation for values that stand there; `around` are the classes that it stands in."""
        origin, args = typing.get_origin(hint), typing.get_args(hint)
        if origin is typing.Annotated:
            if isinstance(args[1], Shorthand):
                return self._short(args[0], args[1], where, around)
            return self._scalar(args[1], where)
        if origin is typing.Literal:
            return {"widget": "select", "options": [word for word in args if word]}
        if (inner := branches(hint)) != (hint,):
            if len(inner) > 1:
                raise NotInForm(MIXED)
            return self.widget(inner[0], where, around)
        if origin is tuple:
            return self._list(args[0], where, around)
        if origin is not None:
            raise NotInForm(KEYED)
        return {"widget": "object", "collapsed": True, "fields": self._inside(hint, where, around)}

    def _inside(self, fields: Any, where: Where, around: tuple[Any, ...]) -> list[Widget]:
        if fields in around:
            raise NotInForm(NESTED)
        return [self.named(each, (*where, each.key), (*around, fields)) for each in declared(fields)]

    def _short(self, fields: Any, short: Shorthand, where: Where, around: tuple[Any, ...]) -> Widget:
        """A mapping that may be written as one of its keys alone: as what all entries make of it."""
        found = self.written.kinds.get(where, frozenset())
        if len(found) > 1 or not short.key:
            raise NotInForm(MIXED)
        if found == {"text"}:
            meant = next(each.hint for each in declared(fields) if each.key == short.key)
            return self.widget(meant, where, around)
        return self.widget(fields, where, around)

    def _list(self, item: Any, where: Where, around: tuple[Any, ...]) -> Widget:
        """Choices are made in one widget; mappings and texts are lists of one."""
        inner = self.widget(item, (*where, "*"), around)
        if inner["widget"] in ("relation", "select"):
            return {**inner, "multiple": True}
        if inner["widget"] == "object":
            return {"widget": "list", "collapsed": True, "fields": inner["fields"]}
        return {"widget": "list", "field": {"name": "item", "label": "Text", **inner}}

    def _scalar(self, scalar: Scalar, where: Where) -> Widget:
        if isinstance(scalar, To) and not scalar.besides:
            return self._relation(scalar.type, "{{slug}}")
        if isinstance(scalar, State) and where != (self.code,):
            name, code = next((each.name, each.code) for each in self.types.values() if each.code)
            return self._relation(name, code)
        if isinstance(scalar, Number):
            return {"widget": "number", "value_type": "int", "min": scalar.low, "max": scalar.high}
        if pattern := _pattern(scalar):
            return {"widget": "string", "pattern": [f"^(?:{pattern})$", _must(scalar)]}
        long = where != ("title",) and self.written.longest.get(where, 0) > LONG
        return {"widget": "text" if long else "string"}

    def _relation(self, name: str, value: str) -> Widget:
        """A choice among the entries of a type, as they are in the repository at that moment."""
        kind = self.types[name]
        fields = {"value_field": value, "display_fields": ["title"], "search_fields": ["title"]}
        return {"widget": "relation", "collection": kind.folder, **fields}


def _pattern(scalar: Scalar) -> str:
    """The form of a text as a regular expression that Python and JavaScript read alike; empty where any text will do."""
    if isinstance(scalar, To):
        return "|".join([SLUG, *scalar.besides])
    if isinstance(scalar, PartialDate):
        return rf"{PARTIAL}(/{PARTIAL})?\??"
    if isinstance(scalar, Matching):
        return scalar.form.replace('\\"', '"')
    return scalar.pattern.strip("^$")


def _must(scalar: Scalar) -> str:
    """What a text must be, in the words of `check`."""
    if isinstance(scalar, Matching):
        return f"Must be {scalar.words}"
    if isinstance(scalar, To):
        return " or ".join([f"Must be the slug of {with_article(scalar.type)}", *(f"“{word}”" for word in scalar.besides)])
    try:
        scalar.read("?")
    except ValueError as error:
        return f"M{str(error)[1:]}"
    raise AssertionError(f"{scalar} has a form, and takes a question mark")
