"""`import TREATY FILE.csv`: a depositary's table held against the content, and written into it where that is wished."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen import arguments
from sitegen.commands.command import Answer, Command
from sitegen.problems import Problem
from sitegen.words import counted, some

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
    unknown = _unknown(given, stage)
    if facts is None or unknown:
        return Answer(problems=[*unknown, *problems])
    treaty, problems = _treaty(given, facts.library)
    if problems:
        return Answer(problems=problems)
    rows, notes, problems = _rows(given, treaty, facts.library)
    if problems:
        return Answer(problems=problems)
    return _compared(given, stage, treaty, rows, notes, facts.library)


def _unknown(given: argparse.Namespace, stage: Stage) -> list[Problem]:
    """What is wrong with the name of the treaty, which is told whatever problems the content has."""
    from sitegen.content_types.treaty import TREATY
    from sitegen.editing import depositary

    slugs = stage.slugs(TREATY)
    if given.treaty in slugs:
        return []
    if str(given.table) in slugs:
        near = f"; the treaty comes first: import {given.table} {given.treaty}"
    else:
        near = depositary.near_treaty(given.treaty, stage.entries(TREATY))
    return [Problem(f"{given.content.name}/{TREATY.folder}", 0, 0, f"there is no treaty “{given.treaty}”{near}")]


def _treaty(given: argparse.Namespace, library: Library) -> tuple[AnyEntry, list[Problem]]:
    """The treaty that is named, and what is wrong with the day that is given."""
    from sitegen.model import Ref

    treaty = library[Ref("treaty", given.treaty)]
    before, as_of = treaty.fields.register.checked, library.settings.fields.as_of
    if given.checked and given.checked > as_of:
        words = f"must not be after the site's date ({as_of}, in site.yaml); it is {given.checked}"
        return treaty, [Problem("--checked", 0, 0, words)]
    if given.checked and given.checked < before:
        words = f"the register was read on {before} already; a table of {given.checked} is older than the content"
        return treaty, [Problem(treaty.path, *treaty.mark(("register", "checked")), words, "register.checked")]
    return treaty, []


def _rows(given: argparse.Namespace, treaty: AnyEntry, library: Library) -> tuple[list[Row], list[str], list[Problem]]:
    """What the table says of the treaty, with what a reader must know of the table; or its problems."""
    from sitegen.editing import columns, depositary, reconcile, spreadsheet

    table = given.table
    try:
        raw = table.read_bytes()
    except OSError as error:
        return [], [], [Problem(str(table), 0, 0, f"can't be read: {error.strerror or error}")]
    cells, problems = spreadsheet.read(str(table), raw)
    if not cells:
        return [], [], problems
    rows, faults = depositary.rows(str(table), cells, treaty, library)
    left = reconcile.left_out(rows, treaty, library)
    named = some([state.title for state in left], MOST_NAMED)
    faults += reconcile.untold_kinds(str(table), rows, treaty)
    if not faults and not problems:
        day = given.checked or treaty.fields.register.checked
        faults = reconcile.too_late(str(table), rows, treaty, day, _latest(given, treaty, is_whole=not left))
    if given.checked and left and not faults and not problems:
        words = f"must stand beside a table of all states; {table.name} lacks {len(left)} with an act in the content"
        faults = [Problem("--checked", 0, 0, f"{words}: {named}; leave --checked out, or take the table of the whole register")]
    problems = _first(str(table), sorted([*problems, *faults]))
    notes = [f"not in the table, and left as they are: {len(left)} with an act in the content ({named})"] if left else []
    if unused := columns.unused(cells[0]):
        notes.append(f"columns that nothing is read from: {', '.join(unused)}")
    return rows, notes, problems


def _latest(given: argparse.Namespace, treaty: AnyEntry, *, is_whole: bool) -> str:
    """What to say of an act that is later than the table."""
    if given.checked:
        return f"must not be after {given.checked}, the day of --checked"
    day = treaty.fields.register.checked
    helps = (
        "give the day on which the table was taken: --checked YYYY-MM-DD"
        if is_whole
        else "take a table of all states with --checked YYYY-MM-DD, or write the act by hand with the source that tells it"
    )
    return f"must not be after {day}, on which the register was read ({treaty.path}); {helps}"


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
    changed: list[str] = []
    problems: Sequence[Problem] = ()
    if differences or new_day:
        register = treaty, library[treaty.fields.register.source]
        changed, problems = _write(given, stage, register, rows, differences)
        problems = reconcile.at_table(str(given.table), problems, differences)
    written = changed if given.write else []
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
    return Answer(lines, data, problems)


def _write(
    given: argparse.Namespace,
    stage: Stage,
    register: tuple[AnyEntry, AnyEntry],
    rows: list[Row],
    differences: Sequence[Difference],
) -> tuple[list[str], list[Problem]]:
    """Try the table's acts out, and write them where that is asked for and the content would have no problem and not differ
    still. `register` is the treaty, and the source that its register is."""
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
    if not problems and given.write:
        problems = stage.write(changes)
    return sorted(changes) if not problems else [], problems


def _states(found: Sequence[object]) -> str:
    return counted(len(found), "state")


def _line(each: Difference, table: Path) -> str:
    line, _ = each.state.mark(each.path)
    again = "; its day of entry into force is not that of the treaty's rule: say why in a note" if each.lacks_note else ""
    again += f"; read again what the line says in {', '.join(each.to_read_again)}" if each.to_read_again else ""
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
        "lacks_note": each.lacks_note,
    }


IMPORT_TABLE = Command(
    "import",
    "compare a depositary's table with the content; --write brings the differences in",
    "import att status.csv --write --checked 2026-11-20",
    _arguments,
    _run,
)
