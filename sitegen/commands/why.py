"""`why PAGE`: why the last build made a page again, or that it kept it."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from sitegen.commands.command import Answer, Command
from sitegen.problems import Problem, did_you_mean
from sitegen.words import some

if TYPE_CHECKING:
    from sitegen.cache import Reason

WORDS = {
    "first": "nothing was known of an earlier build: it is the first one, or the generator’s code or a library changed",
    "new": "it was not there before",
    "touched": "its file in the output was changed or removed by something else than a build",
    "template": "a template that it is made of changed",
    "frame": "what is around every page changed",
    "view": "what it shows changed",
}
"""Each kind of reason in words."""

PARTS = {
    "name": "the site’s title",
    "as_of": "the day for which it speaks (as_of, or --as-of)",
    "address": "its address (or --base-url)",
    "language": "the language",
    "menu": "the menu",
    "finished": "whether search and archive are made (--no-search)",
}
"""What stands around every page, where its setting has not the same name."""

PAGE = "index.html"

MOST = 5
"""The most input files that are named in words."""


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("page", metavar="PAGE", help="an address such as /countries/nepal/, or a file below the output folder")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="where the site is, site/ if not given")


def _run(given: argparse.Namespace, root: Path) -> Answer:
    import dataclasses

    from sitegen import pipeline

    paths = pipeline.Paths.below(root)
    memory = pipeline.recall(dataclasses.replace(paths, output=given.output or paths.output))
    if memory is None:
        fault = "it is the last `build` that is looked at, not `serve`; none by this code is remembered: build first"
        return Answer(problems=[Problem(given.page, 0, 0, fault)])
    asked = given.page.lstrip("/")
    path = next((each for each in (asked, _file_of(asked)) if each in memory.made), "")
    if not path:
        return Answer(problems=[Problem(given.page, 0, 0, f"the last build gave no such file{_near(asked, memory.made)}")])
    reasons = memory.reasons.get(path, ())
    data = [{"kind": each.kind, "files": list(each.files), "parts": list(each.parts)} for each in reasons]
    return Answer(tuple(_lines(path, reasons)), {"path": path, "made": bool(reasons), "reasons": data})


def _file_of(address: str) -> str:
    """The file of a page, whether its address is written with slashes or without."""
    return f"{address.strip('/')}/{PAGE}".lstrip("/")


def _near(asked: str, made: Iterable[str]) -> str:
    """The page whose address is near, or where a file is asked for, the file."""
    if PurePosixPath(asked).suffix:
        return did_you_mean(asked, made)
    return did_you_mean(f"/{asked.strip('/')}/", [f"/{path.removesuffix(PAGE)}" for path in made if path.endswith(f"/{PAGE}")])


def _lines(path: str, reasons: Sequence[Reason]) -> Sequence[str]:
    if not reasons:
        return (f"{path}: kept by the last build that changed anything; all that it is made of was as before",)
    return [f"{path}: made again by the last build that changed anything", *(f"  {_words(each)}" for each in reasons)]


def _words(reason: Reason) -> str:
    """A reason with the files behind it."""
    parts = [PARTS.get(part, part) for part in reason.parts]
    said = f"{WORDS[reason.kind]}: {', '.join(parts)}" if parts else WORDS[reason.kind]
    if not reason.files:
        return said
    named = some(reason.files, MOST)
    if parts:
        return f"{said}; see {named}"
    return f"{said}; changed since the build before: {named}" if reason.kind == "view" else f"{said}: {named}"


WHY = Command("why", "tell why the last build made a page again", "why /countries/nepal/", _arguments, _run)
