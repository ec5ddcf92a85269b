"""The published tables: one file a table, and their ordered list."""

from sitegen.tables.actions import ACTIONS
from sitegen.tables.claims import CLAIMS
from sitegen.tables.countries import COUNTRIES
from sitegen.tables.counts import COUNTS
from sitegen.tables.entries import ENTRIES
from sitegen.tables.groupings import GROUPINGS
from sitegen.tables.recommendation_targets import RECOMMENDATION_TARGETS
from sitegen.tables.status import STATUS
from sitegen.tables.table import Table
from sitegen.tables.treaties import TREATIES

TABLES: tuple[Table, ...] = (
    COUNTRIES,
    TREATIES,
    ACTIONS,
    STATUS,
    GROUPINGS,
    COUNTS,
    CLAIMS,
    RECOMMENDATION_TARGETS,
    *ENTRIES,
)
