"""The content with what is unsaved laid over it: the same problems as the check, and answers while a file is broken."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Project

from sitegen import load, pipeline
from sitegen.lsp.desk import Desk
from sitegen.model import Ref

NEPAL = "content/countries/nepal.md"
UNSOUND = [
    "iso3: NPL>iso3: KHM",
    "title: Nepal>titel: Nepal",
    "att:>atx:",
    "[handbook]>[handbok]",
    "---\n\nA>\n\nA",
    "title>\u00a0",
]


@pytest.fixture
def desk(project: Project) -> Desk:
    return Desk(project.paths.content)


def told(desk: Desk, opened: dict[str, str]) -> list[str]:
    return sorted(str(problem) for each in desk.look(opened).problems.values() for problem in each)


def test_sound_content_has_no_problem(desk: Desk) -> None:
    snapshot = desk.look({})
    assert snapshot.problems == {}
    assert snapshot.entries.keys() == pipeline.check(desk.content)[0].library.entries.keys()  # type: ignore[union-attr]


@pytest.mark.parametrize("change", UNSOUND)
def test_problems_of_unsaved_text_are_those_of_the_same_text_saved(desk: Desk, project: Project, change: str) -> None:
    text = (project.root / NEPAL).read_text("utf-8").replace(*change.split(">"))
    unsaved = told(desk, {NEPAL: text})
    assert unsaved
    (project.root / NEPAL).write_text(text, "utf-8")
    assert unsaved == sorted(map(str, pipeline.check(desk.content)[1])) == told(Desk(desk.content), {})


def test_settings_are_read_unsaved_too(desk: Desk, project: Project) -> None:
    text = (project.root / "content/site.yaml").read_text("utf-8").replace("lead_treaty: att", "lead_treaty: at")
    assert told(desk, {"content/site.yaml": text})[0].endswith("there is no treaty “at” (did you mean att?)")
    assert told(desk, {"content/site.yaml": "["})[0].startswith("content/site.yaml:2:1: the YAML can")
    assert told(desk, {}) == []


def test_a_broken_file_stands_as_it_last_could_be_read(desk: Desk, project: Project) -> None:
    desk.look({})
    assert Ref("country", "nepal") in desk.look({NEPAL: "---\ntitle: {"}).entries
    assert "NPL" in desk.look({NEPAL: "---\ntitle: {"}).codes
    (project.root / NEPAL).unlink()
    assert Ref("country", "nepal") not in desk.look({}).entries


def test_a_file_that_was_never_saved_is_an_entry(desk: Desk) -> None:
    name = "content/pages/new.md"
    snapshot = desk.look({name: "---\ntitle: New\nsummary: A page.\norder: 9\n---\n\n[New](page:new) [x](page:y)\n"})
    assert Ref("page", "new") in snapshot.entries
    assert [problem.message for problem in snapshot.problems[name]] == ["there is no page “y”"]
    assert desk.look({name: "---\n"}).problems[name]


def test_only_what_changed_is_parsed_again(desk: Desk, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.look({})
    parsed: list[str] = []
    read_entry = load.read_entry
    monkeypatch.setattr(load, "read_entry", lambda path, *rest: (parsed.append(path), read_entry(path, *rest))[1])
    desk.look({})
    assert parsed == []
    desk.look({NEPAL: (project.root / NEPAL).read_text("utf-8") + "\nMore."})
    assert parsed == [NEPAL]


def test_names(desk: Desk) -> None:
    assert desk.name_of(desk.content / "countries" / "nepal.md") == NEPAL
    assert desk.name_of(desk.content / "site.yaml") == "content/site.yaml"
    assert desk.file_of(NEPAL) == desk.content / "countries" / "nepal.md"
    for other in ("x.md", "countries/a.txt", "countries/a/b.md", "nothing/a.md", "../README.md"):
        assert desk.name_of(desk.content / other) == "", other
    assert desk.name_of(Path("/elsewhere/countries/nepal.md")) == ""
