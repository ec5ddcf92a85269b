"""Warnings of wording in our own texts: words that age or judge, that are left to be written, regions and
counts that do not say of what or when; and HTML, which is none here."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from sitegen.document import Mark
from sitegen.model import Path, Saying
from sitegen.problems import Problem
from sitegen.source import Source
from sitegen.words import dotted

OURS = ("asked", "erratum", "heading", "meaning", "missing", "needs", "not_a_count", "note", "role", "summary")
"""Keys whose text is our own wording. Titles are not read: many of them carry the words of those whose they are."""

AGEING = re.compile(
    r"\b(?:at present|at the moment|currently|nowadays|now|presently|recent|recently|so far|soon|to date|today|until now)\b",
    re.IGNORECASE,
)
DATED_ANYWAY = re.compile(r"(?:(?:up|bring|brings|brought|bringing|kept|keep|keeps) (?:\w+ ){0,4}|as |would )$", re.IGNORECASE)
"""What stands before “to date” or “soon” where it is no word of our time: up to date, brought the meeting up to date, as soon as, would soon."""

NEAR = 120  # characters before a word in which what it belongs to is looked for
JUDGING = re.compile(
    r"\b(?:admirabl[ey]|alas|appalling(?:ly)?|deplorabl[ey]|disappointing(?:ly)?|drags? its feet|fail(?:s|ed|ing)? (?=to\b)"
    r"|impressive(?:ly)?|lag(?:s|ged|ging)? behind|laggards?|lagging|laudabl[ey]|notorious(?:ly)?|obviously|of course"
    r"|poor record|praiseworthy|refus(?:es|ed|ing)|regrettabl[ey]|remarkabl[ey]|sadly|shameful(?:ly)?|stubborn(?:ly)?"
    r"|surprisingly|unfortunate(?:ly)?|woeful(?:ly)?)",
    re.IGNORECASE,
)
UNFINISHED = re.compile(r"\b(?:TODO|TBC|TBD|FIXME|XXX)\b|\blorem ipsum\b", re.IGNORECASE)
TWICE = re.compile(r"\b(?!(?:that|had|is)\b)([a-z]+)(?:(?: {1,9}| {0,9}\n {0,9})(?-i:(?=[a-z]))\1\b)+(?![’'-])", re.IGNORECASE)
"""A word that is typed again; with a capital, it is a name."""
TAG = re.compile(r"<(?:[A-Za-z][^<>:@]*>|!--)")
REGION = re.compile(r"\b(?:(?:the )?Asia-Pacific(?! Group\b)|(?:in|of|to|for|from|across) the region)\b(?![’'\w-])")
NAMED_REGION = re.compile(
    r"grouping:|\b(?:list|lists|grouping|groupings|mandate|M49|Indo-Pacific|Asia and the Pacific|region concerned"
    r"|(?:South|East|West|Central|North|Latin|South-East|South-Eastern|Southern|Eastern|Western) (?:Asia|America|Africa)|Pacific Islands"
    r"|Middle East|Caribbean|Europe|Africa)\b"
)
"""What says which states a region is: a list, or a name that is no more than that region's."""

NUMBER = (
    r"(?:[0-9]{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?)"
)
COUNT = re.compile(
    rf"\b{NUMBER} (?:(?:of (?:its|the|their) )?(?:other |more |further )?(?:states? parties|parties(?! to\b)|signatories)"
    r"|(?:other |more |further )?(?:states|countries) (?:(?:that |which )?(?:have |had |are |were )"
    r"(?:signed|ratified|acceded|joined|parties|signatories|outside)|outside the treaty))\b",
    re.IGNORECASE,
)
DAY = re.compile(r"\b(?:1[89][0-9]{2}|20[0-9]{2})\b|\b(?:that|each|any|the same|the site’s) (?:day|date|year)\b")
STATES_OF = re.compile(
    r"grouping:|claim:|\b(?:list|lists|grouping|groupings|mandate|region|world|universe|register|depositary|M49"
    r"|of (?:its|the) [0-9]+)\b|\b(?:Asia|Pacific|Africa|Europe|America|ASEAN)\b",
    re.IGNORECASE,
)
STATUS_WORD = re.compile(
    r"\b(?:members?|membership|part(?:y|ies)|acced\w+|accessions?|ratif\w+|signator(?:y|ies))\b", re.IGNORECASE
)

