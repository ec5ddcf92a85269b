"""The static files, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.site import FORMS, Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One copy a file, at the same path below the site; what the forms need only where there are forms."""
    for path, content in sorted(site.static.items()):
        if site.facts.config.forms or not path.startswith(FORMS):
            yield Artifact(path, "bytes", content)
