"""A page at each former address of an entry, and of the pages below it, that leads to the present one."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any

from sitegen import addresses
from sitegen.model import Entry
from sitegen.site import Artifact, Link, Page, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One small document a former address."""
    found = addresses.leads(site.facts.library.entries.values(), site.addresses)
    for former, (address, entry) in found.items():
        page = Page(former, "pages/redirect.html", entry.title, "", Link(entry.title, address))
        yield Artifact(page.path, "template", page, page.template)


def also_at_former(artifact: Artifact, entry: Entry[Any]) -> Iterator[Artifact]:
    """A file beside an entry's page, and the same at the addresses that the entry once had, for programs that read it there:
    a feed can't be led on by a page."""
    yield artifact
    for former in entry.fields.redirect_from:
        name = artifact.path.removeprefix(entry.address.lstrip("/"))
        yield dataclasses.replace(artifact, path=former.lstrip("/") + name)
