"""Problems as an editor shows them: the stretch that each is about, and what would mend it where the message says so."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitegen.lsp.text import Span, Text
from sitegen.problems import Problem

MEANT = re.compile(r"\(did you mean ([^?]+)\?\)")
FOUND = re.compile(r"“([^”]+)”|no state has the code (\S+)|has no heading #(\S+)")
TOKEN = re.compile(r"\"[^\"]*\"|'[^']*'|[^\s,:#\[\]{}()]+")


@dataclass(frozen=True)
class Marked:
    """A problem with the stretch of text that it is about, which what `meant` proposes would replace."""

    problem: Problem
    span: Span


def marked(text: Text, problem: Problem) -> Marked:
    """Place a problem in the text of its file; one of the whole file stands at its first line."""
    line, column = max(problem.line - 1, 0), max(problem.column - 1, 0)
    if problem.line and (meant(problem.message) or problem.warning):
        for word in _named(problem):
            if span := text.word_at(line, column, word):
                return Marked(problem, span)
    return Marked(problem, _token(text, line, column))


def meant(message: str) -> str:
    """The word that a message proposes instead of the one that its problem is about, or nothing."""
    found = MEANT.search(message)
    return found[1] if found else ""


def _named(problem: Problem) -> list[str]:
    """Words of the text that a message is about: what it quotes, and the key it names."""
    before = problem.message.split(" (did you mean")[0]
    quoted = [next(part for part in found if part) for found in FOUND.findall(before)]
    key = problem.field.rsplit(".", 1)[-1]
    return [key] if "unknown key" in problem.message else quoted


def _token(text: Text, line: int, column: int) -> Span:
    """What stands at a place: a word, a text in quotation marks, or else the rest of the line."""
    written = text.line(line)
    if column == 0 and written.strip() and not re.match(r"\w", written):
        return Span(line, 0, len(written))
    found = TOKEN.match(written, column)
    return Span(line, column, found.end()) if found else Span(line, min(column, len(written)), max(len(written), column))
