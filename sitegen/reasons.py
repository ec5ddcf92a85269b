"""Why a file is made again, against what the last build made."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen.cache import Reason, Unit
from sitegen.order import Order
from sitegen.site import Artifact
from sitegen.writers import Ingredients


def reasons(artifact: Artifact, mark: str, unit: Unit | None, order: Order, ingredients: Ingredients) -> Iterator[Reason]:
    """Why an artifact is made, against what the last build made."""
    last, changed = order.memory.made.get(artifact.path), order.changed
    if not last:
        yield Reason("new" if order.memory.key else "first")
        return
    if artifact.path not in order.before:
        yield Reason("touched")
    view, _, template = mark.partition("-")
    last_view, _, last_template = last.fingerprint.partition("-")
    if template != last_template:
        reached = {f"templates/{name}" for name in ingredients.reached(artifact.template)}
        files = tuple(file for file in changed if file in reached)
        parts = order.frame.differs(order.memory.frame)
        if files or not parts:
            yield Reason("template", files)
        if parts:
            yield Reason("frame", tuple(file for file in changed if file.endswith("/site.yaml")), parts)
    if view != last_view:
        yield Reason("view", _behind(unit, order))


def _behind(unit: Unit | None, order: Order) -> tuple[str, ...]:
    """The changed input files that a view can have changed with: the entries whose bodies were read where no field changed."""
    changed = tuple(file for file in order.changed if not file.startswith("templates/"))
    if unit is None:
        return changed
    library = order.facts.library
    read = {key[1:] for key in unit.reads if key[0] == "body"}
    bodies = {entry.path for entry in library.entries.values() if (entry.type, entry.slug) in read}
    return tuple(file for file in changed if file in bodies) or changed
