"""A tree of files: what is in it, and a new one made out of an old one, with links to what did not change."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sitegen.swap import MARKER, ours

_NOTE = b"sitegen made this folder and replaces it whole at each build: edit the content, not these files.\n"
_SECOND = 1_000_000_000


class Tree(NamedTuple):
    """What is below a folder, by POSIX path: whatever is no folder, and the folders; no link is followed."""

    files: dict[str, os.stat_result]
    folders: set[str]


# Look


def walk(root: Path) -> Tree:
    """Everything below root; nothing where there is no root."""
    tree, queue = Tree({}, set()), [""] if os.path.lexists(root) else []
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


def folders_above(paths: Iterable[str]) -> set[str]:
    """Every folder above one of the paths."""
    folders: set[str] = set()
    for path in paths:
        while (path := path.rpartition("/")[0]) and path not in folders:
            folders.add(path)
    return folders


# Build


def begin(new: Path, output: Path, spare: Path | None) -> None:
    """Make the folder to build in, or take the spare; marker first, so that a kill leaves nothing unknown."""
    if spare is not None and not new.exists() and (spare / MARKER).is_file() and ours(spare):
        with suppress(OSError):  # on another disk: do without
            os.rename(spare, new)
            return
    new.mkdir()
    if (output / MARKER).exists():
        _link(f"{output}/{MARKER}", f"{new}/{MARKER}")
    else:
        _write(f"{new}/{MARKER}", _NOTE)


def fill(new: Path, output: Path, files: Mapping[str, bytes | None], kept: Mapping[str, os.stat_result]) -> None:
    """Bring `new` from whatever it holds to `files`, `kept` ones linked from output.

    Of a spare tree only what is the very same file (inode) as in output is believed; all else is made again.
    """
    found = walk(new)
    stay = {path for path, there in found.files.items() if path in kept and _is_same(there, kept[path])}
    for path in found.files.keys() - stay - {MARKER}:
        os.unlink(f"{new}/{path}")
    folders = folders_above(files)
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


def make_newer(new: Path, changed: Mapping[str, os.stat_result]) -> None:
    """Give each changed file a later second than before: HTTP's dates and servers' ETags see no finer."""
    for path, before in changed.items():
        least = (before.st_mtime_ns // _SECOND + 1) * _SECOND
        if os.stat(f"{new}/{path}").st_mtime_ns < least:
            os.utime(f"{new}/{path}", ns=(least, least))
