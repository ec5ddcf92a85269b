"""The site before it is text: pages with their views, and the artifacts that outputs make of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.model import ChangeNote, Ref


@dataclass(frozen=True)
class Link:
    """Words that lead to an address of this site."""

    text: str
    address: str


@dataclass(frozen=True)
class Page:
    """One HTML page: where it stands, the template that draws it and the view that holds all it prints; `entry` is the
    entry that it is the page of, or is about; `feed` and `calendar` are the addresses by which to follow it, "" for none;
    `changes` are the notes on what changed in it, newest first."""

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
    feed: str = ""
    calendar: str = ""
    changes: tuple[ChangeNote, ...] = ()

    @property
    def path(self) -> str:
        """The file below the output folder."""
        return self.address.removeprefix("/") + ("index.html" if self.address.endswith("/") else "")


@dataclass(frozen=True)
class Frame:
    """What every page has around it: the site's name, its date, its menu and where it lives."""

    name: str
    tagline: str
    as_of: date
    address: str
    repository: str
    branch: str
    language: str
    menu: tuple[Link, ...]


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


@dataclass(frozen=True)
class Site:
    """The whole site as values: the facts, the frame, the pages in order, the style sheets and the static files."""

    facts: Facts
    frame: Frame
    pages: tuple[Page, ...]
    styles: Mapping[str, str]
    static: Mapping[str, bytes]


@dataclass(frozen=True)
class Artifact:
    """One file to publish, not made yet: its path below the output folder, who writes it, and from what.

    `writer` is `template`, `json`, `csv` or `bytes`; `template` names a template for the first; `view` is all it prints.
    """

    path: str
    writer: str
    view: Any
    template: str = ""
