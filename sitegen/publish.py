"""Put a finished site on disk all at once: a reader, or a kill at any moment, meets a whole site.

The new tree is built beside the output, with hard links to the files that did not change; then the two change
names in one call. All of it happens under a lock, and each run first clears away what a killed one left.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

MARKER = ".made-by-sitegen"
_NOTE = b"sitegen made this folder and replaces it whole at each build: edit the content, not these files.\n"
_LOCK_TRIES, _LOCK_PAUSE = 60, 0.05  # 3 seconds: longer than a publish, shorter than patience
_SECOND = 1_000_000_000
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}  # old kernel, NFS, container
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "ppc64le": 357, "s390x": 347}


class PublishError(Exception):
    """The site could not be put in place, the last one is as it was; the message says why and what to do."""


class MissingKept(PublishError):
    """A file that was to be kept from the last build is not there any more: render `path` again."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: was to be kept from the last build, but is not there any more")
        self.path = path


@dataclass(frozen=True)
class Published:
    """How many files were written, kept and removed; `left`: old trees that the system would not let go."""

    made: int
    kept: int
    removed: int
    left: tuple[Path, ...] = ()


class _Tree(NamedTuple):
    """What is below a folder, by POSIX path: whatever is no folder, and the folders; no link is followed."""

    files: dict[str, os.stat_result]
    folders: set[str]


