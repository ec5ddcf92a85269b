"""Publishing: what is made, kept, removed and refused; what a failure leaves (kills: tests/system)."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from disk import SITE, alone, content, fail_on
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import swap, tree
from sitegen.publish import MARKER, MissingKept, Published, PublishError, missing, publish, stamps, unchanged


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a path for the output, in a folder where nothing else is."""
    return tmp_path / "site"


# What is made, kept and removed


def test_first_publish_makes_all(output: Path) -> None:
    assert publish(output, SITE) == Published(made=3, kept=0, removed=0)
    assert content(output) == SITE
    assert (output / MARKER).is_file()
    assert alone(output)


def test_parent_folders_are_made(tmp_path: Path) -> None:
    publish(tmp_path / "a" / "b" / "site", SITE)
    assert content(tmp_path / "a" / "b" / "site") == SITE


def test_relative_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    publish(Path("site"), SITE)
    publish(Path("site"), {"index.html": b"new"})
    assert content(tmp_path / "site") == {"index.html": b"new"}


def test_an_empty_folder_is_taken_with_its_mode(output: Path) -> None:
    output.mkdir(mode=0o750)
    publish(output, SITE)
    publish(output, {"index.html": b"new"})
    assert stat.S_IMODE(output.stat().st_mode) == 0o750
    assert alone(output)


def test_made_kept_removed(output: Path) -> None:
    publish(output, SITE)
    after = {"index.html": b"HOME", "countries/chad/index.html": None, "about.html": b"about"}
    assert publish(output, after) == Published(made=2, kept=1, removed=1)
    assert content(output) == {
        "index.html": b"HOME",
        "countries/chad/index.html": b"Chad",
        "about.html": b"about",
    }
    assert alone(output)


def test_empty_folders_go(output: Path) -> None:
    publish(output, SITE)
    publish(output, {"index.html": None})
    assert not (output / "countries").exists()


def test_no_files_is_a_site_too(output: Path) -> None:
    assert publish(output, {}) == Published(0, 0, 0)
    assert publish(output, {}) == Published(0, 0, 0)
    assert os.listdir(output) == [MARKER]


def test_file_becomes_folder_and_back(output: Path) -> None:
    publish(output, {"a": b"file"})
    publish(output, {"a/b": b"in folder"})
    assert content(output) == {"a/b": b"in folder"}
    publish(output, {"a": b"file"})
    assert content(output) == {"a": b"file"}


def test_files_of_others_in_the_output_go(output: Path) -> None:
    publish(output, SITE)
    (output / "notes.txt").write_text("mine")
    (output / "link.html").symlink_to("index.html")
    assert publish(output, SITE) == Published(made=0, kept=3, removed=2)
    assert content(output) == SITE


def test_a_link_in_place_of_a_file_is_not_kept(output: Path, tmp_path: Path) -> None:
    publish(output, SITE)
    (output / "feed.xml").rename(tmp_path / "elsewhere")
    (output / "feed.xml").symlink_to(tmp_path / "elsewhere")
    assert missing(output, SITE) == {"feed.xml"}
    assert publish(output, SITE).made == 1
    assert not (output / "feed.xml").is_symlink()


# What a reader meets, and what is left as it is


def test_an_open_reader_keeps_the_old_bytes(output: Path) -> None:
    publish(output, SITE)
    with (output / "index.html").open("rb") as reader:
        publish(output, {**SITE, "index.html": b"HOME"})
        assert reader.read() == b"home"