QUOTED = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|`[^`\n]*`|https?://[^\s)>\"]+")
LINK = re.compile(r"\[[^\[\]]{0,200}\]\([^()\s]*\)")
SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z\[“\"(0-9*])|;(?=\s)|\n[ \t]*\n|\n(?=[ \t]*(?:[-*#>|]|[0-9]+\. ))|\|")
PARAGRAPH_END = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*#]|[0-9]+\. ))")


@dataclass(frozen=True)
class Passage:
    """A text of ours as it is written: the place it starts at (from 1), the field it is the value of ("" for the body), and
    the file's line that the offset of a word is looked for in where it is not the body."""

    text: str
    mark: Mark
    path: Path = ()


def remarks(source: Source) -> tuple[tuple[Problem, ...], tuple[Saying, ...]]:
    """Return the warnings that one file gives by itself, and the sentences that speak of statuses, which only the register
    can judge."""
    listed = "grouping:" in source.front
    dated = not source.data.keys().isdisjoint(("date", "issued", "as_of"))
    warnings: list[Problem] = []
    sayings: list[Saying] = []
    for passage in _passages(source):
        place = _Places(source, passage)
        bare = _without(passage.text, QUOTED)
        plain = LINK.sub(lambda link: "\x01" * len(link[0]), bare)
        for start, message in sorted({*_words(plain), *(() if listed else _regions(plain, bare)), *_counts(plain, bare, dated)}):
            warnings.append(Problem(source.path, *place.of(start), message, dotted(passage.path), warning=True))
        for start, end in _parts(bare, SENTENCE_END):
            if STATUS_WORD.search(plain, start, end):
                places = tuple((found[0], place.of(found.start())) for found in STATUS_WORD.finditer(plain, start, end))
                sayings.append(Saying(bare[start:end], places, passage.path))
    return tuple(warnings), tuple(sayings)


def _passages(source: Source) -> Iterator[Passage]:
    if source.body.strip():
        yield Passage(source.body, (source.body_line, 1))
    for path, mark in source.marks.items():
        name = next((step for step in reversed(path) if isinstance(step, str)), "")
        if name in OURS and isinstance(text := _at(source, path), str):
            yield Passage(text, mark, path)


def _at(source: Source, path: Path) -> object:
    value: object = source.data
    for step in path:
        value = value[step]  # type: ignore[index]  # marks and data are of one tree
    return value


def _without(text: str, what: re.Pattern[str]) -> str:
    """The text with what a pattern finds made blank at the same length; lines stay lines."""
    return what.sub(lambda found: re.sub(r"[^\n]", "\x01", found[0]), text)


class _Places:
    """Turns an offset in a passage into line and column of the file. In front matter, where quotation marks and folded
    lines shift what is written, the word is looked for from the value's start on."""

    def __init__(self, source: Source, passage: Passage) -> None:
        self.source, self.passage = source, passage
        self.starts = [0, *(found.end() for found in re.finditer("\n", passage.text))]

    def of(self, offset: int) -> Mark:
        line, column = self.passage.mark
        if not self.passage.path:
            number = bisect_right(self.starts, offset) - 1
            return line + number, offset - self.starts[number] + 1
        before = self.passage.text[:offset]
        word = re.match(r"\S+", self.passage.text[offset:])
        lines = self.source.front.split("\n")[line - 1 :]
        written = "\n".join([" " * (column - 1) + lines[0][column - 1 :], *lines[1:]])
        spots = [found.start() for found in re.finditer(re.escape(word[0]), written)] if word else []
        nth = len(re.findall(re.escape(word[0]), before)) if word else 0
        if nth >= len(spots):
            return line, column
        spot = spots[nth]
        return line + written.count("\n", 0, spot), spot - written.rfind("\n", 0, spot)


def _parts(text: str, end: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Start and end of each part of a text between two places where a pattern cuts it."""
    start = 0
    for cut in end.finditer(text):
        yield start, cut.start()
        start = cut.end()
    yield start, len(text)


# ---- what is warned of ----------------------------------------------------------------------------------------


def _words(text: str) -> Iterator[tuple[int, str]]:
    for found in AGEING.finditer(text):
        if not DATED_ANYWAY.search(text, max(0, found.start() - NEAR), found.start()):
            yield found.start(), f"“{found[0]}” ages; give the day or the year"
    for found in JUDGING.finditer(text):
        yield found.start(), f"“{found[0].strip()}” judges; say what was done and when"
    for found in UNFINISHED.finditer(text):
        yield found.start(), f"“{found[0]}” is shown to readers; write what is meant, or leave it out"
    for found in TWICE.finditer(text):
        yield found.start(), f"“{found[1]}” stands twice; leave one out"
    for found in TAG.finditer(text):
        yield found.start(), "HTML is shown as it is typed; write Markdown, and backticks (`) around what is to be shown so"


def _regions(text: str, with_links: str) -> Iterator[tuple[int, str]]:
    """Regions of which the paragraph does not say which states they are."""
    for start, end in _parts(with_links, PARAGRAPH_END):
        if not NAMED_REGION.search(with_links, start, end):
            for found in REGION.finditer(text, start, end):
                words = re.sub(r"^(?:in|of|to|for|from|across) ", "", found[0])
                yield found.end() - len(words), f"“{words}” must say which states; name or link the grouping in the paragraph"


def _counts(text: str, with_links: str, dated: bool) -> Iterator[tuple[int, str]]:
    """Numbers of states with a status in a paragraph that names no list of states or no day."""
    for start, end in _parts(with_links, PARAGRAPH_END):
        lacks = [
            *(() if STATES_OF.search(with_links, start, end) else ("of which grouping",)),
            *(() if dated or DAY.search(with_links, start, end) else ("on which day",)),
        ]
        for found in COUNT.finditer(text, start, end) if lacks else ():
            yield found.start(), f"the count “{' '.join(found[0].split())}” must say {' and '.join(lacks)}"
