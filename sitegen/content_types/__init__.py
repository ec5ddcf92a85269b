"""Shelf 1, what there is: one file a content type, and their ordered list."""

from sitegen.content_types.claim import CLAIM
from sitegen.content_types.country import COUNTRY
from sitegen.content_types.event import EVENT
from sitegen.content_types.grouping import GROUPING
from sitegen.content_types.organization import ORGANIZATION
from sitegen.content_types.page import PAGE
from sitegen.content_types.recommendation import RECOMMENDATION
from sitegen.content_types.source import SOURCE
from sitegen.content_types.statement import STATEMENT
from sitegen.content_types.term import TERM
from sitegen.content_types.toolkit import TOOLKIT
from sitegen.content_types.topic import TOPIC
from sitegen.content_types.treaty import TREATY
from sitegen.model import ContentType

CONTENT_TYPES: tuple[ContentType, ...] = (
    COUNTRY,
    TREATY,
    GROUPING,
    EVENT,
    STATEMENT,
    RECOMMENDATION,
    TOPIC,
    CLAIM,
    TOOLKIT,
    ORGANIZATION,
    SOURCE,
    TERM,
    PAGE,
)
