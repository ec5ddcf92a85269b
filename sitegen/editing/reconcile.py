"""The content held against a depositary's table: where the two differ, and the content with the differences written in."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.content_types.country import CONSENTS, DONE, Action, Country, Participation
from sitegen.content_types.treaty import Treaty
from sitegen.declared import declared
from sitegen.derive.status import effect_date
from sitegen.editing import edit
from sitegen.editing.depositary import Row
from sitegen.editing.places import CanNotEdit
from sitegen.links import AnyEntry, Library
from sitegen.model import Path
from sitegen.problems import Problem

ORDER = tuple(each.key for each in declared(Participation))
KEYS = tuple(each.key for each in declared(Country))
OWN = ("source", "also", "note")
"""What a line may say besides its acts; where an act changes, an editor must see whether it still holds."""


@dataclass(frozen=True)
class Difference:
    """A state whose acts the content and the table give differently; `wanted` is its part as the table has it.

    `part` is None where the content does not name the treaty, which means unknown. `row` is the line of the table.
    """

    state: AnyEntry
    treaty: AnyEntry
    part: Participation | None
    wanted: Participation
    row: Row

    @property
    def line(self) -> int:
        return self.row.line

    @property
    def path(self) -> Path:
        return "treaties", self.treaty.slug

    @property
    def here(self) -> str:
        """What the content has, in words."""
        return "nothing, the treaty is not named" if self.part is None else _words(self.part)

    @property
    def there(self) -> str:
        """What the table has, in words."""
        return _words(self.wanted)

    @property
    def acts(self) -> tuple[dict[str, str] | None, dict[str, str]]:
        """Both sides: days by the words of acts; None for a treaty that the content does not name."""
        return (dict(acts(self.part)) if self.part else None), dict(acts(self.wanted))

    @property
    def to_read_again(self) -> list[str]:
        """The keys of the line that may no longer hold."""
        inner = [act for word in ORDER if isinstance(act := getattr(self.part, word, None), Action)]
        return [name for name in OWN if any(getattr(each, name, None) for each in (self.part, *inner))]

    @property
    def lacks_note(self) -> bool:
        """Whether the table brings a day of entry into force that the treaty's rule does not give, and no note says why."""
        new = self.wanted.in_force
        return new is not None and not self.wanted.note and not (self.part and self.part.in_force == new)


def acts(part: Participation) -> Iterator[tuple[str, str]]:
    """The words of a part's acts and their days, in the order of the class; a day of effect only where it is written."""
    for word in ORDER:
        value = getattr(part, word)
        if isinstance(value, Action):
            yield word, value.date.isoformat()
        elif word == "in_force" and value is not None:
            yield word, str(value)


def _words(part: Participation) -> str:
    return ", ".join(f"{word.replace('_', ' ')} {day}" for word, day in acts(part)) or "no act"


# ---- where they differ ----------------------------------------------------------------------------------------


def compare(rows: Iterable[Row], treaty: AnyEntry) -> list[Difference]:
    """The states whose acts differ, in the order of their names. An act is compared where the table has a column for it; a
    day of effect where the line gives one. A line without an act, for a state outside a treaty's zone, says nothing."""
    found = []
    for row in rows:
        part = row.state.fields.treaties.get(treaty.ref)
        wanted = _wanted(row, part or Participation(), treaty.fields)
        outside = treaty.fields.open_to and row.state.fields.iso3 not in treaty.fields.open_to
        if (part is None and not (outside and not list(acts(wanted)))) or (part and list(acts(part)) != list(acts(wanted))):
            found.append(Difference(row.state, treaty, part, wanted, row))
    return sorted(found, key=lambda each: each.state.title)


def left_out(rows: Iterable[Row], treaty: AnyEntry, library: Library) -> list[AnyEntry]:
    """The states that have an act in the content and no line in the table. Nothing follows from that."""
    there = {row.state.slug for row in rows}
    states = (state for state in library.of("country") if state.slug not in there)
    return [state for state in states if (part := state.fields.treaties.get(treaty.ref)) and list(acts(part))]


def _wanted(row: Row, part: Participation, treaty: Treaty) -> Participation:
    """A state's part as the table has it; what the table does not tell is as in the content."""
    new: dict[str, Any] = {}
    for word in ("signed", "provisionally_applied", "withdrawn"):
        if word in row.acts:
            new[word] = _act(getattr(part, word), row.acts[word])
    if "consent" in row.acts:
        have, want = part.consent(), row.acts["consent"]
        new |= dict.fromkeys(CONSENTS)
        if want:
            word = want[0] or (have[0] if have else "")
            new[word or "consented"] = _act(have[1] if have else None, want[1])
        else:
            new["in_force"] = None
    wanted = dataclasses.replace(part, **new)
    day = row.acts.get("in_force")
    if day and effect_date(treaty, wanted) != day:
        by_rule = dataclasses.replace(wanted, in_force=None)
        wanted = by_rule if effect_date(treaty, by_rule) == day else dataclasses.replace(wanted, in_force=day)
    return wanted


