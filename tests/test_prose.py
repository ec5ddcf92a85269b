"""Warnings of wording: files of cases, each a title, a text and the warnings it gives, between lines of one dot.

A text lies over `broken/sound/` as the body of a page, or of the entry that the title names (`in countries/nepal.md: …`);
a text with front matter is an entry of its own.
"""

from __future__ import annotations

import json
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen import pipeline, prose, schema
from sitegen.content_types import CONTENT_TYPES
from sitegen.source import Source

HERE = Path(__file__).parent
CASE = re.compile(r"(?P<title>[^\n]+)\n\.\n(?P<text>.*?)\n\.\n(?P<told>.*?)\.\n", re.DOTALL)
PAGE = "---\ntitle: Tried\nsummary: A page.\norder: 2\n---\n{}\n"
KINDS = ("words", "regions", "counts", "status")


def cases() -> Iterator[object]:
    for kind in KINDS:
        for case in CASE.finditer((HERE / "prose" / f"{kind}.txt").read_text("utf-8")):
            yield pytest.param(case["title"], case["text"], case["told"].splitlines(), id=f"{kind}: {case['title']}")


def warned(content: Path) -> list[str]:
    found = pipeline.read(content)
    facts, problems = pipeline.derive(found, None)
    assert [str(problem) for problem in problems] == []
    assert facts is not None
    return [str(warning) for warning in pipeline.warnings(found, facts.library)]


def lay(content: Path, title: str, text: str) -> str:
    """Write the text where it belongs; the path of the file, and how many lines stand before the text."""
    entry = re.match(r"in (\S+): ", title)
    folder = "events/2020-01-01-a-meeting.md" if "\nkind: meeting" in text else "pages/tried.md"
    file = content / (entry[1] if entry else folder)
    file.parent.mkdir(exist_ok=True)
    if entry:
        text = "---" + file.read_text("utf-8").split("---")[1] + f"---\n{text}\n"
    file.write_text(text if text.startswith("---") else PAGE.format(text), "utf-8")
    return f"content/{file.relative_to(content).as_posix()}"


def test_the_files_hold_nothing_but_cases() -> None:
    for kind in KINDS:
        assert CASE.sub("", (HERE / "prose" / f"{kind}.txt").read_text("utf-8")).strip() == ""
    assert sorted(file.stem for file in (HERE / "prose").iterdir()) == sorted(KINDS)


@pytest.mark.parametrize(("title", "text", "told"), list(cases()))
def test_a_text_gives_exactly_these_warnings(title: str, text: str, told: list[str], tmp_path: Path) -> None:
    content = Path(shutil.copytree(HERE / "broken" / "sound", tmp_path / "content"))
    path = lay(content, title, text)
    assert warned(content) == [f"{path}:{line}" for line in told]


def test_the_real_content_gives_none() -> None:
    assert warned(HERE.parent / "content") == []


def test_the_keys_that_are_read_are_keys_of_some_type() -> None:
    known = " ".join(json.dumps(schema.json_schema(kind.fields)) for kind in CONTENT_TYPES)
    assert [name for name in prose.OURS if f'"{name}": {{' not in known] == []


@given(st.text(alphabet='[]()“”"`.\n|-#a now; region\x01', max_size=300))
def test_a_warning_stands_where_its_word_stands(text: str) -> None:
    """Whatever a body holds, it is read, and each warning's place is that of the word that it quotes."""
    source = Source("content/pages/a.md", {}, {}, {}, text, 1)
    lines = text.split("\n")
    for warning in prose.remarks(source)[0]:
        word = warning.message.split("“")[1].split("”")[0]
        assert lines[warning.line - 1][warning.column - 1 :].startswith(word)


def test_a_long_body_of_opened_marks_takes_no_time() -> None:
    for mark in ("[", "“", '"', "`", "[a](", "so ", "now ", "<a> "):
        start = time.monotonic()
        prose.remarks(Source("content/pages/a.md", {}, {}, {}, mark * 50_000, 1))
        assert time.monotonic() - start < 2
