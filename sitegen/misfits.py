"""What does not fit the annotations of a type, in our words, each mistake once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from typing import Any

from sitegen.declared import Key, form_at, key_at
from sitegen.model import Path
from sitegen.problems import Problem, did_you_mean, nearest, odd_letter, quoted
from sitegen.source import Source
from sitegen.words import dotted
from sitegen.written import flow

UNKNOWN = ("unexpected_keyword_argument", "extra_forbidden")
MISSING = ("missing", "missing_argument", "missing_keyword_only_argument")
MAPPING = ("dataclass_type", "dict_type", "mapping_type", "model_type", "dataclass_exact_type")
OTHER_KEYS = {
    **dict.fromkeys(("name", "heading", "label"), "title"),
    **dict.fromkeys(("url", "website", "web", "link", "href"), "address"),
    **dict.fromkeys(("type", "category"), "kind"),
    **dict.fromkeys(("accessed", "retrieved", "read", "as_of"), "checked"),
    **dict.fromkeys(("location", "venue", "city", "country"), "places"),
    **dict.fromkeys(("acronym", "short_title", "short"), "abbreviation"),
    **dict.fromkeys(("page", "paragraph", "section", "entry"), "at"),
    **dict.fromkeys(("start_date", "end_date", "start", "end", "when", "day", "published"), "date"),
    **dict.fromkeys(("since", "joined"), "from"),
    **dict.fromkeys(("until", "left"), "to"),
    "and": "all",
    "or": "any",
    "signature": "signed",
    "ratification": "ratified",
    "accession": "acceded",
    "acceptance": "accepted",
    "approval": "approved",
    "succession": "succeeded",
    "withdrawal": "withdrawn",
    "consent": "consented",
    "count": "size",
}
"""What other systems call a key, and the key of that meaning here, where a place has it."""
COMPUTED = {
    "status": "a status is never typed; it follows from the dated acts",
    "verdict": "a verdict is never typed; it follows from the figure and what is recorded",
    **dict.fromkeys(("count", "counts", "total"), "a count is never typed; it follows from what is recorded"),
}
"""Keys of what is worked out, where a place has none of that name."""
Detail = tuple[tuple[str | int, ...], str, str, Any]
"""Pydantic's location, type of error and message, and the value it is about."""


@dataclasses.dataclass(frozen=True)
class Misfit:
    """One error at the path of its value; `expected` are the words that a literal allows, as pydantic lists them."""

    path: Path
    kind: str
    message: str
    found: Any
    expected: str


def misfits(source: Source, fields: type, details: Sequence[Detail], expected: Sequence[str]) -> Iterator[Problem]:
    """The problems that pydantic's errors come to."""
    found = [
        Misfit(_path(source, loc), kind, message, value, words)
        for (loc, kind, message, value), words in zip(details, expected, strict=True)
    ]
    return (_problem(source, each, fields, found) for each in _one_each(source, found, fields))


def _one_each(source: Source, found: Sequence[Misfit], fields: type) -> list[Misfit]:
    """Leave out what follows from another error: a key that is missing because it is misspelt or called something else, and
    of a field that takes a word or a list the kind that was not meant."""
    meant = {(*each.path[:-1], _meant(each, found, fields)) for each in found if each.kind in UNKNOWN}
    words = {each.path for each in found if each.kind == "literal_error" and isinstance(each.found, str)}
    others = {each.path for each in found if each.kind == "literal_error"} - words
    shallow = {each.path[:-1] for each in found if _is_shallow(each.path, fields)}
    beside = [each.path for each in found if each.kind in UNKNOWN and _emptied(source, each.path, fields)]
    emptied = {_emptied(source, path, fields): path for path in reversed(beside)}
    return [
        each
        for each in found
        if not (each.kind in MISSING and each.path in meant)
        and not (each.kind == "tuple_type" and each.path in words)
        and not (each.found == "" and (each.path[:-1] in shallow or each.path in emptied))
        and not (each.path in beside and each.path not in emptied.values())
        and not (each.kind == "literal_error" and each.path in others and _others_below(each.path, found))
    ]


def _is_shallow(path: Path, fields: type) -> bool:
    """Whether a key stands where the name of an entry must stand, beside the name that it belongs below."""
    return bool(path and form_at(fields, path[:-1]).named) and path[-1] in allowed_at(fields, path)


def _emptied(source: Source, path: Path, fields: type) -> Path:
    """The path of the key without a value that an unknown one follows and belongs below; none where it follows no such key."""
    above, key = path[:-1], str(path[-1])
    allowed = allowed_at(fields, above)
    beside = list(value_at(source, above))
    before = next((each for each in reversed(beside[: beside.index(key)]) if each in allowed), "")
    form = form_at(fields, (*above, before))
    belongs = before and value_at(source, (*above, before)) == "" and (form.named or key in {each.name for each in form.keys})
    return (*above, before) if belongs and not nearest(key, allowed) else ()


