"""The commands on the shelf: what editors type, what is said, what is written."""

from __future__ import annotations

import csv
import importlib
import io
import json
import pkgutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import GOLDEN, Project, tree

from sitegen import cli, commands, pipeline
from sitegen.commands.command import Command
from sitegen.derive.status import effect_date
from sitegen.model import Ref

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, project: Project) -> Run:
    """Run a command in the small project; the exit code and what was printed on the two streams."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    monkeypatch.chdir(project.root)

    def call(*arguments: str) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments, project.root)
        except SystemExit as left:
            code = int(str(left.code or 0))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


def contents(project: Project) -> dict[str, str]:
    return {path: raw.decode() for path, raw in tree(project.paths.content).items()}


def changes(before: dict[str, str], after: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """The lines that differ by file, for files whose number of lines is the same."""
    files = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    return {
        path: [pair for pair in zip(before[path].split("\n"), after[path].split("\n"), strict=True) if pair[0] != pair[1]]
        for path in files
    }


# ---- the shelf ------------------------------------------------------------------------------------------------


def test_every_command_stands_in_the_list_and_the_reverse() -> None:
    names = [each.name for each in pkgutil.iter_modules(commands.__path__) if each.name != "command"]
    found = [getattr(importlib.import_module(f"sitegen.commands.{name}"), name.upper()) for name in names]
    assert all(isinstance(each, Command) for each in found)
    assert sorted(each.name for each in found) == sorted(each.name for each in commands.COMMANDS)
    assert all(each.example.startswith(each.name) for each in commands.COMMANDS)


def test_the_help_names_every_command(run: Run) -> None:
    said = run("--help")[1]
    assert all(f"    {each.name} " in said for each in commands.COMMANDS)


@pytest.mark.parametrize("command", [each.name for each in commands.COMMANDS])
def test_every_command_is_in_the_docs(command: str) -> None:
    root = GOLDEN.parents[1]
    assert f"`python3 build.py {command}" in (root / "README.md").read_text("utf-8")
    assert f"python3 build.py {command}" in (root / "CONTRIBUTING.md").read_text("utf-8")
    assert f"`build.py {command}`" in (root / "CHANGELOG.md").read_text("utf-8")


@pytest.mark.parametrize("command", ["new", "rename"])
def test_a_type_that_is_none_is_a_wrong_call(run: Run, command: str) -> None:
    code, _, err = run(command, "contry", "a", *(["b"] if command == "rename" else []))
    assert code == 2
    assert "there is no type “contry” (did you mean country?); there are country, treaty, grouping, event," in err


# ---- import ---------------------------------------------------------------------------------------------------


def table(treaty: str = "att") -> list[list[str]]:
    """A depositary's table that says what the small project says."""
    facts, _ = pipeline.check(GOLDEN / "content")
    assert facts is not None
    rows = [["Participant", "Signature", "Consent type", "Consent date", "Entry into force"]]
    for country in facts.library.of("country"):
        if part := country.fields.treaties.get(Ref("treaty", treaty)):
            word, act = part.consent() or ("", None)
            effect = effect_date(facts.library[Ref("treaty", treaty)].fields, part) if act else None
            days = [part.signed.date if part.signed else "", word, act.date if act else "", effect or ""]
            rows.append([country.title, *map(str, days)])
    return rows


def save(project: Project, rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    (project.root / "status.csv").write_text(out.getvalue(), encoding="utf-8", newline="")
    return "status.csv"


@pytest.mark.parametrize("treaty", ["att", "tpnw"])
def test_a_table_that_says_the_same(run: Run, project: Project, treaty: str) -> None:
    before = contents(project)
    for more in ((), ("--write",)):
        code, out, err = run("import", treaty, save(project, table(treaty)), *more)
        assert (code, err) == (0, "")
        assert out.endswith(f": {len(table(treaty)) - 1} states of status.csv compared, nothing differs\n")
    assert contents(project) == before


def test_what_differs_is_told_and_nothing_is_written(run: Run, project: Project) -> None:
    rows = table()
    assert [row[0] for row in rows] == ["Participant", "Åland & Isles", "Cambodia", "Mongolia", "Nepal"]
    rows[2][2:] = ["ratification", "2026-01-05", "2026-04-05"]
    rows[3][1] = "2013-12-01"
    before = contents(project)
    code, out, err = run("import", "att", save(project, rows))
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "content/countries/cambodia.md:11: Cambodia: the content has signed 2013-10-18; "
        "the register has signed 2013-10-18, ratified 2026-01-05 (status.csv:3); read again what the line says in also",
        "content/countries/mongolia.md:8: Mongolia: the content has no act; the register has signed 2013-12-01 (status.csv:4)",
        "Arms Trade Treaty: 4 states of status.csv compared, differences in 2 states; --write brings this into the content",
    ]
    assert contents(project) == before
    assert run("import", "att", "status.csv", "--quiet") == (0, "", "")


