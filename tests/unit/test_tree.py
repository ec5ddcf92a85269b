"""The new tree: which files stay the very same, what is believed of a spare one, and what is never written into."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from disk import SITE, content, fail_on

from sitegen import tree as room
from sitegen.publish import MARKER, Published, publish, stamps


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a path for the output, in a folder where nothing else is."""
    return tmp_path / "site"


# Times and inodes


def test_unchanged_files_are_the_same_files(output: Path) -> None:
    publish(output, SITE)
    before = {path: os.stat(output / path) for path in (*SITE, MARKER)}
    publish(output, {**SITE, "feed.xml": None, "index.html": b"HOME"})
    after = {path: os.stat(output / path) for path in (*SITE, MARKER)}
    for path in ("countries/chad/index.html", "feed.xml", MARKER):
        assert (after[path].st_ino, after[path].st_mtime_ns) == (
            before[path].st_ino,
            before[path].st_mtime_ns,
        )
        assert after[path].st_nlink == 1
    assert after["index.html"].st_ino != before["index.html"].st_ino


@pytest.mark.parametrize("ahead", [0, 5_000], ids=["same second", "clock went back"])
def test_changed_file_gets_a_later_second(output: Path, ahead: int) -> None:
    publish(output, SITE)
    now = os.stat(output / "index.html").st_mtime_ns // 10**9
    os.utime(output / "index.html", (now + ahead, now + ahead))
    publish(output, {**SITE, "index.html": b"HOME"})
    assert os.stat(output / "index.html").st_mtime_ns >= (now + ahead + 1) * 10**9


def test_changed_file_long_after_gets_the_present_time(output: Path) -> None:
    publish(output, SITE)
    now = os.stat(output / "index.html").st_mtime_ns
    os.utime(output / "index.html", (1_000_000_000, 1_000_000_000))
    publish(output, {**SITE, "index.html": b"HOME"})
    assert os.stat(output / "index.html").st_mtime_ns >= now


def test_without_hard_links_a_copy_keeps_the_time(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    before = stamps(output)
    fail_on(monkeypatch, "link", errno.EPERM)
    publish(output, {**SITE, "index.html": b"HOME"})
    after = stamps(output)
    assert {path for path in before if before[path] != after[path]} == {"index.html"}


def test_no_file_is_ever_written_into(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).write_text("its inode may be the old site's")
    with pytest.raises(FileExistsError):
        room._write(str(tmp_path / "a"), b"new")
    with pytest.raises(FileExistsError):
        room._link(str(tmp_path / "a"), str(tmp_path / "b"))


# The spare tree


@pytest.fixture
def spare(output: Path) -> Path:
    """Return the path of a spare tree, in a cache folder that is not there yet."""
    return output.parent / "cache" / "spare"


def test_spare_is_used_again(output: Path, spare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE, spare=spare)
    publish(output, {**SITE, "index.html": b"2"}, spare=spare)
    assert content(spare) == SITE
    with monkeypatch.context() as patch:
        fail_on(patch, "mkdir", errno.EROFS, ".site.new-")
        assert publish(output, {**SITE, "index.html": b"3"}, spare=spare) == Published(1, 2, 0)
    assert content(output) == {**SITE, "index.html": b"3"}
    assert content(spare) == {**SITE, "index.html": b"2"}
    assert sorted(os.listdir(output.parent)) == ["cache", "site"]


def test_a_spare_is_not_believed(output: Path, spare: Path) -> None:
    for number in b"12":
        publish(output, {**SITE, "index.html": bytes([number])}, spare=spare)
    for path in ("countries/chad/index.html", "feed.xml"):
        (spare / path).unlink()
        (spare / path).write_bytes(b"<fake/>")
    (spare / "countries" / "link").symlink_to(output)
    (spare / "empty").mkdir()
    publish(output, {**SITE, "index.html": b"3"}, spare=spare)
    assert content(output) == {**SITE, "index.html": b"3"}
    assert sorted(os.listdir(output)) == [MARKER, "countries", "feed.xml", "index.html"]


def test_a_spare_of_another_is_left_alone(output: Path, spare: Path) -> None:
    publish(output, SITE)
    spare.mkdir(parents=True)
    (spare / "thesis.doc").write_text("years of work")
    publish(output, {"index.html": b"HOME"}, spare=spare)
    assert os.listdir(spare) == ["thesis.doc"]
    assert sorted(os.listdir(output.parent)) == ["cache", "site"]


def test_a_spare_on_another_disk_is_done_without(output: Path, spare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in b"12":
        publish(output, {"index.html": bytes([number])}, spare=spare)
    fail_on(monkeypatch, "rename", errno.EXDEV, "spare")
    publish(output, {"index.html": b"3"}, spare=spare)
    assert content(output) == {"index.html": b"3"}
