"""A source is read when it is there, and tells nothing that happened after it was read."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sitegen.content_types.country import DONE, Country
from sitegen.content_types.source import Source
from sitegen.content_types.treaty import Treaty
from sitegen.links import Library
from sitegen.load import complaint
from sitegen.model import Entry
from sitegen.problems import Problem


def check(library: Library, told: Collection[str] = ()) -> Iterator[Problem]:
    """Days of reading that can't be; `told` are files that have another problem, which may be the reason."""
    sound = [entry for entry in library.entries.values() if entry.path not in told]
    yield from (problem for entry in sound if entry.type == "source" for problem in _read(entry))
    treaties = [entry for entry in sound if entry.type == "treaty"]
    yield from (problem for treaty in treaties for problem in _register(treaty, library, told))
    states = [entry for entry in sound if entry.type == "country"]
    yield from (problem for treaty in treaties for state in states for problem in _acts(treaty, state, library))


def _read(source: Entry[Source]) -> Iterator[Problem]:
    """A source is read on or after the day on which it appeared."""
    date, checked = source.fields.date, source.fields.checked
    if date and not date.doubtful and checked < date.start:
        yield complaint(source, ("checked",), f"must not be before “date” ({date.text}); it is {checked}")


def _register(treaty: Entry[Treaty], library: Library, told: Collection[str]) -> Iterator[Problem]:
    """A register was not read after the day up to which its source was."""
    register = treaty.fields.register
    source = library.entries.get(register.source)
    if source and source.path not in told and register.checked > source.fields.checked:
        message = f"must not be after “checked” in {source.path} ({source.fields.checked}); it is {register.checked}"
        yield complaint(treaty, ("register", "checked"), message)


def _acts(treaty: Entry[Treaty], state: Entry[Country], library: Library) -> Iterator[Problem]:
    """An act is not later than the reading of the source that its line gives for it."""
    part, register = state.fields.treaties.get(treaty.ref), treaty.fields.register
    if part is None:
        return
    for word in DONE:
        act = getattr(part, word)
        own = act and (act.source or part.source)
        entry = library.entries.get(own or register.source)
        if act is None or entry is None:
            continue
        day = entry.fields.checked if act.source else part.checked or (entry.fields.checked if own else register.checked)
        if act.date > day:
            message = f"must not be after {day}, as at which its source was read ({entry.slug}); name the source that tells it"
            yield complaint(state, ("treaties", treaty.slug, word), f"{message}; it is {act.date}")
