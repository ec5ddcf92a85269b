"""Notice that files below some folders have changed, once they keep still."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sitegen import load

Signature = tuple[int, int, int, int]
Snapshot = dict[str, Signature]

PAUSE = 0.05  # seconds between two looks while an editor is at work
LONG_PAUSE, AT_WORK = 0.2, 120  # the same once nothing has changed for so many seconds, which spares the battery
STILL = 0.025  # how long one save must keep still: an editor writes a file in a few milliseconds
STILL_IN_A_BURST = 0.25  # the same where more is likely on its way: files changed while the last build ran, or look half saved
SHARE = 4  # a look may take a fifth of one processor's time at most, however many files there are


def scan(folders: Iterable[Path]) -> Snapshot:
    """What is below some folders, by path: mtime, ctime (permissions), size and inode of each file.

    Links are not followed, and editors' swap files are passed over. A folder's times are left out, for they change
    with each swap file; it is there so that a folder that should not be is seen to come and go.
    """
    return {path: signature for folder in folders for path, signature in _scan(os.fspath(folder))}


def _scan(folder: str) -> Iterator[tuple[str, Signature]]:
    try:
        items = list(os.scandir(folder))
    except OSError:  # it is gone, or was never there
        return
    for item in items:
        if load.passed_over(item.name):
            continue
        with suppress(OSError):  # a file that vanished meanwhile is not there
            it = item.stat(follow_symlinks=False)
            if item.is_dir(follow_symlinks=False):
                yield item.path, (0, it.st_mode, 0, it.st_ino)
                yield from _scan(item.path)
            else:
                yield item.path, (it.st_mtime_ns, it.st_ctime_ns, it.st_size, it.st_ino)


def next_change(folders: Iterable[Path], before: Snapshot, stop: threading.Event) -> Snapshot | None:
    """Wait until the files differ from `before` and two scans agree; return what is there then, or None once `stop` is set."""
    folders = tuple(folders)
    still, begun = STILL_IN_A_BURST, time.monotonic()
    while not stop.is_set():
        start = time.monotonic()
        found = scan(folders)
        took = time.monotonic() - start
        if found != before:
            return _settled(folders, before, found, still, stop)
        still = STILL
        stop.wait(max(PAUSE if start - begun < AT_WORK else LONG_PAUSE, SHARE * took))
    return None


def _settled(folders: Iterable[Path], before: Snapshot, found: Snapshot, still: float, stop: threading.Event) -> Snapshot | None:
    """Scan until two scans, `still` seconds apart, agree; None once `stop` is set."""
    while not stop.wait(STILL_IN_A_BURST if _half_saved(before, found) else still):
        last, found = found, scan(folders)
        if found == last:
            return found
    return None


def _half_saved(before: Snapshot, found: Snapshot) -> bool:
    """Whether something is gone or newly empty, as editors leave a file for a moment within a save."""
    return not before.keys() <= found.keys() or any(not signature[2] for _, signature in found.items() - before.items())


def last_saved(files: Snapshot) -> Iterator[Path]:
    """The paths of a snapshot, the file saved last first."""
    return map(Path, sorted(files, key=lambda path: (files[path], path), reverse=True))
