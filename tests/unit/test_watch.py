"""Watching: what counts as a change, and that it is waited for until the files keep still."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from sitegen import watch
from sitegen.watch import Snapshot, last_saved, next_change, scan


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one file in a folder."""
    (tmp_path / "countries").mkdir()
    (tmp_path / "countries" / "fiji.md").write_text("one")
    return tmp_path


@pytest.fixture
def waiting(folder: Path) -> Iterator[Future[Snapshot | None]]:
    """A wait for the next change of the folder, which is under way."""
    stop = threading.Event()
    with ThreadPoolExecutor(1) as pool:
        yield pool.submit(next_change, [folder], scan([folder]), stop)
        stop.set()


def test_a_missing_folder_holds_nothing(tmp_path: Path) -> None:
    assert scan([tmp_path / "none"]) == {}


def test_each_kind_of_change_is_seen(folder: Path) -> None:
    file, seen = folder / "countries" / "fiji.md", [scan([folder])]

    def look() -> bool:
        seen.append(scan([folder]))
        return seen[-1] != seen[-2]

    file.write_text("two")
    assert look()
    file.chmod(0o600)
    assert look()
    there = file.stat()
    (folder / "new").write_text("six")
    os.utime(folder / "new", ns=(there.st_atime_ns, there.st_mtime_ns))
    (folder / "new").replace(file)
    assert look(), "another file of the same size and time"
    file.rename(file.with_name("tonga.md"))
    assert look()
    (folder / "treaties").mkdir()
    assert look()
    file.with_name("tonga.md").unlink()
    assert look()
    assert not look()


@pytest.mark.parametrize("name", [".fiji.md.swp", "fiji.md~", "#fiji.md#", "fiji.tmp", ".git"])
def test_swap_files_arepassed_over(folder: Path, name: str) -> None:
    before = scan([folder])
    (folder / "countries" / name).write_text("x")
    assert scan([folder]) == before


def test_links_are_seen_and_not_followed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (folder / "round").symlink_to(folder)
    (folder / "out").symlink_to(outside)
    before = scan([folder])
    assert {str(folder / "round"), str(folder / "out")} <= before.keys()
    (outside / "x").write_text("x")
    assert scan([folder]) == before


def test_a_file_that_vanishes_while_it_is_looked_at_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def vanishing(path: str) -> list[os.DirEntry[str]]:
        items = list(listed(path))
        for item in items:
            if item.name == "fiji.md":
                os.unlink(item.path)
        return items

    monkeypatch.setattr(os, "scandir", vanishing)
    assert list(scan([folder])) == [str(folder / "countries")]


def test_a_change_is_told_with_what_is_there_then(folder: Path, waiting: Future[Snapshot | None]) -> None:
    time.sleep(0.1)
    assert not waiting.done()
    (folder / "countries" / "fiji.md").write_text("longer")
    assert waiting.result(timeout=2) == scan([folder])


def test_it_is_told_once_the_files_keep_still(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "STILL_IN_A_BURST", 0.5)
    before, stop = scan([folder]), threading.Event()
    (folder / "countries" / "fiji.md").write_text("first")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(next_change, [folder], before, stop)
        for number in range(20):
            (folder / "countries" / "fiji.md").write_text(f"save {number}")
            time.sleep(0.02)
        assert waiting.result(timeout=5) == scan([folder])


@pytest.mark.parametrize("gone", [True, False])
def test_a_file_that_is_gone_or_empty_within_a_save_is_waited_for(
    folder: Path, waiting: Future[Snapshot | None], gone: bool
) -> None:
    file = folder / "countries" / "fiji.md"
    time.sleep(0.1)
    file.unlink() if gone else file.write_text("")
    time.sleep(0.15)
    file.write_text("saved")
    found = waiting.result(timeout=2)
    assert found is not None
    assert found[str(file)][2] == len("saved")


def test_a_wait_that_is_stopped_tells_nothing(folder: Path) -> None:
    stop = threading.Event()
    stop.set()
    assert next_change([folder], {}, stop) is None
    assert watch._settled([folder], {}, {}, 0.01, stop) is None


def test_what_was_saved_last_comes_first(folder: Path) -> None:
    for second, name in enumerate(("a.md", "c.md", "b.md")):
        (folder / name).write_text(name)
        os.utime(folder / name, (second, second))
    assert [path.name for path in last_saved(scan([folder]))] == ["fiji.md", "b.md", "c.md", "a.md", "countries"]
