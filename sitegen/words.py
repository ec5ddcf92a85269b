"""Numbers, lists and fields as words of a message."""

from __future__ import annotations

from collections.abc import Sequence


def counted(number: int, noun: str, nouns: str = "") -> str:
    """A number with its noun: `1 file`, `2 files`; `nouns` is the plural where it has more than an s.

    >>> counted(1, "file"), counted(0, "file"), counted(2, "entry", "entries")
    ('1 file', '0 files', '2 entries')
    """
    return f"{number} {noun if number == 1 else nouns or f'{noun}s'}"


def some(names: Sequence[str], most: int, between: str = ", ") -> str:
    """Up to so many names, and how many more there are.

    >>> some(["a", "b", "c"], 2)
    'a, b and 1 more'
    """
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return f"{between.join(names[:most])}{more}"


def dotted(path: Sequence[str | int]) -> str:
    """A path the way messages name a field.

    >>> dotted(("treaties", "att", "signed")), dotted(("members", 3))
    ('treaties.att.signed', 'members[3]')
    """
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
