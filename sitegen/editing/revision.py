"""The content as a Git revision has it, laid out in a folder; the only user of Git."""

from __future__ import annotations

import io
import stat
import subprocess
import zipfile
from pathlib import Path


class RevisionError(Exception):
    """Why the content of a revision can't be had, in words for who asked."""


def lay_out(content: Path, revision: str, folder: Path) -> Path:
    """Write the content folder as `revision` has it below `folder`; return where it stands.

    Raises RevisionError where there is no Git, no repository, no such revision, or no content in it.
    """
    if revision.startswith("-"):
        raise RevisionError(f"there is no revision “{revision}”")
    no_repository = "the content folder stands in no Git repository, or in one that Git does not open for you"
    top = Path(_git(content, "rev-parse", "--show-toplevel", otherwise=no_repository).decode().strip())
    _git(content, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}", otherwise=f"there is no revision “{revision}”")
    below = content.resolve().relative_to(top.resolve()).as_posix()
    packed = _git(top, "archive", "--format=zip", revision, "--", below, otherwise=f"{revision} has no {below}/")
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        for item in archive.infolist():
            if stat.S_ISLNK(item.external_attr >> 16):
                raise RevisionError(f"{revision} has a link, {item.filename}; the content must have none")
        archive.extractall(folder)
    return folder / below


def is_new(file: Path) -> bool:
    """Whether Git knows that a file is not in the last commit, so that nothing made of it was published."""
    try:
        _git(file.parent, "rev-parse", "--verify", "--quiet", "HEAD")
        return not _git(file.parent, "ls-tree", "--name-only", "HEAD", "--", file.name)
    except RevisionError:
        return False


def _git(folder: Path, *words: str, otherwise: str = "") -> bytes:
    try:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=False)
    except (FileNotFoundError, NotADirectoryError):
        raise RevisionError("Git is not installed, or the content folder is not there") from None
    if done.returncode:
        raise RevisionError(otherwise or done.stderr.decode(errors="replace").strip())
    return done.stdout
