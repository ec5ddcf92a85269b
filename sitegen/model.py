"""The vocabulary: what fields, entries and content types are, before any type says what it holds."""

from __future__ import annotations

import dataclasses
import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Generic, NamedTuple, TypeVar

from sitegen import days
from sitegen.problems import Problem, nearest
from sitegen.reads import Noted

Path = tuple[str | int, ...]
"""Where a value stands in the front matter: keys and positions from the root."""


def say(
    description: str, *, default: Any = dataclasses.MISSING, example: Any = None, meant: Mapping[str, str] = MappingProxyType({})
) -> Any:
    """Declare a field with the sentence that explains it to an editor; without a default it is required. The example is the
    value as an editor would write it: text, or lists and mappings of text. `meant` has what editors may call a word of the
    field instead, in small letters: how their word begins, with the word that is meant."""
    examples = {"examples": [example]} if example is not None else {}
    return dataclasses.field(default=default, metadata={"description": description, **examples, "meant": meant})


class Ref(NamedTuple):
    """A reference to an entry, by the name of its type and its slug."""

    type: str
    slug: str


class Code(str):
    """A reference to a state by its ISO 3166-1 alpha-3 code."""

    __slots__ = ()


class Date(NamedTuple):
    """A date as precise as its source: a day, a month, a year or a span, perhaps in doubt."""

    start: date
    end: date
    text: str
    doubtful: bool = False


# ---- how one piece of YAML text becomes a value ---------------------------------------------------------------


@dataclass(frozen=True)
class Scalar:
    """Reads one piece of text; stands in an annotation: `Annotated[date, Day()]`. `read` raises ValueError with what must be;
    `besides` are words that it takes too."""

    name: ClassVar[str] = "text"
    pattern: ClassVar[str] = ""
    besides: ClassVar[tuple[str, ...]] = ()

    def read(self, text: str) -> Any:
        raise NotImplementedError

    def near(self, text: str) -> str:
        """The value that a text it can't read is likely to mean; nothing where none is."""
        return ""


LINK = re.compile(r"\[[^\]\n]+\]\([^)\s]+\)")


@dataclass(frozen=True)
class Text(Scalar):
    """Any text that is not empty."""

    def read(self, text: str) -> str:
        if not text.strip():
            raise ValueError("must not be empty")
        if LINK.search(text):
            raise ValueError("must be text without a link; links stand in the body, below the second ---")
        return text.strip()


@dataclass(frozen=True)
class Day(Scalar):
    """A calendar day, `YYYY-MM-DD` (ISO 8601)."""

    name: ClassVar[str] = "day"
    pattern: ClassVar[str] = r"^\d{4}-\d{2}-\d{2}$"

    def read(self, text: str) -> date:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(f"must be a day written YYYY-MM-DD{days.doubt(text)}")
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise ValueError("must be a day that the calendar has, written YYYY-MM-DD") from None
        if not YEARS[0] <= day.year <= YEARS[1]:
            raise ValueError(f"must be a day of the years {YEARS[0]} to {YEARS[1]}")
        return day

    def near(self, text: str) -> str:
        return day if len(day := days.meant(text)) == 10 else ""


@dataclass(frozen=True)
class DayOrUnknown(Day):
    """A calendar day, or the word `unknown`."""

    pattern: ClassVar[str] = r"^(unknown|\d{4}-\d{2}-\d{2})$"
    besides: ClassVar[tuple[str, ...]] = ("unknown",)

    def read(self, text: str) -> Any:
        return text if text in self.besides else super().read(text)

    def near(self, text: str) -> str:
        return nearest(text, self.besides) or super().near(text)


