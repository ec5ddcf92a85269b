"""Pages of entries that are planned one entry at a time, so that one of them can be planned without the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.model import Entry
from sitegen.reads import Key, noted
from sitegen.site import Page

Plan = Callable[[Facts], Iterable[Page]]


class PagesOf:
    """A plan of the pages of all entries of a type: `pages` gives those of one entry, from what `shared` gives for all."""

    def __init__(
        self,
        type_name: str,
        pages: Callable[[Entry[Any], Any, Facts], Iterable[Page]],
        shared: Callable[[Facts], Any] = lambda facts: None,
    ) -> None:
        self.type_name, self.pages, self.shared = type_name, pages, shared
        self.__module__ = pages.__module__

    def __call__(self, facts: Facts) -> Iterator[Page]:
        shared = self.shared(facts)
        for entry in facts.library.of(self.type_name):
            yield from self.pages(entry, shared, facts)


@dataclass(frozen=True)
class Step:
    """A piece of planning: its name, which stays from build to build, and what gives its pages."""

    name: str
    pages: Callable[[], Iterable[Page]]

    def plan(self) -> tuple[tuple[Page, ...], set[Key]]:
        """The pages, and what was read for them."""
        with noted() as reads:
            return tuple(self.pages()), reads


def steps(plans: Iterable[Plan], facts: Facts) -> Iterator[Step]:
    """The plans in their order, in pieces as small as they allow."""
    for plan in plans:
        if not isinstance(plan, PagesOf):
            yield Step(plan.__module__, partial(plan, facts))
            continue
        shared = _Shared(plan, facts)
        for entry in facts.library.of(plan.type_name):
            yield Step(f"{plan.__module__} {entry.slug}", partial(shared.pages, entry))


class _Shared:
    """What the entries of a plan share, found when the first of them needs it. It is made of fields alone, since what it
    reads would be noted for the first entry and not for the others."""

    def __init__(self, plan: PagesOf, facts: Facts) -> None:
        self._plan, self._facts, self._found = plan, facts, False

    def pages(self, entry: Entry[Any]) -> Iterable[Page]:
        if not self._found:
            with noted() as reads:
                self._value, self._found = self._plan.shared(self._facts), True
            assert not reads, f"{self._plan.__module__}: what is shared must not read {sorted(reads)[0]}"
        return self._plan.pages(entry, self._value, self._facts)
