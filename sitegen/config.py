"""`content/site.yaml`: what the site is called, its date, its groupings and where it lives."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sitegen.model import HOST, Code, Day, Fields, Matching, Ref, Text, TileRow, To, Web, say

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
