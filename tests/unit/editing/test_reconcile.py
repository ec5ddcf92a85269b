"""The content against the registers: nothing differs today; what is changed in a table is found, written and found no more.

`tests/reference/acts.csv` is a copy of the tables that the content was made from. Where `REGISTER_TABLES` names a folder
with the tables themselves (`att_status.csv`, `treaty_status.csv`), they are read as well.
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import io
import os
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import GOLDEN
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import load, pipeline, source
from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.country import COUNTRY, Participation
from sitegen.derive.facts import Facts
from sitegen.derive.status import effect_date
from sitegen.editing import depositary, reconcile, spreadsheet
from sitegen.links import AnyEntry
from sitegen.model import Ref
from sitegen.problems import Problem

ROOT = Path(__file__).parents[3]
REFERENCE = ROOT / "tests" / "reference" / "acts.csv"
TABLES = os.environ.get("REGISTER_TABLES", "")
TREATIES = sorted({row["treaty"] for row in csv.DictReader(REFERENCE.read_text("utf-8").splitlines())})
Rows = list[depositary.Row]


@functools.cache
def checked(content: Path) -> Facts:
    """The facts of a content folder; hypothesis would print a fixture at length."""
    found, problems = pipeline.check(content)
    assert found is not None, problems
    return found


def rows_of(path: Path, treaty: AnyEntry, facts: Facts) -> Rows:
    cells, problems = spreadsheet.read(path.name, path.read_bytes())
    assert problems == []
    rows, problems = depositary.rows(path.name, cells, treaty, facts.library)
    assert [*problems, *reconcile.untold_kinds(path.name, rows, treaty)] == []
    return rows


# ---- today's content ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("slug", TREATIES)
def test_nothing_differs_from_the_reference(facts: Facts, slug: str) -> None:
    treaty = facts.library[Ref("treaty", slug)]
    rows = rows_of(REFERENCE, treaty, facts)
    assert rows
    assert [(each.here, each.there) for each in reconcile.compare(rows, treaty)] == []
    assert reconcile.left_out(rows, treaty, facts.library) == []


@pytest.mark.skipif(not TABLES, reason="REGISTER_TABLES names no folder with the registers' tables")
@pytest.mark.parametrize("slug", TREATIES)
def test_nothing_differs_from_the_tables_of_the_registers(facts: Facts, slug: str) -> None:
    treaty = facts.library[Ref("treaty", slug)]
    rows = rows_of(Path(TABLES, "att_status.csv" if slug == "att" else "treaty_status.csv"), treaty, facts)
    assert rows
    assert {"signed", "consent", "in_force"} <= rows[0].acts.keys()
    assert [(each.here, each.there) for each in reconcile.compare(rows, treaty)] == []
    assert reconcile.left_out(rows, treaty, facts.library) == []


# ---- one cell changed -----------------------------------------------------------------------------------------


def change(row: depositary.Row, field: str, how: str, kind: str) -> depositary.Row:
    """A line with one act taken out, moved by a day, or put in; with another kind of consent."""
    old = row.acts[field]
    new: Any = None
    if field == "consent":
        day = old[1] + timedelta(days=1) if old and how == "moved" else old[1] if old else date(2026, 1, 5)
        new = None if old and how == "out" else (old[0] if old and how == "moved" else kind, day)
    elif not (old and how == "out"):
        new = old + timedelta(days=1) if old else date(1961, 1, 5)
    acts = {**row.acts, field: new}
    if field == "consent" and not new and "in_force" in acts:
        acts["in_force"] = None
    return dataclasses.replace(row, acts=acts)


def read_again(row: depositary.Row, raw: bytes) -> tuple[depositary.Row, tuple[Problem, ...]]:
    """The same line beside the country's file as it is now, with the problems of that file."""
    entry, problems = load.read_entry(row.state.path, row.state.slug, raw, COUNTRY, CONTENT_TYPES)
    if entry is None:
        return row, problems
    return dataclasses.replace(row, state=entry), problems


@functools.cache
def raw_of(path: str) -> bytes:
    return (ROOT / path).read_bytes()


