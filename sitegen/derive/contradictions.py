"""What entries say against each other: each is sound by itself, together they can't be true."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Collection, Iterator
from itertools import chain

from sitegen.config import Config, sound_forms
from sitegen.content_types.claim import Claim
from sitegen.content_types.country import CONSENTS, Country
from sitegen.content_types.event import Event
from sitegen.content_types.statement import Statement
from sitegen.content_types.term import Term
from sitegen.content_types.treaty import Treaty
from sitegen.derive import groupings, readings, status
from sitegen.links import Library
from sitegen.load import complaint
from sitegen.model import Code, Entry, PartialDate, Path
from sitegen.problems import Problem

FEW = 3
"""More states than these at odds with one treaty's day mean that the day is the mistake."""

YEARS_AHEAD = 2
"""How many years the site's date may be after the last day on which anything was checked."""

INTERFACE = ("en",)
"""The languages that the interface has texts in."""


def check(library: Library, day: datetime.date, told: Collection[str] = ()) -> Iterator[Problem]:
    """Contradictions between entries, as of the site's date; `told` are files that have another problem, which may be the
    reason for what they seem to say."""
    if library.settings.path in told:
        return
    states: tuple[Entry[Country], ...] = tuple(state for state in library.of("country") if state.path not in told)
    yield from (p for treaty in library.of("treaty") if treaty.path not in told for p in _acts(treaty, states))
    yield from (p for state in states for p in _reports(state, day))
    yield from (p for statement in library.of("statement") for p in _occasion(statement, library, told))
    yield from readings.check(library, told)
    yield from (p for claim in library.of("claim") for p in _no_date(claim, library))
    yield from _events_twice(library)
    yield from _terms(library)
    settings = list(_settings(library, day))
    yield from settings
    if not told and not settings:
        yield from _profiled(library, day)


# ---- acts and the treaty's own days ---------------------------------------------------------------------------


def _acts(treaty: Entry[Treaty], states: tuple[Entry[Country], ...]) -> Iterator[Problem]:
    """Acts before the treaty was there, and acts of states to which it is not open."""
    limits = {"adopted": treaty.fields.adopted, "opened": treaty.fields.opened, "in_force": treaty.fields.in_force}
    for name, limit in limits.items():
        early = [found for state in states for found in _before(treaty, state, name, limit)] if limit else []
        if len({found[0].ref for found in early}) > FEW:
            first = min(early, key=lambda found: (found[2], found[0].slug))
            others = len({found[0].ref for found in early}) - 1
            yield complaint(
                treaty,
                (name,),
                f"must not be after the acts of states; {first[0].title} has one of {first[2]}, and {others} more have",
            )
            continue
        for state, word, date in early:
            message = f"must not be before the treaty was {WORDS[name]} ({limit}, in {treaty.path}); it is {date}"
            yield complaint(state, ("treaties", treaty.slug, word), message)
    for state in states:
        yield from _own_line(treaty, state)
    open_to = treaty.fields.open_to
    for state in states if open_to else ():
        part = state.fields.treaties.get(treaty.ref)
        if part is not None and state.fields.iso3 not in open_to:
            yield complaint(
                state,
                ("treaties", treaty.slug),
                f"open_to in {treaty.path} does not have {state.fields.iso3}; one of the two is wrong",
            )


def _own_line(treaty: Entry[Treaty], state: Entry[Country]) -> Iterator[Problem]:
    """A state applies a treaty provisionally before it is bound; the register is no further source of its own dates."""
    part = state.fields.treaties.get(treaty.ref)
    if part is None:
        return
    path, register = ("treaties", treaty.slug), treaty.fields.register.source
    bound, applied = status.effect_date(treaty.fields, part), part.provisionally_applied
    if applied and bound and applied.date >= bound:
        message = f"must be before the treaty's entry into force for the state ({bound}); it is {applied.date}"
        yield complaint(state, (*path, "provisionally_applied"), message)
    if register in part.also and part.source is None:
        yield complaint(state, (*path, "also", part.also.index(register)), f"{register.slug} is the source of the line already")


WORDS = {"adopted": "adopted", "opened": "opened for signature", "in_force": "in force"}


def _before(
    treaty: Entry[Treaty], state: Entry[Country], name: str, limit: datetime.date
) -> Iterator[tuple[Entry[Country], str, datetime.date]]:
    """Acts of a state before a day of the treaty on which they depend: none is before the adoption, no signature before the
    opening, no entry into force for the state before that of the treaty."""
    part = state.fields.treaties.get(treaty.ref)
    if part is None:
        return
    if name == "in_force":
        if isinstance(part.in_force, datetime.date) and part.in_force < limit:
            yield state, "in_force", part.in_force
        return
    opened = treaty.fields.opened
    words = ("signed",) if name == "opened" else (*CONSENTS, "provisionally_applied", *(() if opened else ("signed",)))
    for word in words:
        act = getattr(part, word)
        if act and act.date < limit:
            yield state, word, act.date


# ---- reports, statements, claims ------------------------------------------------------------------------------


def _reports(state: Entry[Country], day: datetime.date) -> Iterator[Problem]:
    for register, years in state.fields.reporting.items():
        for position, year in enumerate(years):
            if year > day.year:
                yield complaint(
                    state,
                    ("reporting", register.slug, position),
                    f"must not be after the site's date ({day}, in site.yaml); it is {year}",
                )


