"""Front matter that is still being typed: what the cursor is in, and where keys and values stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typed import ROOT, cut

from sitegen import source
from sitegen.lsp.outline import context, spots
from sitegen.lsp.text import Text
from sitegen.words import dotted


def kind_and_path(text: str) -> tuple[str, str, str]:
    raw, line, column = cut(text)
    found = context(Text(raw), line, column)
    return found.kind, dotted(found.path), found.before


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\n¦\n---", ("key", "", "")),
        ("---\nti¦\n---", ("key", "", "ti")),
        ("---\ntitle: ¦\n---", ("value", "title", "")),
        ("---\ntitle: Nep¦al\n---", ("value", "title", "Nep")),
        ('---\ntitle: "Nep¦', ("value", "title", "Nep")),
        ('---\ntitle: "Nepal"¦', ("none", "title", "Nepal")),
        ("---\ntreaties:\n  ¦\n---", ("item", "treaties", "")),
        ("---\ntreaties:\n  at¦\n", ("item", "treaties", "at")),
        ("---\ntreaties:\n  att: none\n  np¦\n", ("key", "treaties", "np")),
        ("---\ntreaties:\n  att: ¦\n", ("value", "treaties.att", "")),
        ("---\ntreaties:\n  att: {¦\n", ("key", "treaties.att", "")),
        ("---\ntreaties:\n  att: {signed: 2013-01-01, rat¦\n  npt: none\n", ("key", "treaties.att", "rat")),
        ("---\ntreaties:\n  att: {signed: {date: 2013-01-01, source: a¦}}\n", ("value", "treaties.att.signed.source", "a")),
        ("---\nsources:\n  - ¦\n", ("item", "sources[0]", "")),
        ("---\nsources:\n- source: x\n  at: y\n- ¦\n", ("item", "sources[1]", "")),
        ("---\nsources:\n  - source: x\n    ¦\n", ("key", "sources[0]", "")),
        ("---\nsources:\n  - {source: a¦\n", ("value", "sources[0].source", "a")),
        ("---\nsources: [a, b¦]", ("item", "sources[1]", "b")),
        ("---\nsources: [\n  a,\n  ¦\n]\n", ("item", "sources[1]", "")),
        ("---\nmembers: [KHM, {state: TLS, fr¦", ("key", "members[1]", "fr")),
        ("---\nx: [a, {b\ntitle: ¦\n", ("value", "title", "")),
        ("---\nnote: >\n  folded ¦\n", ("none", "", "")),
        ("---\nnote: >\n  folded\n\nti¦\n", ("key", "", "ti")),
        ("---\ntitle: a # b¦\n", ("none", "title", "a")),
        ("---\neffect:\n  days: 90\n¦\n", ("key", "", "")),
        ("---\na: {b: c}¦\n", ("none", "", "")),
        ("---\na: {b: 'c, d', ¦}\n", ("key", "a", "")),
        ("---\na: [b] ¦\n", ("none", "", "")),
        ("---\n- - x¦\n", ("item", "[0][0]", "x")),
    ],
)
def test_what_is_typed(text: str, expected: tuple[str, str, str]) -> None:
    assert kind_and_path(text) == expected


@pytest.mark.parametrize("file", sorted((ROOT / "content").glob("*/*.md"))[::9], ids=lambda file: file.stem)
def test_sound_front_matter_is_read_as_the_build_reads_it(file: Path) -> None:
    """Every scalar of the build's reading is a value here, at the same place, and every key a key."""
    raw = file.read_bytes()
    read, _ = source.read("x", raw)
    assert read is not None
    found = spots(Text(raw.decode()))
    values = {spot.path: (spot.span.line + 1, spot.span.start + 1) for spot in found if spot.kind != "key"}
    keys = {spot.path: (spot.span.line + 1, spot.span.start + 1) for spot in found if spot.kind == "key"}
    assert keys == read.key_marks
    for path, (line, column) in read.marks.items():
        if path in values and values[path][0] == line:
            assert values[path][1] - column in (0, 1)  # a quotation mark is left out
    scalars = {path for path in read.marks if path and not any(other[:-1] == path for other in read.marks if other)}
    assert scalars - values.keys() <= {path for path in scalars if read.data.get(str(path[0])) is None or _folded(raw, path)}


def _folded(raw: bytes, path: tuple[str | int, ...]) -> bool:
    return f"{path[-1]}: >".encode() in raw or f"{path[-1]}: |".encode() in raw


@given(st.text(alphabet="ab: -{}[],\"'#\n>|¦", max_size=80), st.integers(0, 90))
def test_no_text_is_too_broken(text: str, at: int) -> None:
    raw = "---\n" + text[:at] + "¦" + text[at:].replace("¦", "")
    raw = raw.replace("¦", "", raw.count("¦") - 1)
    clean, line, column = cut(raw)
    found = spots(Text(clean))
    for spot in found:
        assert Text(clean).line(spot.span.line)[spot.span.start : spot.span.end] == spot.text
    if line in Text(clean).front:
        here = context(Text(clean), line, column)
        assert 0 <= here.start <= max(column, here.start)
