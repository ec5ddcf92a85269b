"""Values as one writes them in YAML: text, and mappings and lists of text on one line."""

from __future__ import annotations

import re
from typing import Any

PLAIN = re.compile(r"(?:[^\W_]|/)(?:[^:#\n,\[\]{}\"“”'\\]|:(?=[^\s,\[\]{}])|(?<=\S)#|')*")
GUESSED = {"null", "true", "false", "yes", "no", "on", "off", "y", "n"}
"""Words that YAML takes for something else; this project does not, but readers of YAML do."""


def flow(value: Any) -> str:
    """A value as one writes it on a line: `{signed: 2013-10-18, also: [a, b]}`."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(str(key))}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return f"[{', '.join(flow(inner) for inner in value)}]"
    return scalar(str(value))


def scalar(text: str, manner: str = "plain") -> str:
    """A text as YAML: as it is where nothing in it means something, otherwise (or where `manner` asks) in quotation marks."""
    if manner == "'" and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    plain = PLAIN.fullmatch(text) and text == text.strip() and not text.endswith(":") and text.lower() not in GUESSED
    if manner not in ("'", '"') and plain and text.isprintable():
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{escaped}"'
