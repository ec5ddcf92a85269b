"""Shelf 2, where it shows: one file a kind of page, and their ordered list."""

from collections.abc import Callable, Iterator

from sitegen.derive.facts import Facts
from sitegen.pages import (
    about,
    countries,
    country,
    data,
    grouping,
    groupings,
    home,
    not_found,
    organization,
    organizations,
    source,
    sources,
    treaties,
    treaty,
)
from sitegen.site import Page

PAGES: tuple[Callable[[Facts], Iterator[Page]], ...] = (
    home.plan,
    countries.plan,
    country.plan,
    treaties.plan,
    treaty.plan,
    groupings.plan,
    grouping.plan,
    sources.plan,
    source.plan,
    organizations.plan,
    organization.plan,
    data.plan,
    about.plan,
    not_found.plan,
)
