"""The language server from end to end: a process, its pipes, and the protocol between them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Project
from editor import Editor, Process, Thread

NEPAL = "content/countries/nepal.md"
CAMBODIA = "content/countries/cambodia.md"


@pytest.fixture(params=[Process, Thread])
def editor(project: Project, request: pytest.FixtureRequest) -> Iterator[Editor]:
    editor = Editor(project.root, server=request.param)
    yield editor
    editor.close()


def lines_of(project: Project, path: str) -> list[str]:
    return (project.root / path).read_text("utf-8").split("\n")


def test_a_session(project: Project, editor: Editor) -> None:
    """Open a sound file, break it, see the problem, take the fix, see it gone; and ask what can be asked."""
    sound = (project.root / NEPAL).read_text("utf-8")
    lines = sound.split("\n")
    att = next(number for number, line in enumerate(lines) if line.startswith("  att:"))
    editor.open(NEPAL)
    assert editor.problems(NEPAL) == []

    broken = sound.replace("  att: {signed:", "  att: {sgned:")
    editor.change(NEPAL, broken)
    (problem,) = editor.problems(NEPAL)
    assert problem["severity"] == 1
    assert problem["message"].startswith("treaties.att.sgned: unknown key (did you mean signed?)")
    assert problem["range"] == {"start": {"line": att, "character": 8}, "end": {"line": att, "character": 13}}

    (action,) = editor.ask(
        "textDocument/codeAction",
        textDocument={"uri": editor.uri(NEPAL)},
        range=problem["range"],
        context={"diagnostics": [problem]},
    )
    (edit,) = action["edit"]["changes"][editor.uri(NEPAL)]
    assert (edit["newText"], edit["range"]) == ("signed", problem["range"])
    editor.change(NEPAL, broken.replace("sgned", edit["newText"]))
    assert editor.problems(NEPAL) == []

    typing = sound.replace("  att: {signed:", "  att: {ra\n  xtt: {signed:")
    editor.change(NEPAL, typing)
    items = editor.ask_at("completion", NEPAL, att, 10)["items"]
    assert "ratified" in {item["label"] for item in items}
    assert editor.problems(NEPAL) != []
    editor.change(NEPAL, sound)
    assert editor.problems(NEPAL) == []

    assert "Signature." in editor.ask_at("hover", NEPAL, att, 10)["contents"]["value"]
    assert "Arms Trade Treaty" in editor.ask_at("hover", NEPAL, att, 3)["contents"]["value"]
    found = editor.ask_at("definition", NEPAL, att, 3)
    assert found["uri"] == editor.uri("content/treaties/att.md")
    places = editor.ask_at("references", NEPAL, att, 3, context={"includeDeclaration": False})
    assert {
        "uri": editor.uri(NEPAL),
        "range": {"start": {"line": att, "character": 2}, "end": {"line": att, "character": 5}},
    } in places
    assert editor.leave() == 0


def test_problems_are_those_of_the_check(project: Project, editor: Editor) -> None:
    """The same words for the text that is open as for the same text on the disk, in this file and in others."""
    text = (project.root / NEPAL).read_text("utf-8").replace("iso3: NPL", "iso3: KHM").replace("title: Nepal", "titel: Nepal")
    editor.open(NEPAL, text)
    told = editor.problems(NEPAL)
    assert told
    project.add(NEPAL, text)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--content", str(project.root / "content")]
    checked = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False).stderr.splitlines()
    expected = [line for line in checked if line.startswith(f"{NEPAL}:")]
    assert [line.split(": ", 1)[1] for line in expected] == [problem["message"] for problem in told]
    starts = [(problem["range"]["start"]["line"] + 1, problem["range"]["start"]["character"] + 1) for problem in told]
    assert starts == [tuple(map(int, line.split(": ")[0].split(":")[1:3])) for line in expected]


def test_a_change_on_the_disk_mends_an_open_file(project: Project, editor: Editor) -> None:
    editor.open(NEPAL, (project.root / NEPAL).read_text("utf-8") + "\n[A new page](page:new).\n")
    (problem,) = editor.problems(NEPAL)
    assert "there is no page “new”" in problem["message"]
    project.add("content/pages/new.md", "---\ntitle: New\nsummary: A page.\norder: 9\n---\n\nText.\n")
    editor.tell("workspace/didChangeWatchedFiles", changes=[{"uri": editor.uri("content/pages/new.md"), "type": 1}])
    assert editor.problems(NEPAL) == []


def test_a_warning_is_a_warning_and_its_place_counts_utf_16(project: Project, editor: Editor) -> None:
    """The flag before the word has two units of UTF-16 in each of its two characters."""
    text = (project.root / NEPAL).read_text("utf-8") + "\nTürkiye 🇹🇷 recently spoke.\n"
    editor.open(NEPAL, text)
    (problem,) = editor.problems(NEPAL)
    assert problem["severity"] == 2
    start, end = problem["range"]["start"]["character"], problem["range"]["end"]["character"]
    assert (start, end) == (len("Türkiye 🇹🇷 ".encode("utf-16-le")) // 2, start + len("recently"))


def test_positions_are_in_the_units_that_were_agreed(project: Project) -> None:
    editor = Editor(project.root, encodings=("utf-8",))
    assert editor.server["capabilities"]["positionEncoding"] == "utf-8"
    editor.open(NEPAL, (project.root / NEPAL).read_text("utf-8") + "\nTürkiye 🇹🇷 recently spoke.\n")
    (problem,) = editor.problems(NEPAL)
    assert problem["range"]["start"]["character"] == len("Türkiye 🇹🇷 ".encode())
    assert editor.leave() == 0


def test_a_file_that_is_closed_has_no_problems_and_another_folders_file_gets_no_answer(project: Project, editor: Editor) -> None:
    editor.open(NEPAL, "no front matter")
    assert editor.problems(NEPAL) != []
    editor.tell("textDocument/didClose", textDocument={"uri": editor.uri(NEPAL)})
    assert editor.problems(NEPAL) == []
    project.add("README.md", "title")
    editor.open("README.md")
    assert editor.ask_at("completion", "README.md", 0, 2)["items"] == []
    assert editor.ask_at("hover", "README.md", 0, 2) is None


def test_who_leaves_without_a_shutdown_gets_another_code(editor: Editor) -> None:
    assert editor.leave(properly=False) == 1


def test_without_the_library_one_line_says_what_to_run(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from sitegen import bootstrap, cli; bootstrap.LSP_LIBRARIES = ('no_such_library',); sys.exit(cli.main(['lsp'], Path('.')))"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)
    assert done.stderr.startswith("the language server needs no_such_library; run: ")
    assert "requirements-test.txt" in done.stderr
