"""Definition and references."""

from __future__ import annotations

import pytest
from typed import NEPAL, ROOT, known, under

from sitegen.lsp.locate import definition, references
from sitegen.lsp.text import Text
from sitegen.model import Ref

CONTENT = "content"


def text_of(name: str) -> Text:
    return Text((ROOT / "tests/golden" / name).read_text("utf-8"))


@pytest.mark.parametrize(
    ("text", "name", "file"),
    [
        ("---\nsources: [hand¦book]\n", NEPAL, "content/sources/handbook.md"),
        ("---\ntreaties:\n  a¦tt: none\n", NEPAL, "content/treaties/att.md"),
        ("---\nmembers: [NP¦L]\n", "content/groupings/x.md", "content/countries/nepal.md"),
        ("---\ntitle: x\n---\n[a](country:nep¦al)", NEPAL, "content/countries/nepal.md"),
        ("---\nsources: [nothi¦ng]\n", NEPAL, ""),
        ("---\ntitle: nep¦al\n", NEPAL, ""),
        ("---\n¦title: nepal\n", NEPAL, ""),
        ("---\n---\n¦", NEPAL, ""),
    ],
)
def test_definition(text: str, name: str, file: str) -> None:
    here = under(text, name)
    assert definition(here.ref if here else None, known()) == file


@pytest.mark.parametrize("ref", list(known().entries), ids=str)
def test_references_are_the_words_that_refer_and_no_backlink_is_missing(ref: Ref) -> None:
    found = references(ref, known(), text_of)
    code = known().entries[ref].fields.iso3 if ref.type == "country" else ref.slug
    for name, span in found:
        assert text_of(name).line(span.line)[span.start : span.end] in (ref.slug, code, f"{ref.type}:{ref.slug}")
    assert len(found) == len(set(found))


def test_all_uses_of_a_state() -> None:
    files = {name for name, _ in references(Ref("country", "nepal"), known(), text_of)}
    assert "content/groupings/highlands.md" in files
    assert "content/countries/nepal.md" not in files
