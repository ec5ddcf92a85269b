"""What the site holds of the five documents: everything, once, and with the verdicts that the figures give."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from sitegen import pipeline
from sitegen.derive.facts import Facts
from sitegen.model import Ref, walk

CONTENT = Path(__file__).parent.parent / "content"
NUMBER = re.compile(r"(?:A|B|ST|R|C|TK|D|CV|TH)-[0-9]+(?:\.[0-9]+)?")


@pytest.fixture(scope="module")
def facts() -> Facts:
    found, problems = pipeline.check(CONTENT)
    assert problems == []
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("type_name", "number"),
    [("event", 100), ("statement", 24), ("recommendation", 105), ("claim", 31), ("toolkit", 13)],
)
def test_every_passage_is_an_entry(facts: Facts, type_name: str, number: int) -> None:
    assert len(facts.library.of(type_name)) == number


def numbers_of_the_inventory() -> Iterator[str]:
    lengths = {"A": 78, "B": 22, "ST": 24, "R": 106, "C": 31, "TK": 6, "D": 24, "CV": 14, "TH": 10}
    for letters, length in lengths.items():
        yield from (f"{letters}-{number}" for number in range(1, length + 1))
    yield from (f"TK-6.{number}" for number in range(1, 8))


def test_each_number_of_the_inventory_stands_exactly_once(facts: Facts) -> None:
    leaves = [
        leaf for entry in facts.library.entries.values() for path, leaf in walk(entry.fields) if set(path) & {"number", "numbers"}
    ]
    assert Counter(leaf for leaf in leaves if isinstance(leaf, str) and NUMBER.fullmatch(leaf)) == Counter(
        numbers_of_the_inventory()
    )


def claim_numbered(facts: Facts, number: str) -> Ref:
    return next(e.ref for e in facts.library.of("claim") if any(c.number == number for c in e.fields.sources))


# The results of a reconciliation by hand, state by state, of the documents with the depositary's dates.
@pytest.mark.parametrize(
    ("number", "expected", "computed", "grouping"),
    [
        ("C-1", "agrees", "43", "unrcpd-mandate"),
        ("C-2", "agrees on another grouping", "15", "att-secretariat-asia-oceania"),
        ("C-3", "agrees on another grouping", "11", "att-secretariat-asia-oceania"),
        ("C-4", "differs", "31", None),
        ("C-8", "agrees on another grouping", "11", "sas-indo-pacific"),
        ("C-9", "agrees on another grouping", "9", "sas-indo-pacific"),
        ("C-11", "agrees", "1", "m49-south-eastern-asia"),
        ("C-12", "agrees", "3", "m49-eastern-asia"),
        ("C-13", "differs", "2", "m49-southern-asia"),
        ("C-17", "differs", "12", "sas-indo-pacific"),
        ("C-20", "agrees", "95", None),
        ("C-21", "agrees", "97 on 2018-08-20; 100 on 2018-12-31", None),
        ("C-24", "agrees", "2013-04-02", None),
        ("C-25", "agrees", "2024-12-24", None),
    ],
)
def test_the_verdicts_are_those_of_the_reconciliation(
    facts: Facts, number: str, expected: str, computed: str, grouping: str | None
) -> None:
    found = facts.verdicts[claim_numbered(facts, number)]
    assert (found.verdict, found.computed) == (expected, computed)
    if grouping:
        assert found.grouping == Ref("grouping", grouping)


def test_fifty_states_were_met_in_the_outreach(facts: Facts) -> None:
    assert len(facts.met) == 50
    mandate = facts.members[facts.config.profiled]
    assert len(set(facts.met) & mandate) == 28


def test_no_reverse_link_is_typed_and_nothing_is_an_orphan(facts: Facts) -> None:
    """From any country each event, statement and recommendation that concerns it is one click away, and back."""
    for kind in ("event", "statement"):
        for entry in facts.library.of(kind):
            named = [leaf for _, leaf in walk(entry.fields) if isinstance(leaf, Ref) and leaf.type == "country"]
            assert all(entry in facts.library.backlinks[ref] for ref in named)
