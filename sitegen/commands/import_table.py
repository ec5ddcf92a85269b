"""`import TREATY FILE.csv`: a depositary's table held against the content, and written into it where that is wished."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import arguments
from sitegen.commands.command import Answer, Command
from sitegen.problems import Problem, did_you_mean
from sitegen.words import counted

if TYPE_CHECKING:
    from sitegen.editing.depositary import Row
    from sitegen.editing.reconcile import Difference
    from sitegen.editing.staging import Stage
    from sitegen.links import AnyEntry, Library

MOST_NAMED = 8


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("treaty", metavar="TREATY", help="the slug of a treaty, such as att")
    parser.add_argument("table", type=Path, metavar="FILE.csv", help="the table, with a line for each state")
    parser.add_argument("--write", action="store_true", help="write the differences into the files of the states")
    parser.add_argument(
        "--checked", type=arguments.day, metavar="YYYY-MM-DD", help="the day on which the register was read, to be noted"
    )


def _run(given: argparse.Namespace, root: Path) -> Answer:
    from sitegen.editing.staging import Stage

    stage = Stage(given.content)
    facts, problems = stage.check()
    if facts is None:
        return Answer(problems=problems)
    treaty, problems = _treaty(given, facts.library)
    if treaty is None:
        return Answer(problems=problems)
    rows, notes, problems = _rows(given.table, treaty, facts.library)
    if problems:
        return Answer(problems=problems)
    return _compared(given, stage, treaty, rows, notes, facts.library)


def _treaty(given: argparse.Namespace, library: Library) -> tuple[AnyEntry | None, list[Problem]]:
    """The treaty that is named, with a register that was not read later than the day that is given."""
    from sitegen.model import Ref

    treaty = library.entries.get(Ref("treaty", given.treaty))
    if treaty is None:
        slugs = [each.slug for each in library.of("treaty")]
        is_turned = str(given.table) in slugs
        near = (
            f"; the treaty comes first: import {given.table} {given.treaty}" if is_turned else did_you_mean(given.treaty, slugs)
        )
        return None, [Problem(f"{given.content.name}/treaties", 0, 0, f"there is no treaty “{given.treaty}”{near}")]
    before, as_of = treaty.fields.register.checked, library.settings.fields.as_of
    if given.checked and given.checked > as_of:
        words = f"must not be after the site's date ({as_of}, in site.yaml); it is {given.checked}"
        return None, [Problem("--checked", 0, 0, words)]
    if given.checked and given.checked < before:
        words = f"the register was read on {before} already; a table of {given.checked} is older than the content"
        return None, [Problem(treaty.path, *treaty.mark(("register", "checked")), words, "register.checked")]
    return treaty, []


def _rows(table: Path, treaty: AnyEntry, library: Library) -> tuple[list[Row], list[str], list[Problem]]:
    """What the table says of the treaty, with what a reader must know of the table; or its problems."""
    from sitegen.editing import columns, depositary, reconcile, spreadsheet

    try:
        raw = table.read_bytes()
    except OSError as error:
        return [], [], [Problem(str(table), 0, 0, f"can't be read: {error.strerror or error}")]
    cells, problems = spreadsheet.read(str(table), raw)
    if not cells:
        return [], [], problems
    rows, faults = depositary.rows(str(table), cells, treaty, library)
    problems = _first(str(table), sorted([*problems, *faults, *reconcile.untold_kinds(str(table), rows, treaty)]))
    left = reconcile.left_out(rows, treaty, library)
    named = ", ".join([*(state.title for state in left[:MOST_NAMED]), *(["…"] if len(left) > MOST_NAMED else [])])
    notes = [f"not in the table, and left as they are: {len(left)} with an act in the content ({named})"] if left else []
    if unused := columns.unused(cells[0]):
        notes.append(f"columns that nothing is read from: {', '.join(unused)}")
    return rows, notes, problems


def _first(path: str, problems: list[Problem]) -> list[Problem]:
    """The problems that are told, and how many there are besides."""
    from sitegen.editing.depositary import MOST_TOLD

    told, left = problems[:MOST_TOLD], Counter(each.field or "lines" for each in problems[MOST_TOLD:])
    kinds = ", ".join(f"{count:,} of {kind}" for kind, count in sorted(left.items()))
    return [*told, Problem(path, 0, 0, f"further problems, not told one by one: {kinds}")] if left else told


def _compared(
    given: argparse.Namespace, stage: Stage, treaty: AnyEntry, rows: list[Row], notes: list[str], library: Library
) -> Answer:
    from sitegen.editing import reconcile

    differences = reconcile.compare(rows, treaty)
    new_day = given.checked if given.checked != treaty.fields.register.checked else None
    written: list[str] = []
    if given.write and (differences or new_day):
        written, problems = _write(given, stage, (treaty, library[treaty.fields.register.source]), rows, differences)
        if problems:
            return Answer(problems=problems)
    lines = [_line(each, given.table) for each in differences]
    if new_day:
        lines.append(f"{treaty.path}: register.checked: {treaty.fields.register.checked} → {new_day}")
    result = f"differences in {_states(differences)}" if differences else "nothing differs"
    wish = "; --write brings this into the content" if (differences or new_day) and not written else ""
    lines += [*notes, f"{treaty.title}: {_states(rows)} of {given.table.name} compared, {result}{wish}"]
    lines += [f"written: {path}" for path in written]
    data = {
        "treaty": treaty.slug,
        "compared": len(rows),
        "differences": [_data(each) for each in differences],
        "not_in_table": [state.slug for state in reconcile.left_out(rows, treaty, library)],
        "written": written,
    }
    return Answer(lines, data)


def _write(
    given: argparse.Namespace,
    stage: Stage,
    register: tuple[AnyEntry, AnyEntry],
    rows: list[Row],
    differences: Sequence[Difference],
) -> tuple[list[str], list[Problem]]:
    """Write the table's acts; where the content would have a problem, or still differ, nothing is written. `register` is the
    treaty, and the source that its register is."""
    from sitegen.editing import reconcile

    treaty, source = register
    files = {
        path: stage.file(path).read_bytes() for path in (treaty.path, source.path, *(each.state.path for each in differences))
    }
    changes, problems = reconcile.written(differences, files)
    if given.checked and not problems:
        changes |= reconcile.checked(treaty, source, given.checked, files)
    changes = {path: raw for path, raw in changes.items() if raw != files[path]}
    if problems:
        return [], problems
    facts, problems = stage.try_out(changes)
    if facts is None:
        return [], problems
    left = reconcile.compare([row.of(facts.library) for row in rows], facts.library[treaty.ref])
    words = "the register has {}, which can't be written in place; change it by hand"
    problems = [Problem(each.state.path, *each.state.mark(each.path), words.format(each.there)) for each in left]
    return sorted(changes), problems or stage.write(changes)


def _states(found: Sequence[object]) -> str:
    return counted(len(found), "state")


def _line(each: Difference, table: Path) -> str:
    line, _ = each.state.mark(each.path)
    again = f"; read again what the line says in {', '.join(each.to_read_again)}" if each.to_read_again else ""
    place = f"{each.state.path}:{line}: {each.state.title}"
    return f"{place}: the content has {each.here}; the register has {each.there} ({table.name}:{each.line}){again}"


def _data(each: Difference) -> dict[str, object]:
    content, register = each.acts
    return {
        "state": each.state.slug,
        "iso3": str(each.state.fields.iso3),
        "path": each.state.path,
        "line": each.state.mark(each.path)[0],
        "content": content,
        "register": register,
        "table_line": each.line,
        "read_again": each.to_read_again,
    }


IMPORT_TABLE = Command(
    "import",
    "compare a depositary's table with the content; --write brings the differences in",
    "import att status.csv --write --checked 2026-11-20",
    _arguments,
    _run,
)
