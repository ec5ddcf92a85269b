"""What makes YAML unreadable, in an editor's words and at the place where it is mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sitegen import indentation
from sitegen.problems import quoted

Place = tuple[str, int, int]
"""Words, line and column (from 0)."""

GLUED = re.compile(r"\s*(?:- +)?([A-Za-z_][\w-]*):(?![\s/:]|$)")
DASHED = re.compile(r"\s*-[^\s-]")
UNPAIRED = re.compile(r"\s*(?:- +)?([A-Za-z_][\w-]*) +[{\[]")
BESIDE = re.compile(r"(\s*)(?:- |[\w-]+:(?=\s|$))")
QUOTED = re.compile(r"\s*(?:- +)?(?:[\w-]+:\s+)?(?=[\"'])")
KEYLESS = re.compile(r"(\s*)[A-Za-z_][\w-]*(?: +(?![\w-]+:)\S.*)?$")
KEYS_IN_LINE = re.compile(r"(?: +|(?= *- ))(?:- +)?([A-Za-z_][\w-]*): +(?=([a-z_]+: +.*\S))")
EMPTY_KEY = re.compile(r"(\s*)([\w-]+):\s*$")
COLON = "text that has a colon must stand in quotation marks"
NO_KEY = "a line must have a key, a colon and a value"
LEFT_OPEN = "a quotation mark is opened here and not closed"

FAULTS = (
    ("", "", r"^\.", "a line must not start with a dot", False),
    ("", "", r"^\s*:$", "a key is missing before the colon", False),
    ("", "", r"^\s*\t", "indent with spaces, not with a tab", False),
    ("mapping values are not allowed", "", "", COLON, False),
    ("unexpected end of stream", "quoted scalar", "", LEFT_OPEN, True),
    ("escape c", "quoted scalar", "", "a backslash must stand in single quotation marks", False),
    ("expected node content", "flow", "", "a bracket before this is not closed, or a value is missing", False),
    ("did not find expected", "flow", r"[a-z_] *:$", "a comma is missing, or " + COLON, False),
    ("did not find expected", "flow", r":$", COLON, False),
    ("did not find expected", "flow", r"[}\]]\s*[\[{]$", "a comma must stand between two brackets", False),
    ("did not find expected", "flow", r"\S\s*[\[{]$", "text that has a bracket must stand in quotation marks", False),
    ("did not find expected", "flow", r"[\"']\s*[^\s,}\]]$", "text goes on after its closing quotation mark", False),
    ("did not find expected", "flow", "", "a bracket that opens here is not closed, or a comma is missing", True),
    ("cannot start any token", "", r"[@`%]$", "text that starts with @, ` or % must stand in quotation marks", False),
    ("entries are not allowed", "", "", "text that starts with a dash must stand in quotation marks", False),
    ("mapping keys are not allowed", "", "", "text that starts with a question mark must stand in quotation marks", False),
    ("could not find expected ':'", "", "", NO_KEY, True),
    ("did not find expected key", "", r":\s+[\"'].*[\"']", "text goes on after its closing quotation mark", False),
    (
        "did not find expected",
        "block",
        r"[:-]\s+[\[{].*[}\]]\s*[^\s}\]]$",
        "text goes on after its closing bracket; put all of it in quotation marks, or begin a new line",
        False,
    ),
    ("did not find expected", "block", r"[}\]]$", "a bracket closes here that was not opened", False),
    (
        "did not find expected",
        "block",
        "",
        "the lines of one list, and the keys of one block, must start in the same column",
        False,
    ),
    ("", "anchor", "", "text that starts with & must stand in quotation marks", True),
    ("", "alias", "", "text that starts with * must stand in quotation marks", True),
    ("", "tag", "", "text that starts with ! must stand in quotation marks", True),
    ("did not find expected <document start>", "", "", "all keys must start in the same column", False),
)
"""What PyYAML says in its problem and in its context, what stands before its mark, our words for it, and whether the
place to mend is where the context begins."""


def explain(problem: str, context: str, mark: Any, context_mark: Any, lines: Sequence[str]) -> Place:
    """What PyYAML's error is about and where; its marks count lines and columns from 0, as the place does."""
    if shape := _shape(mark, context_mark, lines):
        return shape
    if "flow" in context and context_mark and _is_left_open(context_mark.line, mark.line, lines):
        return "a bracket that opens here is not closed", context_mark.line, context_mark.column
    if found := _quotation_left_open(mark.line, lines) or _keyless(problem, mark, context_mark, lines):
        return found
    if "mapping values" in problem and (keys := KEYS_IN_LINE.match(lines[mark.line])):
        words = f"keys on the line of another must stand in braces, written {quoted(f'{keys[1]}: {{{keys[2]}}}')}; a text, in quotation marks"
        return words, mark.line, keys.end()
    begun = context_mark if problem == "could not find expected ':'" else mark
    block = "block" in context or begun is not mark
    if odd := (block and indentation.odd_dash(begun.line, lines)) or indentation.odd_one(mark.line, mark.column, lines):
        return odd
    before = lines[mark.line][: mark.column + 1]
    for in_problem, in_context, in_line, words, at_context in FAULTS:
        if in_problem in problem and in_context in context and re.search(in_line, before):
            mark = context_mark if at_context and context_mark else mark
            return words, mark.line, mark.column
    return problem, mark.line, mark.column