def found_written_and_found_no_more(row: depositary.Row, treaty: AnyEntry, raw: bytes) -> None:
    """The law of a changed line: it is a difference; written in place it is none; of the file only its line changed."""
    before = list(reconcile.acts(row.state.fields.treaties.get(treaty.ref) or Participation()))
    differences = reconcile.compare([row], treaty)
    assert len(differences) == 1
    assert differences[0].here != differences[0].there
    changed, problems = reconcile.written(differences, {row.state.path: raw})
    assert problems == []
    after, told = read_again(row, changed[row.state.path])
    assert all("must not be before" in problem.message for problem in told)  # moved past another act
    assert reconcile.compare([after], treaty) == []
    assert list(reconcile.acts(after.state.fields.treaties[treaty.ref])) != before
    old, new = raw.decode().split("\n"), changed[row.state.path].decode().split("\n")
    line = differences[0].state.mark(differences[0].path)[0] - 1
    if len(old) == len(new):
        assert [number for number, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]] == [line]
    part, kept = differences[0].part, after.state.fields.treaties[treaty.ref]
    assert part is None or (part.note, part.also, part.source) == (kept.note, kept.also, kept.source)


KINDS = st.sampled_from(["ratified", "acceded", "accepted", "approved", "succeeded", "consented"])


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(TREATIES),
    st.sampled_from(["signed", "consent"]),
    st.sampled_from(["out", "moved", "kind"]),
    KINDS,
    st.randoms(use_true_random=False),
)
def test_a_changed_cell_of_the_real_content(slug: str, field: str, how: str, kind: str, random: Any) -> None:
    facts = checked(ROOT / "content")
    treaty = facts.library[Ref("treaty", slug)]
    row = random.choice(rows_of(REFERENCE, treaty, facts))
    changed = change(row, field, how, kind)
    if changed.acts != row.acts:
        found_written_and_found_no_more(changed, treaty, raw_of(row.state.path))


# ---- every manner of writing ----------------------------------------------------------------------------------

PARTS = {
    "none": "none",
    "word in quotation marks": '"none"',
    "brackets": "{signed: 2013-10-18, ratified: 2015-01-02, also: [handbook], note: A note.}",
    "brackets with blanks and marks": "{ signed: '2013-10-18' , ratified: \"2015-01-02\", note: A note., }",
    "long form": "{signed: {date: 2013-10-18, note: Seen.}, ratified: {date: 2015-01-02, source: handbook}}",
    "brackets over lines": "{  # open\n    signed: 2013-10-18,  # one\n    # between\n    ratified: 2015-01-02  # two\n    }",
    "lines": "\n    signed: 2013-10-18  # one\n    # between\n\n    ratified: 2015-01-02  # two\n    note: A note.",
    "long lines": "\n    ratified:  # why\n      date: 2015-01-02  # day\n      note: >-\n        A longer\n        note.\n    signed: 2013-10-18",
    "signed only": "{signed: 2013-10-18}",
    "no act": "{note: Looked for.}",
}
NEIGHBOURS = ("  tpnw: {signed: 2019-01-09}  # before\n", "  # after\n  bwc: none\n")
STATE = """---
title: Cambodia  # the name
iso3: KHM
iso2: KH
m49: "116"
un_status: member
treaties:
{}sources: [handbook]  # last
---

The body: {{signed: 2013-10-18}}
"""


def state(text: str, newline: str = "\n") -> tuple[AnyEntry, bytes]:
    raw = STATE.replace("{}", text).replace("\n", newline).encode()
    entry, problems = load.read_entry("content/countries/cambodia.md", "cambodia", raw, COUNTRY, CONTENT_TYPES)
    assert problems == ()
    assert entry is not None
    return entry, raw


def comments(raw: bytes) -> list[str]:
    return sorted(line.partition("#")[2].strip() for line in raw.decode().splitlines() if "#" in line)


def row_of(entry: AnyEntry, signed: date | None, consent: tuple[str, date] | None, more: Any = None) -> depositary.Row:
    return depositary.Row(entry, 2, {"signed": signed, "consent": consent, **(more or {})})


@settings(deadline=None, max_examples=400)
@given(
    st.sampled_from(sorted(PARTS)),
    st.sampled_from([None, date(2013, 10, 18), date(2013, 10, 19)]),
    st.one_of(st.none(), st.tuples(KINDS, st.sampled_from([date(2015, 1, 2), date(2015, 1, 3)]))),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([("", ""), NEIGHBOURS, ("", NEIGHBOURS[1]), (NEIGHBOURS[0], "")]),
)
def test_comments_and_all_else_stay_in_every_manner_of_writing(
    manner: str, signed: date | None, consent: Any, newline: str, around: tuple[str, str]
) -> None:
    treaty = checked(GOLDEN / "content").library[Ref("treaty", "att")]
    entry, raw = state(f"{around[0]}  att: {PARTS[manner]}\n{around[1]}".replace(": \n", ":\n"), newline)
    row = row_of(entry, signed, consent)
    differences = reconcile.compare([row], treaty)
    changed, problems = reconcile.written(differences, {entry.path: raw})
    assert problems == []
    new = changed.get(entry.path, raw)
    after, told = read_again(row, new)
    assert told == ()
    assert reconcile.compare([after], treaty) == []
    assert (new == raw) == (not differences)
    assert comments(new) == comments(raw)
    assert new.count(b"\r\n") == (new.count(b"\n") if newline == "\r\n" else 0)
    others = [ref for ref in entry.fields.treaties if ref.slug != "att"]
    assert [after.state.fields.treaties[ref] for ref in others] == [entry.fields.treaties[ref] for ref in others]
    assert list(after.state.fields.treaties) == list(entry.fields.treaties)
    assert new.partition(b"\n---")[2] == raw.partition(b"\n---")[2]


