"""The page that a server shows for an address that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.derive.facts import Facts
from sitegen.site import Page


def plan(facts: Facts) -> Iterator[Page]:
    """One page, at `/404.html`, where static servers look for it; they show it at any address, so its links are full paths."""
    yield Page("/404.html", "pages/not_found.html", "Page not found", "", None)
