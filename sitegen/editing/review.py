"""Two states of the content compared, and the difference as words for a reviewer: plain text, or Markdown for a pull request."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sitegen import pipeline
from sitegen.derive.difference import Difference, DueChange, ListChange, difference
from sitegen.problems import Problem
from sitegen.words import counted, some

Block = tuple[str, tuple[str, ...], tuple[tuple[str, ...], ...]]
"""A heading, the heads of its columns, and its rows."""

MOST = 60
"""Rows that a block shows; the rest is counted."""

MOST_NAMED = 6
"""Up to how many states, or recommendations, are named where the same holds for all of them."""


def compare(
    content: Path, former: Path, as_of: date | None = None, revision: str = ""
) -> tuple[Difference | None, list[Problem]]:
    """What changes for readers from the content in `former` to that in `content`; or the problems of the one that has some,
    those of the former with the name of its `revision`, as Git writes it (`main:content/site.yaml`)."""
    from sitegen.pages import PAGES

    sides = []
    for folder, side in ((former, revision and f"{revision}:"), (content, "")):
        found, problems = pipeline.check(folder, as_of)
        if found is None:
            return None, [replace(problem, path=f"{side}{problem.path}") for problem in problems]
        sides.append((found, {page.address for plan in PAGES for page in plan(found)}))
    (was, past), (now, present) = sides
    return difference(was, now, past, present), []


def blocks(found: Difference) -> Iterator[Block]:
    """The difference as tables, those without a row left out: what holds today, the pages, and what held on past days."""
    return (block for block in (*_of_today(found), *_of_pages(found), *_of_past_days(found)) if block[2])


def _of_today(found: Difference) -> tuple[Block, ...]:
    return (
        (
            "Status",
            ("State", "Treaty", "Before", "After"),
            tuple((e.state, e.treaty, e.before or "no entry", e.after or "no entry") for e in found.statuses),
        ),
        (
            "Texts that are as they were beside acts that changed; read them again: do they speak of the act?",
            ("File",),
            tuple((e,) for e in found.unread),
        ),
        (
            "Counts (parties / signatories / neither, by deposit)",
            ("Treaty", "Grouping", "Before", "After"),
            tuple((e.treaty, e.grouping, _numbers(e.before), _numbers(e.after)) for e in found.counts),
        ),
        ("Verdicts", ("Claim", "Before", "After"), tuple((e.claim, e.before, e.after) for e in found.verdicts)),
        (
            "States that recommendations mean",
            ("Change", "Recommendations"),
            tuple(_together(found.targets, "recommendation")),
        ),
        ("Members of groupings", ("Change", "Groupings"), tuple(_together(found.members, "grouping"))),
        ("Days on which reports fall due", ("Treaty", "Report", "Of", "Before", "After"), tuple(map(_due, found.dues))),
    )


def _of_pages(found: Difference) -> tuple[Block, ...]:
    return (
        ("Pages that are lost, with no redirect", ("Address",), tuple((e,) for e in found.lost)),
        ("Pages that move; their redirects save the links to them", ("From", "To"), found.moved),
        ("Pages that are new", ("Address",), tuple((e,) for e in found.added)),
        ("Entries whose text or fields change", ("Address",), tuple((e,) for e in found.edited)),
    )


def _of_past_days(found: Difference) -> tuple[Block, ...]:
    return (
        (
            "Lists of past days",
            ("State", "Treaty", "Past days", "Before", "After"),
            tuple((e.state, e.treaty, _days(e.days), e.before, e.after) for e in found.past_statuses),
        ),
        (
            "Counts of past days (parties / signatories / neither, as on the first of them)",
            ("Treaty", "Grouping", "Past days", "Before", "After"),
            tuple((e.treaty, e.grouping, _days(e.days), _numbers(e.before), _numbers(e.after)) for e in found.past_counts),
        ),
        (
            "States that recommendations meant when they were issued",
            ("Change", "Recommendations"),
            tuple(_together(found.targets_then, "recommendation")),
        ),
    )


def _days(days: Sequence[date]) -> str:
    return str(days[0]) if len(days) == 1 else f"{len(days)} days from {days[0]} to {days[-1]}"


def _due(change: DueChange) -> tuple[str, ...]:
    days = (str(day) if day else "none" for day in (change.before, change.after))
    return change.treaty, f"{change.report}, {change.which} day", some(change.states, MOST_NAMED), *days


def _together(changes: Iterable[ListChange], noun: str) -> Iterator[tuple[str, ...]]:
    """Lists that gain and lose the same states as one row, since one act changes many."""
    alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for change in changes:
        alike.setdefault((change.gained, change.lost), []).append(change.title)
    for (gained, lost), titles in alike.items():
        one = len(titles) == 1
        verbs = ("gains" if one else "gain", gained), ("loses" if one else "lose", lost)
        words = " and ".join(f"{verb} {some(states, MOST_NAMED)}" for verb, states in verbs if states)
        yield f"{counted(len(titles), noun)} {words}", some(titles, MOST_NAMED, "; ")


def _numbers(three: Iterable[int]) -> str:
    return " / ".join(map(str, three))


def _opening(found: Difference, revision: str) -> str:
    before, after = found.days
    days = f"as of {after}" if before == after else f"as of {before} before, {after} after"
    what = "What changes for readers" if found else "Nothing changes for readers"
    return f"{what} against {revision}, {days}"


def text(found: Difference, revision: str) -> str:
    """Plain text for a terminal."""
    lines = [_opening(found, revision)]
    for heading, heads, rows in blocks(found):
        lines += ["", f"{heading} ({len(rows)})", *(f"  {_line(heads, row)}" for row in rows[:MOST]), *_rest(rows)]
    return "\n".join(lines)


def _line(heads: Sequence[str], row: Sequence[str]) -> str:
    """A row as a line: what it is about, and what it was and is; or a change, and what changes so."""
    if heads[-1] not in ("After", "To"):
        return ": ".join(row)
    *about, first, second = row
    change = f"{first} → {second}"
    return f"{', '.join(about)}: {change}" if about else change


def _rest(rows: Sequence[object]) -> list[str]:
    return [f"  … and {len(rows) - MOST} more"] if len(rows) > MOST else []


def markdown(found: Difference, revision: str) -> str:
    """Markdown with a table a block, for a comment on a pull request."""
    lines = [f"### {_opening(found, f'`{revision}`')}"]
    for heading, heads, rows in blocks(found):
        lines += ["", f"<details{' open' if len(rows) <= 10 else ''}><summary>{heading} ({len(rows)})</summary>", ""]
        lines += [_row(heads), _row("---" for _ in heads), *(_row(map(_cell, row)) for row in rows[:MOST])]
        lines += ["", *(each.strip() for each in _rest(rows)), "</details>"]
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    """Text that can't be taken for markup or for the end of a cell."""
    for mark in ("\\", "|", "<", ">", "[", "]", "*", "_", "`", "@"):
        text = text.replace(mark, f"\\{mark}" if mark != "@" else "@\u200b")
    return " ".join(text.split())
