"""Words of the command line become values, and what is said of those that do not."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Collection
from datetime import date
from pathlib import Path
from typing import NoReturn

from sitegen.config import SiteAddress
from sitegen.model import Day
from sitegen.problems import did_you_mean

BENCHMARKS = ("weight", "preview")


class Parser(argparse.ArgumentParser):
    """Shows how a command is called where a call is wrong."""

    def error(self, message: str) -> NoReturn:
        super().error(f"{message}\n{self.epilog}" if self.epilog else message)


def day(text: str) -> date:
    """A day of the calendar."""
    try:
        return Day().read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; found “{text}”") from None


def folder(text: str) -> Path:
    """A folder, whether it is there or not, with its full name."""
    if not text:
        raise argparse.ArgumentTypeError("must be the name of a folder; found nothing")
    return Path(os.path.abspath(text))  # so that `.` has a name


def address(text: str) -> str:
    """Where a site is published."""
    try:
        return SiteAddress.read(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{error}; found “{text}”") from None


def port(text: str) -> int:
    """The number of a port."""
    if not (text.isascii() and text.isdigit() and int(text) < 2**16):
        raise argparse.ArgumentTypeError(f"must be a whole number from 0 to 65535; found “{text}”")
    return int(text)


def benchmark(text: str) -> str:
    """The name of a benchmark."""
    if text not in BENCHMARKS:
        near = did_you_mean(text, BENCHMARKS)
        raise argparse.ArgumentTypeError(f"there is no benchmark “{text}”{near}; there are {', '.join(BENCHMARKS)}")
    return text


def strange(word: str, parser: argparse.ArgumentParser, commands: Collection[str], *, is_named: bool) -> str:
    """What to say of a word that the command does not know, or that is meant for a command where none is named."""
    if word.startswith("-"):
        return f"there is no option “{word}”{did_you_mean(word, re.findall('--[a-z-]+', parser.format_help()))}"
    if is_named:
        return f"“{word}” is one word too many"
    return f"there is no command “{word}”{did_you_mean(word, commands)}; there are {', '.join(commands)}"


def with_command(typed: list[str], commands: Collection[str]) -> list[str]:
    """`build` is the command where none is named."""
    named = typed and (typed[0] in commands or typed[0] in ("-h", "--help"))
    return typed if named else ["build", *typed]