def _meant(unknown: Misfit, found: Sequence[Misfit], fields: type) -> str:
    """The key that an unknown one was meant for: the nearest, or within a field the only one that is missing beside it."""
    above, key = unknown.path[:-1], str(unknown.path[-1])
    missing = [str(each.path[-1]) for each in found if each.kind in MISSING and each.path[:-1] == above]
    beside = [each for each in found if each.kind in UNKNOWN and each.path[:-1] == above]
    allowed = allowed_at(fields, above)
    other = OTHER_KEYS.get(key.lower(), "")
    joined = re.match(r"([a-z_0-9]+)[: ]", key)  # “meaning:"The …”, without the space after its colon
    if joined and joined[1] in allowed:
        return joined[1]
    near = nearest(key, missing) or (other if other in allowed else "" if key in COMPUTED else nearest(key, allowed))
    return near or (missing[0] if above and len(missing) == len(beside) == 1 else "")


def _others_below(path: Path, found: Sequence[Misfit]) -> bool:
    return any(each.path[: len(path)] == path and each.kind != "literal_error" for each in found)


def _problem(source: Source, misfit: Misfit, fields: type, found: Sequence[Misfit]) -> Problem:
    path = misfit.path
    if misfit.kind in UNKNOWN and (above := _emptied(source, path, fields)):
        return Problem(source.path, *source.key_marks[path], f"must start further right, below {above[-1]}", dotted(path))
    if misfit.kind in UNKNOWN:
        return unknown_key(source, path, fields, _meant(misfit, found, fields))
    if _is_shallow(path, fields):
        words = f"must start further right, below the name in {path[-2]} that it is about"
        return Problem(source.path, *source.key_marks.get(path, (1, 1)), words, dotted(path))
    place = _nearest(source, path)
    mark = source.marks[place] if place else (1, 1)
    if misfit.kind in MISSING:
        return Problem(source.path, *mark, "is missing", dotted(path))
    return Problem(source.path, *mark, _message(misfit, _key(fields, path)), dotted(place))


def unknown_key(source: Source, path: Path, fields: type, meant: str = "") -> Problem:
    """A key that its place does not have; `meant` is the one that it stands for, where that is known."""
    key, allowed = str(path[-1]), sorted(allowed_at(fields, path[:-1]))
    mark = source.key_marks.get(path, (1, 1))
    if (glued := re.match(r"([a-z_0-9]+):\S", key)) and glued[1] in allowed:
        return Problem(source.path, *mark, f"a space must stand after the colon of {glued[1]}", dotted(path[:-1]))
    first, space, _ = key.partition(" ")
    if space and first in allowed and ('"' in key or value_at(source, path) == ""):
        return Problem(source.path, *mark, f"a colon must stand after {first}", dotted(path[:-1]))
    if space and value_at(source, path) == "":
        return Problem(
            source.path,
            *mark,
            f"text that has a comma must stand in quotation marks; found {quoted(key)} behind one",
            dotted(path[:-1]),
        )
    if not meant and key in COMPUTED:
        words = f"unknown key; {COMPUTED[key]}; allowed here: {', '.join(allowed)}"
        return Problem(source.path, *mark, words, dotted(path))
    other = meant or OTHER_KEYS.get(key.lower(), "")
    near = f" (did you mean {other}?)" if other in allowed else did_you_mean(key, allowed)
    message = f"unknown key{near}{odd_letter(key)}; allowed here: {', '.join(allowed)}"
    return Problem(source.path, *mark, message, dotted(path))


def value_at(source: Source, path: Path) -> Any:
    """What is written at a path."""
    value: Any = source.data
    for step in path:
        value = value[step]
    return value


def _key(fields: type, path: Path) -> Key:
    """The key whose value a path leads to, or leads into where the value is a list."""
    while path and isinstance(path[-1], int):
        path = path[:-1]
    return key_at(fields, path) or Key("", "", required=False)


def _message(misfit: Misfit, key: Key) -> str:
    kind, found = misfit.kind, misfit.found
    if kind == "ours":
        return misfit.message
    if kind == "literal_error":
        allowed = re.findall("'([^']+)'", misfit.expected)
        must = f"must be one of {', '.join(allowed)}"
        if len(allowed) == 1:  # a literal of one word stands beside a list, or may be left out
            must = (
                f"must be “{allowed[0]}”"
                if "''" in misfit.expected
                else f"must be a list{_such_as(key.example)} or “{allowed[0]}”"
            )
        near = _word_meant(found, allowed, key) if isinstance(found, str) else ""
        return f"{must}; found {kind_of(found)}{near}"
    if kind in ("tuple_type", "list_type"):
        return f"must be a list{_such_as(key.example)}; found {kind_of(found)}"
    if kind in MAPPING:
        inside = misfit.path and isinstance(misfit.path[-1], int)
        return f"must be keys with values{_such_as(key.example[0] if inside and key.example else key.example)}; found {kind_of(found)}"
    return f"{misfit.message.lower()}; found {kind_of(found)}"


def _word_meant(found: str, allowed: Sequence[str], key: Key) -> str:
    other = next((word for begin, word in key.meant.items() if f"{found} ".lower().startswith(begin) and word in allowed), "")
    return f" (did you mean {other}?)" if other else did_you_mean(found, allowed)


def _such_as(example: Any) -> str:
    return f", such as {flow(example)}" if example else ""


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


def allowed_at(fields: type, path: Path) -> list[str]:
    """The keys that may stand at a path."""
    return [key.name for key in form_at(fields, path).keys]


def kind_of(value: Any) -> str:
    """What was found, in a few words."""
    if value in (None, ""):
        return "nothing"
    if isinstance(value, dict):
        return "keys with values"
    return "a list" if isinstance(value, list) else quoted(value)
