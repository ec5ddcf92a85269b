"""Shelf 3, in what format: one file a format, and their ordered list."""

from collections.abc import Callable, Iterator

from sitegen.outputs import (
    api,
    calendars,
    cards,
    citations,
    feeds,
    forms,
    html,
    pictures,
    redirects,
    sitemap,
    static,
    styles,
    tables,
)
from sitegen.site import Artifact, Site

OUTPUTS: tuple[Callable[[Site], Iterator[Artifact]], ...] = (
    html.plan,
    citations.plan,
    cards.plan,
    pictures.plan,
    redirects.plan,
    sitemap.plan,
    feeds.plan,
    calendars.plan,
    tables.plan,
    api.plan,
    styles.plan,
    forms.plan,
    static.plan,
)

OUTPUTS_OF_PAGES: tuple[Callable[[Site], Iterator[Artifact]], ...] = (
    html.plan,
    citations.plan,
    pictures.plan,
    feeds.plan_of_pages,
    calendars.plan_of_pages,
)
"""Those that look at each page by itself, and so are planned with a few pages at a time; all others are the site's."""
