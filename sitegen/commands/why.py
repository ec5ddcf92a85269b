"""`why PAGE`: why the last build made a page again, or that it kept it."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import Answer, Command
from sitegen.problems import Problem, did_you_mean

if TYPE_CHECKING:
    from sitegen.cache import Reason

WORDS = {
    "first": "nothing was known of an earlier build: it is the first one, or the generator’s code or a library changed",
    "new": "it was not there before",
    "touched": "its file in the output was changed or removed by something else than a build",
    "template": "a template that it is made of changed",
    "frame": "what is around every page changed, such as a setting",
    "view": "what it shows changed",
}
"""Each kind of reason in words."""

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
        fault = "nothing is remembered of a build by this code; build first"
        return Answer(problems=[Problem(given.page, 0, 0, fault)])
    path = given.page.lstrip("/")
    path += "index.html" if not path or path.endswith("/") else ""
    if path not in memory.made:
        near = did_you_mean(path, list(memory.made))
        return Answer(problems=[Problem(given.page, 0, 0, f"the last build gave no such file{near}")])
    reasons = memory.reasons.get(path, ())
    data = [{"kind": each.kind, "files": list(each.files)} for each in reasons]
    return Answer(tuple(_lines(path, reasons)), {"path": path, "made": bool(reasons), "reasons": data})


def _lines(path: str, reasons: Sequence[Reason]) -> Sequence[str]:
    if not reasons:
        return (f"{path}: kept by the last build that changed anything; all that it is made of was as before",)
    return [f"{path}: made again by the last build that changed anything", *(f"  {_words(each)}" for each in reasons)]


def _words(reason: Reason) -> str:
    """A reason with the files behind it."""
    if not reason.files:
        return WORDS[reason.kind]
    named = ", ".join(reason.files[:MOST])
    more = f" and {len(reason.files) - MOST} more" if len(reason.files) > MOST else ""
    link = "; changed since the build before: " if reason.kind == "view" else ": "
    return f"{WORDS[reason.kind]}{link}{named}{more}"


WHY = Command("why", "tell why the last build made a page again", "why /countries/nepal/", _arguments, _run)
