"""One row a recommendation with a rule and a state that it means or meant."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.derive.facts import Facts
from sitegen.tables.table import STATE, Column, Row, Table


def rows(facts: Facts) -> Iterator[Row]:
    for e in facts.library.of("recommendation"):
        if not (meant := facts.targets.get(e.ref)):
            continue
        for state in sorted(meant.then | meant.today):
            yield (e.slug, str(state), int(state in meant.then), int(state in meant.today))


RECOMMENDATION_TARGETS = Table(
    "recommendation_targets",
    "One row a recommendation with a rule and a state that it means, or meant when it was issued.",
    ("recommendation", "iso3"),
    (
        Column(
            "recommendation",
            "string",
            "Slug of the recommendation; its page is recommendations/<slug>/.",
            (),
            "recommendations.slug",
        ),
        STATE,
        Column("when_issued", "integer", "1 where the rule meant the state when the advice was issued, else 0.", (0, 1)),
        Column("today", "integer", "1 where the rule means the state on the site's day, else 0.", (0, 1)),
    ),
    rows,
)
