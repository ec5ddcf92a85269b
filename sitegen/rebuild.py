"""Builds now and after each change, in a thread of its own, and keeps what the last build came to."""

from __future__ import annotations

import secrets
import threading
import time
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from sitegen import pipeline, watch
from sitegen.content_types import CONTENT_TYPES
from sitegen.make import Making
from sitegen.order import Superseded
from sitegen.problems import Problem
from sitegen.words import counted
from sitegen.workshop import Workshop

LOOKED_AT = 4
"""How many pages are made before the rest: those that were asked for last."""

BREATHER = 0.1
"""Seconds that a build rests once these are there, so that the browser has a processor to load them."""

LOOK_UP = 0.3
"""Seconds of a build after which it looks whether its inputs changed."""


@dataclass(frozen=True)
class State:
    """What the last build came to: a name for the site as it is now, what the terminal is told, and the problems; `coming` is
    the name that it will have once the build under way is done, where pages of that are served already.

    The name changes with the site, and no preview gives a name that one before it gave.
    """

    build: str
    text: str = ""
    problems: tuple[Problem, ...] = ()
    coming: str = ""


class Rebuilder:
    """One thread with one loop, so that two builds never run at once. What is public is replaced, never changed: the `state`,
    the pages that were `asked` for last, and those of them that are served `early`, by path."""

    def __init__(
        self,
        paths: pipeline.Paths,
        wishes: pipeline.Wishes,
        show: Callable[[State, State], None],
        show_early: Callable[[Collection[str]], None] = lambda paths: None,
        tell: Callable[[str], None] = lambda doing: None,
    ) -> None:
        """`show` is called in the thread after each build, with the state before and the state after; `show_early` within a
        build, with the paths of the pages that differ and are there before the rest; with none where they have problems.
        `tell` is told what a build is at."""
        self.state = State(secrets.token_hex(4))
        self._files: watch.Snapshot = {}
        self.asked: tuple[str, ...] = ()
        self.early: Mapping[str, bytes] = {}
        self._paths, self._wishes, self._show, self._show_early = paths, wishes, show, show_early
        self._workshop = Workshop(self._is_superseded, tell)
        self._looked = 0.0
        self._is_ahead = False  # whether pages are open of a build that did not end
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_building, daemon=True)  # a daemon does not hold up Ctrl-C

    def start(self) -> None:
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Build no more; give a build that runs so many seconds to end. Publishing survives to be cut off."""
        self._over.set()
        self._thread.join(patience)

    def ask(self, path: str) -> None:
        """Note that a page is looked at: the next build makes it before the rest."""
        self.asked = (path, *(each for each in self.asked if each != path))[:LOOKED_AT]

    def name_of(self, path: str) -> str:
        """The name of the build that a page is served from."""
        state = self.state
        return state.coming if path in self.early and state.coming else state.build

    def page_last_saved(self) -> str:
        """The address of the page of the entry that was saved last; of the home page where there is no entry."""
        kinds = {self._paths.content / kind.folder: kind for kind in CONTENT_TYPES}
        for file in watch.last_saved(watch.scan(kinds)):
            if file.parent in kinds:
                return kinds[file.parent].address_of(file.stem)
        return "/"

    def _keep_building(self) -> None:
        found: watch.Snapshot | None = watch.scan(self._paths.inputs)
        while found is not None:
            self._files = found
            state = self._build()
            self._looked = 0.0
            if state and not self._over.is_set():
                before, self.state, self.early = self.state, state, {}
                self._show(before, state)
            self._workshop.save()
            found = watch.next_change(self._paths.inputs, found if state else {}, self._over)

    def _build(self) -> State | None:
        """Build once; None where that failed because the files changed meanwhile, and so will be built again anyway."""
        start = time.monotonic()
        self.state, self.early = replace(self.state, coming=""), {}
        try:
            report = pipeline.build(self._paths, self._wishes, self._workshop, self._make_early)
        except Superseded:
            return None
        except Exception as error:  # a bug of ours, or a file that vanished: neither may end the preview
            if watch.scan(self._paths.inputs) != self._files:
                return None
            problem = Problem("sitegen", 0, 0, f"a mistake of the generator's own: {error!r}")
            return State(self.state.build, f"{problem}\n{traceback.format_exc()}".rstrip(), (problem,))
        if report.problems:
            end = f"{counted(len(report.problems), 'problem')}; the preview stays as it was"
            return State(self.state.build, "\n".join([*map(str, (*report.problems, *report.warnings)), end]), report.problems)
        warnings = "".join(f"{warning}\n" for warning in report.warnings)
        build, self._is_ahead = self.state.coming or self._name_after(report), False
        return State(build, f"{warnings}{report.summary}, {time.monotonic() - start:.1f} s")

    def _name_after(self, report: pipeline.Report) -> str:
        return secrets.token_hex(4) if report.made or report.removed or self._is_ahead else self.state.build

    def _make_early(self, making: Making) -> None:
        """Make the pages that are looked at before all others, and serve those that differ; by then the problems of the last
        build are past. Where their templates are at fault, say so to them; the terminal is told once all is known."""
        made = dict(making.early(self.asked))
        faults = {each: None for each in made.values() if isinstance(each, Problem)}
        found = {path: each for path, each in made.items() if isinstance(each, bytes) and self._differs(path, each)}
        if faults:
            self.state = replace(self.state, text="\n".join(map(str, faults)), problems=tuple(faults))
            self._show_early(())
        elif found:
            self._is_ahead, self.early = True, found
            self.state = replace(self.state, coming=secrets.token_hex(4), text="", problems=())
            self._show_early(found.keys())
            self._over.wait(BREATHER)

    def _differs(self, path: str, content: bytes) -> bool:
        try:
            return (self._paths.output / path).read_bytes() != content
        except OSError:
            return True

    def _is_superseded(self) -> bool:
        """Whether files changed since the build began; looked up at most every so many seconds."""
        now = time.monotonic()
        if now - self._looked < LOOK_UP:
            return False
        self._looked = now
        return self._over.is_set() or watch.scan(self._paths.inputs) != self._files
