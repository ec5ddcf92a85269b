"""Who tells an act, and as at which day that source was read: it is read when it is there, and tells nothing later."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from sitegen.content_types.country import DONE, Action, Country, Participation
from sitegen.content_types.source import Source
from sitegen.content_types.treaty import Treaty
from sitegen.links import Library
from sitegen.load import complaint
from sitegen.model import Entry, Ref
from sitegen.problems import Problem


def told_by(part: Participation | None, treaty: Treaty, library: Library, act: Action | None = None) -> tuple[Ref, date]:
    """The source of a line, or of one act of it, and the day as at which it was read: the act's own source, the line's or the
    treaty's register."""
    own = act and act.source
    named = own or (part and part.source)
    day = None if own else part and part.checked
    if named:
        return named, day or library[named].fields.checked
    return treaty.register.source, day or treaty.register.checked


def knows_up_to(source: Source) -> date:
    """The last day of which a source can tell: that on which it was read, or the last of its own date."""
    return min(source.checked, source.date.end) if source.date and not source.date.doubtful else source.checked


def last_act(part: Participation) -> date | None:
    """The day of the last act of a line, whose date is the day on which it was done."""
    return max((act.date for _, act in part.acts(DONE)), default=None)


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
    """An act is not later than the reading of the source that is given for it, and a further source tells one act at least."""
    part = state.fields.treaties.get(treaty.ref)
    if part is None:
        return
    acts = part.acts(DONE)
    for word, act in acts:
        if (act.source or part.source or treaty.fields.register.source) not in library.entries:
            continue
        source, day = told_by(part, treaty.fields, library, act)
        if act.date > day:
            message = (
                f"must not be after {day}, as at which its source was read ({source.slug}); name a source that was read since, "
                f"or in the line the day on which you read this one, such as checked: {act.date}; it is {act.date}"
            )
            yield complaint(state, ("treaties", treaty.slug, word), message)
    for position, ref in enumerate(part.also if acts else ()):
        also = library.entries.get(ref)
        if also and all(act.date > also.fields.checked for _, act in acts):
            message = f"{ref.slug} was read on {also.fields.checked}, before any act of the line, and so can't tell it"
            yield complaint(state, ("treaties", treaty.slug, "also", position), message)
