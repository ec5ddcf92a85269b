"""The files that a site is made of beside the content."""

from __future__ import annotations

from pathlib import Path

from sitegen.folders import files, texts


def test_texts_come_by_their_paths_in_order(tmp_path: Path) -> None:
    for name in ("b.html", "a/z.html", ".b.html.swp"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert texts(tmp_path) == ({"a/z.html": "a/z.html", "b.html": "b.html"}, [])
    assert files(tmp_path / "a") == [tmp_path / "a" / "z.html"]
    assert files(tmp_path / "c") == []


def test_what_is_no_text_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"\xff\xfe")
    found, problems = texts(tmp_path)
    assert found == {}
    assert str(problems[0]).startswith(f"{tmp_path.name}/a.html: can't be read as text in UTF-8")
