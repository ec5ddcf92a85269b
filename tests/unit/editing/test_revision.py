"""The content of a Git revision, laid out in a folder."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from sitegen.editing import revision


def git(folder: Path, *words: str) -> None:
    name = ("-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "init.defaultBranch=main")
    subprocess.run(["git", *name, *words], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with a content folder that was changed after the first commit."""
    root = tmp_path / "project"
    (root / "content" / "pages").mkdir(parents=True)
    git(root, "init")
    (root / "content" / "pages" / "a.md").write_text("first", "utf-8")
    git(root, "add", ".")
    git(root, "commit", "-m", "first")
    (root / "content" / "pages" / "a.md").write_text("second", "utf-8")
    return root


def test_the_content_is_as_it_was(repository: Path, tmp_path: Path) -> None:
    former = revision.lay_out(repository / "content", "main", tmp_path / "former")
    assert (former / "pages" / "a.md").read_text("utf-8") == "first"
    assert (repository / "content" / "pages" / "a.md").read_text("utf-8") == "second"


def test_a_folder_below_the_top(repository: Path, tmp_path: Path) -> None:
    git(repository, "mv", "content", "below")
    git(repository, "commit", "-m", "moved")
    assert revision.lay_out(repository / "below", "HEAD", tmp_path / "x") == tmp_path / "x" / "below"


@pytest.mark.parametrize("name", ["nowhere", "--output=/tmp/x", "main:content", ""])
def test_a_revision_that_is_not_there(repository: Path, tmp_path: Path, name: str) -> None:
    with pytest.raises(revision.RevisionError, match="there is no revision"):
        revision.lay_out(repository / "content", name, tmp_path / "x")


def test_a_revision_without_content(repository: Path, tmp_path: Path) -> None:
    git(repository, "rm", "-r", "--cached", "content")
    git(repository, "commit", "-m", "none")
    with pytest.raises(revision.RevisionError, match="main has no content/"):
        revision.lay_out(repository / "content", "main", tmp_path / "x")


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    with pytest.raises(revision.RevisionError, match="stands in no Git repository"):
        revision.lay_out(tmp_path / "content", "main", tmp_path / "x")


def test_no_git(repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(revision.RevisionError, match="Git is not installed"):
        revision.lay_out(repository / "content", "main", tmp_path / "x")


def test_a_content_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("")
    with pytest.raises(revision.RevisionError, match="the content folder is not there"):
        revision.lay_out(tmp_path / "content", "main", tmp_path / "x")


def test_a_link_of_a_revision_leads_nowhere_else(repository: Path, tmp_path: Path) -> None:
    (repository / "content" / "out").symlink_to("/etc")
    git(repository, "add", "content")
    git(repository, "commit", "-m", "link")
    with pytest.raises(revision.RevisionError, match="has a link, content/out; the content must have none"):
        revision.lay_out(repository / "content", "main", tmp_path / "x")