def test_nothing_changed_writes_nothing(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    before, inode = stamps(output), output.stat()
    for name in ("rename", "link", "mkdir", "rmdir", "utime", "chmod"):
        fail_on(monkeypatch, name, errno.EROFS)
    assert publish(output, dict.fromkeys(SITE)) == Published(0, 3, 0)
    assert publish(output, SITE) == Published(0, 3, 0)
    assert stamps(output) == before
    assert (output.stat().st_ino, output.stat().st_mtime_ns) == (inode.st_ino, inode.st_mtime_ns)
    assert alone(output)


def test_marker_of_another_version_is_kept(output: Path) -> None:
    publish(output, SITE)
    (output / MARKER).write_text("an older text")
    assert publish(output, SITE) == Published(0, 3, 0)
    publish(output, {**SITE, "index.html": b"HOME"})
    assert (output / MARKER).read_text() == "an older text"


# Stamps


def test_stamps_and_unchanged(output: Path) -> None:
    assert stamps(output) == {}
    assert not unchanged(output, {})
    publish(output, SITE)
    known = stamps(output)
    assert known.keys() == {*SITE, MARKER}
    assert known["index.html"] == (4, os.stat(output / "index.html").st_mtime_ns)
    assert unchanged(output, known)


@pytest.mark.parametrize(
    "harm",
    [
        lambda site: (site / "extra.html").write_text(""),
        lambda site: (site / "feed.xml").unlink(),
        lambda site: (site / MARKER).unlink(),
        lambda site: (site / "index.html").write_text("longer than before"),
        lambda site: os.utime(site / "index.html", (1, 1)),
        lambda site: (site / "countries" / "loop").symlink_to(".."),
        shutil.rmtree,
    ],
    ids=["extra", "gone", "no marker", "size", "time", "link", "all gone"],
)
def test_unchanged_sees(output: Path, harm: Callable[[Path], None]) -> None:
    publish(output, SITE)
    known = stamps(output)
    harm(output)
    assert not unchanged(output, known)


def test_unchanged_is_no_where_the_output_is_a_file(output: Path) -> None:
    output.write_text("a file")
    assert not unchanged(output, {})
    with pytest.raises(PublishError, match="is a file, not a folder"):
        stamps(output)


def test_missing(output: Path) -> None:
    assert missing(output, SITE) == set(SITE)
    publish(output, SITE)
    (output / "feed.xml").unlink()
    assert missing(output, [*SITE, "countries", "no/such"]) == {"feed.xml", "countries", "no/such"}


def test_missing_kept_is_told_before_anything_changes(output: Path) -> None:
    publish(output, SITE)
    (output / "feed.xml").unlink()
    before = stamps(output)
    with pytest.raises(MissingKept, match=r"feed\.xml") as caught:
        publish(output, {"index.html": b"HOME", "feed.xml": None})
    assert caught.value.path == "feed.xml"
    assert isinstance(caught.value, PublishError)
    assert unchanged(output, before)
    assert alone(output)


def test_missing_kept_without_output(output: Path) -> None:
    with pytest.raises(MissingKept):
        publish(output, {"index.html": None})
    assert os.listdir(output.parent) == []


# Refused


@pytest.mark.parametrize("path", ["", "/etc/x", "../x", "a/../x", "a//b", "./a", "a/.", "a/", "a\\b", "C:x", "a\0"])
def test_paths_that_escape_are_a_bug(output: Path, path: str) -> None:
    with pytest.raises(ValueError, match="not a path below the output"):
        publish(output, {path: b""})
    assert os.listdir(output.parent) == []


@pytest.mark.parametrize("files", [{MARKER: b""}, {"a": b"", "a/b/c": b""}])
def test_clashing_paths_are_a_bug(output: Path, files: Mapping[str, bytes]) -> None:
    with pytest.raises(ValueError, match="both a file and a folder"):
        publish(output, files)


def test_lock_and_spare_inside_the_output_are_a_bug(output: Path) -> None:
    with pytest.raises(ValueError, match="in the output"):
        publish(output, SITE, lock=output / ".lock")
    with pytest.raises(ValueError, match="in the output"):
        publish(output, SITE, spare=output)


def test_a_foreign_folder_is_left_alone(output: Path) -> None:
    output.mkdir()
    (output / "thesis.doc").write_text("years of work")
    with pytest.raises(PublishError, match=r"site: holds files and no \.made-by-sitegen, so no build made it"):
        publish(output, SITE)
    assert os.listdir(output) == ["thesis.doc"]
    assert alone(output)


def test_a_foreign_folder_with_a_link_as_marker_is_left_alone(output: Path) -> None:
    output.mkdir()
    (output / "thesis.doc").write_text("years of work")
    (output / MARKER).symlink_to("thesis.doc")
    with pytest.raises(PublishError, match="holds files"):
        publish(output, SITE)


def test_a_file_is_left_alone(output: Path) -> None:
    output.write_text("a file")
    with pytest.raises(PublishError, match="site: is a file, not a folder; move it away"):
        publish(output, SITE)
    assert output.read_text() == "a file"
    assert alone(output)


@pytest.mark.parametrize("target", ["real", "nowhere"])
def test_a_link_is_left_alone(output: Path, target: str) -> None:
    publish(output.parent / "real", SITE)
    output.symlink_to(target)
    with pytest.raises(PublishError, match="site: is a symbolic link; remove the link"):
        publish(output, {"index.html": b"HOME"})
    assert os.readlink(output) == target
    assert content(output.parent / "real") == SITE


def test_a_mount_point_is_refused(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(output, SITE)
    monkeypatch.setattr(os.path, "ismount", lambda path: Path(path) == output)
    with pytest.raises(PublishError, match="is a mount point"):
        publish(output, {})


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="needs /proc")
def test_an_output_that_cannot_be_written_is_told() -> None:
    with pytest.raises(PublishError, match=r"^/proc/site: .+ \(/proc/\.site\.lock\); what the last build made"):
        publish(Path("/proc/site"), SITE)


def test_an_output_below_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match="file/site: "):
        publish(tmp_path / "file" / "site", SITE)


