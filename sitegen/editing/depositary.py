"""What a depositary's table says: each state's acts."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sitegen.days import MONTHS
from sitegen.editing import columns
from sitegen.editing.columns import CONSENTS, KINDS, MARKS, plain
from sitegen.editing.spreadsheet import Cell
from sitegen.links import AnyEntry, Library
from sitegen.model import Day
from sitegen.problems import Problem, did_you_mean, nearest, quoted

STATUSES = {"party": True, "state party": True, "signatory": False, "not joined": None, "neither": None, "none": None}
MOST_TOLD = 20
"""A table with more problems is another table than its column names say; they are counted."""
ACTS = ("signed", "consent", "provisionally_applied", "withdrawn", "in_force")


@dataclass(frozen=True)
class Row:
    """One state's line: its acts by the names of `ACTS`, those only for which the table has a column.

    The value is a day or None; that of `consent` is None or the word of `KINDS` (nothing where the table does not tell it)
    with the day. `cells` has the cell of each, for what is wrong with it.
    """

    state: AnyEntry
    line: int
    acts: Mapping[str, Any]
    cells: Mapping[str, Cell] = field(compare=False, default_factory=dict)

    def cell(self, word: str) -> Cell:
        """The cell that tells an act, by the act's word in the content; the first of the line where none does."""
        names = (word, *(("consented on", "marked") if word in KINDS else ()))
        told = [self.cells[name] for name in names if name in self.cells]
        return next((cell for cell in told if cell.text not in EMPTY), next(iter([*told, *self.cells.values()])))

    def of(self, library: Library) -> Row:
        """The same line beside the content as it is in another library."""
        return dataclasses.replace(self, state=library[self.state.ref])


def rows(path: str, table: Sequence[Sequence[Cell]], treaty: AnyEntry, library: Library) -> tuple[list[Row], list[Problem]]:
    """The lines of a table that are about a treaty; every cell that can't be read is a problem at its place."""
    places, problems = columns.places(path, table[0])
    if problems:
        return [], problems
    reader = _Reader(path, library)
    lines = [{role: line[position] for role, position in places.items()} for line in table[1:]]
    wanted = [cells for cells in lines if "treaty" not in cells or _is(treaty, cells["treaty"].text)]
    if not wanted:
        there = sorted({cells["treaty"].text for cells in lines if "treaty" in cells})
        near = f" “{treaty.slug}”{did_you_mean(treaty.slug, there)}" if there else ""
        return [], [Problem(path, table[0][0].line, 1, f"the table has no line for the treaty{near}")]
    found = [row for cells in wanted if (row := reader.row(cells))]
    return found, reader.problems


# ---- lines --------------------------------------------------------------------------------------------------------


def _is(treaty: AnyEntry, text: str) -> bool:
    return plain(text) in _names(treaty)


def _names(treaty: AnyEntry) -> set[str]:
    names = (treaty.slug, treaty.title, treaty.fields.abbreviation, treaty.fields.full_title)
    return {plain(name) for name in names if name}


def near_treaty(text: str, treaties: Iterable[AnyEntry]) -> str:
    """Return " (did you mean …?)" with the slug of the treaty that has a name like this, or nothing."""
    slugs = {name: treaty.slug for treaty in treaties for name in _names(treaty)}
    near = nearest(plain(text), slugs)
    return f" (did you mean {slugs[near]}?)" if near else ""


