"""Hover: what a key is for, what an entry is, where a state stands under a treaty; as Markdown."""

from __future__ import annotations

import re
from typing import Any

from sitegen.declared import Form, form_at, key_at
from sitegen.derive.status import standing
from sitegen.lsp.complete import detail
from sitegen.lsp.desk import Snapshot
from sitegen.lsp.place import Document, Standing
from sitegen.model import Entry, Matching, Ref, State, To, with_article

GIST = 280
GIST_FIELDS = ("summary", "meaning", "asked")


def hover(document: Document, here: Standing, known: Snapshot) -> str:
    """The explanation of what the cursor stands on; nothing where there is none."""
    parts = []
    if here.kind == "key" and (key := key_at(document.kind.fields, here.path)):
        form = _in_words(form_at(document.kind.fields, here.path))
        parts.append(f"**{key.name}** ({detail(key)})\n\n{key.description}" + (f"\n\n{form}" if form else ""))
    if here.ref in known.entries and here.ref:
        parts.append(described(known.entries[here.ref]))
    if status := _status(document, here, known):
        parts.append(status)
    return "\n\n".join(parts)


def described(entry: Entry[Any]) -> str:
    """An entry's title, type and the beginning of what it says."""
    codes = f" ({entry.fields.iso3})" if entry.type == "country" else ""
    gist = next((text for name in GIST_FIELDS if (text := getattr(entry.fields, name, ""))), entry.body.text)
    short = gist if len(gist) <= GIST else gist[:GIST].rsplit(" ", 1)[0] + " …"
    return "\n\n".join(part for part in (f"**{_plain(entry.title)}**{codes} · {entry.type}", _plain(short)) if part)


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return re.sub(r"([\\`*_<>\[\]])", r"\\\1", text)


def _in_words(form: Form) -> str:
    """The form of a value in words."""
    parts = [f"one of {', '.join(form.words)}"] if form.words else []
    parts += [f"the slug of {with_article(kind)}" for kind in form.slugs]
    parts += ["a state's three-letter code"] if form.codes else []
    for scalar in form.scalars:
        if isinstance(scalar, Matching):
            parts.append(scalar.words)
        elif not isinstance(scalar, (To, State)):
            parts.append((type(scalar).__doc__ or scalar.name).split(".")[0].lower())
    parts += [f"keys: {', '.join(key.name for key in form.keys)}"] if form.keys else []
    parts += [f"keys that are slugs of {', '.join(form.named)}"] if form.named else []
    if not parts:
        return "A list." if form.many else ""
    return (
        f"{'A list, or ' if form.many else ''}{'; or '.join(parts)}.".capitalize()
        if form.many
        else f"Form: {'; or '.join(parts)}."
    )


def _status(document: Document, here: Standing, known: Snapshot) -> str:
    """The status of the file's state on a line of `treaties:`, and the act that gave it."""
    state = known.entries.get(document.ref)
    if document.kind.name != "country" or len(here.path) < 2 or here.path[0] != "treaties" or state is None:
        return ""
    treaty = known.entries.get(Ref("treaty", str(here.path[1])))
    if treaty is None:
        return ""
    found = standing(treaty, state.fields, known.as_of)
    acts = [("signed", found.signed), (found.consent, found.consent_date), ("withdrawn", found.withdrawn)]
    acts += [("in force for it from", found.in_force), ("provisionally applied from", found.provisional)]
    told = "; ".join(f"{word} {day}" for word, day in acts if day)
    return f"{state.title} under {treaty.fields.short} on {known.as_of}: **{found.status.value}**" + (
        f" ({told})" if told else ""
    )
