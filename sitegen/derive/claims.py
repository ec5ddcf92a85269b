"""Published figures recomputed: the verdict, the states that make the difference, the groupings that fit."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sitegen.content_types.claim import Claim, StatusCount
from sitegen.derive.groupings import others
from sitegen.derive.moment import Moment
from sitegen.derive.status import Grid, Status, add_months
from sitegen.links import Library
from sitegen.model import Code, Entry, Ref

AGREES, ELSEWHERE, DIFFERS, CANNOT, NO_COUNT = (
    "agrees",
    "agrees on another grouping",
    "differs",
    "can't be computed",
    "not a count",
)
VERDICTS = (AGREES, ELSEWHERE, DIFFERS, CANNOT, NO_COUNT)


@dataclass(frozen=True)
class Fit:
    """How near a grouping comes to a claim.

    `states` are those counted; `off` is computed minus claimed; `makes_up` are the states of which one more or one fewer
    would make it agree (only where `off` is 1 or -1); `together` counts the claims made together that the grouping fits.
    """

    grouping: Ref
    by: str
    states: tuple[Code, ...]
    off: int
    makes_up: tuple[Code, ...]
    together: int

    @property
    def changes(self) -> int:
        """Nothing to change, one state to change, or more."""
        return min(abs(self.off), 2)


@dataclass(frozen=True)
class Verdict:
    """What the build finds of a claim: the verdict, the value computed, on which grouping, and the fits, best first."""

    verdict: str
    day: date
    computed: str = ""
    off: int = 0
    grouping: Ref | None = None
    states: tuple[Code, ...] = ()
    reason: str = ""
    fits: tuple[Fit, ...] = ()


def day_of(claim: Claim, as_of: date) -> date:
    """The day that a claim is computed for: the last of its date, but no later than the site's."""
    return min(claim.as_of.end, as_of)


def verdict(entry: Entry[Claim], library: Library, moments: Mapping[date, Moment], default: Ref, as_of: date) -> Verdict:
    """Compute a claim. `moments` has the day of every claim and every day that it names."""
    claim, day = entry.fields, day_of(entry.fields, as_of)
    if claim.count:
        return _count(entry, library, moments[day], default, as_of)
    if claim.size:
        return _size(claim, library, moments[day])
    if claim.ordinal:
        return _ordinal(claim, library, day)
    if claim.treaty_date:
        return _treaty_date(claim, library, day)
    if claim.reach:
        return _reach(claim, moments, day)
    if claim.needs:
        return Verdict(CANNOT, day, reason=claim.needs)
    return Verdict(NO_COUNT, day, reason=claim.not_a_count)


# ---- numbers of states ----------------------------------------------------------------------------------------


def _count(entry: Entry[Claim], library: Library, moment: Moment, default: Ref, as_of: date) -> Verdict:
    claim = entry.fields
    rule = claim.count.by if claim.count else "deposit"
    sisters = made_together(entry, library, as_of)
    found = sorted(_fits(claim, sisters, library, moment), key=lambda fit: _rank(fit, claim, default))
    if not found:
        return Verdict(CANNOT, moment.day, reason="no grouping here has the size that the claim names")
    best = found[0]
    if claim.grouping:
        best = next(fit for fit in found if fit.grouping == claim.grouping and fit.by == rule)
        agrees = DIFFERS if best.off else AGREES
    else:
        agrees = DIFFERS if best.off else AGREES if best.grouping == default else ELSEWHERE
    return Verdict(agrees, moment.day, str(len(best.states)), best.off, best.grouping, best.states, fits=tuple(found))


def made_together(entry: Entry[Claim], library: Library, as_of: date) -> tuple[Claim, ...]:
    """The counts of a treaty's states that the same body makes for the same day on a grouping that it does not state:
    they were counted on one list, so a grouping that fits several is the likelier one."""
    same = (
        e.fields
        for e in library.of("claim")
        if e.fields.count
        and e.fields.made_by == entry.fields.made_by
        and day_of(e.fields, as_of) == day_of(entry.fields, as_of)
        and e.fields.grouping == entry.fields.grouping == ""
    )
    return tuple(same) or (entry.fields,)


def _fits(claim: Claim, sisters: Sequence[Claim], library: Library, moment: Moment) -> Iterator[Fit]:
    """Each grouping that has the size claimed where one is claimed, by the rule claimed, and by the other where it differs."""
    count = claim.count
    assert count is not None
    for entry in library.of("grouping"):
        size = len(moment.members[entry.ref]) + len(others(entry.ref, library, moment.day))
        if count.of and size != count.of and entry.ref != claim.grouping:
            continue
        found: set[tuple[Code, ...]] = set()
        for by in (count.by, "effect" if count.by == "deposit" else "deposit"):
            counted = counted_states(count, by, moment.grids[count.treaty], moment.members[entry.ref])
            if counted in found:
                continue
            found.add(counted)
            off = len(counted) - claimed(claim)
            yield Fit(
                grouping=entry.ref,
                by=by,
                states=counted,
                off=off,
                makes_up=_makes_up(off, counted, count, by, moment, entry.ref),
                together=sum(_holds(sister, moment, entry.ref) for sister in sisters),
            )


