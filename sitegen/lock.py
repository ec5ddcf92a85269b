"""One build at a time: a lock that the system itself lets go when its holder is killed."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TRIES, _PAUSE = 60, 0.05  # 3 seconds: longer than a publish, shorter than patience


class PublishError(Exception):
    """The site could not be put in place, the last one is as it was; the message says why and what to do."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file, which is there only as long; raises PublishError where another build keeps it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for _ in range(_TRIES):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        if _take(descriptor) and _is_at(descriptor, path):
            break
        os.close(descriptor)
        time.sleep(_PAUSE)
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