@pytest.mark.parametrize("text", ["", "  tpnw: none\n"], ids=["no treaty", "another treaty"])
@pytest.mark.parametrize(("acts", "line"), [({}, "  att: none"), ({"signed": date(2014, 1, 1)}, "  att: {signed: 2014-01-01}")])
def test_a_treaty_that_was_not_named_gets_a_line(small_facts: Facts, text: str, acts: Any, line: str) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    raw = STATE.replace("treaties:\n{}", f"treaties:\n{text}" if text else "").encode()
    entry, problems = load.read_entry("content/countries/cambodia.md", "cambodia", raw, COUNTRY, CONTENT_TYPES)
    assert entry is not None, problems
    row = row_of(entry, acts.get("signed"), None)
    differences = reconcile.compare([row], treaty)
    assert [each.here for each in differences] == ["nothing, the treaty is not named"]
    assert differences[0].acts[0] is None
    new = reconcile.written(differences, {entry.path: raw})[0][entry.path].decode()
    before, after = raw.decode(), f"{text}{line}\n"
    expected = before.replace(text, after) if text else before.replace("member\n", f"member\ntreaties:\n{after}")
    assert new == expected
    assert reconcile.compare([read_again(row, new.encode())[0]], treaty) == []


def test_a_state_outside_a_zone_without_an_act_is_no_difference(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    zone = dataclasses.replace(treaty, fields=dataclasses.replace(treaty.fields, open_to=("NPL",)))
    entry, _ = state("  tpnw: none\n")
    assert reconcile.compare([row_of(entry, None, None)], zone) == []
    assert len(reconcile.compare([row_of(entry, date(2014, 1, 1), None)], zone)) == 1
    assert len(reconcile.compare([row_of(entry, None, None)], treaty)) == 1


# ---- entry into force, kinds, sources -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "day", "after"),
    [
        ("{ratified: 2015-03-01}", "2015-05-30", "{ratified: 2015-03-01}"),
        ("{ratified: 2015-03-01}", "2015-06-01", "{ratified: 2015-03-01, in_force: 2015-06-01}"),
        ("{ratified: 2015-03-01, in_force: 2015-06-01}", "2015-05-30", "{ratified: 2015-03-01}"),
        ("{ratified: 2015-03-01, in_force: 2015-06-01}", "2015-06-02", "{ratified: 2015-03-01, in_force: 2015-06-02}"),
        ("{ratified: 2015-03-01, in_force: unknown}", "", "{ratified: 2015-03-01, in_force: unknown}"),
        ("{ratified: 2015-03-01, in_force: 2015-05-30}", "2015-05-30", "{ratified: 2015-03-01, in_force: 2015-05-30}"),
    ],
)
def test_a_day_of_effect_is_written_only_where_the_rule_does_not_give_it(
    small_facts: Facts, part: str, day: str, after: str
) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    entry, raw = state(f"  att: {part}\n")
    told = date.fromisoformat(day) if day else None
    row = row_of(entry, None, ("ratified", date(2015, 3, 1)), {"in_force": told})
    differences = reconcile.compare([row], treaty)
    new = reconcile.written(differences, {entry.path: raw})[0].get(entry.path, raw)
    assert new.decode() == raw.decode().replace(part, after)
    assert bool(differences) == (part != after)
    if told:
        assert effect_date(treaty.fields, read_again(row, new)[0].state.fields.treaties[treaty.ref]) == told


