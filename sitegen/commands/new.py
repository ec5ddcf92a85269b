"""`new TYPE SLUG`: an entry with every field of its type, commented."""

from __future__ import annotations

import argparse
from pathlib import Path

from sitegen.commands.command import Answer, Command, content_type
from sitegen.problems import Problem


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type", type=content_type, metavar="TYPE", help="a type, such as country or event")
    parser.add_argument("slug", metavar="SLUG", help="the name of the file without .md, such as 2026-03-09-seminar")
    parser.add_argument("--title", type=_title, default="", metavar="TEXT", help="the title, where it is known already")


def _title(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError("must be text in UTF-8") from None
    return text.strip()


def _run(given: argparse.Namespace, root: Path) -> Answer:
    from sitegen.editing import draft

    kind, slug = given.type, given.slug.removesuffix(".md")
    name = f"{given.content.name}/{kind.folder}/{draft.file_name(slug)}.md"
    if fault := draft.wrong_slug(kind, slug, f"python3 build.py new {kind.name} "):
        return Answer(problems=[Problem(name, 0, 0, fault)])
    if not given.content.is_dir():
        words = "the content folder is missing; run the command where it stands or name it with --content"
        return Answer(problems=[Problem(given.content.name, 0, 0, words)])
    file = given.content / kind.folder / f"{slug}.md"
    if file.parent.exists() and not file.parent.is_dir():
        return Answer(problems=[Problem(f"{given.content.name}/{kind.folder}", 0, 0, "must be a folder, not a file")])
    try:
        file.parent.mkdir(exist_ok=True)
        _write_new(file, draft.text(kind, given.title, slug))
    except FileExistsError:
        return Answer(problems=[Problem(name, 0, 0, "is there already, and is left as it is")])
    except OSError as error:
        return Answer(problems=[Problem(name, 0, 0, f"can't be written: {error.strerror or error}")])
    return Answer((f"{name} is written; fill in the empty fields; `check` tells what is still missing",), {"written": [name]})


def _write_new(file: Path, text: str) -> None:
    """Write a file that is not there yet, whole or not at all."""
    with file.open("x", encoding="utf-8", newline="\n") as new:
        try:
            new.write(text)
            new.flush()
        except OSError:
            file.unlink()
            raise


NEW = Command("new", "write a new entry with every field of its type", "new event 2026-03-09-seminar", _arguments, _run)