def test_what_differs_is_written_in_place_and_found_no_more(run: Run, project: Project) -> None:
    rows = table()
    rows[2][2:] = ["ratification", "2026-01-05", "2026-04-05"]
    rows[3][1] = "2013-12-01"
    before = contents(project)
    code, out, _ = run("import", "att", save(project, rows), "--write", "--checked", "2026-01-20")
    assert code == 0
    assert out.splitlines()[-4:] == [
        "written: content/countries/cambodia.md",
        "written: content/countries/mongolia.md",
        "written: content/sources/register.md",
        "written: content/treaties/att.md",
    ]
    assert changes(before, contents(project)) == {
        "countries/cambodia.md": [
            (
                "  att: {signed: 2013-10-18, also: [handbook]}",
                "  att: {signed: 2013-10-18, ratified: 2026-01-05, also: [handbook]}",
            )
        ],
        "countries/mongolia.md": [("  att: none", "  att: {signed: 2013-12-01}")],
        "sources/register.md": [("checked: 2026-01-15", "checked: 2026-01-20")],
        "treaties/att.md": [
            (
                "register: {source: register, checked: 2026-01-15}",
                "register: {source: register, checked: 2026-01-20}",
            )
        ],
    }
    assert run("check")[0] == 0
    assert "nothing differs" in run("import", "att", "status.csv", "--checked", "2026-01-20")[1]


CELLS = [(line, column) for line, row in enumerate(table()[1:], 1) for column in (1, 2, 3, 4)]


@pytest.mark.parametrize(("line", "column"), CELLS)
def test_each_changed_cell_is_found_written_and_found_no_more(run: Run, project: Project, line: int, column: int) -> None:
    """An act that is put in, moved or taken out; what one cell can't say alone takes its neighbours along."""
    rows = table()
    row = rows[line]
    if column == 1:
        row[1] = "" if row[1] else "2013-06-05"
    elif column == 4:
        if not row[3]:
            pytest.skip("no entry into force without an act of consent")
        row[4] = "2025-12-24"
    elif not row[3]:
        row[2:4] = ["accession" if column == 2 else "ratification", "2025-12-24"]
    elif column == 2:
        row[2] = "approved"
    else:
        row[3:] = ["2025-12-24", ""]
    before = contents(project)
    assert "differences in 1 state;" in run("import", "att", save(project, rows))[1]
    assert "differences in 1 state\n" in run("import", "att", "status.csv", "--write")[1]
    after = contents(project)
    assert [len(pairs) for pairs in changes(before, after).values()] == [1]
    assert "nothing differs" in run("import", "att", "status.csv", "--write")[1]
    assert contents(project) == after
    assert "differences in 1 state\n" in run("import", "att", save(project, table()), "--write")[1]
    pairs = changes(before, contents(project))
    assert all(sorted(old.split()) == sorted(new.split()) or column == 4 for each in pairs.values() for old, new in each)


def test_the_result_as_json(run: Run, project: Project) -> None:
    rows = table()
    del rows[1]
    rows[3][1] = ""
    rows[1][0] = "KHM"
    rows[0][0] = "iso3"
    rows[2][0], rows[3][0] = "MNG", "NPL"
    code, out, _ = run("import", "att", save(project, rows), "--json")
    assert code == 0
    assert json.loads(out) == {
        "treaty": "att",
        "compared": 3,
        "differences": [
            {
                "state": "nepal",
                "iso3": "NPL",
                "path": "content/countries/nepal.md",
                "line": 9,
                "content": {"signed": "2014-01-01", "ratified": "2015-03-01"},
                "register": {"ratified": "2015-03-01"},
                "table_line": 4,
                "read_again": [],
                "lacks_note": False,
            }
        ],
        "not_in_table": ["aland-islands"],
        "written": [],
        "problems": [],
    }


