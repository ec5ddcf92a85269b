"""A subject on which several issuers say the same or speak to the same point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from sitegen.content_types.citation import Citations, PassageNumber, cited_once
from sitegen.model import ContentType, Fields, Text, say


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Fields):
    """The front matter of `content/topics/<slug>.md`."""

    summary: Annotated[str, Text()] = say("One sentence that says what the topic is.")
    numbers: tuple[Annotated[str, PassageNumber], ...] = say("Numbers of the themes and convergences it stands for.", default=())
    sources: Citations = say("Where a source names it as a theme.", default=())


TOPIC = ContentType(name="topic", folder="topics", fields=Topic, needs_link=True, rules=(cited_once,))
