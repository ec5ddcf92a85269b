"""The stages from facts to finished files: all that goes in is gathered, the site is made, checked and finished."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitegen import cache, checks, finish, folders, publish, render
from sitegen.derive import facts
from sitegen.make import Making
from sitegen.order import Order, Result
from sitegen.outputs import forms
from sitegen.outputs import styles as sheets
from sitegen.problems import Problem
from sitegen.project import Paths, Wishes
from sitegen.site import MENU, Frame
from sitegen.words import some
from sitegen.workshop import Workshop


@dataclass(frozen=True)
class Given:
    """What a build has of earlier ones, and the input files that changed since the last."""

    shop: Workshop
    memory: cache.Memory
    changed: tuple[str, ...]
    early: Callable[[Making], None] | None


def make(found: facts.Facts, paths: Paths, wishes: Wishes, given: Given) -> tuple[Result, list[Problem]]:
    """Plan the site, write what is not there yet, and check it all."""
    templates, problems = folders.texts(paths.templates)
    styles, of_styles = folders.texts(paths.styles)
    static, of_static = folders.files(paths.static)
    if faults := [*problems, *of_static, *(of_styles or sheets.misplaced(styles))]:
        return Result(), faults
    order = _order(found, paths, wishes, given, (templates, styles, static))
    if lacking := list(forms.lacking(found, order.static)):
        return Result(), lacking
    if given.early:
        given.early(Making(order, as_planned_before=True))
    memory, before = given.memory, _before(given.memory, paths.output)
    making = Making(dataclasses.replace(order, before=before))
    result = making.run()
    problems = _for_pages(result.broken)

    def read(path: str) -> bytes:
        content = result.files.get(path)
        return (paths.output / path).read_bytes() if content is None else content

    promised = finish.promised() if wishes.finish else ()
    outlines = dict.fromkeys(promised, cache.Outline()) | {path: each.outline for path, each in result.made.items()}
    roots = {address.removeprefix("/"): order.frame.root for address in making.site.addresses if not address.endswith("/")}
    sound = {path: each.outline for path, each in memory.made.items()}
    if not problems:
        problems += checks.faults(found.library, [*result.paths, *promised], outlines, roots, sound, static, templates)
    if problems or not wishes.finish:
        return result, sorted(set(problems))
    given.shop.tell("making the search and the archive")
    more, more_files, problems = finish.finish(finish.Finished(making.site, result.made, read), memory.made, before)
    return dataclasses.replace(result, made=result.made | more, files=result.files | more_files), problems


def _order(
    found: facts.Facts,
    paths: Paths,
    wishes: Wishes,
    given: Given,
    texts: tuple[Mapping[str, str], Mapping[str, str], Mapping[str, bytes]],
) -> Order:
    """What to make. What was made before is not looked up yet: that takes longer than to make a page."""
    frame, (templates, styles, static) = _frame(found, wishes), texts
    return Order(
        facts=found,
        frame=frame,
        templates=templates,
        styles=styles,
        static=static,
        base=cache.digest(repr((frame, found.as_of)).encode(), given.shop.base.encode()),
        bodies=given.shop.bodies,
        memory=given.memory,
        before={},
        changed=given.changed,
        env=given.shop.environment(paths.templates, templates),
        give_up=given.shop.give_up,
        tell=given.shop.tell,
    )


def _before(memory: cache.Memory, output: Path) -> dict[str, cache.Made]:
    """What the last build made and is on disk as it was left."""
    stamps = publish.stamps(output)
    return {path: each for path, each in memory.made.items() if memory.stamps.get(path, ()) == stamps.get(path)}


def _frame(found: facts.Facts, wishes: Wishes) -> Frame:
    """What every page has around it."""
    config = found.config
    return Frame(
        name=config.title,
        tagline=config.tagline,
        as_of=found.as_of,
        address=wishes.address or config.address,
        repository=config.repository.rstrip("/"),
        branch=config.branch,
        language=config.languages[0],
        menu=MENU,
        finished=wishes.finish,
    )


def _for_pages(broken: Mapping[Problem, Sequence[str]]) -> list[Problem]:
    """The problems of templates, each with the first page that it was met for, and the number of such pages. A template that
    is missing is told once, where it is asked for first."""
    found: dict[object, tuple[Problem, set[str], list[str]]] = {}
    for problem, pages in broken.items():
        same = problem.message if problem.message.startswith(render.MISSING) else problem
        _, places, met = found.setdefault(same, (problem, set(), []))
        places.add(problem.path)
        met += pages
    return [dataclasses.replace(told, message=_met(told.message, len(places), pages)) for told, places, pages in found.values()]


def _met(message: str, places: int, pages: Sequence[str]) -> str:
    others = f"; {places} templates ask for it" if places > 1 else ""
    return f"{message}{others}, for {some(pages, 1)}"
