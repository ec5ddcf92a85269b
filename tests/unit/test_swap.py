"""Swapping two folders, on this system and on others; what killed runs left, and what will not go."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from disk import SITE, alone, content, fail_on

from sitegen import swap as room
from sitegen.publish import MARKER, Published, PublishError, publish


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a path for the output, in a folder where nothing else is."""
    return tmp_path / "site"


# Swap


def library(monkeypatch: pytest.MonkeyPatch, answer: int, error: int = 0, **calls: str) -> list[tuple[Any, ...]]:
    """Put a C library in place that has only `calls`, which answer so; return what is called."""
    called: list[tuple[Any, ...]] = []

    def call(*arguments: Any) -> int:
        called.append(arguments)
        ctypes.set_errno(error)
        return answer

    fake = SimpleNamespace(**dict.fromkeys(calls, call))
    monkeypatch.setattr(ctypes, "CDLL", lambda name, use_errno: fake)
    return called


@pytest.mark.parametrize("error", [errno.ENOSYS, errno.EINVAL, errno.EPERM])
def test_two_renames_where_the_disk_cannot_swap(output: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    publish(output, SITE)
    called = library(monkeypatch, -1, error, renameat2="")
    assert publish(output, {"index.html": b"HOME", "feed.xml": None}) == Published(1, 1, 1)
    assert len(called) == 1
    assert content(output) == {"index.html": b"HOME", "feed.xml": b"<feed/>"}
    assert alone(output)


def test_two_renames_of_which_the_second_fails(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    library(monkeypatch, 0)
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine="abacus"))
    fail_on(monkeypatch, "rename", errno.EIO, ".site.new-")
    with pytest.raises(PublishError, match="Input/output error"):
        publish(output, {})
    assert content(output) == SITE
    assert alone(output)


def test_a_swap_that_fails_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    library(monkeypatch, -1, errno.EBUSY, renameat2="")
    with pytest.raises(PublishError, match="site: Device or resource busy"):
        publish(output, {})
    assert content(output) == SITE
    assert alone(output)


def test_no_swap_without_ctypes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ctypes", None)
    assert not room._exchange(Path("/new"), Path("/site"))


def test_swap_on_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    called = library(monkeypatch, 0, renamex_np="")
    assert room._exchange(Path("/new"), Path("/site"))
    assert called == [(b"/new", b"/site", 2)]


@pytest.mark.parametrize(("machine", "number"), [("x86_64", 316), ("aarch64", 276)])
def test_swap_by_number(monkeypatch: pytest.MonkeyPatch, machine: str, number: int) -> None:
    called = library(monkeypatch, 0, syscall="")
    monkeypatch.setattr(os, "uname", lambda: SimpleNamespace(machine=machine))
    assert room._exchange(Path("/new"), Path("/site"))
    assert called == [(number, -100, b"/new", -100, b"/site", 2)]


@pytest.mark.skipif(os.name == "nt" or os.uname().machine not in room._RENAMEAT2, reason="its number is not known here")
def test_swap_by_number_in_earnest(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    real = ctypes.CDLL(None, use_errno=True)
    monkeypatch.setattr(ctypes, "CDLL", lambda name, use_errno: SimpleNamespace(syscall=real.syscall))
    inode = output.stat().st_ino
    publish(output, {"index.html": b"HOME"})
    assert output.stat().st_ino != inode
    assert content(output) == {"index.html": b"HOME"}


# Sweep


def test_stale_trees_are_swept_and_others_not(output: Path) -> None:
    publish(output, SITE)
    for name in (".site.new-1", ".site.old-22", ".site.new-mine", ".other.new-1"):
        shutil.copytree(output, output.parent / name)
    (output.parent / ".site.new-3").mkdir()
    (output.parent / ".site.new-4").mkdir()
    (output.parent / ".site.new-4" / "not of us").write_text("")
    (output.parent / ".site.new-5").write_text("a file")
    publish(output, dict.fromkeys(SITE))
    assert sorted(os.listdir(output.parent)) == [*(".other.new-1", ".site.new-4", ".site.new-5", ".site.new-mine", "site")]


def test_a_kill_between_two_renames_is_mended(output: Path) -> None:
    publish(output, SITE)
    output.rename(output.parent / ".site.old-7")
    assert publish(output, dict.fromkeys(SITE)) == Published(0, 3, 0)
    assert content(output) == SITE
    assert alone(output)


def test_an_old_tree_that_cannot_be_removed_is_reported(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    with monkeypatch.context() as patch:
        fail_on(patch, "unlink", errno.EACCES, MARKER)
        (left,) = publish(output, {"index.html": b"HOME"}).left
    assert content(output) == {"index.html": b"HOME"}
    assert left.parent == output.parent
    assert publish(output, {"index.html": None}).left == ()
    assert alone(output)