def test_what_is_not_in_the_table_stays_and_is_told(run: Run, project: Project) -> None:
    rows = [[*row, "x"] for row in table()[:2]]
    rows[0][-1] = "remarks"
    before = contents(project)
    out = run("import", "att", save(project, rows), "--write")[1]
    assert out.splitlines() == [
        "not in the table, and left as they are: 2 with an act in the content (Cambodia, Nepal)",
        "columns that nothing is read from: remarks",
        "Arms Trade Treaty: 1 state of status.csv compared, nothing differs",
    ]
    assert contents(project) == before


@pytest.mark.parametrize(
    ("cell", "value", "told"),
    [
        (
            (4, 1),
            "2014-02-30",
            "status.csv:5:7: signed: must be a day that the calendar has, written YYYY-MM-DD; found “2014-02-30”",
        ),
        ((4, 0), "Nepall", "status.csv:5:1: state: no state has the name “Nepall” (did you mean Nepal?)"),
        (
            (4, 3),
            "2026-02-01",
            "status.csv:5:27: consent: must not be after the site's date (2026-01-31, in site.yaml); it is 2026-02-01",
        ),
        (
            (4, 3),
            "2013-12-31",
            "status.csv:5:27: Nepal: ratified: must not be before “signed” (2014-01-01); it is 2013-12-31",
        ),
        (
            (4, 3),
            "2026-01-20",
            "status.csv:5:27: ratified: must not be after 2026-01-15, on which the register was read (content/treaties/att.md); "
            "give the day on which the table was taken: --checked YYYY-MM-DD; it is 2026-01-20",
        ),
    ],
)
@pytest.mark.parametrize("wish", [(), ("--write",)])
def test_where_there_is_a_problem_it_is_told_at_the_table_and_nothing_is_written(
    run: Run, project: Project, cell: tuple[int, int], value: str, told: str, wish: tuple[str, ...]
) -> None:
    rows = table()
    rows[cell[0]][cell[1]] = value
    rows[4][4] = ""
    rows[3][1] = "2013-12-01"
    before = contents(project)
    code, out, err = run("import", "att", save(project, rows), *wish)
    assert (code, out) == (1, "")
    assert err.splitlines()[0].startswith(told)
    assert err.splitlines()[-1] == "1 problem; nothing was written"
    assert contents(project) == before


@pytest.mark.parametrize("wish", [(), ("--write",)])
def test_a_table_of_some_states_is_no_reading_of_the_register(run: Run, project: Project, wish: tuple[str, ...]) -> None:
    rows = table()
    del rows[2]
    save(project, rows)
    before = contents(project)
    assert run("import", "att", "status.csv", "--checked", "2026-01-20", *wish) == (
        1,
        "",
        "--checked: must stand beside a table of all states; status.csv lacks 1 with an act in the content: Cambodia; "
        "leave --checked out, or take the table of the whole register\n1 problem; nothing was written\n",
    )
    rows[1][1] = "2026-01-20"
    said = run("import", "att", save(project, rows), *wish)[2]
    assert "take a table of all states with --checked YYYY-MM-DD, or write the act by hand with the source that tells it" in said
    assert contents(project) == before


def test_an_act_later_than_the_day_of_its_table(run: Run, project: Project) -> None:
    rows = table()
    rows[3][1] = "2026-01-25"
    told = "status.csv:4:10: signed: must not be after 2026-01-20, the day of --checked; it is 2026-01-25\n"
    assert run("import", "att", save(project, rows), "--checked", "2026-01-20")[2].startswith(told)