def _act(have: Action | None, day: date | None) -> Action | None:
    if day is None:
        return None
    return dataclasses.replace(have, date=day) if have else Action(date=day)


def untold_kinds(path: str, rows: Iterable[Row], treaty: AnyEntry) -> list[Problem]:
    """New acts of consent whose kind the table does not tell."""
    problems = []
    for row in rows:
        part = row.state.fields.treaties.get(treaty.ref)
        if (consent := row.acts.get("consent")) and not consent[0] and not (part and part.consent()):
            cell = row.cells["consented on"]
            words = f"is new to the content, so its kind must be told: add a column consent_type; found “{cell.text}”"
            problems.append(Problem(path, cell.line, cell.column, words, "consent"))
    return problems


def too_late(path: str, rows: Iterable[Row], treaty: AnyEntry, day: date, words: str) -> list[Problem]:
    """New acts that a table of this day can't tell; `words` say what must be."""
    problems = []
    for each in compare(rows, treaty):
        known = dict(acts(each.part)) if each.part else {}
        for word, act in each.wanted.acts(DONE):
            if act.date > day and act.date.isoformat() not in known.values():
                cell = each.row.cell(word)
                problems.append(Problem(path, cell.line, cell.column, f"{words}; it is {act.date}", word.replace("_", " ")))
    return problems


def at_table(path: str, problems: Iterable[Problem], differences: Iterable[Difference]) -> list[Problem]:
    """Problems that the content would have with the table's acts, told where these stand: in the table."""
    found, by_path = [], {each.state.path: each for each in differences}
    for problem in problems:
        each = by_path.get(problem.path)
        before, _, word = problem.field.partition(f"treaties.{each.treaty.slug}") if each else ("", "", "")
        if each and problem.field and not before:
            cell = each.row.cell(word.strip("."))
            field = f"{each.state.title}: {word.strip('.')}".removesuffix(": ").replace("_", " ")
            problem = Problem(path, cell.line, cell.column, problem.message, field)
        found.append(problem)
    return found


# ---- the content as the table has it --------------------------------------------------------------------------


def written(differences: Iterable[Difference], files: Mapping[str, bytes]) -> tuple[dict[str, bytes], list[Problem]]:
    """The country files with the acts of the table, by their path as entries have it; what can't be changed is told."""
    changed, problems = {}, []
    for each in differences:
        path = each.state.path
        try:
            changed[path] = _write(each, files[path])
        except CanNotEdit as error:
            mark = each.state.mark(each.path)
            words = f"can't be changed in place, {error}; the register has {each.there}: change it by hand"
            problems.append(Problem(path, *mark, words, f"treaties.{each.treaty.slug}"))
    return changed, problems


def _write(difference: Difference, raw: bytes) -> bytes:
    path, part = difference.path, difference.part
    want = dict(acts(difference.wanted))
    if part is None:
        if not difference.state.fields.treaties and "treaties" not in (step[0] for step in difference.state.marks if step):
            return edit.add(raw, path[:1], {path[1]: want or "none"}, order=KEYS, lines=True)
        return edit.add(raw, path, want or "none")
    if path not in difference.state.marks or _is_text(difference.state, path):
        return edit.set_value(raw, path, want or "none")
    have = dict(acts(part))
    old, new = ([word for word in CONSENTS if word in side] for side in (have, want))
    if old and new and old != new:
        raw = edit.rename_key(raw, (*path, old[0]), new[0])
        have = {new[0] if word == old[0] else word: day for word, day in have.items()}
    for word, day in want.items():
        if word not in have:
            raw = edit.add(raw, (*path, word), day, order=ORDER)
        elif day != have[word]:
            inner = (*path, old[0] if word in new and old else word, "date")
            raw = edit.set_value(raw, (*path, word, "date") if inner in difference.state.marks else (*path, word), day)
    for word in have:
        if word not in want:
            raw = edit.remove(raw, (*path, word), empty="none")
    return raw


def _is_text(state: AnyEntry, path: Path) -> bool:
    """Whether a part is written as a word, so that nothing stands below it."""
    return not any(each[: len(path)] == path and len(each) > len(path) for each in state.marks)


def checked(treaty: AnyEntry, source: AnyEntry, day: date, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a treaty and of its register as a source, by path, with another day as at which that was read."""
    found = {treaty.path: files[treaty.path], source.path: files[source.path]}
    if treaty.fields.register.checked != day:
        found[treaty.path] = edit.set_value(files[treaty.path], ("register", "checked"), day.isoformat())
    if source.fields.checked < day:
        found[source.path] = edit.set_value(files[source.path], ("checked",), day.isoformat())
    return found
