"""The terms of the glossary in a text: the first place of each becomes a link to its meaning on the same page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from html import escape

TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^>]*>|&[#\w]+;|<!--.*?-->|[^<&]+|[<&]", re.DOTALL)
SKIPPED = frozenset(("a", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6"))
"""Elements whose text is left alone: a link must not stand in a link, a heading is a place, code is verbatim."""

Forms = tuple[tuple[str, str], ...]
"""The words that a term goes by, each with the name of the term, in a fixed order."""


def forms(terms: Mapping[str, Iterable[str]]) -> Forms:
    """The forms of some terms by their name, the longest first, so that a term within a longer one does not break it up."""
    found = {form: name for name, words in terms.items() for form in words if form}
    return tuple(sorted(found.items(), key=lambda item: (-len(item[0]), item[0])))


def mark(html: str, known: Forms, prefix: str = "term-") -> tuple[str, tuple[str, ...]]:
    """The HTML with the first place of each term marked, and the names of the terms marked, in the order of the text.

    `html` is what `markdown.render` makes: tags are closed, and `<`, `>` and `&` stand as entities in text. What a reader
    reads stays the same, sign by sign. A mark is `<a class="term" href="#term-…">`.
    """
    if not known:
        return html, ()
    finder, names = _finder(known)
    seen: dict[str, None] = {}

    def linked(match: re.Match[str]) -> str:
        name = names[_plain(match[0])]
        if name in seen:
            return match[0]
        seen[name] = None
        return f'<a class="term" href="#{prefix}{escape(name)}">{match[0]}</a>'

    parts = [finder.sub(linked, text) if is_text else text for text, is_text in _pieces(html)]
    return "".join(parts), tuple(seen)


def _pieces(html: str) -> Iterator[tuple[str, bool]]:
    """The HTML in pieces, each with whether it is text that may be marked."""
    depth = 0
    for match in TOKEN.finditer(html):
        tag = (match[2] or "").lower()
        if tag in SKIPPED:
            depth += -1 if match[1] else 1
        yield match[0], depth == 0 and match[0][0] not in "<&"


@cache
def _finder(known: Forms) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """What finds a form as a whole word, and the name of the term of each. A form without a capital after its first letter
    may start with either; one with capitals, such as an abbreviation, stands only as it is written."""
    names: dict[str, str] = {}
    patterns = []
    for form, name in known:
        first, rest = form[0], form[1:]
        spellings = {form} if rest != rest.lower() else {first.lower() + rest, first.upper() + rest}
        for each in sorted(spellings):
            names.setdefault(_plain(each), name)
            patterns.append(r"\s+".join(re.escape(word) for word in each.split()))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(patterns)})(?![\w-])"), names


def _plain(text: str) -> str:
    return " ".join(text.split())