def _shape(mark: Any, context_mark: Any, lines: Sequence[str]) -> Place | None:
    """What the line itself shows, or the one before it, which YAML then reads as one with it."""
    here = context_mark.line if context_mark and 0 < mark.line - context_mark.line < 2 else mark.line
    for number in dict.fromkeys((max(here - 1, 0), here, mark.line)):
        line = lines[number]
        if line.rstrip() == "...":
            return "a line must not start with a dot", number, 0
        if glued := GLUED.match(line):
            return f"a space must stand after the colon of {glued[1]}", number, glued.start(1)
        if unpaired := UNPAIRED.match(line):
            return f"a colon must stand after {unpaired[1]}", number, unpaired.start(1)
        if number and DASHED.match(line) and not line.lstrip().startswith("---"):
            return "a space must stand after the dash that starts the line", number, len(line) - len(line.lstrip())
    return _unclosed(here, lines)


def _is_left_open(opened: int, here: int, lines: Sequence[str]) -> bool:
    """Whether a key or a dash below an opened bracket stands no deeper than its line, and so is not between brackets."""
    depth = len(lines[opened]) - len(lines[opened].lstrip())
    below = (BESIDE.match(line) for line in lines[opened + 1 : here + 1])
    return any(found and len(found[1]) <= depth for found in below)


def _quotation_left_open(here: int, lines: Sequence[str]) -> Place | None:
    """A value above a line whose quotation mark is not closed before the next key or dash begins."""
    for number in range(here):
        if quoted := QUOTED.match(lines[number]):
            mark = lines[number][quoted.end()]
            rest = lines[number][quoted.end() + 1 :].replace("\\" + mark, "").replace("''", "")
            if mark not in rest and BESIDE.match(lines[number + 1]):
                return LEFT_OPEN, number, quoted.end()
    return None


def _keyless(problem: str, mark: Any, context_mark: Any, lines: Sequence[str]) -> Place | None:
    """A line without a colon: the value of the key above, or above one with a key, which YAML reads as the beginning of that."""
    line = mark.line - 1 if "mapping values" in problem else (context_mark or mark).line
    key, bare = EMPTY_KEY.match(lines[line - 1]), KEYLESS.match(lines[line])
    if key and bare and key[1] == bare[1]:
        return f"the value of {key[2]} must stand on its line", line, len(bare[1])
    above, here = lines[mark.line - 1], BESIDE.match(lines[mark.line])
    bare = KEYLESS.match(above)
    if "mapping values" in problem and mark.line and here and bare and len(bare[1]) == len(here[1]):
        return NO_KEY, mark.line - 1, len(bare[1])
    return None


def _unclosed(here: int, lines: Sequence[str]) -> Place | None:
    """A body that YAML runs into: a line that is no key behind a blank one."""
    line = lines[here]
    if here > 1 and not lines[here - 1].strip() and line[:1].strip() and not re.match(r"[\w-]+:|[#-]", line):
        return "a line of three dashes (---) must close the front matter before this text", here, 0
    return None


def oddity(text: str, start: int, end: tuple[int, int], lines: Sequence[str]) -> str:
    """What is wrong with text that stands without quotation marks and can be read, though not as it was meant; it begins on the
    line `start` and ends at a line and column, all from 0."""
    last, column = end
    rest = lines[last][column:] if last < len(lines) else ""
    if re.match(r"[ \t]+#[^\s#]", rest):
        return "text that has # must stand in quotation marks; what comes after # is a comment and is not shown"
    if re.match(r"-[^\s-].* - ", text):
        return "a space must stand after the dash that starts the line"
    if any(re.match(r"\s*- ", each) for each in lines[start + 1 : last + 1]):
        return "a line below starts with a dash and is read as part of this text; items of one list must start in the same column"
    if text.endswith(","):
        return "a comma at the end of a line must be left out"
    if "\t" in text:
        return "a tab in the text must be replaced by a space"
    if text.count('"') % 2 or text.count("“") < text.count("”") or (text.startswith("“") and "”" not in text):
        return "a quotation mark must be opened and closed, or left out"
    return ""
