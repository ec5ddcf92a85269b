"""The command line: arguments in, exit codes out."""

from __future__ import annotations

import argparse
import dataclasses
import errno
import functools
import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path

from sitegen import arguments, telling
from sitegen.commands import COMMANDS as SHELF
from sitegen.commands.command import Command
from sitegen.problems import as_json
from sitegen.progress import Progress
from sitegen.words import counted

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
WRONG_CALL, OUR_BUG, STOPPED = 2, 3, 130


def main(typed: Sequence[str], root: Path) -> int:
    """Run a command; `root` is the project's folder. Returns the exit code."""
    telling.speak_any_terminal()
    words = arguments.with_command(list(typed), COMMANDS)
    own = PASSING_ON.get(words[0], len(words))
    passed_on = [] if {"-h", "--help"} & set(words[1 : own + 1]) else words[own:]
    given, strange = _parser(root).parse_known_args(words[: len(words) - len(passed_on)])
    if strange:
        is_named = words == list(typed)
        parser = given.parser if is_named or strange[0].startswith("-") else _parser(root)
        parser.error(arguments.strange(strange[0], parser, COMMANDS, is_named=is_named))
    given.words = passed_on
    try:
        code: int = given.run(given, root)
        return code
    except KeyboardInterrupt:
        print("stopped", file=sys.stderr)
        return STOPPED
    except telling.Unheard:
        return telling.PROBLEMS
    except Exception as error:
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            print(f"{error.filename or 'the disk'}: {error.strerror}; make room and run the command again", file=sys.stderr)
            return telling.PROBLEMS
        traceback.print_exc()
        print("this is a mistake of the generator, not of the content; please report it with the lines above", file=sys.stderr)
        return OUR_BUG


def _parser(root: Path) -> argparse.ArgumentParser:
    parser = arguments.Parser(prog="build.py", description=DESCRIPTION)
    own = {each.name: each for each in SHELF}
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for name, (run, help_text, example) in COMMANDS.items():
        command = commands.add_parser(name, help=help_text, description=help_text, epilog=f"example: python3 build.py {example}")
        command.set_defaults(run=run, parser=command)
        if name in PASSING_ON:
            if name == "bench":
                command.add_argument("benchmark", type=arguments.benchmark, help=" or ".join(arguments.BENCHMARKS))
            command.add_argument("words", nargs="*", help="further words go to pytest, or to the benchmark")
            continue
        _add_folder(command, "--content", root / "content", "the content folder")
        if name == "lsp":
            command.add_argument("--stdio", action="store_true", help="what is done anyway; some editors add the word")
            continue
        if name in own:
            own[name].arguments(command)
            _add_telling(command)
            continue
        command.add_argument(
            "--as-of", type=arguments.day, metavar="YYYY-MM-DD", help="the day to speak for, instead of the settings'"
        )
        if name == "serve":
            _add_folder(command, "--templates", root / "templates", "the templates")
            _add_of_serve(command)
            continue
        _add_telling(command)
        if name in ("build", "check"):
            command.add_argument("--strict", action="store_true", help="take warnings for problems")
        if name == "build":
            _add_folder(command, "--output", root / "site", "where the site goes")
            _add_folder(command, "--templates", root / "templates", "the templates")
            command.add_argument(
                "--base-url", type=arguments.address, metavar="URL", help="where the site is published, instead of the settings'"
            )
            command.add_argument(
                "--no-search", action="store_true", help="leave out what is made of the finished site: search index and archive"
            )
            command.add_argument("--no-cache", action="store_true", help="make everything again")
    return parser


def _add_folder(command: argparse.ArgumentParser, name: str, usual: Path, meaning: str) -> None:
    command.add_argument(name, type=arguments.folder, default=usual, metavar="FOLDER", help=meaning)


def _add_of_serve(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--port",
        type=arguments.port,
        default=8000,
        metavar="NUMBER",
        help="the port, 8000 if not given; 0 takes a free one",
    )
    command.add_argument("--open", action="store_true", help="open the preview in the browser")


