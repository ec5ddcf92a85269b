"""Put a finished site on disk all at once: a reader, or a kill at any moment, meets a whole site.

The new tree is built beside the output, with hard links to the files that did not change; then the two change
names in one call. All of it happens under a lock, and each run first clears away what a killed one left.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sitegen import swap, tree
from sitegen.lock import PublishError, locked
from sitegen.swap import MARKER

__all__ = ["MARKER", "InOutput", "MissingKept", "PublishError", "Published", "missing", "publish", "stamps", "unchanged"]


class MissingKept(PublishError):
    """A file that was to be kept from the last build is not there any more: render `path` again."""

    def __init__(self, path: str) -> None:
        super().__init__(f"{path}: was to be kept from the last build, but is not there any more")
        self.path = path


class InOutput(PublishError, ValueError):
    """The lock or the spare tree would be in the folder that is replaced."""


@dataclass(frozen=True)
class Published:
    """How many files were written, kept and removed; `left`: old trees that the system would not let go."""

    made: int
    kept: int
    removed: int
    left: tuple[Path, ...] = ()


def publish(output: Path, files: Mapping[str, bytes | None], lock: Path | None = None, spare: Path | None = None) -> Published:
    """Make `output` hold exactly `files` and the marker, all at once.

    `files`: POSIX path below output → bytes, or None to keep the file of the last build.
    `lock`: where the lock file is while this runs, by default beside the output.
    `spare`: a place on the same disk (in the cache) where the old tree may stay, so that the next publish
    touches only what differs: with 10,000 folders a tenth of the time. By default the old tree is removed.
    Raises PublishError (MissingKept for None without a file); ValueError for a path that leaves the output, and
    InOutput, which is both, for a lock or spare in it.
    """
    output = Path(os.path.abspath(output))
    _refuse_escapes(files)
    _refuse_inside(output, lock, spare)
    with _plainly(output):
        output.parent.mkdir(parents=True, exist_ok=True)
        with locked(lock or output.parent / f".{output.name}.lock"):
            try:
                swap.sweep(output)
                _refuse_foreign(output)
                done = _replace(output, files, spare)
            finally:
                left = swap.sweep(output)
    return Published(*done, left)


def stamps(output: Path) -> dict[str, tuple[int, int]]:
    """(size, mtime in ns) of every file below output, the marker too; nothing where there is no output."""
    if output.is_file():
        _refuse_foreign(output)
    with _plainly(output):
        return {path: (there.st_size, there.st_mtime_ns) for path, there in tree.walk(output).files.items()}


def unchanged(output: Path, stamps: Mapping[str, tuple[int, int]]) -> bool:
    """Whether the files below output are those of `stamps`: none more, none less, same sizes and times."""
    try:
        found = tree.walk(output).files
    except OSError:
        return False
    return bool(found) and {path: (it.st_size, it.st_mtime_ns) for path, it in found.items()} == dict(stamps)


def missing(output: Path, paths: Iterable[str]) -> set[str]:
    """Those of `paths` that are not plain files below output, so that publish could not keep them."""
    with _plainly(output):
        found = tree.walk(output).files
    return {path for path in paths if path not in found or not stat.S_ISREG(found[path].st_mode)}


# What may not be touched


def _refuse_escapes(files: Mapping[str, bytes | None]) -> None:
    for path in files:
        parts = path.split("/")
        if not {"", ".", ".."}.isdisjoint(parts) or "\\" in path or "\0" in path or path[1:2] == ":":
            raise ValueError(f"not a path below the output: {path!r}")
    if MARKER in files or not tree.folders_above(files).isdisjoint(files):
        raise ValueError(f"{MARKER} is the publisher's, and no path can be both a file and a folder")


def _refuse_inside(output: Path, *places: Path | None) -> None:
    for place in places:
        if place is not None and Path(os.path.abspath(place)).is_relative_to(output):
            raise InOutput(f"{place} is in the output, which is replaced whole; name another folder as the output")


def _refuse_foreign(output: Path) -> None:
    if output.is_symlink():
        fault = "is a symbolic link; remove the link, or name the folder it leads to as the output"
    elif os.path.ismount(output):
        fault = "is a mount point, which cannot be replaced; mount the folder above, or name one inside it"
    elif not output.exists() or swap.ours(output):
        return
    elif not output.is_dir():
        fault = "is a file, not a folder; move it away, or name another folder as the output"
    else:
        fault = (
            f"holds files and no {MARKER}, so no build made it and none will replace it; "
            "move the folder away, or name another one as the output"
        )
    raise PublishError(f"{output}: {fault}")


@contextmanager
def _plainly(output: Path) -> Iterator[None]:
    """Turn the system's refusals into a PublishError that names the place."""
    try:
        yield
    except OSError as error:
        place = f" ({error.filename})" if error.filename else ""
        words = f"{output}: {error.strerror or error}{place}; what the last build made is as it was"
        raise PublishError(words) from error


# Build beside and swap


def _replace(output: Path, files: Mapping[str, bytes | None], spare: Path | None) -> tuple[int, int, int]:
    """Build, swap, and count the files made, kept and removed; the old tree stays beside for the sweep."""
    present = tree.walk(output).files
    marked = present.pop(MARKER, None)
    kept = _kept(output, files, present)
    if marked is None or len(kept) < len(files) or not present.keys() <= files.keys():
        new = swap.beside(output, "new")
        tree.begin(new, output, spare)
        tree.fill(new, output, files, {path: present[path] for path in kept})
        tree.make_newer(new, {path: present[path] for path in present.keys() & files.keys() - kept})
        swap.swap(new, output)
        swap.set_aside(new, spare)
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
