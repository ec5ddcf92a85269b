"""Plan and write the site piece by piece; a piece whose reads are as they were is kept without being looked at.

What a piece is made of is known exactly: the fields of all entries by one digest (`base`), and of bodies, templates, style
sheets and the like those that it was noted to read. So nothing that is kept can be out of date.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import islice

from sitegen import cache, checks, render, writers
from sitegen.cache import Made, Outline, Unit
from sitegen.order import Order, Result, Superseded
from sitegen.outputs import OUTPUTS, OUTPUTS_OF_PAGES
from sitegen.pages import PAGES
from sitegen.planning import steps
from sitegen.problems import Problem
from sitegen.reads import Key, noted
from sitegen.reasons import reasons
from sitegen.site import Artifact, Page, Site

ALL_PAGES: Key = ("site", "pages")
FEW = 4
"""How many new pieces are made before the rest."""


class Making:
    """One build's work, from facts to bytes."""

    def __init__(self, order: Order, as_planned_before: bool = False) -> None:
        """With `as_planned_before` it is taken for granted that there are the pages that there were, for `early`."""
        self.order = order
        self.ingredients = writers.Ingredients(order.frame, order.templates)
        self.steps = {step.name: step for step in steps(PAGES, order.facts)}
        same = as_planned_before or order.memory.base == order.base
        self.known: Mapping[str, Unit] = order.memory.units if same else {}
        self._planned: dict[str, tuple[tuple[Page, ...], set[Key]]] = {}
        self._spoilt: dict[str, Problem] = {}
        self._result = Result(order.base, frame=order.frame)

    def run(self) -> Result:
        """Make all."""
        for name in self._told_of("planning the pages"):
            if name not in self.known or not self._holds(self.known[name], of_site=False):
                self.planned(name)
        for name in self._told_of("making the pages"):
            self._make(name, lambda name=name: self.artifacts(name))  # type: ignore[misc]
        for output in OUTPUTS:
            if output not in OUTPUTS_OF_PAGES:
                self._make(f"{output.__module__} {output.__name__}", lambda output=output: _of_site(output, self.site))  # type: ignore[misc]
        return self._result

    def _told_of(self, doing: str) -> Iterator[str]:
        """The names of the steps, with word of how many are done."""
        for done, name in enumerate(self.steps):
            self.order.tell(f"{doing}, {done / len(self.steps):.0%}")
            yield name

    def early(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes | Problem]]:
        """The bytes of some pages, made before all else, and of the first few that are new; or what is wrong with their templates."""
        wanted = set(paths)
        new = set(islice((name for name in self.steps if name not in self.known), FEW)) if self.known else ()
        for name in self.steps:
            if name in new or (name in self.known and not wanted.isdisjoint(self.known[name].paths)):
                for artifact in self.artifacts(name)[0]:
                    if artifact.path in wanted or name in new:
                        try:
                            yield artifact.path, writers.write(artifact, self.order.frame, self.order.env)
                        except render.TemplateFault as fault:
                            yield artifact.path, fault.problem

    # ---- planning ---------------------------------------------------------------------------------------------

    def planned(self, name: str) -> tuple[tuple[Page, ...], set[Key]]:
        """The pages of a step, planned once, and what was read for them."""
        if name not in self._planned:
            if self.order.give_up():
                raise Superseded
            self._planned[name] = self.steps[name].plan()
        return self._planned[name]

    @cached_property
    def site(self) -> Site:
        """The whole site; its pages are planned where somebody asks for them."""
        pages = [found for name in self.steps for found in self._addresses(name)]
        listed = tuple(address for address, is_listed in pages if is_listed)
        everything = _AllPages(self)
        addresses = frozenset(address for address, _ in pages)
        order = self.order
        return Site(order.facts, order.frame, everything, order.styles, order.static, addresses, listed)

    def _addresses(self, name: str) -> tuple[tuple[str, bool], ...]:
        if name in self._planned or name not in self.known:
            return tuple((page.address, page.listed and page.is_lasting) for page in self.planned(name)[0])
        return self.known[name].pages

    def artifacts(self, name: str) -> tuple[list[Artifact], set[Key]]:
        """What the outputs make of the pages of a step, and all that was read on the way."""
        pages, reads = self.planned(name)
        site = dataclasses.replace(self.site, pages=pages)
        with noted() as more:
            found = [artifact for output in OUTPUTS_OF_PAGES for artifact in output(site)]
        return found, (reads | more) - {ALL_PAGES}

    # ---- what is kept -----------------------------------------------------------------------------------------

    def _holds(self, unit: Unit, *, of_site: bool = True) -> bool:
        """Whether a piece reads what it read and all that it gave is in place; without `of_site`, as far as can be told
        before all addresses are known."""
        read = all(mark and self._mark(key) == mark for key, mark in unit.reads.items() if of_site or key[0] != "site")
        return read and all(path in self.order.before for path in unit.paths)

    def _mark(self, key: Key) -> str:
        """A digest of what can be read under a key; "" where there is nothing or one can't tell, which never holds."""
        if key[0] == "template":
            return self.ingredients.of(key[1])
        return self._marks_of_site.get(key, "") if key[0] == "site" else self.order.bodies.get(key, "")

    @cached_property
    def _marks_of_site(self) -> dict[Key, str]:
        site = self.site
        values = {"addresses": sorted(site.addresses), "listed": site.listed, "styles": sorted(site.styles.items())}
        values["static"] = [(path, cache.digest(content)) for path, content in sorted(site.static.items())]
        return {("site", name): cache.digest(repr(value).encode()) for name, value in values.items()}

    # ---- making -----------------------------------------------------------------------------------------------

    def _make(self, name: str, plan: Callable[[], tuple[Sequence[Artifact], set[Key]]]) -> None:
        """Keep a piece, or make again what differs of it."""
        result, before = self._result, self.order.before
        unit = self.known.get(name)
        if unit and self._holds(unit):
            result.units[name] = unit
            result.made |= {path: before[path] for path in unit.paths}
            result.files |= dict.fromkeys(unit.paths)
            result.paths += unit.paths
            return
        artifacts, reads = plan()
        for artifact in artifacts:
            self._write(artifact, unit)
        templates = {("template", artifact.template) for artifact in artifacts if artifact.template}
        marks = {key: self._mark(key) for key in reads | templates}
        pages = self._addresses(name) if name in self.steps else ()
        result.units[name] = Unit(marks, pages, tuple(artifact.path for artifact in artifacts))

    def _write(self, artifact: Artifact, unit: Unit | None) -> None:
        """The bytes of an artifact, or None where what was made before is the same."""
        path, result = artifact.path, self._result
        mark = writers.fingerprint(artifact, self.ingredients)
        kept = self.order.before.get(path)
        result.paths.append(path)
        if kept and kept.fingerprint == mark:
            result.made[path], result.files[path] = kept, None
            return
        if self.order.give_up():
            raise Superseded
        if told := self._told(artifact.template):
            result.broken[told].append(path)
            return
        try:
            result.files[path] = content = writers.write(artifact, self.order.frame, self.order.env)
        except render.TemplateFault as fault:
            result.broken.setdefault(fault.problem, []).append(path)
            if fault.of_all:
                self._spoilt[artifact.template] = fault.problem
            return
        result.made[path] = Made(mark, checks.outline(content) if path.endswith(".html") else Outline())
        result.reasons[path] = tuple(reasons(artifact, mark, unit, self.order, self.ingredients))

    def _told(self, template: str) -> Problem | None:
        """What was told of a template and needs not be found anew for each page: that it can't be read, or, as that takes a second
        a page, that one which it reaches has no end."""
        endless = [each for each in self._result.broken if each.message == render.ENDLESS]
        reached = {f"templates/{name}" for name in self.ingredients.reached(template)} if endless else ()
        return self._spoilt.get(template) or next((each for each in endless if each.path in reached), None)


def _of_site(output: Callable[[Site], Iterable[Artifact]], site: Site) -> tuple[list[Artifact], set[Key]]:
    with noted() as reads:
        return list(output(site)), reads


class _AllPages(Sequence[Page]):
    """The pages of the whole site in order, planned when they are asked for."""

    def __init__(self, making: Making) -> None:
        self._making = making

    @cached_property
    def _pages(self) -> tuple[Page, ...]:
        return tuple(page for name in self._making.steps for page in self._making.planned(name)[0])

    def __getitem__(self, place):  # type: ignore[no-untyped-def]
        return self._pages[place]

    def __len__(self) -> int:
        return len(self._pages)
