"""The static files, byte for byte."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.site import Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One copy a file, at the same path below the site."""
    for path, content in sorted(site.static.items()):
        yield Artifact(path, "bytes", content)
