"""`diff [REV]`: what changes for readers between a Git revision and the content as it stands."""

from __future__ import annotations

import argparse
import dataclasses
from pathlib import Path
from tempfile import TemporaryDirectory

from sitegen.commands.command import Answer, Command
from sitegen.problems import Problem


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("revision", nargs="?", default="HEAD", metavar="REV", help="a commit, branch or tag; HEAD if not given")
    parser.add_argument("--markdown", action="store_true", help="tell it as Markdown, for a pull request")


def _run(given: argparse.Namespace, root: Path) -> Answer:
    from sitegen.editing import review, revision

    with TemporaryDirectory() as folder:
        try:
            former = revision.lay_out(given.content, given.revision, Path(folder))
        except revision.RevisionError as error:
            return Answer(problems=[Problem(given.revision, 0, 0, str(error))])
        found, problems = review.compare(given.content, former, revision=given.revision)
    if found is None:
        return Answer(problems=problems)
    words = review.markdown if given.markdown else review.text
    return Answer([words(found, given.revision)], {"revision": given.revision, **dataclasses.asdict(found)})


DIFF = Command("diff", "tell what changes for readers against a Git revision", "diff main --markdown", _arguments, _run)