def test_an_act_that_goes_takes_its_day_of_effect_along(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    entry, raw = state("  att: {ratified: 2015-03-01, in_force: 2015-06-01, note: x}\n")
    differences = reconcile.compare([row_of(entry, None, None)], treaty)
    assert b"  att: {note: x}\n" in reconcile.written(differences, {entry.path: raw})[0][entry.path]


def test_where_the_kind_is_not_told_the_day_is_compared(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    entry, raw = state("  att: {acceded: 2015-03-01}\n")
    assert reconcile.compare([row_of(entry, None, ("", date(2015, 3, 1)))], treaty) == []
    differences = reconcile.compare([row_of(entry, None, ("", date(2015, 3, 2)))], treaty)
    assert b"  att: {acceded: 2015-03-02}\n" in reconcile.written(differences, {entry.path: raw})[0][entry.path]


def test_a_new_act_whose_kind_is_not_told_is_a_problem(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    cells, _ = spreadsheet.read("t.csv", b"iso3,consent_date\nMNG,2015-03-01\nNPL,2015-03-01\n")
    rows, _ = depositary.rows("t.csv", cells, treaty, small_facts.library)
    assert [str(problem) for problem in reconcile.untold_kinds("t.csv", rows, treaty)] == [
        "t.csv:2:5: consent: is new to the content, so its kind must be told: add a column consent_type; found “2015-03-01”"
    ]


def test_what_the_table_has_no_column_for_stays(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    part = "{signed: 2013-06-03, ratified: 2015-03-01, provisionally_applied: 2014-01-01, withdrawn: 2020-01-01}"
    entry, _ = state(f"  att: {part}\n")
    row = depositary.Row(entry, 2, {"signed": date(2013, 6, 3)})
    assert reconcile.compare([row], treaty) == []
    full = {"provisionally_applied": None, "withdrawn": None}
    differences = reconcile.compare([dataclasses.replace(row, acts={**row.acts, **full})], treaty)
    assert [each.there for each in differences] == ["signed 2013-06-03, ratified 2015-03-01"]


def test_what_an_editor_must_read_again_is_named(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    for part, keys in (
        ("{signed: 2013-06-03, also: [handbook], note: x}", ["also", "note"]),
        ("{signed: {date: 2013-06-03, source: handbook, note: x}}", ["source", "note"]),
        ("{signed: 2013-06-03}", []),
    ):
        entry, _ = state(f"  att: {part}\n")
        assert reconcile.compare([row_of(entry, None, None)], treaty)[0].to_read_again == keys


def test_what_can_not_be_changed_in_place_is_told(small_facts: Facts) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    entry, raw = state("  att:\n    ? signed\n    : 2013-06-03\n    note: x\n")
    changed, problems = reconcile.written(reconcile.compare([row_of(entry, None, None)], treaty), {entry.path: raw})
    assert changed == {}
    assert [str(problem) for problem in problems] == [
        "content/countries/cambodia.md:9:5: treaties.att: can't be changed in place, the way it is written does not allow it; "
        "the register has no act: change it by hand"
    ]


@pytest.mark.parametrize(
    "text", ["register: {source: register, checked: 2026-01-15}", "register:\n  checked: '2026-01-15'  # read"]
)
def test_the_day_on_which_the_register_was_read(small_facts: Facts, text: str) -> None:
    treaty = small_facts.library[Ref("treaty", "att")]
    register = small_facts.library[treaty.fields.register.source]
    files = {treaty.path: f"---\n{text}\n---\n".encode(), register.path: b"---\nchecked: 2026-01-15\n---\n"}
    same, later = (reconcile.checked(treaty, register, date(2026, 1, day), files) for day in (15, 20))
    assert same == files
    assert later == {path: raw.replace(b"15", b"20") for path, raw in files.items()}


# ---- a table made from the content ----------------------------------------------------------------------------


def table_of(facts: Facts, treaty: AnyEntry) -> str:
    """A table as the content would have it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["iso3", "signed", "consent_type", "consent_date", "entry_into_force", "provisional_application"])
    for country in facts.library.of("country"):
        if part := country.fields.treaties.get(treaty.ref):
            word, act = part.consent() or ("", None)
            signed, provisional = (x.date if x else "" for x in (part.signed, part.provisionally_applied))
            effect = (effect_date(treaty.fields, part) if act else None) or ""
            writer.writerow([country.fields.iso3, signed, word, act.date if act else "", effect, provisional])
    return out.getvalue()


@pytest.mark.parametrize("slug", TREATIES)
def test_a_table_made_from_the_content_says_what_the_content_says(facts: Facts, slug: str) -> None:
    treaty = facts.library[Ref("treaty", slug)]
    cells, _ = spreadsheet.read("t.csv", table_of(facts, treaty).encode())
    rows, problems = depositary.rows("t.csv", cells, treaty, facts.library)
    assert problems == []
    assert reconcile.compare(rows, treaty) == []


def test_the_parts_of_these_tests_are_written_in_many_manners() -> None:
    read: Callable[[str], Any] = lambda text: source.read("x.md", f"---\na: {text}\n---\n".encode())[0]  # noqa: E731
    assert all(read(text) for text in PARTS.values())