def _occasion(statement: Entry[Statement], library: Library, told: Collection[str]) -> Iterator[Problem]:
    """A statement is made while its event lasts."""
    if not statement.body.text:
        yield Problem(statement.path, 1, 1, "the body must tell in our words what was said; it is empty")
    event, said = library.entries.get(statement.fields.event), statement.fields.date
    if event is None or event.path in told:
        return
    held = event.fields.date
    if said.end < held.start or held.end < said.start:
        yield complaint(statement, ("date",), f"must be within the event's ({held.text}, in {event.path}); it is {said.text}")


def _no_date(claim: Entry[Claim], library: Library) -> Iterator[Problem]:
    """A treaty's date can be claimed only where the treaty has it."""
    asked = claim.fields.treaty_date
    treaty = library.entries.get(asked.treaty) if asked else None
    if asked and treaty and getattr(treaty.fields, asked.date) is None:
        yield complaint(claim, ("treaty_date", "date"), f"{treaty.path} has no “{asked.date}”; write needs instead")


# ---- the glossary ---------------------------------------------------------------------------------------------


def _events_twice(library: Library) -> Iterator[Problem]:
    """An event that was copied under another name."""
    seen: dict[tuple[str, str, object], Entry[Event]] = {}
    for entry in sorted(library.of("event"), key=lambda e: e.slug):
        first = seen.setdefault((entry.title.casefold(), entry.fields.date.text, entry.fields.places), entry)
        if first is not entry:
            yield complaint(entry, ("title",), f"{first.path} has the same title, date and places; one of the two must go")


def _terms(library: Library) -> Iterator[Problem]:
    """A form of words leads to one term: titles come first, then abbreviations, then aliases."""
    terms: list[Entry[Term]] = sorted(library.of("term"), key=lambda e: e.path)
    forms: list[tuple[Entry[Term], Path, str]] = [(e, ("title",), e.title) for e in terms]
    forms += [(e, ("abbreviation",), e.fields.abbreviation) for e in terms if e.fields.abbreviation not in ("", e.title)]
    forms += [(e, ("aliases", position), form) for e in terms for position, form in enumerate(e.fields.aliases)]
    seen: dict[str, Entry[Term]] = {}
    for entry, path, form in forms:
        other = seen.get(words := form[:1].lower() + form[1:])
        seen.setdefault(words, entry)
        if len(form) < 2:
            yield complaint(entry, path, f"must have more than one letter; found “{form}”")
        elif other and path != ("title",):  # two titles alike are twins, told as such
            whose = "this term has it already" if other is entry else f"{other.path} has it too"
            yield complaint(entry, path, f"“{form}” must stand once among the words of the glossary; {whose}")


# ---- the settings ---------------------------------------------------------------------------------------------


def _settings(library: Library, day: datetime.date) -> Iterator[Problem]:
    settings: Entry[Config] = library.settings
    config = settings.fields
    yield from (complaint(settings, *each) for each in sound_forms(settings))
    for name in ("redirect_from", "changes"):
        if getattr(config, name):
            yield complaint(settings, (name,), "must not stand in the settings; it belongs to an entry")
    if "," in config.tag:
        day_of_tag = config.tag.rpartition(",")[2]
        try:
            if PartialDate().read(day_of_tag).start > day:
                yield complaint(
                    settings, ("tag",), f"must have a day on which the domain was yours, not one to come; found {day_of_tag}"
                )
        except ValueError:
            yield complaint(settings, ("tag",), f"must have a day that the calendar has; found {day_of_tag}")
    for position, language in enumerate(config.languages):
        if language not in INTERFACE:
            yield complaint(
                settings, ("languages", position), f"must be {', '.join(INTERFACE)}; the site has no texts in “{language}”"
            )
    opened = [d for e in library.of("treaty") if (d := e.fields.opened or e.fields.adopted)]
    for position, date in enumerate(config.dates):
        if opened and date < min(opened):
            yield complaint(settings, ("dates", position), f"must not be before the first treaty ({min(opened)}); it is {date}")
    checked = [e.fields.checked for e in library.of("source")]
    if checked and day.year - max(checked).year > YEARS_AHEAD:
        yield complaint(
            settings,
            ("as_of",),
            f"must not be more than {YEARS_AHEAD} years after the last source was checked ({max(checked)}); it is {day}",
        )
    yield from _tiles(settings)


def _tiles(settings: Entry[Config]) -> Iterator[Problem]:
    """A state has one place, and all rows are of one length."""
    rows, seen = settings.fields.tile_grid, set[str]()
    width = Counter(len(row) for row in rows).most_common(1)[0][0]
    for position, row in enumerate(rows):
        if len(row) != width:
            yield complaint(
                settings, ("tile_grid", position), f"must have as many places as the other rows, {width}; it has {len(row)}"
            )
        for code in row:
            if code and code in seen:
                yield complaint(settings, ("tile_grid", position), f"{code} must stand once")
            seen.add(code)


def _profiled(library: Library, day: datetime.date) -> Iterator[Problem]:
    """Each profiled state has a place on the map."""
    settings: Entry[Config] = library.settings
    profiled = groupings.members(settings.fields.profiled, library, day)
    if lacking := sorted(profiled - {Code(code) for code in chain(*settings.fields.tile_grid)}):
        yield complaint(
            settings, ("tile_grid",), f"must have a place for each profiled state; there is none for {', '.join(lacking)}"
        )