# A disk that fails


class FullDisk(io.FileIO):
    """A file on a disk that is full after two bytes."""

    def write(self, data: Any) -> int:
        """Write two bytes and fail as the system does, without the file's name."""
        super().write(data[:2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full_disk(monkeypatch: pytest.MonkeyPatch, needle: str) -> None:
    """Let the disk be full when a file with `needle` in its path is written."""

    def opened(path: str, mode: str) -> Any:
        return FullDisk(path, "x") if needle in path else open(path, mode)

    monkeypatch.setattr(tree, "open", opened, raising=False)


@pytest.mark.parametrize("needle", [MARKER, "index.html", "last.html"])
def test_full_disk_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch, needle: str) -> None:
    publish(output, SITE)
    before = stamps(output)
    with monkeypatch.context() as patch:
        fail_on(patch, "link", errno.ENOTSUP, MARKER)
        full_disk(patch, needle)
        patch.setattr(shutil, "copy2", lambda source, target: tree._write(target, b"a copy"))
        with pytest.raises(PublishError, match=rf"site: No space left on device \(.*{needle}\)"):
            publish(output, {"index.html": b"HOME", "feed.xml": None, "last.html": b"last"})
    assert unchanged(output, before)
    assert alone(output)
    assert publish(output, {"index.html": b"HOME"}).made == 1


def test_full_disk_at_the_first_publish_leaves_nothing(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    full_disk(monkeypatch, "feed.xml")
    with pytest.raises(PublishError, match="No space left"):
        publish(output, SITE)
    assert os.listdir(output.parent) == []


def test_a_write_the_system_itself_cuts_short(output: Path) -> None:
    resource = pytest.importorskip("resource")
    publish(output, SITE)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(PublishError, match=r"File too large \(.*big\.html\)"):
            publish(output, {"big.html": b"x" * 10_000})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert content(output) == SITE
    assert alone(output)


def test_a_file_name_too_long_is_told(output: Path) -> None:
    publish(output, SITE)
    with pytest.raises(PublishError, match="File name too long"):
        publish(output, {"x" * 256: b""})
    assert content(output) == SITE


@pytest.mark.parametrize("interrupt", [KeyboardInterrupt, SystemExit])
def test_an_interrupt_leaves_the_old_site(output: Path, monkeypatch: pytest.MonkeyPatch, interrupt: type[BaseException]) -> None:
    def interrupted(new: Path, output: Path) -> None:
        raise interrupt

    publish(output, SITE)
    monkeypatch.setattr(swap, "swap", interrupted)
    with pytest.raises(interrupt):
        publish(output, {})
    assert content(output) == SITE
    assert alone(output)


# Law: whatever the sites, in whatever order, with and without None, with and without a spare

paths = st.sampled_from(["a", "b", "c/a", "c/b", "c/d/e", "f/a", "f/b/c"])
sites = st.dictionaries(paths, st.sampled_from([b"", b"1", b"2", b"33"]))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sites, st.booleans(), st.booleans()), max_size=5))
def test_the_output_is_the_last_site(runs: list[tuple[dict[str, bytes], bool, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        output, spare, last = Path(folder) / "site", Path(folder) / "spare", dict[str, bytes]()
        for site, lazy, with_spare in runs:
            before = stamps(output)
            files = {path: None if lazy and last.get(path) == data else data for path, data in site.items()}
            done = publish(output, files, spare=spare if with_spare else None)
            after, same = stamps(output), {path for path in site if last.get(path) == site[path]}
            assert content(output) == site
            assert done == Published(len(site) - len(same), len(same), len(last.keys() - site.keys()))
            assert all((before[path] == after[path]) == (path in same) for path in site.keys() & before.keys())
            last = site
        assert set(os.listdir(folder)) <= {"site", "spare"}
