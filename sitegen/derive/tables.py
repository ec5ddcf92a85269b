"""The published tables: for each its columns with type and meaning, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.country import CONSENTS
from sitegen.derive.counts import count, published_dates
from sitegen.derive.facts import Facts
from sitegen.derive.groupings import members
from sitegen.derive.status import grid
from sitegen.model import Code, Ref

Value = str | int | None
Row = tuple[Value, ...]


@dataclass(frozen=True)
class Column:
    """A column: its stable name, its type in the words of Frictionless Table Schema, and what it holds."""

    name: str
    type: str
    description: str


@dataclass(frozen=True)
class Table:
    """A table: its name, what a row is, its columns, its primary key, and how its rows follow from the facts."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Facts], Iterator[Row]]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _countries(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("country"):
        f, subregion = e.fields, facts.subregion(e.fields.iso3)
        full = "full" if facts.is_profiled(e) else "record"
        name = subregion.title if subregion else None
        yield (f.iso3, f.iso2, f.m49, e.slug, f.title, f.formal_name or None, f.capital or None, name, full)


def _treaties(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("treaty"):
        f = e.fields
        keepers = ";".join((keeper.organization or keeper.country).slug for keeper in f.depositary)
        days = (_day(f.adopted), _day(f.opened), _day(f.in_force))
        register = (f.register.source.slug, _day(f.register.checked))
        yield (e.slug, f.title, f.abbreviation or None, f.subject, *days, keepers, *register)


def _actions(facts: Facts) -> Iterator[Row]:
    for treaty in facts.library.of("treaty"):
        register = treaty.fields.register
        for e in facts.library.of("country"):
            part = e.fields.treaties.get(treaty.ref)
            for word in ("signed", *CONSENTS, "provisionally_applied", "withdrawn") if part else ():
                act = getattr(part, word)
                if act and act.date <= facts.as_of:
                    source = act.source or part.source or register.source
                    checked = part.checked or register.checked
                    note = act.note or part.note or None
                    yield (treaty.slug, e.fields.iso3, word, _day(act.date), source.slug, _day(checked), note)


def _status(facts: Facts) -> Iterator[Row]:
    for treaty in facts.library.of("treaty"):
        for e in facts.library.of("country"):
            found = facts.grids[treaty.ref][e.fields.iso3]
            days = (_day(found.signed), found.consent or None, _day(found.consent_date), _day(found.in_force))
            yield (treaty.slug, e.fields.iso3, found.status.by_deposit, *days)


def _groupings(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("grouping"):
        listed = e.fields.members if e.fields.members != "all" else ()
        timed = {m.state or m.other: m for m in listed}
        now = set(facts.members[e.ref]) | {code for code, m in timed.items() if m.other}
        for code in sorted({str(code) for code in now | set(timed)}):
            member = timed.get(code)
            yield (e.slug, code, _day(member.from_) if member else None, _day(member.to) if member else None)


def _counts(facts: Facts) -> Iterator[Row]:
    groupings = facts.library.of("grouping")
    on_day: dict[date, dict[Ref, frozenset[Code]]] = {facts.as_of: dict(facts.members)}
    for treaty in facts.library.of("treaty"):
        for day in published_dates(treaty.fields.opened, facts.config.dates, facts.as_of):
            standings = facts.grids[treaty.ref] if day == facts.as_of else grid(treaty, facts.library, day)
            if day not in on_day:
                on_day[day] = {e.ref: members(e.ref, facts.library, day) for e in groupings}
            for e in groupings:
                c = count(treaty.ref, e.ref, day, standings, on_day[day][e.ref])
                yield (treaty.slug, e.slug, _day(day), c.parties, c.signatories, c.neither, c.unknown, c.withdrawn, c.in_force)


_TREATY = Column("treaty", "string", "Slug of the treaty.")
_ISO3 = Column("iso3", "string", "ISO 3166-1 alpha-3 code of the state.")
_CONSENT_WORDS = ", ".join(CONSENTS)

TABLES: tuple[Table, ...] = (
    Table(
        "countries",
        "One row a state with an entry.",
        ("iso3",),
        (
            _ISO3,
            Column("iso2", "string", "ISO 3166-1 alpha-2 code."),
            Column("m49", "string", "Code of the United Nations' M49 standard, three digits."),
            Column("slug", "string", "Slug of the state; its page is countries/<slug>/."),
            Column("name", "string", "Short name in the United Nations' terminology."),
            Column("formal_name", "string", "Formal name in the United Nations' terminology."),
            Column("capital", "string", "Capital; empty where it is contested or not held."),
            Column("subregion", "string", "M49 subregion."),
            Column("profile", "string", "`full` for a profiled state, `record` for a status record."),
        ),
        _countries,
    ),
    Table(
        "treaties",
        "One row a treaty or another instrument.",
        ("slug",),
        (
            Column("slug", "string", "Slug of the treaty; its page is treaties/<slug>/."),
            Column("title", "string", "Usual title."),
            Column("abbreviation", "string", "Usual abbreviation."),
            Column("subject", "string", "What the treaty is about."),
            Column("adopted", "date", "Day of adoption."),
            Column("opened", "date", "Day of opening for signature."),
            Column("in_force", "date", "Day of entry into force; empty while it is not in force."),
            Column("depositary", "string", "Slugs of the depositaries, separated by semicolons."),
            Column("register", "string", "Slug of the source that is its register."),
            Column("checked", "date", "Day as at which the register was read."),
        ),
        _treaties,
    ),
    Table(
        "actions",
        "One row a dated act of a state under a treaty, up to the site's date.",
        ("treaty", "iso3", "action"),
        (
            _TREATY,
            _ISO3,
            Column("action", "string", f"signed, {_CONSENT_WORDS}, provisionally_applied or withdrawn."),
            Column("date", "date", "Day of the act."),
            Column("source", "string", "Slug of the source."),
            Column("checked", "date", "Day as at which the source was read."),
            Column("note", "string", "What to know of the act."),
        ),
        _actions,
    ),
    Table(
        "status",
        "One row a state and a treaty: where it stands on the site's date.",
        ("treaty", "iso3"),
        (
            _TREATY,
            _ISO3,
            Column("status", "string", "By deposit: party, signatory, neither, withdrawn or unknown."),
            Column("signed", "date", "Day of signature."),
            Column("consent", "string", f"The act of consent: {_CONSENT_WORDS}."),
            Column("consent_date", "date", "Day of the act of consent."),
            Column("in_force", "date", "Entry into force for the state; empty where no rule gives it."),
        ),
        _status,
    ),
    Table(
        "groupings",
        "One row a member of a grouping; members without an entry are included by their code.",
        ("grouping", "iso3"),
        (
            Column("grouping", "string", "Slug of the grouping; its page is groupings/<slug>/."),
            _ISO3,
            Column("from", "date", "First day of membership, where it is known."),
            Column("to", "date", "Last day of membership."),
        ),
        _groupings,
    ),
    Table(
        "counts",
        "One row a treaty, a grouping and a day: each year's end since the treaty was opened, and the site's date.",
        ("treaty", "grouping", "date"),
        (
            _TREATY,
            Column("grouping", "string", "Slug of the grouping, with its members on that day."),
            Column("date", "date", "The day; acts on it are counted."),
            Column("parties", "integer", "States that had deposited an instrument by that day."),
            Column("signatories", "integer", "States that had signed and not deposited."),
            Column("neither", "integer", "States without an act, where the register was read."),
            Column("unknown", "integer", "States of which the register as read says nothing."),
            Column("withdrawn", "integer", "States whose withdrawal had taken effect."),
            Column(
                "in_force", "integer", "Parties for which the treaty had entered into force, or for which no day can be computed."
            ),
        ),
        _counts,
    ),
)
