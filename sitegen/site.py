"""The site before it is text: pages with their views, and the artifacts that outputs make of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from sitegen.derive.facts import Facts
from sitegen.model import ChangeNote, Entry, Ref
from sitegen.reads import Noted


@dataclass(frozen=True)
class Link:
    """Words that lead to an address of this site."""

    text: str
    address: str

    @property
    def slug(self) -> str:
        """The last part of the address, which stands once among entries of one type."""
        return self.address.rstrip("/").rpartition("/")[2]

    def __repr__(self) -> str:
        """What `dataclass` gives, four times as fast: views hold many, and their fingerprint is made of this."""
        return f"Link(text={self.text!r}, address={self.address!r})"


@dataclass(frozen=True)
class Explained:
    """A term that a page's text uses: its anchor on the page, its entry and its meaning."""

    anchor: str
    term: Link
    meaning: str


@dataclass(frozen=True)
class Preview:
    """The picture that stands for a page where it is shared: its address, and what it shows (a treaty, a grouping, perhaps
    a state in it)."""

    address: str
    treaty: str
    grouping: str
    state: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of a page as a file of its own: where it stands, the template that draws it and all that it prints."""

    address: str
    template: str
    view: Any


@dataclass(frozen=True)
class Page:
    """One HTML page: where it stands, the template that draws it and the view that holds all it prints; `entry` is the
    entry that it is the page of, or is about; `pictures` are offered as files, by their name; `runs_wasm` says that its script
    runs WebAssembly, which its policy must allow; a page that says again what another says is not `listed` for search engines;
    `source` is what an editor opens to change it, a folder with a slash at its end; `feed` and `calendar` are the addresses by
    which to follow it, "" for none; `changes` are the notes on what changed in it, newest first. What `furnish.py` adds to a
    planned page: its source where it has none, the terms of its text, its preview, and what it says to programs
    (`linked`, JSON-LD)."""

    address: str
    template: str
    title: str
    description: str
    view: Any
    section: str = ""
    trail: tuple[Link, ...] = ()
    source: str = ""
    data: str = ""
    entry: Ref | None = None
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    runs_wasm: bool = False
    listed: bool = True
    feed: str = ""
    calendar: str = ""
    changes: tuple[ChangeNote, ...] = ()
    terms: tuple[Explained, ...] = ()
    preview: Preview | None = None
    linked: Mapping[str, Any] | None = None

    @property
    def is_lasting(self) -> bool:
        """Whether the address is one to cite: not that of the page for what is not found."""
        return self.address.endswith("/")

    @property
    def is_of_files(self) -> bool:
        """Whether what to edit is a folder: a list of many entries."""
        return self.source.endswith("/")

    def beside(self, name: str) -> str:
        """The address of a file in the folder of the page."""
        return self.address + name

    @property
    def path(self) -> str:
        """The file below the output folder."""
        return self.address.removeprefix("/") + ("index.html" if self.address.endswith("/") else "")


@dataclass(frozen=True)
class Frame:
    """What every page has around it: the site's name, its date, its menu and where it lives; `finished` says that the
    search index and the archive are made too."""

    name: str
    tagline: str
    as_of: date
    address: str
    repository: str
    branch: str
    language: str
    menu: tuple[Link, ...]
    finished: bool = False

    def differs(self, other: Frame | None) -> tuple[str, ...]:
        """The names of what is not as in another frame."""
        return tuple(each.name for each in fields(self) if getattr(self, each.name) != getattr(other, each.name, None))

    def edit(self, path: str) -> str:
        """The address at which a file of the repository is edited, or a folder (`content/events/`) is looked into."""
        return f"{self.repository}/{'tree' if path.endswith('/') else 'edit'}/{self.branch}/{path.rstrip('/')}"

    def history(self, path: str) -> str:
        """The address of what has changed in a file or folder of the repository."""
        return f"{self.repository}/commits/{self.branch}/{path.rstrip('/')}"

    def at(self, address: str) -> str:
        """An address of this site as it is published, to be cited: `/countries/nepal/` → `https://…/countries/nepal/`."""
        return self.address.rstrip("/") + address

    @property
    def root(self) -> str:
        """The path of the site on its server: `https://example.org/profiles/` → `/profiles/`."""
        return urlsplit(self.address).path.rstrip("/") + "/"

    @property
    def version(self) -> str:
        """The version of the data: the day for which it speaks, written as a semantic version."""
        return f"{self.as_of.year}.{self.as_of.month}.{self.as_of.day}"


MENU = (
    Link("Countries", "/countries/"),
    Link("Treaties", "/treaties/"),
    Link("Groupings", "/groupings/"),
    Link("Events", "/events/"),
    Link("Statements", "/statements/"),
    Link("Recommendations", "/recommendations/"),
    Link("Claims", "/claims/"),
    Link("Toolkit", "/toolkit/"),
    Link("Sources", "/sources/"),
    Link("Data", "/data/"),
    Link("About", "/about/"),
)
"""The sections of the site, in the order of the menu; the texts are translated by the templates."""


ARCHIVE = "data/arms-control-profiles.zip"
"""The path of the whole site as one file."""


FORMS = "admin/"
"""The folder of the forms for editors; it is no part of what readers get."""


@dataclass(frozen=True)
class Site:
    """The whole site as values: the facts, the frame, the pages in order, the style sheets and the static files; `addresses`
    are those of all pages, also where `pages` holds some of them, and `listed` those that search engines are told of."""

    facts: Facts
    frame: Frame
    pages: Sequence[Page]
    styles: Mapping[str, str]
    static: Mapping[str, bytes]
    addresses: frozenset[str] = frozenset()
    listed: tuple[str, ...] = ()


SHARED = ("pages", "styles", "static", "addresses", "listed")
"""What of a site an output is noted to read: it is made again only where that changed."""

for _name in SHARED:
    setattr(Site, _name, Noted(_name, lambda site, name=_name: ("site", name)))  # type: ignore[misc]


@dataclass(frozen=True)
class Artifact:
    """One file to publish, not made yet: its path below the output folder, who writes it, and from what.

    `writer` is `template`, `json`, `csv`, `card` or `bytes`; `template` names a template for the first; `view` is all it prints.
    """

    path: str
    writer: str
    view: Any
    template: str = ""

    def and_at_former(self, entry: Entry[Any]) -> Iterator[Artifact]:
        """A file beside an entry's page, and the same at the addresses that the entry once had, for programs that read it
        there: a feed can't be led on by a page."""
        yield self
        for former in entry.fields.redirect_from:
            yield replace(self, path=(former + f"/{self.path}".removeprefix(entry.address)).lstrip("/"))
