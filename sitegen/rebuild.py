"""Builds now and after each change, in a thread of its own, and keeps what the last build came to."""

from __future__ import annotations

import secrets
import threading
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass

from sitegen import pipeline, watch
from sitegen.content_types import CONTENT_TYPES
from sitegen.problems import Problem


@dataclass(frozen=True)
class State:
    """What the last build came to: a name for the site as it is now, what the terminal is told, and the problems.

    The name changes with the site, and no preview gives a name that one before it gave.
    """

    build: str
    text: str = ""
    problems: tuple[Problem, ...] = ()


class Rebuilder:
    """One thread with one loop, so that two builds never run at once. `state` and `files` are replaced, never changed."""

    def __init__(self, paths: pipeline.Paths, wishes: pipeline.Wishes, show: Callable[[State, State], None]) -> None:
        """`show` is called in the thread after each build, with the state before and the state after."""
        self.state = State(secrets.token_hex(4))
        self.files: watch.Snapshot = {}
        self._paths, self._wishes, self._show = paths, wishes, show
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._keep_building, daemon=True)  # a daemon does not hold up Ctrl-C

    def start(self) -> None:
        self._thread.start()

    def stop(self, patience: float) -> None:
        """Build no more; give a build that runs so many seconds to end. Publishing survives to be cut off."""
        self._over.set()
        self._thread.join(patience)

    def page_last_saved(self) -> str:
        """The address of the page of the entry that was saved last; of the home page where there is no entry."""
        kinds = {self._paths.content / kind.folder: kind for kind in CONTENT_TYPES}
        for file in watch.last_saved(self.files):
            if file.parent in kinds:
                return kinds[file.parent].address_of(file.stem)
        return "/"

    def _keep_building(self) -> None:
        found: watch.Snapshot | None = watch.scan(self._paths.inputs)
        while found is not None:
            self.files = found
            state = self._build()
            if state and not self._over.is_set():
                before, self.state = self.state, state
                self._show(before, state)
            found = watch.next_change(self._paths.inputs, found, self._over)

    def _build(self) -> State | None:
        """Build once; None where that failed because the files changed meanwhile, and so will be built again anyway."""
        start = time.monotonic()
        try:
            report = pipeline.build(self._paths, self._wishes)
        except Exception as error:  # a bug of ours, or a file that vanished: neither may end the preview
            if watch.scan(self._paths.inputs) != self.files:
                return None
            problem = Problem("sitegen", 0, 0, f"a mistake of the generator's own: {error!r}")
            return State(self.state.build, f"{problem}\n{traceback.format_exc()}".rstrip(), (problem,))
        if report.problems:
            count = len(report.problems)
            end = f"{count} problem{'s' if count > 1 else ''}; the preview stays as it was"
            return State(self.state.build, "\n".join([*map(str, (*report.problems, *report.warnings)), end]), report.problems)
        warnings = "".join(f"{warning}\n" for warning in report.warnings)
        build = secrets.token_hex(4) if report.made or report.removed else self.state.build
        summary = f"{report.made} files made, {report.kept} kept, {report.removed} removed, no problem"
        return State(build, f"{warnings}{summary}, {time.monotonic() - start:.1f} s")
