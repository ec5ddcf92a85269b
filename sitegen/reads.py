"""What a piece of work reads, noted while it runs, so that it is done again only when some of that has changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

Key = tuple[str, ...]
"""The name of something that may be read: `("body", "country", "nepal")`, `("site", "styles")`."""

_notes: ContextVar[set[Key] | None] = ContextVar("notes", default=None)


@contextmanager
def noted() -> Iterator[set[Key]]:
    """Note what is read in the block, in this thread; what a block within notes is its own."""
    found: set[Key] = set()
    before = _notes.set(found)
    try:
        yield found
    finally:
        _notes.reset(before)


def note(key: Key) -> None:
    """Say that something is read now."""
    notes = _notes.get()
    if notes is not None:
        notes.add(key)


class Noted:
    """An attribute of a class whose reading is noted under the key that the object gives."""

    def __init__(self, name: str, key: Callable[[Any], Key]) -> None:
        self._name, self._key = name, key

    def __get__(self, owner: Any, kind: type | None = None) -> Any:
        if owner is None:
            return self
        if _notes.get() is not None:
            note(self._key(owner))
        return owner.__dict__[self._name]

    def __set__(self, owner: Any, value: Any) -> None:
        owner.__dict__[self._name] = value
