"""Numbers, lists and fields as words of a message."""

from __future__ import annotations

import pytest

from sitegen.words import counted, dotted, some


@pytest.mark.parametrize(("number", "words"), [(0, "0 entries"), (1, "1 entry"), (2, "2 entries")])
def test_a_number_with_its_noun(number: int, words: str) -> None:
    assert counted(number, "entry", "entries") == words


@pytest.mark.parametrize(("names", "words"), [([], ""), (["a", "b"], "a, b"), (["a", "b", "c"], "a, b and 1 more")])
def test_up_to_so_many_names(names: list[str], words: str) -> None:
    assert some(names, 2) == words


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ((), ""),
        (("title",), "title"),
        (("treaties", "att", "signed"), "treaties.att.signed"),
        (("members", 3, "to"), "members[3].to"),
    ],
)
def test_a_path_is_written_as_messages_name_a_field(path: tuple[str | int, ...], name: str) -> None:
    assert dotted(path) == name