def test_a_day_of_effect_beside_the_rule_asks_for_its_reason(run: Run, project: Project) -> None:
    rows = table()
    rows[4][4] = "2015-07-01"
    words = "its day of entry into force is not that of the treaty's rule: say why in a note"
    assert words in run("import", "att", save(project, rows), "--write")[1]
    assert "in_force: 2015-07-01" in contents(project)["countries/nepal.md"]
    assert words not in run("import", "att", "status.csv")[1]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("import", "atts", "x.csv"), "content/treaties: there is no treaty “atts” (did you mean att?)"),
        (
            ("rename", "country", "mongolai", "x"),
            "content/countries/x.md: there is no country “mongolai” (did you mean mongolia?)",
        ),
    ],
)
def test_a_name_that_is_not_there_is_told_beside_the_problems_of_the_content(
    run: Run, project: Project, arguments: tuple[str, ...], told: str
) -> None:
    project.edit("content/countries/nepal.md", "iso3: NPL", "iso3: Nepal")
    code, _, err = run(*arguments)
    assert (code, err.splitlines()[0], len(err.splitlines())) == (1, told, 3)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("arms-trade-treaty", "status.csv"), "content/treaties: there is no treaty “arms-trade-treaty” (did you mean att?)"),
        (("atts", "status.csv"), "content/treaties: there is no treaty “atts” (did you mean att?)"),
        (
            ("status.csv", "att"),
            "content/treaties: there is no treaty “status.csv”; the treaty comes first: import att status.csv",
        ),
        (
            ("att", "status.csv", "--checked", "2026-02-01"),
            "--checked: must not be after the site's date (2026-01-31, in site.yaml); it is 2026-02-01",
        ),
        (("att", "nowhere.csv"), "nowhere.csv: can't be read: No such file or directory"),
        (
            ("att", "status.csv", "--checked", "2026-01-14"),
            "content/treaties/att.md:10:39: register.checked: the register was read on 2026-01-15 already; "
            "a table of 2026-01-14 is older than the content",
        ),
        (("att", "empty.csv"), "empty.csv: the table is empty; it must have a line of column names and a line for each state"),
    ],
)
def test_what_is_asked_for_and_can_not_be(run: Run, project: Project, arguments: tuple[str, ...], told: str) -> None:
    save(project, table())
    (project.root / "empty.csv").write_bytes(b"")
    assert run("import", *arguments) == (1, "", f"{told}\n1 problem; nothing was written\n")


@pytest.mark.parametrize(
    "call", [("import", "att"), ("rename", "nepal", "country", "x"), ("rename", "country", "nepal"), ("why",)]
)
def test_a_wrong_call_shows_a_right_one(run: Run, call: tuple[str, ...]) -> None:
    example = next(each.example for each in commands.COMMANDS if each.name == call[0])
    code, _, err = run(*call)
    assert (code, err.splitlines()[-1]) == (2, f"example: python3 build.py {example}")


def test_of_very_many_problems_of_a_table_the_first_are_told_and_the_others_counted(run: Run, project: Project) -> None:
    (project.root / "status.csv").write_text("State,Signature\n" + "Nowhere,some day\n" * 50 + "Nowhere\n" * 5, "utf-8")
    code, _, told = run("import", "att", "status.csv")
    lines = told.splitlines()
    assert (code, len(lines)) == (1, 22)
    assert lines[0] == "status.csv:2:1: state: no state has the name “Nowhere”"
    assert lines[20] == "status.csv: further problems, not told one by one: 5 of lines, 40 of signed, 40 of state"


def test_a_day_that_is_none_is_a_wrong_call(run: Run) -> None:
    code, _, err = run("import", "att", "x.csv", "--checked", "yesterday")
    assert code == 2
    assert "argument --checked: must be a day written YYYY-MM-DD; found “yesterday”" in err


@pytest.mark.parametrize("arguments", [("import", "att", "status.csv"), ("rename", "country", "nepal", "x")])
def test_content_with_a_problem_is_mended_first(run: Run, project: Project, arguments: tuple[str, ...]) -> None:
    save(project, table())
    project.edit("content/countries/nepal.md", "iso3: NPL", "iso3: Nepal")
    code, _, err = run(*arguments)
    assert code == 1
    assert err.startswith("content/countries/nepal.md:3:7: iso3: must be ")


def test_the_day_alone_can_be_written(run: Run, project: Project) -> None:
    out = run("import", "att", save(project, table()), "--checked", "2026-01-20")[1]
    assert out.splitlines() == [
        "content/treaties/att.md: register.checked: 2026-01-15 → 2026-01-20",
        "Arms Trade Treaty: 4 states of status.csv compared, nothing differs; --write brings this into the content",
    ]
    assert "written: content/treaties/att.md" in run("import", "att", "status.csv", "--checked", "2026-01-20", "--write")[1]


# ---- new ------------------------------------------------------------------------------------------------------


def test_a_new_entry_is_written_and_check_tells_what_is_missing(run: Run, project: Project) -> None:
    code, out, err = run("new", "grouping", "lowlands", "--title", "Lowlands")
    assert (code, err) == (0, "")
    assert out.startswith("content/groupings/lowlands.md is written; ")
    assert b"\r" not in (project.root / "content/groupings/lowlands.md").read_bytes()
    code, _, err = run("check")
    assert code == 1
    fields = [line.split(": ")[1] for line in err.splitlines()[:-1]]
    assert fields == ["kind", "size", "confidence", "sources"]


