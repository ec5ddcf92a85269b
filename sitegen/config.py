"""`content/site.yaml`: what the site is called, its date, its groupings and where it lives."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sitegen.model import HOST, Code, Complaint, Day, Entry, Fields, Matching, Ref, Switch, Text, TileRow, To, Web, say

GITHUB = r"https://github\.com/([A-Za-z0-9-]+/[A-Za-z0-9._-]+?)(?:\.git)?/?"
SiteAddress = Matching(rf"{HOST}(?:/[^\s<>\"?#]*)?", "an address that starts with http:// or https://, without ? and #")
TAG = r"[a-z0-9]+(?:[.-][a-z0-9]+)*,[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Config(Fields):
    """The settings of the site; `title` is its name."""

    tagline: Annotated[str, Text()] = say("What the site is, in a few words.")
    as_of: Annotated[date, Day()] = say("The day for which the site speaks; nothing in the content may be later.")
    address: Annotated[str, SiteAddress] = say("Where the site is published, for feeds, the sitemap and citations.")
    tag: Annotated[str, Matching(TAG, "a domain and a day on which it was yours, such as profiles.example,2026-01-01")] = say(
        "Who names the items of feeds and calendars (RFC 4151): a domain and a day on which it was yours. It never changes, "
        "also where the address does; without it the names follow the address.",
        default="",
    )
    repository: Annotated[str, Web] = say("Address of the repository, for links that edit a page.", default="")
    branch: Annotated[str, Text()] = say("The branch that editors change.", default="main")
    forms: Annotated[bool, Switch()] = say(
        "Whether there are forms below /admin/ for editors who do not use Git; they need the repository, on GitHub, and a script "
        "that the host puts there.",
        default=False,
    )
    sign_in: Annotated[str, Web] = say(
        "Address of the service by which the forms sign in at GitHub (OAuth); without it editors sign in with a token.",
        default="",
    )
    languages: tuple[Annotated[str, Matching("[a-z]{2}", "a language code such as en")], ...] = say(
        "Languages of the interface; the first is the default."
    )
    default_grouping: Annotated[Ref, To("grouping")] = say("The grouping that the home page counts.")
    profiled: Annotated[Ref, To("grouping")] = say("The grouping whose states have a full profile.")
    lead_treaty: Annotated[Ref, To("treaty")] = say("The treaty that the home page shows.")
    dates: tuple[Annotated[date, Day()], ...] = say("Further dates for which counts are published.", default=())
    tile_grid: tuple[Annotated[tuple[Code | str, ...], TileRow()], ...] = say(
        "The schematic map: rows from top to bottom, codes from left to right, dots for empty places."
    )

    @property
    def tag_authority(self) -> str:
        """The authority that names the items of feeds and calendars (RFC 4151), such as `profiles.example,2026-01-01`."""
        host = self.address.partition("//")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].lower()
        return self.tag or f"{re.sub('[^a-z0-9.-]', '-', host)},2026"

    @property
    def repository_name(self) -> str:
        """Owner and name of a repository on GitHub (`owner/name`); empty where it is elsewhere."""
        found = re.fullmatch(GITHUB, self.repository)
        return found[1] if found else ""


def sound_forms(settings: Entry[Config]) -> Iterator[Complaint]:
    """Forms change the content in a repository on GitHub."""
    if settings.fields.forms and not settings.fields.repository:
        yield ("forms",), "must stand beside “repository”, which the forms change: https://github.com/owner/name"
    elif settings.fields.forms and not settings.fields.repository_name:
        yield ("repository",), "must be https://github.com/owner/name where “forms” is true: the forms know no other place"
