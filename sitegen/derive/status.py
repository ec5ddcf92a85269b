"""Where a state stands under a treaty on a day, from its dated acts and the treaty's own rule."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from sitegen.content_types.country import Action, Country, Participation
from sitegen.content_types.treaty import Effect, Treaty
from sitegen.links import Library
from sitegen.model import Code, Entry, Ref


class Status(Enum):
    """Where a state stands; the value is the name in data files and styles."""

    PARTY = "party"
    DEPOSITED = "deposited"
    SIGNATORY = "signatory"
    WITHDRAWN = "withdrawn"
    NEITHER = "neither"
    NO_PART = "no-part"
    UNKNOWN = "unknown"

    @property
    def by_deposit(self) -> str:
        """The category in counts: a state is a party from its deposit on (the practice of the Secretary-General as depositary)."""
        if self in (Status.PARTY, Status.DEPOSITED):
            return "party"
        return "unknown" if self is Status.NO_PART else self.value


BY_DEPOSIT = tuple(dict.fromkeys(status.by_deposit for status in Status))
"""The categories in counts."""


@dataclass(frozen=True)
class Standing:
    """One state under one treaty on one day.

    `consent` is the depositary's word for the act; `in_force` the entry into force for the state, None where it has not
    consented or the day can't be computed; `provisional` the day from which it applied the treaty provisionally.
    """

    treaty: Ref
    state: Code
    status: Status
    signed: date | None = None
    consent: str = ""
    consent_date: date | None = None
    in_force: date | None = None
    provisional: date | None = None
    withdrawn: date | None = None

    @property
    def since(self) -> date | None:
        """The day of the act that gave the status by deposit."""
        return self.withdrawn or self.consent_date or self.signed


Grid = Mapping[Code, Standing]
Sets = Mapping[Status, frozenset[Code]]
"""The states of each status on a day; a status that no state has may be left out."""


def grid(treaty: Entry[Treaty], library: Library, day: date) -> dict[Code, Standing]:
    """The standing of every state under a treaty at the end of a day."""
    return {e.fields.iso3: standing(treaty, e.fields, day) for e in library.of("country")}


def standing(treaty: Entry[Treaty], state: Country, day: date) -> Standing:
    """One state's standing at the end of a day, from its acts up to and including it."""
    part = state.treaties.get(treaty.ref)
    if part is None:
        closed = treaty.fields.open_to and state.iso3 not in treaty.fields.open_to
        return Standing(treaty.ref, state.iso3, Status.NO_PART if closed else Status.UNKNOWN)
    signed, withdrawn, provisional = (_up_to(act, day) for act in (part.signed, part.withdrawn, part.provisionally_applied))
    word, act = part.consent() or ("", None)
    consented = _up_to(act, day)
    in_force = effect_date(treaty.fields, part) if consented else None
    return Standing(
        treaty=treaty.ref,
        state=state.iso3,
        status=_status(treaty.fields, part, signed, consented, in_force, withdrawn, day),
        signed=signed,
        consent=word if consented else "",
        consent_date=consented,
        in_force=in_force,
        provisional=provisional,
        withdrawn=withdrawn,
    )


def turning_days(treaty: Treaty, part: Participation) -> tuple[date, ...]:
    """The days on which a state's standing can change, in order: between two of them it is the same."""
    consent = part.consent()
    acts = (part.signed, part.provisionally_applied, part.withdrawn, consent[1] if consent else None)
    days = {act.date for act in acts if act}
    if consent:
        days |= {day for day in (effect_date(treaty, part), treaty.in_force) if day}
    return tuple(sorted(days))


def _up_to(act: Action | None, day: date) -> date | None:
    return act.date if act and act.date <= day else None


def _status(
    treaty: Treaty,
    part: Participation,
    signed: date | None,
    consented: date | None,
    in_force: date | None,
    withdrawn: date | None,
    day: date,
) -> Status:
    if withdrawn:
        return Status.WITHDRAWN
    if consented:
        unknown_day = in_force is None and treaty.in_force is not None and treaty.in_force <= day
        return Status.PARTY if unknown_day or (in_force and in_force <= day) else Status.DEPOSITED
    return Status.SIGNATORY if signed else Status.NEITHER


def effect_date(treaty: Treaty, part: Participation) -> date | None:
    """The day on which a treaty enters into force for a state that has consented; None where no rule gives it.

    A succession takes effect by the law of state succession (Vienna Convention of 1978), not by the treaty's count, so no
    day is computed for it. Nor is one for a treaty that is not in force or whose rule is not in the content.
    """
    consent = part.consent()
    if part.in_force is not None:
        return part.in_force if isinstance(part.in_force, date) else None
    if consent is None or consent[0] == "succeeded" or treaty.effect is None or treaty.in_force is None:
        return None
    deposit = consent[1].date
    if treaty.effect.applies == "later deposits" and deposit < treaty.in_force:
        return treaty.in_force
    return max(treaty.in_force, counted(treaty.effect, deposit))


def counted(rule: Effect, deposit: date) -> date:
    """The day that a rule of effect gives for a deposit."""
    if rule.days is not None:
        return deposit + timedelta(days=rule.days)
    if rule.first_of_month is not None:
        return add_months(deposit.replace(day=1), rule.first_of_month)
    assert rule.months is not None
    return add_months(deposit, rule.months)


def add_months(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))