def publish(
    output: Path, files: Mapping[str, bytes | None], lock: Path | None = None, spare: Path | None = None
) -> Published:
    """Make `output` hold exactly `files` and the marker, all at once.

    `files`: POSIX path below output → bytes, or None to keep the file of the last build.
    `lock`: where the lock file is while this runs, by default beside the output.
    `spare`: a place on the same disk (in the cache) where the old tree may stay, so that the next publish
    touches only what differs: with 10,000 folders a tenth of the time. By default the old tree is removed.
    Raises PublishError (MissingKept for None without a file); ValueError for a path that leaves the output.
    """
    output = Path(os.path.abspath(output))
    _refuse_escapes(files)
    _refuse_inside(output, lock, spare)
    with _plainly(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        with _locked(lock or output.parent / f".{output.name}.lock"):
            try:
                _sweep(output)
                _refuse_foreign(output)
                done = _replace(output, files, spare)
            finally:
                left = _sweep(output)
    return Published(*done, left)


def stamps(output: Path) -> dict[str, tuple[int, int]]:
    """(size, mtime in ns) of every file below output, the marker too; nothing where there is no output."""
    with _plainly(output):
        return {path: (there.st_size, there.st_mtime_ns) for path, there in _walk(output).files.items()}


def unchanged(output: Path, stamps: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the files below output are those of `stamps`: none more, none less, same sizes and times."""
    try:
        found = _walk(output).files
    except OSError:
        return False
    return bool(found) and {path: (it.st_size, it.st_mtime_ns) for path, it in found.items()} == dict(stamps)


def missing(output: Path, paths: Iterable[str]) -> set[str]:
    """Those of `paths` that are not plain files below output, so that publish could not keep them."""
    with _plainly(output):
        found = _walk(output).files
    return {path for path in paths if path not in found or not stat.S_ISREG(found[path].st_mode)}


# What may not be touched


def _refuse_escapes(files: Mapping[str, bytes | None]) -> None:
    for path in files:
        parts = path.split("/")
        if not {"", ".", ".."}.isdisjoint(parts) or "\\" in path or "\0" in path or path[1:2] == ":":
            raise ValueError(f"not a path below the output: {path!r}")
    if MARKER in files or not _folders(files).isdisjoint(files):
        raise ValueError(f"{MARKER} is the publisher's, and no path can be both a file and a folder")


def _refuse_inside(output: Path, *places: Path | None) -> None:
    for place in places:
        if place is not None and Path(os.path.abspath(place)).is_relative_to(output):
            raise ValueError(f"{place} is in the output, which is replaced whole")


def _refuse_foreign(output: Path) -> None:
    if output.is_symlink():
        fault = "is a symbolic link; remove the link, or name the folder it leads to as the output"
    elif os.path.ismount(output):
        fault = "is a mount point, which cannot be replaced; mount the folder above, or name one inside it"
    elif not output.exists() or _ours(output):
        return
    elif not output.is_dir():
        fault = "is a file, not a folder; move it away, or name another folder as the output"
    else:
        fault = (
            f"holds files and no {MARKER}, so no build made it and none will replace it; "
            "move the folder away, or name another one as the output"
        )
    raise PublishError(f"{output}: {fault}")


def _ours(folder: Path) -> bool:
    """Whether it is a folder we may replace or delete: one with the marker, or an empty one."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    marker = folder / MARKER
    return (marker.is_file() and not marker.is_symlink()) or not os.listdir(folder)


@contextmanager
def _plainly(output: Path) -> Iterator[None]:
    """Turn the system's refusals into a PublishError that names the place."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        words = f"{output}: {error.strerror or error}{place}; what the last build made is as it was"
        raise PublishError(words) from error


# One at a time


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold the lock file, which is there only as long; raises PublishError where another build keeps it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(_LOCK_TRIES):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        if _take(descriptor) and _is_at(descriptor, path):
            break
        os.close(descriptor)
        time.sleep(_LOCK_PAUSE)
    else:
        raise PublishError(f"another build is at work and holds {path}; wait for its end, then build again")
    try:
        yield
    finally:
        _release(descriptor, path)


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the file just locked still has that name: its last holder may have removed it meanwhile."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.stat(path))
    except FileNotFoundError:
        return False


if sys.platform == "win32":  # pragma: no cover
    import msvcrt

    def _take(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _release(descriptor: int, path: Path) -> None:
        os.close(descriptor)
        with suppress(OSError):  # another build has it open
            path.unlink()

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _release(descriptor: int, path: Path) -> None:
        """Remove the file while it is still held, so that nobody's newer lock is removed."""
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


# Build beside


def _replace(output: Path, files: Mapping[str, bytes | None], spare: Path | None) -> tuple[int, int, int]:
    """Build, swap, and count the files made, kept and removed; the old tree stays beside for _sweep."""
    present = _walk(output).files
    marked = present.pop(MARKER, None)
    kept = _kept(output, files, present)
    if marked is None or len(kept) < len(files) or not present.keys() <= files.keys():
        new = _beside(output, "new")
        _begin(new, output, spare)
        _fill(new, output, files, {path: present[path] for path in kept})
        _make_newer(new, {path: present[path] for path in present.keys() & files.keys() - kept})
        _swap(new, output)
        _set_aside(new, spare)
    return len(files) - len(kept), len(kept), len(present.keys() - files.keys())


def _kept(output: Path, files: Mapping[str, bytes | None], present: Mapping[str, os.stat_result]) -> set[str]:
    """The paths whose bytes are in place already."""
    kept = {path for path, there in present.items() if path in files and stat.S_ISREG(there.st_mode)}
    for path, data in files.items():
        if data is None:
            if path not in kept:
                raise MissingKept(path)
        elif path in kept and _differs(output / path, present[path], data):
            kept.remove(path)
    return kept


def _differs(file: Path, there: os.stat_result, data: bytes) -> bool:
    return there.st_size != len(data) or file.read_bytes() != data


def _begin(new: Path, output: Path, spare: Path | None) -> None:
    """Make the folder to build in, or take the spare; marker first, so that a kill leaves nothing unknown."""
    if spare is not None and not new.exists() and (spare / MARKER).is_file() and _ours(spare):
        with suppress(OSError):  # on another disk: do without
            os.rename(spare, new)
            return
    new.mkdir()
    if (output / MARKER).exists():
        _link(f"{output}/{MARKER}", f"{new}/{MARKER}")
    else:
        _write(f"{new}/{MARKER}", _NOTE)


def _fill(
    new: Path, output: Path, files: Mapping[str, bytes | None], kept: Mapping[str, os.stat_result]
) -> None:
    """Bring `new` from whatever it holds to `files`, `kept` ones linked from output.

    Of a spare tree only what is the very same file (inode) as in output is believed; all else is made again.
    """
    found = _walk(new)
    stay = {path for path, there in found.files.items() if path in kept and _is_same(there, kept[path])}
    for path in found.files.keys() - stay - {MARKER}:
        os.unlink(f"{new}/{path}")
    folders = _folders(files)
    for path in sorted(found.folders - folders, reverse=True):
        os.rmdir(f"{new}/{path}")
    for path in sorted(folders - found.folders):
        os.mkdir(f"{new}/{path}")
    for path, data in files.items():
        if path in kept and path not in stay:
            _link(f"{output}/{path}", f"{new}/{path}")
        elif data is not None and path not in stay:
            _write(f"{new}/{path}", data)
    if output.exists():
        shutil.copymode(output, new)


def _is_same(one: os.stat_result, other: os.stat_result) -> bool:
    return one.st_ino != 0 and os.path.samestat(one, other)  # 0: Windows does not say


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links, a file of another user, too many links
        shutil.copy2(source, target)


def _write(target: str, data: bytes) -> None:
    """Write a new file, never into one that is there: its inode may be the old site's.

    No fsync: thousands would take minutes. A kill loses nothing that was written; a power cut may, but this
    is only output, and the next build sees by `unchanged` what is not as it was left.
    """
    try:
        with open(target, "xb") as file:
            file.write(data)
    except OSError as error:  # a failed write does not name its file
        raise OSError(error.errno, error.strerror, target) from error


def _make_newer(new: Path, changed: Mapping[str, os.stat_result]) -> None:
    """Give each changed file a later second than before: HTTP's dates and servers' ETags see no finer."""
    for path, before in changed.items():
        least = (before.st_mtime_ns // _SECOND + 1) * _SECOND
        if os.stat(f"{new}/{path}").st_mtime_ns < least:
            os.utime(f"{new}/{path}", ns=(least, least))


# Swap and sweep


def _swap(new: Path, output: Path) -> None:
    """Give `new` the name of the output in one call; where the system has none for that, in two."""
    if not os.path.lexists(output):
        os.rename(new, output)
    elif not _exchange(new, output):
        old = _beside(output, "old")
        os.rename(output, old)
        os.rename(new, output)  # a kill before this line: _sweep puts the old tree back
        os.rename(old, new)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names at once; False where system or disk cannot."""
    if sys.platform == "win32":
        return False
    try:
        import ctypes  # here, because a build with nothing to do need not load it
    except ImportError:  # some Pythons are built without
        return False
    libc, here, flag = ctypes.CDLL(None, use_errno=True), -100, 2  # AT_FDCWD; RENAME_EXCHANGE and RENAME_SWAP
    first, second = os.fsencode(one), os.fsencode(other)
    if hasattr(libc, "renameat2"):
        failed = libc.renameat2(here, first, here, second, flag)
    elif hasattr(libc, "renamex_np"):  # macOS
        failed = libc.renamex_np(first, second, flag)
    elif os.uname().machine in _RENAMEAT2 and sys.maxsize > 2**32:  # Linux with an older libc
        failed = libc.syscall(_RENAMEAT2[os.uname().machine], here, first, here, second, flag)
    else:
        return False
    if failed and ctypes.get_errno() not in _CANNOT_EXCHANGE:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(other))
    return not failed


def _set_aside(old: Path, spare: Path | None) -> None:
    """Keep the old tree as the next run's spare; where that fails, _sweep takes it."""
    if spare is not None and old.exists():
        with suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            os.rename(old, spare)


def _beside(output: Path, role: str) -> Path:
    return output.parent / f".{output.name}.{role}-{os.getpid()}"


def _sweep(output: Path) -> tuple[Path, ...]:
    """Clear away what any run, killed or not, left beside; return what the system would not let go."""
    temporary = re.compile(rf"\.{re.escape(output.name)}\.(new|old)-\d+")
    found = [output.parent / name for name in sorted(os.listdir(output.parent)) if temporary.fullmatch(name)]
    left = []
    for tree in filter(_ours, found):
        if ".old-" in tree.name and not os.path.lexists(output):
            os.rename(tree, output)
            continue
        try:
            _remove(tree)
        except OSError:
            left.append(tree)
    return tuple(left)


def _remove(tree: Path) -> None:
    """Delete a tree, its marker last, so that what a kill leaves of it is still known as ours."""
    for path in list(tree.iterdir()):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        elif path.name != MARKER:
            path.unlink()
    (tree / MARKER).unlink(missing_ok=True)
    tree.rmdir()


# Look


def _walk(root: Path) -> _Tree:
    """Everything below root; nothing where there is no root."""
    tree, queue = _Tree({}, set()), [""] if os.path.lexists(root) else []
    while queue:
        prefix = queue.pop()
        with os.scandir(f"{root}/{prefix}") as entries:
            for entry in entries:
                path = prefix + entry.name
                if entry.is_dir(follow_symlinks=False):
                    tree.folders.add(path)
                    queue.append(path + "/")
                else:
                    tree.files[path] = entry.stat(follow_symlinks=False)
    return tree


def _folders(paths: Iterable[str]) -> set[str]:
    """Every folder above one of the paths."""
    folders: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    return folders
