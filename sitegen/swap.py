"""Let a new tree and an old one change names, and clear away what is left beside: only ever a tree that is ours."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from contextlib import suppress
from pathlib import Path

MARKER = ".made-by-sitegen"
_CANNOT_EXCHANGE = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}  # old kernel, NFS, container
_RENAMEAT2 = {"x86_64": 316, "aarch64": 276, "riscv64": 276, "ppc64le": 357, "s390x": 347}


def ours(folder: Path) -> bool:
    """Whether it is a folder we may replace or delete: one with the marker, or an empty one."""
    if folder.is_symlink() or not folder.is_dir():
        return False
    marker = folder / MARKER
    return (marker.is_file() and not marker.is_symlink()) or not os.listdir(folder)


def swap(new: Path, output: Path) -> None:
    """Give `new` the name of the output in one call; where the system has none for that, in two."""
    if not os.path.lexists(output):
        os.rename(new, output)
    elif not _exchange(new, output):
        old = beside(output, "old")
        os.rename(output, old)
        os.rename(new, output)  # a kill before this line: sweep puts the old tree back
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


def set_aside(old: Path, spare: Path | None) -> None:
    """Keep the old tree as the next run's spare; where that fails, sweep takes it."""
    if spare is not None and old.exists():
        with suppress(OSError):
            spare.parent.mkdir(parents=True, exist_ok=True)
            os.rename(old, spare)


def beside(output: Path, role: str) -> Path:
    return output.parent / f".{output.name}.{role}-{os.getpid()}"


def sweep(output: Path) -> tuple[Path, ...]:
    """Clear away what any run, killed or not, left beside; return what the system would not let go."""
    temporary = re.compile(rf"\.{re.escape(output.name)}\.(new|old)-\d+")
    found = [output.parent / name for name in sorted(os.listdir(output.parent)) if temporary.fullmatch(name)]
    left = []
    for tree in filter(ours, found):
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
