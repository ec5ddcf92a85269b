"""Shelf 1, what there is: one file a content type, and their ordered list."""

from sitegen.content_types.country import COUNTRY
from sitegen.content_types.grouping import GROUPING
from sitegen.content_types.organization import ORGANIZATION
from sitegen.content_types.page import PAGE
from sitegen.content_types.source import SOURCE
from sitegen.content_types.treaty import TREATY
from sitegen.model import ContentType

CONTENT_TYPES: tuple[ContentType, ...] = (COUNTRY, TREATY, GROUPING, SOURCE, ORGANIZATION, PAGE)
