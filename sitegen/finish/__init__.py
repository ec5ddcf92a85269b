"""Shelf 4, what is made of the finished site: one file an output, their ordered list, and the stage that makes them."""

from __future__ import annotations

from collections.abc import Mapping

from sitegen.cache import Made, Outline
from sitegen.finish import archive, search
from sitegen.finish.finished import Finish, Finished, Unfinished
from sitegen.problems import Problem

__all__ = ["FINISHES", "Finished", "finish", "promised"]

FINISHES: tuple[Finish, ...] = (search.FINISH, archive.FINISH)
"""The archive comes last: it holds the rest."""


def promised() -> tuple[str, ...]:
    """The paths of the files that pages and scripts may count on."""
    return tuple(path for each in FINISHES for path in each.promised)


def finish(
    finished: Finished, last: Mapping[str, Made], kept: Mapping[str, Made]
) -> tuple[dict[str, Made], dict[str, bytes | None], list[Problem]]:
    """Make each output of the list, or keep it where what it is made of is as it was.

    `last` is what the last build made, `kept` that part of it which is on disk still. Returns by path what was made, and
    its bytes or None where it is kept; and the problems.
    """
    made = dict(finished.made)
    files: dict[str, bytes | None] = {}

    def read(path: str) -> bytes:
        content = files.get(path)
        return finished.read(path) if content is None else content

    for each in FINISHES:
        stage = Finished(finished.site, made, read)
        mark = f"{each.name} {each.mark(stage)}"
        before = [path for path, there in last.items() if there.fingerprint == mark]
        stays = before and all(path in kept for path in before)
        try:
            fresh: Mapping[str, bytes | None] = dict.fromkeys(before) if stays else each.make(stage)
        except (OSError, Unfinished) as error:
            return {}, {}, [Problem(each.name, 0, 0, f"could not be made: {error}; --no-search builds without")]
        files |= fresh
        made |= {path: Made(mark, Outline()) for path in fresh}
    return {path: made[path] for path in files}, files, []
