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
from typing import Any

LIBRARIES = ("Jinja2", "markdown-it-py", "pydantic", "PyYAML", "Babel")
Signature = tuple[int, int, int, int]


@dataclass(frozen=True)
class Outline:
    """The links and anchors of a made document, so that it need not be read again to be checked."""

    targets: tuple[str, ...] = ()
    anchors: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Made:
    """One published file: the fingerprint it was made from, and its outline."""

    fingerprint: str
    outline: Outline


@dataclass(frozen=True)
class Memory:
    """What the last build left: digests of its inputs by signature, entries by digest, files by path, and the stamps of
    the output. `key` is the digest of everything that went in."""

    key: str = ""
    inputs: Mapping[str, tuple[Signature, str]] = field(default_factory=dict)
    made: Mapping[str, Made] = field(default_factory=dict)
    stamps: Mapping[str, tuple[int, int]] = field(default_factory=dict)


def load(file: Path, code: str) -> Any:
    """What `save` kept in a file under the same code; None where there is none or it can't be read."""
    with suppress(Exception):  # a damaged pickle may raise anything; the cache is then as good as none
        kept_code, value = pickle.loads(file.read_bytes())
        if kept_code == code:
            return value
    return None


def save(file: Path, code: str, value: Any) -> None:
    """Keep a value, whole or not at all; a cache that can't be written is no mistake."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_suffix(".new")
        beside.write_bytes(pickle.dumps((code, value), protocol=5))
        beside.replace(file)


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
    """Every file below some folders with its signature and digest; a file whose signature is known is not read again."""
    found = {}
    for folder in folders:
        for path in sorted(_files(folder)):
            status = os.stat(path)
            signature = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            before = known.get(path)
            fresh = before is None or before[0] != signature
            found[path] = (signature, digest(Path(path).read_bytes())) if fresh else before
    return found  # type: ignore[return-value]  # `fresh` is true where `before` is None


def _files(folder: Path) -> Iterator[str]:
    """Paths of the regular files below a folder, without following links."""
    with suppress(FileNotFoundError), os.scandir(folder) as items:
        for item in items:
            if item.is_dir(follow_symlinks=False):
                yield from _files(Path(item.path))
            elif item.is_file(follow_symlinks=False):
                yield item.path
