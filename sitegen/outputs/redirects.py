"""A page at each former address of an entry, and of the pages below it, that leads to the present one."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import addresses
from sitegen.site import Artifact, Link, Page, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One small document a former address."""
    found = addresses.leads(site.facts.library.entries.values(), site.addresses)
    for former, (address, entry) in found.items():
        page = Page(former, "pages/redirect.html", entry.title, "", Link(entry.title, address))
        yield Artifact(page.path, "template", page, page.template)
