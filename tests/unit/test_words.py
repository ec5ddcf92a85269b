"""Numbers and lists as words of a message."""

from __future__ import annotations

import pytest

from sitegen.words import counted, some


@pytest.mark.parametrize(("number", "words"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")])
def test_a_number_with_its_noun(number: int, words: str) -> None:
    assert counted(number, "entry", "entries") == words


@pytest.mark.parametrize(("names", "words"), [([], ""), (["a", "b"], "a, b"), (["a", "b", "c"], "a, b and 1 more")])
def test_up_to_so_many_names(names: list[str], words: str) -> None:
    assert some(names, 2) == words
