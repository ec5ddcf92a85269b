"""The published tables: for each its columns with type and meaning, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any

from sitegen.content_types.country import CONSENTS
from sitegen.content_types.event import EVENT
from sitegen.content_types.organization import ORGANIZATION
from sitegen.content_types.recommendation import RECOMMENDATION
from sitegen.content_types.source import SOURCE
from sitegen.content_types.statement import STATEMENT
from sitegen.content_types.term import TERM
from sitegen.content_types.toolkit import TOOLKIT
from sitegen.content_types.topic import TOPIC
from sitegen.derive.counts import count, published_dates
from sitegen.derive.facts import Facts
from sitegen.derive.groupings import members
from sitegen.derive.status import grid
from sitegen.model import Code, ContentType, Date, Ref

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


def _claims(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("claim"):
        found = facts.verdicts[e.ref]
        grouping = found.grouping.slug if found.grouping else None
        made_by, day = flat(e.fields.made_by), flat(e.fields.as_of)
        yield (e.slug, made_by, day, e.fields.value, found.computed or None, grouping, found.verdict)


def _targets(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("recommendation"):
        meant = facts.targets.get(e.ref)
        for state in sorted(meant.then | meant.today) if meant else ():
            yield (e.slug, str(state), int(state in meant.then), int(state in meant.today))


def flat(value: Any) -> Value:
    """A typed value in one cell: references as slugs, several joined by semicolons, a group of fields by its first part."""
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Date):
        return value.text + ("?" if value.doubtful else "")
    if isinstance(value, Ref):
        return value.slug
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return ";".join(str(flat(item)) for item in value) or None
    if is_dataclass(value):
        parts = (flat(getattr(value, field.name)) for field in fields(value))
        return next((part for part in parts if part), None)
    return str(value) or None


def entry_table(kind: ContentType, description: str) -> Table:
    """A table with one row an entry and one column a field, as the type's class declares them."""
    declared = [field for field in fields(kind.fields) if field.name != "redirect_from"]
    columns = [Column("slug", "string", f"Slug of the entry; its page is {kind.address_of('<slug>').strip('/')}/.")]
    columns += [Column(f.name.removesuffix("_"), "string", f.metadata["description"]) for f in declared]

    def rows(facts: Facts) -> Iterator[Row]:
        for e in facts.library.of(kind.name):
            cells = (flat(getattr(e.fields, field.name)) for field in declared)
            yield (e.slug, *(None if cell is None else str(cell) for cell in cells))

    return Table(kind.folder, description, ("slug",), tuple(columns), rows)


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
    Table(
        "claims",
        "One row a published figure, with what the build computes.",
        ("claim",),
        (
            Column("claim", "string", "Slug of the claim; its page is claims/<slug>/."),
            Column("made_by", "string", "Slugs of those who make it."),
            Column("as_of", "string", "The day for which it is made, as precise as the source."),
            Column("value", "string", "What is claimed."),
            Column("computed", "string", "What is computed; empty where nothing is."),
            Column("grouping", "string", "Slug of the grouping on which it is computed."),
            Column("verdict", "string", "agrees, agrees on another grouping, differs, can't be computed or not a count."),
        ),
        _claims,
    ),
    Table(
        "recommendation_targets",
        "One row a recommendation with a rule and a state that it means, or meant when it was issued.",
        ("recommendation", "iso3"),
        (
            Column("recommendation", "string", "Slug of the recommendation; its page is recommendations/<slug>/."),
            _ISO3,
            Column("when_issued", "integer", "1 where the rule meant the state when the advice was issued, else 0."),
            Column("today", "integer", "1 where the rule means the state on the site's day, else 0."),
        ),
        _targets,
    ),
    entry_table(EVENT, "One row an event."),
    entry_table(STATEMENT, "One row a statement."),
    entry_table(RECOMMENDATION, "One row a recommendation."),
    entry_table(TOPIC, "One row a topic."),
    entry_table(TOOLKIT, "One row an element of the toolkit."),
    entry_table(ORGANIZATION, "One row an organization."),
    entry_table(SOURCE, "One row a source."),
    entry_table(TERM, "One row a term of the glossary."),
)
