"""A page of policy or method, below `/about/`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sitegen.model import ContentType, Fields, Number, Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Fields):
    """The front matter of `content/pages/<slug>.md`."""

    summary: Annotated[str, Text()] = say("One sentence that says what the page tells.")
    order: Annotated[int, Number(0, 999)] = say("Its place in the list of such pages.")


def below_about(slug: str) -> str:
    """The page `about` is the top of its kind; the others stand below it."""
    return "/about/" if slug == "about" else f"/about/{slug}/"


PAGE = ContentType(name="page", folder="pages", fields=Page, address=below_about)
