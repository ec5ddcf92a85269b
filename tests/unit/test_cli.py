"""The command line: what is said, and the exit codes."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, Project

from sitegen import bootstrap, cli, pipeline
from sitegen.problems import Problem

Run = Callable[..., tuple[int, str, str]]
PROBLEM = Problem("content/pages/a,b.md", 3, 7, "must be 5%\nof all: a day", "order")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in a project; the exit code and what was printed on the two streams."""
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)

    def call(*arguments: str, root: Path = tmp_path) -> tuple[int, str, str]:
        try:
            code = cli.main(arguments, root)
        except SystemExit as left:
            code = int(str(left.code or 0))
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[pipeline.Wishes]]:
    """Let a build give a report, or raise; the wishes that it was called with."""

    def give(*problems: Problem, error: BaseException | None = None) -> list[pipeline.Wishes]:
        asked: list[pipeline.Wishes] = []

        def build(paths: pipeline.Paths, wishes: pipeline.Wishes, workshop: object) -> pipeline.Report:
            asked.append(wishes)
            if error:
                raise error
            return pipeline.Report(problems=problems) if problems else pipeline.Report(3, 2, 1)

        monkeypatch.setattr(pipeline, "build", build)
        return asked

    return give


# ---- exit codes -----------------------------------------------------------------------------------------------


def test_a_build_without_a_problem(run: Run, report: Callable[..., object]) -> None:
    report()
    code, out, err = run()
    assert (code, err) == (0, "")
    assert out.startswith("3 files made, 2 kept, 1 removed, no problem, ")


def test_an_old_tree_that_can_not_be_removed_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    left = Path("x/.site.old-1"), Path("x/.site.old-2")
    monkeypatch.setattr(pipeline, "build", lambda paths, wishes, workshop: pipeline.Report(1, 2, 3, left=left))
    code, out, err = run()
    assert (code, err.splitlines()) == (0, [f"could not remove {tree}" for tree in left])
    assert out.startswith("1 file made, ")


def test_build_is_the_command_where_none_is_named(run: Run, report: Callable[..., list[pipeline.Wishes]]) -> None:
    asked = report()
    assert run("--as-of", "2025-02-21", "--base-url", "https://x.example/", "--no-cache")[0] == 0
    assert run("build", "--no-search")[0] == 0
    assert [(str(each.as_of), each.address, each.use_cache, each.finish) for each in asked] == [
        ("2025-02-21", "https://x.example/", False, True),
        ("None", "", True, False),
    ]


def test_problems_are_told_all_together(run: Run, report: Callable[..., object]) -> None:
    report(PROBLEM, Problem("content/site.yaml", 0, 0, "is missing"))
    code, out, err = run("build")
    assert (code, out) == (1, "")
    assert err.splitlines() == [
        "content/pages/a,b.md:3:7: order: must be 5%\\nof all: a day",
        "content/site.yaml: is missing",
        "2 problems; nothing was written",
    ]


def test_one_problem_is_one(run: Run, report: Callable[..., object]) -> None:
    report(PROBLEM)
    assert run()[2].endswith("1 problem; nothing was written\n")