@pytest.mark.parametrize("kind", ["grouping", "groupings"])
def test_an_entry_that_is_there_is_left_as_it_is(run: Run, project: Project, kind: str) -> None:
    before = contents(project)
    told = "content/groupings/south.md: is there already, and is left as it is"
    assert run("new", kind, "south") == (1, "", f"{told}\n1 problem; nothing was written\n")
    assert contents(project) == before


@pytest.mark.parametrize(
    ("slug", "told"),
    [
        ("The South", "write python3 build.py new grouping the-south"),
        ("../site", "new grouping site"),
        ("con", "keep for themselves"),
    ],
)
def test_a_wrong_slug_is_refused(run: Run, project: Project, slug: str, told: str) -> None:
    before = contents(project)
    code, out, err = run("new", "grouping", slug)
    assert (code, out) == (1, "")
    assert told in err
    assert contents(project) == before


def test_the_first_entry_of_a_type_makes_its_folder(run: Run, project: Project) -> None:
    assert run("new", "event", "2026-01-05-seminar.md", "--json")[1] == (
        '{"written": ["content/events/2026-01-05-seminar.md"], "problems": []}\n'
    )
    assert (project.root / "content/events/2026-01-05-seminar.md").exists()


def test_a_file_where_the_folder_must_be_is_told(run: Run, project: Project) -> None:
    project.add("content/events", "mine")
    told = "content/events: must be a folder, not a file\n1 problem; nothing was written\n"
    assert run("new", "event", "x") == (1, "", told)


def test_without_a_content_folder_nothing_is_made(run: Run, project: Project) -> None:
    code, _, err = run("new", "event", "x", "--content", "nowhere")
    assert code == 1
    assert err.startswith("nowhere: the content folder is missing")
    assert not (project.root / "nowhere").exists()


# ---- rename ---------------------------------------------------------------------------------------------------


def test_an_entry_gets_another_slug(run: Run, project: Project) -> None:
    code, out, err = run("rename", "country", "nepal", "nepal-republic")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "content/countries/cambodia.md: 1 reference rewritten",
        "content/countries/nepal.md is now content/countries/nepal-republic.md; "
        "/countries/nepal/ leads to /countries/nepal-republic/",
    ]
    assert run("check")[0] == 0
    assert project.problems() == []
    files = project.files()
    assert b"../nepal-republic/" in files["countries/nepal/index.html"]
    assert b"nepal-republic" in files["countries/cambodia/index.html"]


def test_there_and_back_leaves_only_a_redirect(run: Run, project: Project) -> None:
    before = contents(project)
    assert run("rename", "treaty", "att", "arms")[0] == 0
    assert run("rename", "treaty", "arms", "att", "--json")[0] == 0
    after = contents(project)
    assert after.pop("treaties/att.md") == before["treaties/att.md"].replace(
        "\n---\n\n##", "\nredirect_from: [/treaties/arms/]\n---\n\n##"
    )
    before.pop("treaties/att.md")
    assert after == before


def test_an_address_that_no_commit_had_leaves_no_redirect(run: Run, project: Project) -> None:
    for words in (
        ("init", "-q"),
        ("add", "content"),
        ("-c", "user.name=x", "-c", "user.email=x@y.example", "commit", "-qm", "x"),
    ):
        subprocess.run(["git", *words], cwd=project.root, check=True)
    before = contents(project)
    for old, new in (("nepal", "a"), ("a", "b"), ("b", "nepal")):
        assert run("rename", "country", old, new)[0] == 0
        assert ("/countries/nepal/" in str(contents(project))) is (new != "nepal")
    assert contents(project) == before
    assert run("rename", "country", "cambodia", "a")[0] == 0
    assert run("rename", "country", "a", "cambodia")[0] == 0
    assert contents(project) == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nepal", "mongolia"), "content/countries/mongolia.md: is there already; choose another slug"),
        (
            ("nepal", "kampuchea"),
            "content/countries/kampuchea.md: /countries/kampuchea/ once led to content/countries/cambodia.md",
        ),
        (("nepall", "x"), "content/countries/x.md: there is no country “nepall” (did you mean nepal?)"),
        (("nepal", "Nepal 2"), "content/countries/Nepal 2.md: the file name is the slug"),
    ],
)
def test_a_slug_that_is_taken_or_wrong_is_refused(run: Run, project: Project, arguments: tuple[str, str], told: str) -> None:
    before = contents(project)
    code, out, err = run("rename", "country", *arguments)
    assert (code, out) == (1, "")
    assert err.startswith(told)
    assert contents(project) == before


# ---- schema ---------------------------------------------------------------------------------------------------


