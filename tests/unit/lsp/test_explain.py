"""Hover: keys, entries, codes and the status of the file's state."""

from __future__ import annotations

from typed import told

PAGE = """---
title: Nepal
iso3: N¦PL
---
"""
TREATIES = """---
title: Nepal
treaties:
  {}
sources: [handbook]
---

See [it](treaty:att#what-it-covers), [no](treaty:nothing) and [text](https://example.org).
"""


def at(word: str, text: str = TREATIES.format("att: {signed: 2014-01-01, ratified: 2015-03-01}")) -> str:
    return told(text.replace(word, f"{word[0]}¦{word[1:]}", 1))


def test_a_key_with_its_description_and_form() -> None:
    found = at("title")
    assert found.startswith("**title** (required)\n\nThe name of the entry as readers see it.")
    assert "Deposit of an instrument of ratification." in at("ratified")
    assert "one of member, observer, neither" in told("---\nun_s¦tatus: member\n")
    assert "the slug of a grouping" in told("---\nplus: {gr¦ouping: x}\n", "content/groupings/x.md")


def test_a_treaty_and_where_the_state_stands_under_it() -> None:
    for word in ("att", "signed", "2015-03-01"):
        assert "Nepal under ATT on 2026-01-31: **party** (signed 2014-01-01; ratified 2015-03-01" in at(word)
    assert at("att").startswith("**Arms Trade Treaty** · treaty")


def test_an_entry_by_slug_and_by_link() -> None:
    assert "· source" in at("handbook")
    assert "**Arms Trade Treaty** · treaty" in at("treaty:att")
    assert "**Arms Trade Treaty** · treaty" in at("it]")


def test_a_code() -> None:
    assert told("---\nmembers: [K¦HM]\n", "content/groupings/x.md").startswith("**Cambodia** (KHM) · country")


def test_what_is_not_known_is_not_explained() -> None:
    assert at("treaty:nothing") == ""
    assert at("https") == ""
    assert at("See") == ""
    assert told("---\ntit¦el: x\n") == ""
    assert told("te¦xt") == ""
