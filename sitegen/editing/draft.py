"""A new entry with every field of its type: those that must be filled in, and the others as comments."""

from __future__ import annotations

import dataclasses
import re
import textwrap
import typing
import unicodedata
from collections.abc import Iterator
from typing import Any

from sitegen.declared import Declared, branches, declared
from sitegen.load import slug_fault
from sitegen.model import ContentType, Fields, PartialDate, Scalar, Shorthand, To, with_article
from sitegen.written import flow, scalar

WIDTH = 118


def text(kind: ContentType, title: str = "", slug: str = "") -> str:
    """The file of a new entry. What must be filled in is empty, so that `check` tells it; the rest is a comment, those last
    that every type has. A date at the start of the slug is taken for the `date`."""
    shared = {each.key for each in declared(Fields)}
    own_first = sorted(declared(kind.fields), key=lambda each: each.key in shared - {"title"})
    known = {"title": scalar(title) if title else "", "date": _date_of(slug)}
    lines = ["---", *_comment(_about(kind))]
    for each in own_first:
        if each.required:
            lines += ["", *_explained(each), *_to_fill(each, known.get(each.key, ""))]
    lines += ["", *_comment("What follows may be left out. Take the # from the lines that are needed and remove the others.")]
    for each in own_first:
        if not each.required:
            value = f" {flow(each.example)}" if each.example else ""
            lines += ["#", *_explained(each), f"# {each.key}:{value}"]
    lines += ["", *_comment("Below the next line stands the text, in Markdown; its headings start with ##.")]
    return "\n".join([*lines, "---", "", ""])


def _date_of(slug: str) -> str:
    """The date that a slug starts with: `2026-03-09` of `2026-03-09-seminar`, `2026-03` of `2026-03-visit`."""
    found = re.match(r"[0-9]{4}(-[0-9]{2}){1,2}(?=-|$)", slug)
    return found[0] if found else ""


def wrong_slug(kind: ContentType, slug: str, call: str = "") -> str:
    """What is wrong with the slug of an entry, with what to write (behind `call`, the words of the command before it) where a
    right one can be found; nothing where it is right."""
    bare = file_name(slug)
    fault = slug_fault(slug) if bare == slug else "the slug is the name of the file, without its folder"
    ascii_text = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode().lower()
    better = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-")
    day = _date_of(better) if "date" in (each.key for each in declared(kind.fields)) else ""
    try:
        PartialDate().read(day or "2026")
    except ValueError as error:
        near = PartialDate().near(day)
        fault, better = fault or f"the date at its start {error}; found “{day}”", near and near + better.removeprefix(day)
    return f"{fault}; write {call}{better}" if fault and better not in ("", slug) and not slug_fault(better) else fault


def file_name(slug: str) -> str:
    """A slug that is given as the path of its file, without folder and ending."""
    return re.split(r"[/\\]", slug)[-1].removesuffix(".md")


def _about(kind: ContentType) -> str:
    """What the class says of itself, without the name of the file, which the editor has just given."""
    said = " ".join((kind.fields.__doc__ or "").split())
    more = re.sub(r"^The front matter of `[^`]*`[.;]? ?", "", said)
    first = f"What stands below without # must be filled in. {more[:1].upper()}{more[1:]}"
    return first.strip()


def _comment(words: str) -> list[str]:
    return textwrap.wrap(
        words, WIDTH, initial_indent="# ", subsequent_indent="# ", break_long_words=False, break_on_hyphens=False
    )


def _explained(each: Declared, indent: str = "") -> list[str]:
    """What a field is for and what may stand there."""
    allowed, told = may_be(each.hint), each.description
    lines = _comment(told if allowed.partition(",")[0] in told else f"{told} {allowed[:1].upper()}{allowed[1:]}.")
    if each.required and each.example:
        lines.append(f"# Such as: {flow(each.example)}")
    lines += [line for words in _choices(each.hint) for line in _comment(words)]
    return [f"{indent}{line}" for line in lines]


def _choices(hint: Any) -> Iterator[str]:
    """For a mapping, or a list of mappings: the keys that take one of some words, with these words."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        for each in declared(hint):
            if typing.get_origin(each.hint) is typing.Literal:
                yield f"In it, {each.key} is {may_be(each.hint)}."
    elif origin in (tuple, typing.Annotated):
        yield from _choices(parts[0])
    elif (inner := branches(hint)) != (hint,):
        for part in inner:
            yield from _choices(part)


def _to_fill(field: Declared, given: str) -> Iterator[str]:
    """The empty line of a field that must be filled in; for a mapping, a line for each key that it must have."""
    yield f"{field.key}:{' ' if given else ''}{given}"
    if isinstance(field.hint, type) and dataclasses.is_dataclass(field.hint):
        for each in declared(field.hint):
            if each.required:
                yield from _explained(each, "  ")
                yield f"  {each.key}:"


def may_be(hint: Any) -> str:
    """What an annotation allows, in words, for the fields of content types."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin is typing.Annotated:
        return _marked(inner[0], inner[1])
    if origin is typing.Literal:
        return f"one of: {', '.join(word for word in inner if word)}"
    if origin is tuple:
        return f"a list; each is {may_be(inner[0])}"
    if (either := branches(hint)) != (hint,):
        return ", or ".join(may_be(each) for each in either)
    if inner:
        return f"a mapping; a key is {may_be(inner[0])}; a value is {may_be(inner[1])}"
    return f"a mapping with the keys {', '.join(_keys(hint))}"


def _marked(hint: Any, mark: Any) -> str:
    if isinstance(mark, Shorthand):
        if mark.key:
            kind = next(each.hint for each in declared(hint) if each.key == mark.key)
            return f"{may_be(kind)}, alone or in a mapping with the keys {', '.join(_keys(hint))}"
        return f"“{mark.empty}” or {may_be(hint)}"
    assert isinstance(mark, Scalar)
    if isinstance(mark, To):
        return " or ".join([f"the slug of {with_article(mark.type)}", *(f"“{word}”" for word in mark.besides)])
    try:
        mark.read("")
    except ValueError as error:
        return str(error).removeprefix("must be ").replace("must not be empty", "text")
    return "text"


def _keys(hint: Any) -> Iterator[str]:
    return (each.key for each in declared(hint))
