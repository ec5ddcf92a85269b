"""`schema`: a JSON Schema for each type and for the settings, with what exists now as choices."""

from __future__ import annotations

import argparse
from pathlib import Path

from sitegen.commands.command import Answer, Command
from sitegen.problems import Problem


def _arguments(parser: argparse.ArgumentParser) -> None:
    """None of its own."""


def _run(given: argparse.Namespace, root: Path) -> Answer:
    import json

    from sitegen import load
    from sitegen.config import Config
    from sitegen.content_types import CONTENT_TYPES
    from sitegen.editing import completion

    content = load.read(given.content, CONTENT_TYPES, Config)
    known = completion.choices(CONTENT_TYPES, content.entries, content.unread)
    schemas = {kind.name: completion.json_schema(kind.name, kind.fields, known, kind.code) for kind in CONTENT_TYPES}
    schemas["site"] = completion.json_schema("site", Config, known)
    folder = root / ".schema"
    try:
        folder.mkdir(exist_ok=True)
        for name, schema in schemas.items():
            text = json.dumps(schema, indent=1, ensure_ascii=False)
            (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    except OSError as error:
        return Answer(problems=[Problem(".schema", 0, 0, f"can't be written: {error.strerror or error}")])
    number = sum(map(len, known.values()))
    return Answer((f"{len(schemas)} schemas in .schema/, with {number} choices",), {"schemas": len(schemas), "choices": number})


SCHEMA = Command("schema", "write JSON Schemas for completion in editors into .schema/", "schema", _arguments, _run)
