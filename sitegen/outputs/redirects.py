"""A page at each former address of an entry that leads to the present one."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.site import Artifact, Link, Page, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One small document a former address."""
    for entry in site.facts.library.entries.values():
        for former in entry.fields.redirect_from:
            page = Page(former, "pages/redirect.html", entry.title, "", Link(entry.title, entry.address))
            yield Artifact(page.path, "template", page, page.template)
