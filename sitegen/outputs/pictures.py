"""Each picture of a page as a file of its own beside it."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.site import Artifact, Site


def plan(site: Site) -> Iterator[Artifact]:
    """One SVG document (W3C, SVG 1.1) a picture."""
    for page in site.pages:
        for picture in page.pictures.values():
            yield Artifact(picture.address.removeprefix("/"), "template", picture.view, picture.template)
