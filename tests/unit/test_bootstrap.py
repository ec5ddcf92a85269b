"""The environment: used as it is where it has the libraries, made from the pinned lists where it lacks them."""

from __future__ import annotations

import subprocess
import sys
import types
from importlib.util import find_spec
from pathlib import Path

import pytest

from sitegen import bootstrap

ROOT = Path(__file__).resolve().parents[2]
LACKING = "a_library_that_nobody_has"


class Went(Exception):
    """What the process would have gone on as."""


class Machine:
    """A project folder and a system that notes what it is asked to run and does nothing of it."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root, self.patch = root, monkeypatch
        self.ran: list[list[str]] = []
        self.answer = 0
        root.mkdir()
        for name in ("requirements.txt", "requirements-test.txt"):
            (root / name).write_text(f"{name}: a==1\n")
        monkeypatch.setattr(subprocess, "run", self.run)
        monkeypatch.setattr(bootstrap.os, "execv", self.go_on)
        self.lack(LACKING)

    def lack(self, *names: str) -> None:
        self.patch.setattr(bootstrap, "LIBRARIES", ("json", *names))
        self.patch.setattr(bootstrap, "TEST_LIBRARIES", ("json", "csv", *names))

    def run(self, command: list[str], **_: object) -> types.SimpleNamespace:
        self.ran.append(list(command))
        if command[1:3] == ["-m", "venv"] and not self.answer:
            python = bootstrap.interpreter(Path(command[3]))
            python.parent.mkdir(parents=True)
            python.touch()
        return types.SimpleNamespace(returncode=self.answer, stdout="out\n", stderr="why\n")

    def go_on(self, python: str, command: list[str]) -> None:
        assert python == command[0]
        raise Went(*command)

    def ensure(self, *arguments: str) -> list[str]:
        """Run with some arguments; the command to go on with, nothing where this Python does."""
        try:
            bootstrap.ensure(self.root, arguments)
        except Went as went:
            return [str(word) for word in went.args]
        return []


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path / "project", monkeypatch)


def test_an_environment_that_has_the_libraries_is_used_as_it_is(machine: Machine) -> None:
    machine.lack()
    assert machine.ensure("build") == []
    assert machine.ensure("test") == []
    assert machine.ran == []


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("build", "--help"), ("test", "-h")])
def test_help_needs_nothing(machine: Machine, arguments: tuple[str, ...]) -> None:
    assert machine.ensure(*arguments) == []
    assert machine.ran == []


def test_where_a_library_is_missing_an_environment_is_made_and_the_command_goes_on_in_it(
    machine: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    python = str(bootstrap.interpreter(machine.root / ".venv"))
    assert machine.ensure("check", "--json") == [python, str(machine.root / "build.py"), "check", "--json"]
    make, install = machine.ran
    assert make == [sys.executable, "-m", "venv", str(machine.root / ".venv")]
    assert install[:4] == [python, "-m", "pip", "install"]
    assert "--require-hashes" in install
    assert install[-2:] == ["-r", str(machine.root / "requirements.txt")]
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "setting up .venv from requirements.txt (once) …\n")


def test_no_argument_is_a_build(machine: Machine) -> None:
    assert len(machine.ensure()) == 2
    assert machine.ran[-1][-1].endswith("requirements.txt")


def test_an_environment_is_made_once(machine: Machine) -> None:
    machine.ensure("build")
    machine.ran.clear()
    assert machine.ensure("build")
    assert machine.ran == []


def test_a_changed_list_is_installed_again(machine: Machine) -> None:
    machine.ensure("build")
    machine.ran.clear()
    (machine.root / "requirements.txt").write_text("a==2\n")
    machine.ensure("build")
    assert [command[1:3] for command in machine.ran] == [["-m", "pip"]]


def test_tests_need_more_and_what_they_need_is_enough_for_a_build(machine: Machine) -> None:
    machine.ensure("build")
    machine.ran.clear()
    machine.ensure("test", "-k", "x")
    assert [command[-1] for command in machine.ran] == [str(machine.root / "requirements-test.txt")]
    machine.ran.clear()
    machine.ensure("build")
    machine.ensure("test")
    assert machine.ran == []


def test_a_tool_that_fails_is_quoted(machine: Machine, capsys: pytest.CaptureFixture[str]) -> None:
    machine.answer = 1
    with pytest.raises(SystemExit) as left:
        machine.ensure("build")
    assert left.value.code == 2
    said = capsys.readouterr().err
    assert "out\nwhy\n" in said
    assert "python3-venv" in said
    machine.answer = 0
    machine.ensure("build")
    (machine.root / "requirements.txt").write_text("a==3\n")
    machine.answer = 1
    with pytest.raises(SystemExit):
        machine.ensure("build")
    assert "pip could not install requirements.txt" in capsys.readouterr().err
    assert not bootstrap.up_to_date(machine.root, machine.root / ".venv", False)


def test_an_environment_that_lacks_what_it_was_made_with_is_told_not_made_for_ever(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine.ensure("build")
    monkeypatch.setattr(sys, "prefix", str(machine.root / ".venv"))
    with pytest.raises(SystemExit) as left:
        machine.ensure("build")
    assert left.value.code == 2
    assert f".venv lacks {LACKING}; delete the folder" in capsys.readouterr().err


def test_on_windows(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bootstrap.interpreter(Path("v")).as_posix() == "v/bin/python"
    monkeypatch.setattr(bootstrap.os, "name", "nt")
    assert str(bootstrap.interpreter(machine.root)).endswith("Scripts/python.exe")
    machine.answer = 0
    with pytest.raises(SystemExit) as left:
        bootstrap._go_on(machine.root, ["build.py", "check"])
    assert left.value.code == 0
    assert machine.ran == [[str(machine.root), "build.py", "check"]]


def test_pytest_runs_in_the_project(machine: Machine) -> None:
    machine.answer = 5
    assert bootstrap.run_tests(machine.root, ["-k", "x"]) == 5
    assert machine.ran == [[sys.executable, "-m", "pytest", "-k", "x"]]


def test_what_is_missing_is_found_without_importing() -> None:
    assert bootstrap.missing(["json", LACKING]) == [LACKING]


def test_the_libraries_are_those_of_the_pinned_lists() -> None:
    packages = {"markdown_it": "markdown-it-py", "PIL": "pillow", "yaml": "pyyaml", "pytest_cov": "pytest-cov"}
    for names, file in ((bootstrap.LIBRARIES, "requirements.txt"), (bootstrap.TEST_LIBRARIES, "requirements-test.txt")):
        pinned = {line.split("==")[0].lower() for line in (ROOT / file).read_text().splitlines() if "==" in line}
        assert {packages.get(name, name.replace("_", "-")) for name in names} <= pinned
        assert all(
            "--hash=sha256:" in block for block in (ROOT / file).read_text().replace("\\\n", "").splitlines() if "==" in block
        )
    assert all(find_spec(name) for name in bootstrap.LIBRARIES)


def test_the_pinned_lists_name_no_address() -> None:
    for file in ("requirements.txt", "requirements-test.txt"):
        assert "://" not in (ROOT / file).read_text()
