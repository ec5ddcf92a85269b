"""The content folder becomes entries: which files count, and each read on its own (faults on disk: test_broken)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import pytest

from sitegen import load
from sitegen.model import Complaint, ContentType, Entry, Fields, Number, Ref, Text, To, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Fields):
    """A type with a rule."""

    low: Annotated[int, Number(0, 99)] = say("The lower number.")
    high: Annotated[int, Number(0, 99)] = say("The higher number.")
    see: Annotated[Ref, To("note")] | None = say("Another note.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Fields):
    """The settings of a site that has notes."""

    motto: Annotated[str, Text()] = say("Its motto.")


def in_order(entry: Entry[Note]) -> Iterator[Complaint]:
    if entry.fields.high < entry.fields.low:
        yield ("high",), f"must not be below {entry.fields.low}"


NOTE = ContentType("note", "notes", Note, rules=(in_order,))
TOPIC = ContentType("topic", "topics", Fields)
TYPES = (NOTE, TOPIC)
FINE = "---\ntitle: A\nlow: 1\nhigh: 2\n---\n\nText and [B](note:b).\n"


def read(text: str) -> tuple[Entry[Fields] | None, list[str]]:
    entry, problems = load.read_entry("content/notes/a.md", "a", text.encode(), NOTE, TYPES)
    return entry, [str(problem) for problem in problems]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    for name in ("notes/b.md", "notes/a.md", "topics/a.md", "site.yaml"):
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(FINE, "utf-8")
    return tmp_path / "content"


def test_a_file_that_goes_away_while_it_is_read_is_told(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = load.find(content, TYPES)
    (content / "notes/a.md").unlink()
    monkeypatch.setattr(load, "find", lambda folder, types: found)
    told = load.read(content, TYPES, Settings)
    assert "content/notes/a.md: can't be read; it went away meanwhile, or its disk has a fault" in map(str, told.problems)
    assert Ref("note", "a") in told.unread


def test_a_folder_that_can_not_be_listed_is_told_alone(content: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.access", lambda item, mode: Path(item).name != "notes")
    told = load.read(content, TYPES, Settings)
    assert [str(problem) for problem in told.problems] == ["content/notes: can't be read; its permissions forbid it"]


def test_files_are_found_with_their_type_in_the_order_of_their_names(content: Path) -> None:
    found, problems = load.find(content, TYPES)
    assert problems == []
    assert list(found.items()) == [("notes/a.md", NOTE), ("notes/b.md", NOTE), ("topics/a.md", TOPIC)]


def test_the_folder_may_have_any_name(content: Path) -> None:
    (content / "notes/A b.md").write_text(FINE, "utf-8")
    other = content.rename(content.parent / "texts")
    found, problems = load.find(other, TYPES)
    assert len(found) == 3
    assert [problem.path for problem in problems] == ["texts/notes/A b.md"]


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    found, problems = load.find(tmp_path / "content", TYPES)
    assert found == {}
    assert [problem.path for problem in problems] == ["content"]


def test_an_entry_has_its_type_slug_path_address_fields_and_body() -> None:
    entry, problems = read(FINE)
    assert problems == []
    assert entry is not None
    assert (entry.type, entry.slug, entry.path) == ("note", "a", "content/notes/a.md")
    assert entry.address == "/notes/a/"
    assert entry.fields == Note(title="A", low=1, high=2)
    assert entry.body.refs == ((Ref("note", "b"), "", 7, 14),)


def test_a_rule_complains_at_the_line_of_the_value() -> None:
    entry, problems = read(FINE.replace("high: 2", "high: 0"))
    assert entry is not None
    assert problems == ["content/notes/a.md:4:7: high: must not be below 1"]


def test_fields_and_body_are_told_together() -> None:
    entry, problems = read("---\ntitle: A\nlow: one\nhigh: 2\n---\n# B\n")
    assert entry is None
    assert [line.split(": ")[0] for line in problems] == ["content/notes/a.md:3:6", "content/notes/a.md:6:1"]


def test_a_value_that_is_told_by_the_reader_is_not_told_again() -> None:
    _, problems = read("---\ntitle: A\nlow: ~\nhigh: 2\n---\n")
    assert problems == ["content/notes/a.md:3:6: low: what is left out must be written null, not ~"]


def test_a_complaint_names_the_field_that_is_written() -> None:
    entry, _ = read(FINE)
    assert entry is not None
    told = load.complaint(entry, ("high", "date"), "is odd")
    assert str(told) == "content/notes/a.md:4:7: high: is odd"


def test_settings_are_an_entry_of_their_own() -> None:
    entry, problems = load.read_settings("content/site.yaml", b"title: A\nmotto: B\n", Settings)
    assert problems == ()
    assert entry is not None
    assert (entry.ref, entry.address, entry.fields) == (Ref("site", "site"), "/", Settings(title="A", motto="B"))


@pytest.mark.parametrize(
    ("raw", "line"),
    [
        (b"", "content/site.yaml: the site's settings are missing; this file must have at least a title"),
        (b"title: A", "content/site.yaml:1:1: motto: is missing"),
        (b"title: A\nmotto: [a", "content/site.yaml:2:8: the YAML can't be read: "),
    ],
)
def test_settings_that_can_not_be_read(raw: bytes, line: str) -> None:
    entry, problems = load.read_settings("content/site.yaml", raw, Settings)
    assert entry is None
    assert len(problems) == 1
    assert str(problems[0]).startswith(line)


def test_a_reference_to_an_unknown_type_has_no_address() -> None:
    address_of = load.addresses(TYPES)
    assert address_of(Ref("note", "a")) == "/notes/a/"
    assert address_of(Ref("memo", "a")) is None
