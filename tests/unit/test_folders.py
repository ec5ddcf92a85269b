"""The files that a site is made of beside the content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sitegen.folders import files, texts


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "styles" / "a").mkdir(parents=True)
    return tmp_path / "styles"


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in texts(folder)[1]]


def test_texts_come_by_their_paths_in_order(folder: Path) -> None:
    for name in ("b.html", "a/z.html", ".b.html.swp"):
        (folder / name).write_text(name, encoding="utf-8")
    assert texts(folder) == ({"a/z.html": "a/z.html", "b.html": "b.html"}, [])
    assert list(texts(folder)[0]) == ["a/z.html", "b.html"]
    assert files(folder / "a") == ({"z.html": b"a/z.html"}, [])


def test_line_ends_are_one(folder: Path) -> None:
    (folder / "a.css").write_bytes(b"a\r\nb\rc\n")
    assert texts(folder)[0] == {"a.css": "a\nb\nc\n"}


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"a\n\xff", ":2: the file must be saved as UTF-8; byte 0xff is not"),
        ("ab".encode("utf-16"), ": the file must be saved as UTF-8; it is UTF-16"),
        ("ab".encode("utf-8-sig"), ": the file must be saved as UTF-8 without a byte order mark"),
    ],
)
def test_what_is_no_text_is_a_problem(folder: Path, raw: bytes, message: str) -> None:
    (folder / "a.css").write_bytes(raw)
    assert told(folder) == [f"styles/a.css{message}"]
    assert files(folder) == ({"a.css": raw}, [])


def test_a_folder_that_is_missing_is_told_once(folder: Path) -> None:
    words = "the folder is missing; the site can't be made without it"
    assert told(folder / "gone") == [f"gone: {words}"]
    (folder / "file").write_text("")
    assert told(folder / "file") == [f"file: {words}"]


@pytest.mark.parametrize("target", ["/etc/hostname", "gone", ".", "a.css"])
def test_no_link_is_followed(folder: Path, target: str) -> None:
    (folder / "a.css").write_text("")
    (folder / "b.css").symlink_to(target)
    assert told(folder) == ["styles/b.css: must be a file of its own, not a link"]
    assert list(files(folder)[0]) == ["a.css"]


@pytest.mark.skipif(os.name == "nt", reason="Windows lets no file have these names")
@pytest.mark.parametrize(("name", "sign"), [("a:b", ":"), ("a\\b", "\\"), ("a\nb", "\\n"), ("a?", "?"), ("\udcff", "\\udcff")])
def test_a_name_that_can_be_no_address(folder: Path, name: str, sign: str) -> None:
    (folder / "a" / name).write_text("")
    (problem,) = told(folder)
    assert problem.endswith(f": the name can't have “{sign}”; rename the file")
    assert files(folder)[0] == {}


def test_what_can_not_be_read_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "b.css").write_text("")
    monkeypatch.setattr(os, "access", lambda item, mode: "a" not in Path(item).name)
    monkeypatch.setattr(Path, "read_bytes", lambda file: os.open(folder / "gone", os.O_RDONLY))
    assert told(folder) == [
        "styles/a: can't be read; its permissions forbid it",
        "styles/b.css: can't be read: No such file or directory",
    ]
    assert told(folder / "a") == ["a: can't be read; its permissions forbid it"]