class _Reader:
    """Reads lines and notes what is wrong with them."""

    def __init__(self, path: str, library: Library) -> None:
        self.path, self.problems = path, list[Problem]()
        self.seen: dict[str, int] = {}
        self.as_of: date = library.settings.fields.as_of
        states = library.of("country")
        self.codes = {code: e for e in states for code in (e.fields.iso3, e.fields.iso2, e.fields.m49)}
        formal = {plain(e.fields.formal_name): e for e in states if e.fields.formal_name}
        self.names = {**formal, **{plain(e.slug): e for e in states}, **{plain(e.title): e for e in states}}

    def row(self, cells: Mapping[str, Cell]) -> Row | None:
        state = self._state(cells)
        before = len(self.problems)
        days = {name: self._read(name, cell, _day) for name, cell in cells.items() if name in DATED}
        acts = {name: day for name, day in days.items() if name in ACTS}
        if CONSENTS & cells.keys():
            acts["consent"] = self._consent(cells)
        if state is None or len(self.problems) > before:
            return None
        self._agrees(cells, acts)
        return Row(state, next(iter(cells.values())).line, acts, cells)

    def _state(self, cells: Mapping[str, Cell]) -> AnyEntry | None:
        """The state that a line is about, by its code where there is one, otherwise by its name."""
        code = cells.get("code")
        cell = code if code and code.text else cells.get("state", code)
        assert cell
        if cell is code:
            state, known = self.codes.get(cell.text.upper()), [code for code in self.codes if len(code) == len(cell.text)]
            near = did_you_mean(cell.text.upper(), known) if self._tells else ""
            words = f"no state has the code {quoted(cell.text)}{near}"
        else:
            name = re.sub(r"[\s\d,]+$", "", cell.text)  # without the numbers of footnotes
            turned = re.sub(r"(.*) \((.*)\)", r"\2 \1", name)  # Netherlands (Kingdom of the)
            state = self.names.get(plain(name)) or self.names.get(plain(turned))
            words = f"no state has the name {quoted(name)}{self._near(plain(name)) if self._tells else ''}"
        if state is None:
            self._complain(cell, "state", words)
        elif first := self.seen.get(state.slug):
            self._complain(cell, "state", f"{state.title} must have one line; it is already on line {first}")
            return None
        else:
            self.seen[state.slug] = cell.line
        return state

    def _near(self, name: str) -> str:
        """The states that have these words in a name; else the one whose name is spelt nearly so and begins alike."""
        found = {e.title for known, e in self.names.items() if len(name) > 2 and f" {name}" in f" {known}"}
        if not found and (near := nearest(name, [known for known in self.names if known[:1] == name[:1]])):
            found = {self.names[near].title}
        return f" (did you mean {' or '.join(sorted(found))}?)" if 0 < len(found) <= FEW else ""

    def _read(self, name: str, cell: Cell, read: Callable[[str], Any]) -> Any:
        """A cell as a value, None where it is empty; one that can't be read is told."""
        if cell.text in EMPTY:
            return None
        try:
            found = read(cell.text)
        except ValueError as error:
            near = f" (did you mean {meant}?)" if (meant := Day().near(cell.text)) else ""
            self._complain(cell, name.replace("_", " "), f"{error}; found {quoted(cell.text)}{near}")
            return None
        day = found[0] if isinstance(found, tuple) else found
        if name != "in_force" and isinstance(day, date) and day > self.as_of:
            self._complain(cell, name, f"must not be after the site's date ({self.as_of}, in site.yaml); it is {day}")
        return found

    def _consent(self, cells: Mapping[str, Cell]) -> tuple[str, date] | None:
        """The act of consent, whichever column it stands in."""
        found = list(self._consents(cells))
        if len(found) > 1:
            self._complain(found[1][2], found[1][0], f"a state consents once; the line also has {found[0][0]} {found[0][1]}")
        return found[0][:2] if found else None

    def _consents(self, cells: Mapping[str, Cell]) -> Iterator[tuple[str, date, Cell]]:
        for word in KINDS:
            if word in cells and (day := self._read(word, cells[word], _day)):
                yield word, day, cells[word]
        kind = cells.get("kind")
        given = self._read("kind", kind, _kind) if kind else None
        dated = [(cells[name], otherwise) for name, otherwise in (("consented on", ""), ("marked", "ratified")) if name in cells]
        days = [(self._read("consent", cell, _day_and_mark), cell, otherwise) for cell, otherwise in dated]
        for found, cell, otherwise in days:
            if found and kind and kind.text in EMPTY and not found[1]:
                kinds = ", ".join(names[0] for names in KINDS.values())
                self._complain(kind, "kind", f"must tell the kind of the consent of {found[0]}: {kinds}")
            if found:
                yield given or found[1] or otherwise, found[0], cell
        if kind and given and dated and all(cell.text in EMPTY for cell, _ in dated):
            self._complain(kind, "kind", f"must have a date beside it; found {quoted(kind.text)} alone")

    def _agrees(self, cells: Mapping[str, Cell], acts: Mapping[str, Any]) -> None:
        """Complain of a status, or of a day of effect, that the dates of the line do not bear out."""
        cell = cells.get("in_force")
        if cell and acts["in_force"] and "consent" in acts and not acts["consent"]:
            self._complain(cell, "in force", f"must stand beside an act of consent; found {quoted(cell.text)}")
        cell = cells.get("status")
        if cell and plain(cell.text) in STATUSES and {"signed", "consent"} <= acts.keys() and not acts.get("withdrawn"):
            gives = True if acts["consent"] else False if acts["signed"] else None
            if STATUSES[plain(cell.text)] is not gives:
                known = {True: "party", False: "signatory", None: "not joined"}[gives]
                self._complain(
                    cell, "status", f"must go with the dates of the line, which are those of “{known}”; found “{cell.text}”"
                )

    @property
    def _tells(self) -> bool:
        """Whether further problems are told one by one; to find a near match takes long."""
        return len(self.problems) < MOST_TOLD

    def _complain(self, cell: Cell, name: str, message: str) -> None:
        self.problems.append(Problem(self.path, cell.line, cell.column, message, name))


DATED = ("signed", "provisionally_applied", "withdrawn", "in_force")
EMPTY = ("", "-", "–", "—")
FEW = 2
"""Up to how many names are proposed."""


def _day(text: str) -> date:
    """A day written 2013-06-03, 3 Jun 2013 or 3 June 2013; what has only numbers may mean two days and is refused."""
    match = re.fullmatch(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})", text)
    month = next((n for n, name in enumerate(MONTHS, 1) if match and name.startswith(match[2].lower())), 0)
    written = f"{match[3]}-{month:02}-{match[1]:0>2}" if match and month else text
    try:
        return Day().read(written)
    except ValueError as error:
        forms = "YYYY-MM-DD" if written != text or "calendar" in str(error) else "YYYY-MM-DD or 3 June 2013"
        raise ValueError(str(error).replace("YYYY-MM-DD", forms)) from None


def _day_and_mark(text: str) -> tuple[date, str]:
    """A day, and the kind of act that a letter behind it tells; without one the kind is not told."""
    day, _, mark = text.rpartition(" ")
    if not re.fullmatch("[A-Za-z]{1,2}", mark):
        return _day(text), ""
    if mark not in MARKS:
        marks = ", ".join(f"{each} ({word})" for each, word in MARKS.items())
        raise ValueError(f"must have behind the day {marks}, or nothing for a ratification")
    return _day(day), MARKS[mark]


def _kind(text: str) -> str:
    if text in MARKS:
        return MARKS[text]
    found = next((word for word, names in KINDS.items() if plain(text) in names), "")
    if not found:
        names = [name for every in KINDS.values() for name in every[:2]]
        kinds, marks = ", ".join(n[0] for n in KINDS.values()), ", ".join(MARKS)
        raise ValueError(f"must be one of {kinds}, or a mark of {marks}{did_you_mean(text, names)}")
    return found
