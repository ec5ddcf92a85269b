"""Completion: keys that are missing, values that a place takes, links; while the text is unfinished."""

from __future__ import annotations

import pytest
from typed import labels, opened, proposed, taken

from sitegen.lsp.complete import completions
from sitegen.lsp.desk import Snapshot

HEAD = "---\ntitle: Nepal\niso3: NPL\n"


def test_keys_that_must_stand_come_first_and_those_that_stand_are_left_out() -> None:
    found = labels(f"{HEAD}¦\n---\n")
    assert found[:4] == ["iso2", "m49", "un_status", "sources"]
    assert {"title", "iso3"}.isdisjoint(found)
    assert {"treaties", "capital"} <= set(found)


def test_a_key_says_whether_it_is_required_and_what_it_is_for() -> None:
    (item,) = [item for item in proposed(f"{HEAD}m¦\n---\n") if item.label == "m49"]
    assert (item.detail, item.explained) == ("required", "Code of the United Nations' M49 standard, three digits.")
    assert taken(f"{HEAD}m¦\n---\n", "m49") == "m49: "


def test_a_key_is_replaced_with_its_colon_left_as_it_is() -> None:
    assert taken(f"{HEAD}  \nca¦pit: Kathmandu\n---\n", "capital") == "capital: Kathmandu"


def test_treaties_are_keys_with_their_titles() -> None:
    text = f"{HEAD}treaties:\n  ¦\n---\n"
    assert ("att", "Arms Trade Treaty") in [(item.label, item.detail) for item in proposed(text)]
    assert taken(text, "att") == "  att: "
    assert "att" not in labels(f"{HEAD}treaties:\n  att: none\n  ¦\n---\n")


@pytest.mark.parametrize("typed", ["{¦", "{¦}", "{signed: 2014-01-01, ¦", "{signed: 2014-01-01, ra¦}", "{sig¦: 2014-01-01}"])
def test_acts_in_a_line_that_is_not_finished(typed: str) -> None:
    found = labels(f"{HEAD}treaties:\n  att: {typed}\nsources: [handbook]\n---\n")
    assert {"ratified", "acceded", "in_force"} <= set(found)
    assert ("signed" in found) == ("signed:" not in typed)


def test_words() -> None:
    assert labels(f"{HEAD}un_status: ¦\n") == ["member", "neither", "observer"]
    assert labels(f"{HEAD}treaties:\n  att: ¦\n") == ["none"]
    assert labels(f"{HEAD}treaties:\n  att: {{in_force: ¦\n") == ["unknown"]
    assert "conventional arms" in labels("---\nsubject: conv¦\n", "content/treaties/x.md")
    assert (
        taken("---\nsubject: conv¦ # why\n", "conventional arms", "content/treaties/x.md") == "subject: conventional arms # why"
    )
    assert "party" in labels("---\napplies_to: {all: [{treaty: att, status: ¦", "content/recommendations/x.md")
    assert "not stated" in labels("---\ngrouping: ¦\n", "content/claims/x.md")


def test_entries_of_the_type_that_a_field_takes() -> None:
    found = proposed("---\nsources: [¦]\n")
    assert [item.label for item in found if item.kind == "entry"] == ["handbook", "register"]
    assert all(item.detail for item in found if item.kind == "entry")
    assert taken("---\nsources: [hand¦bok, register]\n", "handbook") == "sources: [handbook, register]"
    assert taken('---\nsources: ["hand¦bok"]\n', "handbook") == 'sources: ["handbook"]'
    assert taken("---\nsources:\n  - {source: ¦}\n", "handbook") == "  - {source: handbook}"
    assert labels("---\nsources:\n  - ¦\n")[:1] == ["source"]


def test_states_by_code() -> None:
    assert ("NPL", "Nepal") in [(i.label, i.detail) for i in proposed("---\nmembers: [KHM, ¦\n", "content/groupings/x.md")]
    assert taken("---\nmembers: [K¦]\n", "KHM", "content/groupings/x.md") == "members: [KHM]"


def test_an_entry_is_not_proposed_to_itself() -> None:
    assert "nepal" not in labels("---\ntitle: x\n---\nb\n[a](country:¦)", "content/countries/nepal.md")[:0]
    assert "highlands" in labels("---\nunion: [¦]\n", "content/groupings/x.md")
    assert "highlands" not in labels("---\nunion: [¦]\n", "content/groupings/highlands.md")


def test_links_in_the_body() -> None:
    body = "---\ntitle: x\n---\n\nSee [it]("
    assert "country:" in labels(f"{body}¦")
    assert ("nepal", "Nepal") in [(item.label, item.detail) for item in proposed(f"{body}country:n¦")]
    assert taken(f"{body}country:n¦ and", "nepal") == "See [it](country:nepal) and"
    assert taken(f"{body}country:n¦pl) and", "nepal") == "See [it](country:nepal) and"
    assert taken(f"{body}c¦", "country:") == "See [it](country:"
    assert labels(f"{body}nothing:¦") == []
    assert labels("---\ntitle: x\n---\n\nplain ¦text") == []


def test_settings() -> None:
    assert "lead_treaty" in labels("title: x\n¦", "content/site.yaml")
    assert labels("lead_treaty: ¦", "content/site.yaml") == ["att", "tpnw"]


@pytest.mark.parametrize("text", ["¦", "text¦", "---\nnote: >\n ¦", "---\nx: {y: {z: ¦", "---\ntitle: ¦"])
def test_where_nothing_is_known_nothing_is_proposed(text: str) -> None:
    assert labels(text) == []


def test_before_the_content_is_read_keys_are_there() -> None:
    assert [item.label for item in completions(*opened("---\n¦"), Snapshot())][:1] == ["title"]