@pytest.mark.parametrize("arguments", [("--nonsense",), ("build", "extra"), ("serv",), ("--as-of",), ("check", "--output", "x")])
def test_a_wrong_command_line(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: build.py")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("serv",), "build.py: error: there is no command “serv” (did you mean serve?); there are build, serve, check, "),
        (("nwe", "event", "x"), "there is no command “nwe” (did you mean new?)"),
        (("check", "--strct"), "build.py check: error: there is no option “--strct” (did you mean --strict?)"),
        (("--jsno",), "there is no option “--jsno” (did you mean --json?)"),
        (("check", "extra"), "“extra” is one word too many"),
        (("check", "--content", ""), "must be the name of a folder; found nothing"),
        (("--base-url", "golden"), "must be an address that starts with http:// or https://, without ? and #; found “golden”"),
        (("--base-url", 'https://a b/"'), "must be an address that starts with http://"),
        (("new", "event", "x", "--title", "\udcff"), "argument --title: must be text in UTF-8"),
    ],
)
def test_a_word_that_is_not_known_is_told_with_the_nearest(run: Run, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert told in err


def test_a_content_folder_is_called_by_its_name_wherever_one_stands(
    run: Run, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.edit("content/countries/nepal.md", "iso3: NPL", "iso3: Nepal")
    monkeypatch.chdir(project.root / "content")
    assert run("check", "--content", ".")[2].startswith("content/countries/nepal.md:3:7: ")


@pytest.mark.parametrize(
    "day", ["2025-02-30", "21/02/2025", "today", "20250221", "2025-W08-5", "٢٠٢٥-٠٢-٢١", "", "9999-12-31", "0001-01-01"]
)
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_wrong_day(run: Run, command: str, day: str) -> None:
    code, _, err = run(command, "--as-of", day)
    assert code == 2
    assert "argument --as-of: must be a day" in err
    assert f"found “{day}”" in err


def test_ctrl_c(run: Run, report: Callable[..., object]) -> None:
    report(error=KeyboardInterrupt())
    assert run() == (130, "", "stopped\n")


def test_a_disk_without_room_is_no_mistake_of_ours(run: Run, report: Callable[..., object]) -> None:
    report(error=OSError(errno.ENOSPC, "No space left on device", "/tmp/x"))
    assert run() == (1, "", "/tmp/x: No space left on device; make room and run the command again\n")


def test_a_reader_who_left_is_no_mistake_of_ours(project: Project) -> None:
    """As in `check | head -1`: nothing more is said, at Python's end neither."""
    words = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from sitegen import cli; "
    words += f"sys.exit(cli.main(['check', '--json'], Path({str(project.root)!r})))"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-c", words], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_terminal_without_a_letter_gets_its_code(project: Project) -> None:
    words = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from pathlib import Path; from sitegen import cli; "
    words += f"sys.exit(cli.main(['new', 'event', 'x', '--json', '--content', 'ü'], Path({str(project.root)!r})))"
    plain = {**os.environ, "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, env=plain, check=False)
    assert done.returncode == 1
    assert rb'"path": "\xfc"' in done.stdout


def test_a_mistake_of_ours(run: Run, report: Callable[..., object]) -> None:
    report(error=ZeroDivisionError("by us"))
    code, out, err = run()
    assert (code, out) == (3, "")
    assert "ZeroDivisionError: by us" in err
    assert "please report it" in err.splitlines()[-1]


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("build", "--help"), ("check", "-h"), ("schema", "-h")])
def test_help(run: Run, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith("usage: build.py")


def test_a_word_that_is_no_command_shows_the_usage_of_all(run: Run) -> None:
    assert run("chek")[2].startswith("usage: build.py [-h] COMMAND ...\n")
    assert run("help")[2].startswith("usage: build.py [-h] COMMAND ...\n")
    assert "Without a command it builds" in run("--help")[1]


@pytest.mark.parametrize("command", cli.COMMANDS)
def test_the_help_of_each_command_ends_with_an_example(run: Run, command: str) -> None:
    assert run(command, "--help")[1].splitlines()[-1].startswith("example: python3 build.py ")


# ---- JSON, quiet, annotations ---------------------------------------------------------------------------------


def test_json_of_a_build(run: Run, report: Callable[..., object]) -> None:
    report()
    code, out, err = run("--json")
    found = json.loads(out)
    assert (code, err, found.pop("seconds") >= 0) == (0, "", True)
    assert found == {"made": 3, "kept": 2, "removed": 1, "problems": [], "warnings": []}


def test_json_of_problems(run: Run, report: Callable[..., object]) -> None:
    report(PROBLEM)
    code, out, err = run("build", "--json")
    assert (code, err) == (1, "")
    assert json.loads(out)["problems"] == [
        {"path": "content/pages/a,b.md", "line": 3, "column": 7, "field": "order", "message": "must be 5%\nof all: a day"}
    ]


def test_quiet_says_nothing_but_problems(run: Run, report: Callable[..., object]) -> None:
    report()
    assert run("--quiet") == (0, "", "")
    report(PROBLEM)
    assert "must be 5%" in run("--quiet")[2]


def test_annotations_on_github_actions(run: Run, report: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    report(PROBLEM, Problem("content/site.yaml", 0, 0, "is missing"))
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    code, out, err = run()
    assert code == 1
    assert out.splitlines() == [
        "::error file=content/pages/a%2Cb.md,line=3,col=7::order: must be 5%25\\nof all: a day",
        "::error file=content/site.yaml,line=1,col=1::is missing",
    ]
    assert len(err.splitlines()) == 3


def test_json_stays_json_on_github_actions(run: Run, report: Callable[..., object], monkeypatch: pytest.MonkeyPatch) -> None:
    report(PROBLEM)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert json.loads(run("--json")[1])["made"] == 0


# ---- warnings of wording --------------------------------------------------------------------------------------

WARNING = Problem("content/pages/a.md", 3, 7, "“now” ages", "summary", warning=True)


@pytest.fixture
def warned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "build", lambda paths, wishes, workshop: pipeline.Report(1, 2, 3, warnings=(WARNING,)))


@pytest.mark.usefixtures("warned")
def test_a_warning_is_told_and_stops_nothing(run: Run) -> None:
    code, out, err = run()
    assert (code, err) == (0, "content/pages/a.md:3:7: warning: summary: “now” ages\n")
    assert out.startswith("1 file made, ")
    assert run("--quiet") == (0, "", err)
    assert json.loads(run("--json")[1])["warnings"] == [
        {"path": "content/pages/a.md", "line": 3, "column": 7, "field": "summary", "message": "“now” ages"}
    ]


@pytest.mark.usefixtures("warned")
def test_a_warning_is_an_annotation_of_its_own_kind(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert run()[1].splitlines()[0] == "::warning file=content/pages/a.md,line=3,col=7::summary: “now” ages"


@pytest.mark.parametrize("command", ["check", "build"])
def test_warnings_come_after_problems_and_count_where_one_is_strict(run: Run, project: Project, command: str) -> None:
    project.edit("content/countries/nepal.md", "high mountains", "currently high mountains")
    warning = run(command, root=project.root)[2]
    assert "content/countries/nepal.md:" in warning
    assert warning.endswith(": warning: “currently” ages; give the day or the year\n")
    for _ in range(2):  # the second time nothing has changed, and it is told all the same
        assert (run(command, root=project.root)[0], run(command, root=project.root)[2]) == (0, warning)
        code, _, err = run(command, "--strict", root=project.root)
        assert (code, err) == (1, f"{warning}1 problem; nothing was written\n")
    project.edit("content/countries/cambodia.md", "iso3: KHM", "iso3: Khm")
    code, _, err = run(command, root=project.root)
    assert (code, err.splitlines()[1:]) == (1, [warning.rstrip(), "1 problem; nothing was written"])


# ---- the commands in earnest ----------------------------------------------------------------------------------


def test_build_check_and_schema(run: Run, project: Project) -> None:
    code, out, _ = run("check", root=project.root)
    assert (code, out.split(",")[:2]) == (0, ["18 entries", " no problem"])
    assert not project.output.exists()
    other = project.root / "elsewhere"
    assert run("--output", str(other), root=project.root)[0] == 0
    assert (other / "index.html").exists()
    assert not project.output.exists()
    assert run("schema", root=project.root)[0] == 0
    schemas = {path.stem: json.loads(path.read_text("utf-8")) for path in (project.root / ".schema").iterdir()}
    assert schemas.keys() >= {"country", "treaty", "grouping", "source", "organization", "page"}
    assert schemas["country"]["properties"]["iso3"]["description"]


def test_check_tells_what_build_would(run: Run, project: Project) -> None:
    project.edit("content/countries/nepal.md", "iso3: NPL", "iso3: Nepal")
    code, _, err = run("check", root=project.root)
    assert code == 1
    assert err.splitlines()[0].startswith("content/countries/nepal.md:3:7: iso3: must be ")
    assert run("build", root=project.root)[2].splitlines()[:-1] == err.splitlines()[:-1]
    assert json.loads(run("check", "--json", root=project.root)[1])["problems"][0]["field"] == "iso3"


@pytest.mark.parametrize("content", ["nowhere", "templates", "content/site.yaml"])
def test_a_content_folder_that_is_none(run: Run, project: Project, content: str) -> None:
    for command in ("build", "check"):
        code, _, err = run(command, "--content", str(project.root / content), root=project.root)
        assert code == 1
        assert "Traceback" not in err


def test_an_output_that_no_build_made_is_left_alone(run: Run, project: Project) -> None:
    code, _, err = run("--output", str(project.root / "content"), root=project.root)
    assert code == 1
    assert "no build made it" in err


def test_test_goes_to_pytest(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []

    def run_tests(root: Path, words: list[str]) -> int:
        asked.append((root, words))
        return 5

    monkeypatch.setattr(bootstrap, "run_tests", run_tests)
    assert run("test", "-k", "status", "--quiet")[0] == 5
    assert asked == [(tmp_path, ["-k", "status", "--quiet"])]


@pytest.mark.parametrize(("words", "passed_on"), [((), []), (("--quick",), ["--quick"])])
def test_words_after_a_benchmark_go_to_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...], passed_on: list[str]
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(bootstrap, "run_benchmark", lambda *given: asked.append(given) or 1)
    assert run("bench", "weight", *words)[0] == 1
    assert asked == [(tmp_path, "weight", passed_on)]


def test_a_benchmark_that_is_not_there(run: Run) -> None:
    code, _, error = run("bench", "wieght")
    assert code == 2
    assert "there is no benchmark “wieght” (did you mean weight?); there are weight, preview" in error
