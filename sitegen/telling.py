"""What commands print: problems on standard error, results on standard output, as lines or as JSON."""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from datetime import date

from sitegen.problems import Problem, printable
from sitegen.words import counted

OK, PROBLEMS = 0, 1


def speak_any_terminal() -> None:
    """Where a terminal has no sign for a letter, print its code instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


class Unheard(Exception):
    """Nobody reads what is printed any more, as with `| head -1`."""


def say(text: str) -> None:
    """Print for who reads; where they left, or their disk is full, end without a word, which none would read."""
    try:
        print(text, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python would try again at its end
        raise Unheard from None


def tell(
    given: argparse.Namespace,
    problems: Sequence[Problem],
    result: dict[str, object],
    summary: str,
    warnings: Sequence[Problem] = (),
) -> int:
    """Print problems, warnings and the summary, as JSON where it is asked for; return the exit code, which is for problems."""
    if given.json:
        say(json.dumps(result, ensure_ascii=False, default=date.isoformat))
        return PROBLEMS if problems else OK
    for problem in (*problems, *warnings):
        print(problem, file=sys.stderr)
        _annotate(problem)
    if problems:
        print(f"{counted(len(problems), 'problem')}; nothing was written", file=sys.stderr)
    elif not given.quiet:
        say(summary)
    return PROBLEMS if problems else OK


def _annotate(problem: Problem) -> None:
    """On GitHub Actions, mark the line in the pull request."""
    if os.environ.get("GITHUB_ACTIONS"):
        path = printable(problem.path).replace("%", "%25").replace(":", "%3A").replace(",", "%2C")
        message = printable(f"{problem.field}: {problem.message}" if problem.field else problem.message).replace("%", "%25")
        kind = "warning" if problem.warning else "error"
        print(f"::{kind} file={path},line={problem.line or 1},col={problem.column or 1}::{message}")
