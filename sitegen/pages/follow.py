"""How to follow what a page is about: the addresses of its feed and of its calendar."""

from __future__ import annotations

import dataclasses
from typing import Any

from sitegen.derive import calendar
from sitegen.derive.changes import Change
from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.site import Link, Page

FEED, CALENDAR = "/feed.atom", "/calendar.ics"
"""The feed and the calendar of the whole site."""
NOTES = "page-changes"
"""The anchor of the notes on changes at the foot of an entry's page (`templates/components/change_notes.html`)."""


def with_feed(page: Page) -> Page:
    """The page of an entry with its feed, which may be empty so far: its first item is what some readers wait for."""
    return dataclasses.replace(page, feed=f"{page.address}feed.atom")


def with_calendar(page: Page, entry: Entry[Any], facts: Facts) -> Page:
    """The page of an entry with its calendar, if it has a day: a calendar without a component is none (RFC 5545, 3.6)."""
    return dataclasses.replace(page, calendar=f"{page.address}calendar.ics") if calendar.about(entry, facts) else page


def with_all(page: Page, facts: Facts) -> Page:
    """A page with the feed and the calendar of the whole site."""
    return dataclasses.replace(page, feed=FEED, calendar=CALENDAR if calendar.everything(facts) else "")


def link_to(change: Change) -> Link:
    """Where a change can be read: the line of the act on the state's page, the entry's page, or the notes at its foot."""
    anchor = {"act": f"#{change.treaty.slug}" if change.treaty else "", "note": f"#{NOTES}"}.get(change.kind, "")
    return Link(change.entry.title, change.entry.address + anchor)
