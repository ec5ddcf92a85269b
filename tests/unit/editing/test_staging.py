"""Changes are tried on a copy, and written together or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Project, tree

from sitegen import load
from sitegen.editing.staging import Stage

NEPAL = "content/countries/nepal.md"


def test_a_change_that_is_tried_changes_nothing(project: Project) -> None:
    stage = Stage(project.paths.content)
    before = tree(project.paths.content)
    raw = before["countries/nepal.md"].replace(b"iso3: NPL", b"iso3: Nepal")
    assert stage.check()[1] == []
    facts, problems = stage.try_out({NEPAL: raw})
    assert facts is None
    assert [str(problem).partition(";")[0] for problem in problems][:1] == [
        f"{NEPAL}:3:7: iso3: must be a state's three-letter ISO 3166-1 code in capitals"
    ]
    assert tree(project.paths.content) == before


def test_files_may_come_and_go(project: Project) -> None:
    stage = Stage(project.paths.content)
    raw = stage.file(NEPAL).read_bytes()
    changes = {"content/countries/x.md": raw, NEPAL: None}
    problems = stage.try_out(changes)[1]
    assert [problem.message for problem in problems] == ["there is no country “nepal” (did you mean x?)"]
    assert stage.write(changes) == []
    assert stage.file("content/countries/x.md").read_bytes() == raw
    assert not stage.file(NEPAL).exists()


def test_only_what_changed_is_read_again(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(project.paths.content)
    stage.check()
    read: list[str] = []
    real = load.read_entry
    monkeypatch.setattr(load, "read_entry", lambda path, *more: (read.append(path), real(path, *more))[1])
    stage.try_out({NEPAL: stage.file(NEPAL).read_bytes() + b"\n"})
    assert read == [NEPAL]


def test_where_one_file_can_not_be_written_none_is(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    stage = Stage(project.paths.content)
    before = tree(project.paths.content)
    problems = stage.write({NEPAL: b"x", "content/nowhere/x.md": b"y"})
    assert [str(problem) for problem in problems] == ["content/nowhere/x.md: can't be written: No such file or directory"]
    assert tree(project.paths.content) == before


def test_the_permissions_of_a_file_stay(project: Project) -> None:
    stage = Stage(project.paths.content)
    stage.file(NEPAL).chmod(0o640)
    assert stage.write({NEPAL: b"x"}) == []
    assert stage.file(NEPAL).read_bytes() == b"x"
    if os.name == "posix":
        assert stage.file(NEPAL).stat().st_mode & 0o777 == 0o640


def test_the_content_may_stand_anywhere(project: Project, tmp_path: Path) -> None:
    other = project.paths.content.rename(tmp_path / "texts")
    stage = Stage(other)
    facts, problems = stage.try_out({"texts/countries/nepal.md": stage.file("texts/countries/nepal.md").read_bytes()})
    assert facts is not None, problems