@dataclass(frozen=True)
class PartialDate(Scalar):
    """`YYYY`, `YYYY-MM`, `YYYY-MM-DD` or two of them joined by `/`; a trailing `?` for doubt."""

    name: ClassVar[str] = "date"
    form: ClassVar[str] = "must be YYYY, YYYY-MM, YYYY-MM-DD or a span start/end"

    def read(self, text: str) -> Date:
        if doubt := days.doubt(text):
            raise ValueError(self.form + doubt)
        bare = text.removesuffix("?")
        start, span, end = bare.partition("/")
        first, last = self._bounds(start), self._bounds(end if span else start)
        if last[1] < first[0]:
            raise ValueError("must be a span that ends after it starts")
        return Date(first[0], last[1], bare, text.endswith("?"))

    def near(self, text: str) -> str:
        return days.meant(text) or days.span(text)

    @staticmethod
    def _bounds(text: str) -> tuple[date, date]:
        """The first and the last day that `text` can mean."""
        match = re.fullmatch(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", text)
        if not match:
            raise ValueError(PartialDate.form)
        year, month, day = (int(part) if part else None for part in match.groups())
        assert year is not None
        if not YEARS[0] <= year <= YEARS[1]:
            raise ValueError(f"must be a date of the years {YEARS[0]} to {YEARS[1]}")
        try:
            if month is None:
                return date(year, 1, 1), date(year, 12, 31)
            if day is None:
                return date(year, month, 1), date(year, month, monthrange(year, month)[1])
            return date(year, month, day), date(year, month, day)
        except ValueError:
            raise ValueError("must be a date that the calendar has") from None


@dataclass(frozen=True)
class Number(Scalar):
    """A whole number between two bounds."""

    low: int
    high: int
    name: ClassVar[str] = "number"
    pattern: ClassVar[str] = r"^\d+$"

    def read(self, text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not self.low <= int(text) <= self.high:
            raise ValueError(f"must be a whole number from {self.low} to {self.high}")
        return int(text)


@dataclass(frozen=True)
class Switch(Scalar):
    """On or off, written `true` or `false`."""

    pattern: ClassVar[str] = "^(true|false)$"

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise ValueError("must be true or false")
        return text == "true"


@dataclass(frozen=True)
class Matching(Scalar):
    """Text of one form, explained in words."""

    form: str
    words: str

    def read(self, text: str) -> str:
        if not re.fullmatch(self.form, text):
            raise ValueError(f"must be {self.words}")
        return text

    def near(self, text: str) -> str:
        return next((each for each in (text.lower(), text.upper()) if re.fullmatch(self.form, each)), "")


@dataclass(frozen=True)
class To(Scalar):
    """The slug of an entry of one type, or `type:slug` where the field takes several types."""

    type: str
    name: ClassVar[str] = "slug"

    def read(self, text: str) -> Ref:
        """A reference, also to what can't be a slug: `links` knows the entries and tells which one comes near."""
        if not text.strip():
            raise ValueError(f"must be the slug of {with_article(self.type)}")
        return Ref(self.type, text)


@dataclass(frozen=True)
class State(Scalar):
    """A state's ISO 3166-1 alpha-3 code."""

    name: ClassVar[str] = "code"
    pattern: ClassVar[str] = r"^[A-Z]{3}$"

    def read(self, text: str) -> Code:
        """A code, also one that can't be: `links` knows the states and tells which one comes near."""
        if not text.strip():
            raise ValueError("must be a state's three-letter ISO 3166-1 code in capitals")
        return Code(text)


@dataclass(frozen=True)
class OwnCode(State):
    """The ISO 3166-1 alpha-3 code that is the entry's own."""

    def read(self, text: str) -> Code:
        if not re.fullmatch("[A-Z]{3}", text):
            raise ValueError("must be a state's three-letter ISO 3166-1 code in capitals")
        return Code(text)

    def near(self, text: str) -> str:
        return text.upper() if re.fullmatch("[A-Za-z]{3}", text) else ""


@dataclass(frozen=True)
class TileRow(Scalar):
    """One row of the tile grid: codes of states, and dots for empty places."""

    def read(self, text: str) -> tuple[Code | str, ...]:
        places = text.split()
        for place in places:
            if place != "." and not re.fullmatch("[A-Z]{3}", place):
                raise ValueError(f"must be three-letter codes and dots; “{place}” is neither")
        return tuple("" if place == "." else Code(place) for place in places)


@dataclass(frozen=True)
class Shorthand:
    """Lets a mapping be written as one piece of text: `none` words become an empty mapping, other text the named key."""

    key: str
    empty: str = ""


def with_article(noun: str) -> str:
    """A noun with its indefinite article."""
    return f"an {noun}" if noun[0] in "aeio" else f"a {noun}"


YEARS = (1800, 2200)
"""The years that a day may have; arithmetic with days stays within the calendar."""

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
HOST = r"https?://(?:[^\s<>\"/?#@:]+@)?[^\s<>\"/?#@:]+(?:\.[^\s<>\"/?#@:]+|:[0-9]+)+"
Web = Matching(rf"{HOST}(?:[/?#][^\s<>\"]*)?", "an address that starts with http:// or https:// and names a host")


# ---- entries and their types ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """A heading of a body: its level (2 to 6), anchor and text."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Body:
    """A Markdown body once read: HTML whose site links start with `/`, references with fragment, line and column, headings,
    and addresses within the site with line and column."""

    html: str = ""
    text: str = ""
    refs: tuple[tuple[Ref, str, int, int], ...] = ()
    headings: tuple[Heading, ...] = ()
    links: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeNote:
    """What an editor tells readers of a change that matters to them; a corrected misspelling needs none."""

    date: Annotated[datetime.date, Day()] = say("The day of the change.")
    note: Annotated[str, Matching(r"[^\n]{1,200}", "one line of at most 200 characters")] = say("What is different now.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fields:
    """What the front matter of every type has."""

    title: Annotated[str, Text()] = say("The name of the entry as readers see it.")
    redirect_from: tuple[Annotated[str, Matching(r"/(?:[a-z0-9-]+/)+", "an address such as /countries/old-name/")], ...] = say(
        "Former addresses of the page; each leads here.", default=(), example=["/countries/old-name/"]
    )
    changes: tuple[ChangeNote, ...] = say(
        "What readers should know has changed in this entry, and when; the oldest first.",
        default=(),
        example=[{"date": "2026-11-20", "note": "The day of the deposit follows the register now."}],
    )


F = TypeVar("F", bound=Fields)


@dataclass(frozen=True)
class Saying:
    """A sentence of an entry that speaks of statuses: as it is written, quotations blanked; its status words with line and
    column; and the path of the field it stands in, empty for the body."""

    text: str
    words: tuple[tuple[str, tuple[int, int]], ...]
    path: Path = ()


@dataclass(frozen=True)
class Entry(Generic[F]):
    """One file of content: its type's name, slug, path below the content folder's parent, typed fields and body.

    `warnings` are about its wording, `sayings` what the register has to bear out.
    """

    type: str
    slug: str
    path: str
    fields: F
    body: Body
    address: str
    marks: Mapping[Path, tuple[int, int]] = dataclasses.field(repr=False, compare=False, default_factory=dict)
    warnings: tuple[Problem, ...] = dataclasses.field(repr=False, compare=False, default=())
    sayings: tuple[Saying, ...] = dataclasses.field(repr=False, compare=False, default=())

    @cached_property
    def ref(self) -> Ref:
        return Ref(self.type, self.slug)

    @property
    def title(self) -> str:
        return self.fields.title

    def mark(self, path: Path) -> tuple[int, int]:
        """Line and column of the value at `path`, or of the nearest mapping around it."""
        while path and path not in self.marks:
            path = path[:-1]
        return self.marks.get(path, (1, 1))


setattr(Entry, "body", Noted("body", lambda entry: ("body", entry.type, entry.slug)))  # noqa: B010  # a field, for mypy


Complaint = tuple[Path, str]
Rule = Callable[[Any], Iterator[Complaint]]


def changes_in_order(entry: Entry[Fields]) -> Iterator[Complaint]:
    """Notes on changes stand in order of time."""
    for position, (first, second) in enumerate(pairwise(entry.fields.changes), 1):
        if second.date < first.date:
            yield ("changes", position, "date"), f"the oldest note stands first; {second.date} follows {first.date}"
        elif second == first:
            yield ("changes", position), "must stand once; the note before is the same"


def begins_with_its_date(entry: Entry[Any]) -> Iterator[Complaint]:
    """A slug that starts with a date has the date of the entry."""
    slug_date = re.match(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?=-|$)", entry.slug)
    start = entry.fields.date.text.partition("/")[0]
    if slug_date and not start.startswith(slug_date[0]) and not slug_date[0].startswith(start):
        yield ("date",), f"must be the date that the file name starts with, {slug_date[0]}; found “{entry.fields.date.text}”"


@dataclass(frozen=True)
class ContentType:
    """What there is to know of a type: its names, the class of its fields, its rules and its addresses.

    `unique` names fields whose value stands once in all entries; `needs_link` says that an entry nothing links to is a
    mistake; `code` names the field by which other entries may refer to it instead of the slug; `above` names the field
    with the entry of the same type that it belongs to, which must not lead back to it.

    Three ways to get a value from the fields: `feed_date`, the date by which an entry stands in feeds and among the
    changes; `issued_by`, the bodies in whose feeds it stands; `calendar_span`, when it takes place, which may be to come.
    """

    name: str
    folder: str
    fields: type[Fields]
    rules: tuple[Rule, ...] = ()
    unique: tuple[str, ...] = ("title",)
    needs_link: bool = False
    code: str = ""
    above: str = ""
    address: Callable[[str], str] | None = None
    feed_date: Callable[[Any], Date] | None = None
    issued_by: Callable[[Any], tuple[Any, ...]] | None = None
    calendar_span: Callable[[Any], Date] | None = None

    def address_of(self, slug: str) -> str:
        return self.address(slug) if self.address else f"/{self.folder}/{slug}/"


def key_of(name: str) -> str:
    """The key of a field: Python reserves some words (the field `from_` is the key `from`)."""
    return name.removesuffix("_")


def walk(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every leaf of typed fields (references, codes, days, text) with the path at which it stands."""
    if isinstance(value, Mapping):
        for key, item in value.items():
            step = key.slug if isinstance(key, Ref) else key
            yield (*path, step), key
            yield from walk(item, (*path, step))
    elif isinstance(value, tuple) and not isinstance(value, (Ref, Date)):
        for position, item in enumerate(value):
            yield from walk(item, (*path, position))
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name), (*path, key_of(field.name)))
    else:
        yield path, value
