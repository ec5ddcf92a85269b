"""The whole site as one ZIP file to take away: it opens from a disk, and its checksums are in it and beside it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import date
from hashlib import sha256

from sitegen.cache import digest
from sitegen.finish.finished import Finish, Finished
from sitegen.site import ARCHIVE, FORMS

CHECKSUM = f"{ARCHIVE}.sha256"
NAME = ARCHIVE.rpartition("/")[2]
FOLDER = NAME.removesuffix(".zip")
LEVEL = 6
"""Of 9: the highest takes nearly twice the time to save two bytes in a hundred."""


def _mark(finished: Finished) -> str:
    """A digest of every file's path and fingerprint, and of the day that the files in the archive get."""
    parts = [(path, finished.made[path].fingerprint) for path in _paths(finished)]
    return digest(repr((finished.site.frame.as_of, parts)).encode())


def _make(finished: Finished) -> dict[str, bytes]:
    """The archive and, as sha256sum writes it, its checksum."""
    contents = ((path, finished.read(path)) for path in _paths(finished))
    packed = pack(contents, finished.site.frame.as_of)
    return {ARCHIVE: packed, CHECKSUM: f"{sha256(packed).hexdigest()}  {NAME}\n".encode()}


def _paths(finished: Finished) -> list[str]:
    """What a reader takes away: all but the forms, which are of no use without a server."""
    return sorted(path for path in finished.made if not path.startswith(FORMS))


def pack(contents: Iterable[tuple[str, bytes]], day: date) -> bytes:
    """A ZIP file (APPNOTE 6.3) with these files in this order and `SHA256SUMS` after them, all in one folder.

    The same files and day give the same bytes: each is dated to the start of the day (ZIP has the years 1980 to 2107) and
    readable by all, whoever packs it.
    """
    year = min(max(day.year, 1980), 2107)
    sums: list[str] = []
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as file:
        for path, content in contents:
            sums.append(f"{sha256(content).hexdigest()}  {path}\n")
            file.writestr(_member(path, year, day), content)
        file.writestr(_member("SHA256SUMS", year, day), "".join(sums))
    return found.getvalue()


def _member(path: str, year: int, day: date) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(f"{FOLDER}/{path}", (year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = 3  # Unix, wherever it is packed
    member.external_attr = 0o100644 << 16
    return member


FINISH = Finish("archive", (ARCHIVE, CHECKSUM), _mark, _make)
