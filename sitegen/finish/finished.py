"""The finished site, and what can be made of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sitegen.cache import Made
from sitegen.site import Site


@dataclass(frozen=True)
class Finished:
    """The site once its files are made: `made` has each by path, `read` gives its bytes."""

    site: Site
    made: Mapping[str, Made]
    read: Callable[[str], bytes]


@dataclass(frozen=True)
class Finish:
    """An output of the finished site.

    `promised` are the paths that are always among its files; `mark` gives a digest of all that they are made of, and `make`
    the files by path: the same mark, the same bytes. `make` raises OSError or Unfinished.
    """

    name: str
    promised: tuple[str, ...]
    mark: Callable[[Finished], str]
    make: Callable[[Finished], dict[str, bytes]]


class Unfinished(Exception):
    """An output could not be made, for the reason that the text gives."""