def _add_telling(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", action="store_true", help="tell the result as JSON")
    command.add_argument("--quiet", action="store_true", help="say nothing but problems and warnings")


# ---- commands -------------------------------------------------------------------------------------------------


def _build(given: argparse.Namespace, root: Path) -> int:
    from sitegen import pipeline
    from sitegen.workshop import Workshop

    start = time.monotonic()
    paths = pipeline.Paths(given.content, given.templates, root / "styles", root / "static", given.output, root / ".cache")
    wishes = pipeline.Wishes(given.as_of, given.base_url or "", not given.no_cache, not given.no_search, given.strict)
    progress = Progress(sys.stderr)
    shop = Workshop(tell=(lambda doing: None) if given.quiet else progress)
    try:
        report = pipeline.build(paths, wishes, shop)
    finally:
        progress.over()
    shop.save()
    for tree in report.left:
        print(f"could not remove {tree}", file=sys.stderr)
    seconds = time.monotonic() - start
    result: dict[str, object] = {
        "made": report.made,
        "kept": report.kept,
        "removed": report.removed,
        "problems": as_json(report.problems),
    }
    result["warnings"] = as_json(report.warnings)
    result["seconds"], summary = round(seconds, 2), f"{report.summary}, {seconds:.1f} s"
    return telling.tell(given, report.problems, result, summary, report.warnings)


def _check(given: argparse.Namespace, root: Path) -> int:
    from sitegen import pipeline

    start = time.monotonic()
    content = pipeline.read(given.content)
    found, problems = pipeline.derive(content, given.as_of)
    warnings = pipeline.warnings(content, found.library if found else None)
    if given.strict:
        problems, warnings = [*problems, *warnings], ()
    seconds = time.monotonic() - start
    result: dict[str, object] = {"problems": as_json(problems), "warnings": as_json(warnings)}
    summary = f"{counted(len(content.entries), 'entry', 'entries')}, no problem, {seconds:.1f} s"
    return telling.tell(given, problems, result, summary, warnings)


def _serve(given: argparse.Namespace, root: Path) -> int:
    from sitegen import pipeline, serve

    paths = pipeline.Paths.below(root)
    paths = dataclasses.replace(paths, content=given.content, templates=given.templates)
    progress = Progress(sys.stderr)

    def say(text: str) -> None:
        progress.over()
        print(text, flush=True)

    return serve.serve(paths, pipeline.Wishes(given.as_of), given.port, say, given.open, progress)


def _lsp(given: argparse.Namespace, root: Path) -> int:
    from sitegen import bootstrap

    if lacking := bootstrap.missing(bootstrap.LSP_LIBRARIES):
        install = f"{sys.executable} -m pip install --require-hashes -r {bootstrap.requirements(root, testing=True)}"
        print(f"the language server needs {' and '.join(lacking)}; run: {install}", file=sys.stderr)
        return WRONG_CALL
    from sitegen.lsp import server

    return server.serve(given.content)


def _answer(command: Command, given: argparse.Namespace, root: Path) -> int:
    """Run a command of the shelf and tell what it answers."""
    answer = command.run(given, root)
    return telling.tell(given, answer.problems, {**answer.data, "problems": as_json(answer.problems)}, "\n".join(answer.lines))


def _test(given: argparse.Namespace, root: Path) -> int:
    from sitegen import bootstrap

    return bootstrap.run_tests(root, given.words)


def _bench(given: argparse.Namespace, root: Path) -> int:
    from sitegen import bootstrap

    return bootstrap.run_benchmark(root, given.benchmark, given.words)


COMMANDS = {
    "build": (_build, "make the site: content → site/", "build --as-of 2025-02-21 --output /tmp/then"),
    "serve": (_serve, "preview the site on this computer; each save shows at once", "serve --port 8001"),
    "check": (_check, "tell all problems; write nothing", "check"),
    "test": (_test, "set up what the tests need and run them", "test -k status"),
    "bench": (_bench, "measure the built site against its bars", "bench weight --quick"),
    "lsp": (_lsp, "speak the language server protocol with an editor, on standard input and output", "lsp"),
    **{each.name: (functools.partial(_answer, each), each.help, each.example) for each in SHELF},
}
"""By name: what runs it, what it does in a line, and an example. Those on the shelf `commands/` declare their own arguments."""

DESCRIPTION = "Makes the site from the content. Without a command it builds; COMMAND --help tells what a command takes."

PASSING_ON = {"test": 1, "bench": 2}
"""Commands that pass words on to another program, with the number of words that are their own."""
