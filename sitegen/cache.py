"""What was made from what, kept between builds; safe to delete, and never trusted when it can't be read."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.problems import Problem
from sitegen.reads import Key

if TYPE_CHECKING:
    from sitegen.site import Frame

LIBRARIES = ("Jinja2", "markdown-it-py", "pydantic", "PyYAML", "Babel", "pagefind", "pagefind-bin", "pillow")
Signature = tuple[int, int, int, int]


@dataclass(frozen=True)
class Outline:
    """The links and anchors of a made document, so that it need not be read again to be checked; `text` is a digest of its
    main part, which tells whether the search must be made again."""

    targets: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()
    text: str = ""


@dataclass(frozen=True)
class Made:
    """One published file: the fingerprint it was made from, and its outline."""

    fingerprint: str
    outline: Outline


@dataclass(frozen=True)
class Unit:
    """What a piece of planning came to: what it read, by key with the digest of that; its pages as address and whether
    search engines are told of it; the paths of its artifacts."""

    reads: Mapping[Key, str] = field(default_factory=dict)
    pages: tuple[tuple[str, bool], ...] = ()
    paths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reason:
    """Why a file was made again: a word for the kind of reason, and the input files behind it where they are known; `parts`
    are the names of what changed in the frame."""

    kind: str
    files: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Memory:
    """What the last build left: digests of its inputs by signature, entries by digest, files by path, and the stamps of
    the output, the warnings that were told. `key` is the digest of everything that went in, `base` of what all planning
    goes by, and `units` what each piece of it came to; `reasons` tells by path why the build made what it made, and `frame` is what was around pages."""

    key: str = ""
    inputs: Mapping[str, tuple[Signature, str]] = field(default_factory=dict)
    made: Mapping[str, Made] = field(default_factory=dict)
    stamps: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    warnings: tuple[Problem, ...] = ()
    base: str = ""
    units: Mapping[str, Unit] = field(default_factory=dict)
    reasons: Mapping[str, tuple[Reason, ...]] = field(default_factory=dict)
    frame: Frame | None = None


def load(file: Path, code: str) -> Any:
    """What `save` kept in a file under the same code; None where there is none or it can't be read."""
    with suppress(Exception):  # a pickle may raise anything; the cache is then as good as none
        mark, _, kept = file.read_bytes().partition(b"\n")
        if mark == _mark(file, code, kept):
            return pickle.loads(kept)
    return None


def save(file: Path, code: str, value: Any) -> None:
    """Keep a value, whole or not at all; a cache that can't be written is no mistake."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        kept = pickle.dumps(value, protocol=5)
        beside.write_bytes(_mark(file, code, kept) + b"\n" + kept)
        beside.replace(file)


def _mark(file: Path, code: str, kept: bytes) -> bytes:
    """What a cache file starts with: a digest of its name, the code and what follows, so that damage is never read."""
    return digest(file.name.encode(), code.encode(), kept).encode()


def code_digest(package: Path) -> str:
    """A digest of the generator's own code, of Python and of the libraries that shape its output."""
    parts = [sys.version]
    for name in LIBRARIES:
        with suppress(PackageNotFoundError):
            parts.append(f"{name} {version(name)}")
    files = sorted(package.rglob("*.py"))
    return digest("\n".join(parts).encode(), *(file.read_bytes() for file in files))


def digest(*parts: bytes) -> str:
    """A digest of some bytes that also depends on where one part ends and the next begins."""
    found = blake2b(digest_size=16)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()


def scan(folders: Iterable[Path], known: Mapping[str, tuple[Signature, str]]) -> dict[str, tuple[Signature, str]]:
    """Every file below some folders with its signature and digest; a file whose signature is known is not read again.

    What can't be read is left out: whoever needs it tells.
    """
    found = {}
    for folder in folders:
        for path in sorted(_files(folder)):
            with suppress(OSError):
                status = os.stat(path)
                signature = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                before = known.get(path)
                if before is None or before[0] != signature:
                    before = signature, digest(Path(path).read_bytes())
                found[path] = before
    return found


def _files(folder: Path) -> Iterator[str]:
    """Paths of the files below a folder; links to files are followed, links to folders are not."""
    with suppress(OSError), os.scandir(folder) as items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                yield from _files(Path(item.path))
            elif item.is_file():
                yield item.path
