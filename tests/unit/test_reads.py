"""What is read is noted, by the block that reads it and by no other."""

from __future__ import annotations

import pickle
from dataclasses import replace

from sitegen import reads
from sitegen.model import Body, Entry, Fields

NEPAL = Entry("country", "nepal", "content/countries/nepal.md", Fields(title="Nepal"), Body("<p>High.</p>"), "/countries/nepal/")
KEY = ("body", "country", "nepal")


def test_a_body_that_is_read_is_noted_and_a_title_is_not() -> None:
    with reads.noted() as found:
        assert NEPAL.title == "Nepal"
        assert found == set()
        assert NEPAL.body.html == "<p>High.</p>"
    assert found == {KEY}


def test_outside_a_block_nothing_is_noted() -> None:
    with reads.noted() as found:
        pass
    assert NEPAL.body
    assert found == set()


def test_a_block_within_a_block_has_its_own_notes() -> None:
    with reads.noted() as outer:
        with reads.noted() as inner:
            assert NEPAL.body
        reads.note(("other",))
    assert (outer, inner) == ({("other",)}, {KEY})


def test_an_entry_is_the_same_once_pickled_or_replaced() -> None:
    again = pickle.loads(pickle.dumps(NEPAL))
    assert again == NEPAL
    assert replace(again, body=Body("<p>Low.</p>")).body.html == "<p>Low.</p>"
