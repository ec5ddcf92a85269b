"""Two states of the content side by side: what stands in either or in both, and by which names."""

from __future__ import annotations

from dataclasses import dataclass

from sitegen.derive.facts import Facts
from sitegen.model import Code, Ref


@dataclass(frozen=True)
class Sides:
    """The content before and after a change. What has two names is called by the later one."""

    before: Facts
    after: Facts

    def either(self, kind: str) -> tuple[Ref, ...]:
        """The entries of a type that stand in one of them, in the order of titles."""
        found = {entry.ref: entry.title for facts in (self.before, self.after) for entry in facts.library.of(kind)}
        return tuple(sorted(found, key=lambda ref: (found[ref], ref)))

    def both(self, kind: str) -> tuple[Ref, ...]:
        """The entries of a type that stand in both, in the order of titles."""
        sides = self.before.library.entries, self.after.library.entries
        return tuple(ref for ref in self.either(kind) if all(ref in entries for entries in sides))

    def states(self) -> tuple[Code, ...]:
        """The states that stand in one of them, in the order of names."""
        found = {e.fields.iso3: e.title for facts in (self.before, self.after) for e in facts.library.of("country")}
        return tuple(sorted(found, key=lambda code: found[code]))

    def title(self, ref: Ref) -> str:
        """The title of an entry."""
        return (self.after.library.entries.get(ref) or self.before.library.entries[ref]).title

    def name(self, state: Code) -> str:
        """The name of a state."""
        return (self.after if state in self.after.library.codes else self.before).library[state].title
