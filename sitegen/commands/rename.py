"""`rename TYPE OLD NEW`: an entry gets another slug, and what refers to it follows."""

from __future__ import annotations

import argparse
from pathlib import Path

from sitegen.commands.command import Answer, Command, content_type
from sitegen.problems import Problem
from sitegen.words import counted


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("type", type=content_type, metavar="TYPE", help="a type, such as country or event")
    parser.add_argument("old", metavar="OLD", help="the slug that the entry has")
    parser.add_argument("new", metavar="NEW", help="the slug that it gets")


def _run(given: argparse.Namespace, root: Path) -> Answer:
    from sitegen.editing import draft, move, revision
    from sitegen.editing.staging import Stage

    kind, old, new = given.type, given.old.removesuffix(".md"), given.new.removesuffix(".md")
    stage = Stage(given.content)
    facts, problems = stage.check()
    if facts is None:
        slugs, name = stage.slugs(kind), f"{given.content.name}/{kind.folder}/{draft.file_name(new)}.md"
        unknown = [] if old in slugs else [Problem(name, 0, 0, move.unknown(kind, old, slugs))]
        return Answer(problems=[*unknown, *problems])
    paths = [slug for slug in (old, new) if draft.file_name(slug) != slug]
    wrong = paths[0] if paths else new
    fault = draft.wrong_slug(kind, wrong) if paths else move.refusal(kind, old, new, facts.library) or draft.wrong_slug(kind, new)
    if fault:
        return Answer(problems=[Problem(f"{given.content.name}/{kind.folder}/{draft.file_name(wrong)}.md", 0, 0, fault)])
    is_published = not revision.is_new(given.content / kind.folder / f"{old}.md")
    found = move.move(kind, old, new, facts.library, lambda path: stage.file(path).read_bytes(), is_published=is_published)
    problems = list(found.problems) or stage.try_out(found.changes)[1] or stage.write(found.changes)
    if problems:
        return Answer(problems=problems)
    was, now = (f"{given.content.name}/{kind.folder}/{slug}.md" for slug in (old, new))
    lines = [f"{path}: {counted(count, 'reference')} rewritten" for path, count in sorted(found.counts.items())]
    leads = f"{kind.address_of(old)} leads to {kind.address_of(new)}"
    lines.append(f"{was} is now {now}; {leads if is_published else 'it was in no commit, so that no redirect stays'}")
    return Answer(lines, {"moved": {was: now}, "rewritten": dict(sorted(found.counts.items()))})


RENAME = Command(
    "rename",
    "give an entry another slug; what refers to it follows and a redirect stays",
    "rename topic industry arms-industry",
    _arguments,
    _run,
)
