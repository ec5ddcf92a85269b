"""The files of the folders beside the content: templates, styles, static."""

from __future__ import annotations

import codecs
import os
import re
from collections.abc import Iterator
from pathlib import Path

from sitegen.problems import Problem, printable

FORBIDDEN = "can't be read; its permissions forbid it"
AWKWARD = re.compile(r'[\x00-\x1f\x7f\ud800-\udfff<>:"|?*\\]')
"""What a name can't have in an address, or on every system."""


def texts(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of every file below a folder by its path in it, and the files that can't be read as text."""
    contents, problems = files(folder)
    found = {}
    for name, raw in contents.items():
        if fault := _no_text(f"{folder.name}/{name}", raw):
            problems.append(fault)
        else:
            found[name] = raw.decode().replace("\r\n", "\n").replace("\r", "\n")
    return found, problems


def files(folder: Path) -> tuple[dict[str, bytes], list[Problem]]:
    """The bytes of every file below a folder by its path in it, whatever the order of the disk, and what can't be published;
    not those whose names start with a dot."""
    if not folder.is_dir():
        return {}, [Problem(folder.name, 0, 0, "the folder is missing; the site can't be made without it")]
    if not os.access(folder, os.R_OK | os.X_OK):
        return {}, [Problem(folder.name, 0, 0, FORBIDDEN)]
    found: dict[str, bytes] = {}
    problems = []
    for name, fault in sorted(_items(folder)):
        if not fault:
            try:
                found[name] = (folder / name).read_bytes()
            except OSError as error:
                fault = FORBIDDEN if isinstance(error, PermissionError) else f"can't be read: {error.strerror}"
        if fault:
            problems.append(Problem(printable(f"{folder.name}/{name}"), 0, 0, fault))
    return found, problems


def _items(folder: Path, above: str = "") -> Iterator[tuple[str, str]]:
    """Each file below a folder by its path in it, with what is wrong with it, or nothing."""
    for item in os.scandir(folder):
        name, is_folder = f"{above}{item.name}", item.is_dir(follow_symlinks=False)
        if item.is_symlink() and not item.name.startswith("."):
            yield name, "must be a file of its own, not a link"
        elif is_folder and not os.access(item, os.R_OK | os.X_OK):
            yield name, FORBIDDEN
        elif is_folder:
            yield from _items(Path(item.path), f"{name}/")
        elif item.is_file() and not item.name.startswith("."):
            yield name, _name_fault(name)


def _name_fault(name: str) -> str:
    odd = AWKWARD.search(name)
    return f"the name can't have “{printable(odd[0])}”; rename the file" if odd else ""


def _no_text(path: str, raw: bytes) -> Problem | None:
    """Why a file is not the text that it must be, with the line."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Problem(path, 0, 0, "the file must be saved as UTF-8; it is UTF-16")
    if raw.startswith(codecs.BOM_UTF8):
        return Problem(path, 0, 0, "the file must be saved as UTF-8 without a byte order mark")
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Problem(path, line, 0, f"the file must be saved as UTF-8; byte 0x{raw[error.start]:02x} is not")
    return None