def claimed(claim: Claim) -> int:
    """The number claimed."""
    return int(claim.value)


def counted_states(count: StatusCount, by: str, grid: Grid, states: Iterable[Code]) -> tuple[Code, ...]:
    """The states that a count counts, in the order of their codes."""
    if by == "effect" and count.status == "party":
        return tuple(sorted(state for state in states if grid[state].status is Status.PARTY))
    return tuple(sorted(state for state in states if grid[state].status.by_deposit == count.status))


def _makes_up(
    off: int, counted: Collection[Code], count: StatusCount, by: str, moment: Moment, grouping: Ref
) -> tuple[Code, ...]:
    """One state too many: any of those counted; one too few: any outside the grouping that would be counted."""
    if off == 1:
        return tuple(counted)
    if off == -1:
        grid = moment.grids[count.treaty]
        return counted_states(count, by, grid, set(grid) - moment.members[grouping])
    return ()


def _holds(claim: Claim, moment: Moment, grouping: Ref) -> bool:
    assert claim.count is not None
    found = counted_states(claim.count, claim.count.by, moment.grids[claim.count.treaty], moment.members[grouping])
    return len(found) == claimed(claim)


def _rank(fit: Fit, claim: Claim, default: Ref) -> tuple[int, int, bool, bool, int, str]:
    """Best first: most claims made together, fewest changes, the rule claimed, the default grouping, the nearest number."""
    assert claim.count is not None
    return (-fit.together, fit.changes, fit.by != claim.count.by, fit.grouping != default, abs(fit.off), fit.grouping.slug)


# ---- other kinds ----------------------------------------------------------------------------------------------


def _size(claim: Claim, library: Library, moment: Moment) -> Verdict:
    assert claim.size is not None
    states = tuple(sorted(moment.members[claim.size]))
    size = len(states) + len(others(claim.size, library, moment.day))
    off = size - claimed(claim)
    return Verdict(AGREES if off == 0 else DIFFERS, moment.day, str(size), off, claim.size, states)


def _ordinal(claim: Claim, library: Library, day: date) -> Verdict:
    """The place of a state in the order of deposits; states of one day share the places that they fill."""
    assert claim.ordinal is not None
    days = deposits(claim.ordinal.treaty, library)
    own = days.get(library[claim.ordinal.country].fields.iso3)
    if own is None:
        return Verdict(DIFFERS, day, reason="the state has not deposited an instrument")
    first = sum(other < own for other in days.values()) + 1
    last = sum(other <= own for other in days.values())
    place = str(first) if first == last else f"{first} to {last}"
    states = tuple(sorted(state for state, other in days.items() if other == own))
    off = max(first - claimed(claim), 0) + min(last - claimed(claim), 0)
    return Verdict(AGREES if off == 0 else DIFFERS, own, place, off, states=states)


def deposits(treaty: Ref, library: Library) -> dict[Code, date]:
    """The day of consent of every state that has consented to a treaty."""
    found = {}
    for entry in library.of("country"):
        part = entry.fields.treaties.get(treaty)
        consent = part.consent() if part else None
        if consent:
            found[entry.fields.iso3] = consent[1].date
    return found


def _treaty_date(claim: Claim, library: Library, day: date) -> Verdict:
    assert claim.treaty_date is not None
    found: date | None = getattr(library[claim.treaty_date.treaty].fields, claim.treaty_date.date)
    if found is None:
        return Verdict(CANNOT, day, reason="the treaty's entry does not have the date")
    found = add_months(found, 12 * claim.treaty_date.years_later)
    text = found.isoformat()
    agrees = claim.value in (text, text[:7], text[:4])
    return Verdict(AGREES if agrees else DIFFERS, found, text)


def _reach(claim: Claim, moments: Mapping[date, Moment], day: date) -> Verdict:
    """Whether a number of parties was reached by one of the days named, and how many there were on each."""
    assert claim.reach is not None
    ends = [named.end for named in claim.reach.by_days]
    numbers = [_parties(moments[end].grids[claim.reach.treaty]) for end in ends]
    told = "; ".join(f"{number} on {end.isoformat()}" for number, end in zip(numbers, ends, strict=True))
    off = max(numbers) - claimed(claim)
    return Verdict(AGREES if off >= 0 else DIFFERS, ends[-1], told, min(off, 0))


def _parties(grid: Grid) -> int:
    return sum(found.status.by_deposit == "party" for found in grid.values())


def days_named(claim: Claim, as_of: date) -> Iterator[date]:
    """The days that a claim's computation needs."""
    yield day_of(claim, as_of)
    if claim.reach:
        yield from (named.end for named in claim.reach.by_days)
