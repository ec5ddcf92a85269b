"""What is wrong with the input, as values that are collected and shown together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from os.path import commonprefix


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake: the file, the line and column (from 1; 0 where a file has none), the field, and what must be.

    A `warning` is about wording: it is told and stops nothing.
    """

    path: str
    line: int
    column: int
    message: str
    field: str = ""
    warning: bool = False

    def __str__(self) -> str:
        place = ":".join([self.path, *(str(n) for n in (self.line, self.column) if n)]) + (": warning" if self.warning else "")
        return printable(f"{place}: {self.field}: {self.message}" if self.field else f"{place}: {self.message}")


def as_json(problems: Sequence[Problem]) -> list[dict[str, object]]:
    """Problems as `--json` tells them."""
    names = ("path", "line", "column", "field", "message")
    return [{name: getattr(problem, name) for name in names} for problem in problems]


def printable(text: str) -> str:
    """Write every character that can't be seen or printed as its code, so that a message is one line of plain text."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def nearest(word: str, known: Iterable[str], likeness: float = 0.75) -> str:
    """The known word nearest to `word`, or nothing where none is near: the only one that begins so, else the most alike
    (`likeness` of 1 is the same word; words of three letters that differ in one are too unlike at 0.75), else one of the
    same letters. One of several words, such as “side event”, is also known by each of them that no other has."""
    by_lower = {k.lower(): k for k in known}
    words = [(part, k) for each, k in by_lower.items() for part in re.split("[ -]", each) if len(part) > 3]
    counts = Counter(part for part, _ in words)
    by_lower = {**{part: k for part, k in words if counts[part] == 1}, **by_lower}
    lower = word.lower()
    if lower in by_lower:
        return by_lower[lower]
    begun = {by_lower[each] for each in by_lower if len(lower) > 2 and each.startswith(lower)}
    if len(begun) == 1:
        return begun.pop()
    near = get_close_matches(lower, by_lower, n=6, cutoff=likeness) or [k for k in by_lower if sorted(k) == sorted(lower)]
    if near:  # of those that are equally near, the one that starts alike
        best = SequenceMatcher(None, near[0], lower).ratio()
        alike = [each for each in near if SequenceMatcher(None, each, lower).ratio() == best]
        return by_lower[max(alike, key=lambda each: len(commonprefix([each, lower])))]  # noqa: RUF071 – letters, no path
    return ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return " (did you mean …?)" for the known word nearest to `word`, or nothing where none is near."""
    near = nearest(word, known)
    return f" (did you mean {near}?)" if near else ""


def odd_letter(word: str) -> str:
    """Name the first character of a word that is not plain ASCII, for it may look like one; nothing where all are."""
    odd = next((c for c in word if c > "\x7f"), "")
    return f"; “{odd}” is no plain letter but {unicodedata.name(odd, 'a character without a name')}" if odd else ""


def quoted(found: object, limit: int = 60) -> str:
    """Return what was found, in quotation marks, on one line and shortened to `limit` characters; "nothing" for no text."""
    text = " ".join(str(found).split())
    if not text:
        return "nothing"
    return f"“{text if len(text) <= limit else text[: limit - 1] + '…'}”"
