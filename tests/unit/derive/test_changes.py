"""What readers may follow: acts, entries by their own dates and notes, newest first and none to come."""

from __future__ import annotations

import dataclasses
from datetime import date

from sitegen.derive import changes
from sitegen.derive.changes import KINDS, Change
from sitegen.derive.facts import Facts, derive
from sitegen.model import Ref


def told(found: tuple[Change, ...]) -> list[tuple[str, date, str]]:
    return [(change.kind, change.day, change.word or change.note or change.entry.slug) for change in found]


def test_everything_of_a_small_site(small_facts: Facts) -> None:
    found = told(changes.everything(small_facts))
    assert found[:3] == [
        ("note", date(2025, 11, 30), "The capital is named; before, it was not."),
        ("note", date(2025, 7, 1), "The day of signature was wrong by a month."),
        ("act", date(2021, 12, 10), "acceded"),
    ]
    days = [day for _, day, _ in found]
    assert days == sorted(days, reverse=True)


def test_what_concerns_a_state(small_facts: Facts) -> None:
    nepal = small_facts.library[Ref("country", "nepal")]
    assert [(kind, word) for kind, _, word in told(changes.about(nepal, small_facts))][2:] == [
        ("act", "ratified"),
        ("act", "signed"),
    ]
    assert changes.about(small_facts.library[Ref("country", "mongolia")], small_facts)[0].kind == "act"


def test_everything_of_the_real_site(facts: Facts) -> None:
    found = changes.everything(facts)
    library = facts.library
    assert {change.kind for change in found} >= set(KINDS) - {"note"}
    for kind in ("event", "statement", "recommendation", "claim"):
        assert {c.entry for c in found if c.kind == kind} == {e for e in library.of(kind) if date_of(e) <= facts.as_of}
    profiled = facts.members[facts.config.profiled]
    assert {c.entry.fields.iso3 for c in found if c.kind == "act"} <= profiled
    notes = sum(len(entry.fields.changes) for entry in library.entries.values())
    assert sum(change.kind == "note" for change in found) == notes


def date_of(entry: object) -> date:
    fields = entry.fields  # type: ignore[attr-defined]
    span = next(getattr(fields, name) for name in ("date", "issued", "as_of") if hasattr(fields, name))
    assert isinstance(span.start, date)
    return span.start


def test_an_issuer_is_told_of_what_it_issued_alone(facts: Facts) -> None:
    for organization in facts.library.of("organization"):
        for change in changes.about(organization, facts):
            fields = change.entry.fields
            bodies = [*getattr(fields, "issuers", ()), *getattr(fields, "on_behalf_of", ()), *getattr(fields, "made_by", ())]
            assert organization.ref in [body.ref for body in bodies]


def test_the_changes_up_to_a_day_are_those_of_a_site_of_that_day(facts: Facts) -> None:
    day = date(2018, 6, 30)
    then = dataclasses.replace(derive(facts.library, day))
    assert told(changes.everything(then)) == [each for each in told(changes.everything(facts)) if each[1] <= day]