def test_schemas_know_what_is_there(run: Run, project: Project) -> None:
    assert run("schema")[0] == 0
    schema: dict[str, Any] = json.loads((project.root / ".schema/country.json").read_text("utf-8"))
    assert list(schema["properties"]["treaties"]["anyOf"][0]["properties"]) == ["att", "tpnw"]
    run("rename", "treaty", "att", "arms")
    assert run("schema")[0] == 0
    schema = json.loads((project.root / ".schema/country.json").read_text("utf-8"))
    assert list(schema["properties"]["treaties"]["anyOf"][0]["properties"]) == ["arms", "tpnw"]
    assert (project.root / ".schema/site.json").exists()


def test_schemas_are_written_while_the_content_has_problems(run: Run, project: Project) -> None:
    project.edit("content/treaties/att.md", "subject: conventional arms", "subject: arms")
    assert run("schema")[0] == 0
    schema: dict[str, Any] = json.loads((project.root / ".schema/country.json").read_text("utf-8"))
    assert list(schema["properties"]["treaties"]["anyOf"][0]["properties"]) == ["att", "tpnw"]


def test_a_folder_that_can_not_be_written_is_told(run: Run, project: Project) -> None:
    (project.root / ".schema").write_text("", encoding="utf-8")
    code, _, err = run("schema")
    assert code == 1
    assert err.startswith(".schema: can't be written: ")


def test_paths_are_those_of_the_content_that_is_named(run: Run, project: Project, tmp_path: Path) -> None:
    project.paths.content.rename(tmp_path / "texts")
    code, out, _ = run("rename", "country", "nepal", "x", "--content", str(tmp_path / "texts"))
    assert code == 0
    assert "texts/countries/nepal.md is now texts/countries/x.md" in out


# ---- why ------------------------------------------------------------------------------------------------------


def why(run: Run, page: str = "/countries/nepal/") -> list[tuple[str, list[str]]]:
    """What `why` gives for a page: each kind of reason with its files."""
    code, out, _ = run("why", page, "--json")
    assert code == 0
    return [(each["kind"], each["files"]) for each in json.loads(out)["reasons"]]


def test_why_tells_what_made_a_page_again(run: Run, project: Project) -> None:
    code, _, err = run("why", "/countries/nepal/")
    assert (code, "build first" in err) == (1, True)
    project.build()
    assert why(run) == [("first", [])]
    project.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    project.build()
    assert why(run) == [("view", ["content/countries/nepal.md"])]
    assert why(run, "/countries/cambodia/") == why(run, "index.html") == []
    country = project.root / "templates/pages/country.html"
    country.write_text(country.read_text("utf-8").replace("{% block body %}", "{% block body %}\n<p>More.</p>"))
    (project.output / "index.html").unlink()
    project.build()
    assert why(run) == why(run, "/countries/cambodia/") == [("template", ["templates/pages/country.html"])]
    assert why(run, "/") == [("touched", [])]
    project.edit("content/site.yaml", "tagline: ", "tagline: The ")
    project.edit("content/countries/nepal.md", "ratified: 2015-03-01", "ratified: 2015-04-01")
    project.build()
    assert ("frame", ["content/site.yaml"]) in why(run)
    told = "what is around every page changed: tagline; see content/site.yaml"
    assert told in run("why", "/countries/nepal/")[1]
    assert ("view", ["content/countries/nepal.md", "content/site.yaml"]) in why(run)


def test_why_speaks_in_words_and_knows_what_is_not_there(run: Run, project: Project) -> None:
    project.build()
    project.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    project.build()
    _, out, _ = run("why", "/countries/nepal/")
    assert out.splitlines()[1] == "  what it shows changed; changed since the build before: content/countries/nepal.md"
    assert "kept by the last build" in run("why", "/countries/cambodia/")[1]
    assert run("why", "countries/nepal")[1] == run("why", "/countries/nepal/index.html")[1] == out
    assert "(did you mean /countries/nepal/?)" in run("why", "countries/nepall")[2]
    assert "(did you mean countries/nepal/cite.ris?)" in run("why", "countries/nepal/cite.rsi")[2]


def test_why_tells_wishes_of_a_build_that_stand_around_every_page(run: Run, project: Project) -> None:
    assert run("build", "--no-search")[0] == 0
    assert run("build", "--no-search", "--base-url", "https://example.org/elsewhere/")[0] == 0
    assert "around every page changed: its address (or --base-url)\n" in run("why", "/")[1]
