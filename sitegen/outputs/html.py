"""Each page as an HTML document."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.furnish import furnished
from sitegen.site import Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One document a page."""
    for page in furnished(site):
        yield Artifact(page.path, "template", page, page.template)
