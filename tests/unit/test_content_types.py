"""Rules of the content types: what of one file must not stand beside what."""

from __future__ import annotations

import pytest

from sitegen import load
from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.claim import CLAIM
from sitegen.content_types.country import CONSENTS, COUNTRY
from sitegen.content_types.event import EVENT
from sitegen.content_types.recommendation import RECOMMENDATION
from sitegen.content_types.statement import STATEMENT
from sitegen.model import ContentType, Ref
from tests.unit.derive.written import entry

BASES = {
    COUNTRY: "title: N\niso3: NPL\niso2: NP\nm49: '524'\nun_status: member\nsources: [s]",
    EVENT: "title: E\ndate: 2017\nkind: visit\nsources: [s]",
    STATEMENT: "title: S\nrole: Minister\nevent: e\ndate: 2017\nrecord: reported by the organizer\nsources: [s]",
    RECOMMENDATION: "title: R\nissuers: [o]\nissued: 2018\naddressees: [states]\ntopics: [t]\norder: 1\nsources: [s]",
    CLAIM: "title: C\nmade_by: [o]\nas_of: 2024\nvalue: '2013'\nsources: [s]",
}


def told(kind: ContentType, front: str) -> list[str]:
    """What an editor reads of an entry with some lines more, without the path and the place."""
    raw = f"---\n{BASES[kind]}\n{front}\n---\nWords.\n".encode()
    _, problems = load.read_entry("content/x.md", "x", raw, kind, CONTENT_TYPES)
    return [str(problem).split(": ", 1)[1] for problem in problems]


def test_what_the_cases_start_from_is_sound_but_for_the_kind_of_a_claim() -> None:
    assert [told(kind, "") for kind in BASES if kind is not CLAIM] == [[], [], [], []]


# ---- a country ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("word", CONSENTS)
def test_a_state_consents_in_any_of_the_ways(word: str) -> None:
    assert told(COUNTRY, f"treaties: {{att: {{{word}: 2014-01-01}}}}") == []


@pytest.mark.parametrize(("first", "second"), [("ratified", "acceded"), ("succeeded", "consented"), ("accepted", "approved")])
def test_a_state_consents_once(first: str, second: str) -> None:
    written = f"treaties: {{att: {{{second}: 2015-01-01, {first}: 2014-01-01}}}}"
    assert told(COUNTRY, written) == [f"treaties.att.{second}: a state consents once; there is also “{first}”"]


def test_consents_to_two_treaties_are_two() -> None:
    assert told(COUNTRY, "treaties: {att: {ratified: 2014-01-01}, tpnw: {acceded: 2015-01-01}}") == []


# ---- an event -------------------------------------------------------------------------------------------------

ONE_BODY = (
    "participants.1: must have one of organization, country, grouping, or an office alone, such as {country: nepal, as: met}"
)


@pytest.mark.parametrize(
    "participant",
    [
        "{organization: o}",
        "{country: nepal, as: met}",
        "{grouping: g, as: host, printed: the group}",
        "{office: the minister}",
        "{country: nepal, office: the minister}",
    ],
)
def test_a_participant_is_one_body_or_an_office(participant: str) -> None:
    assert told(EVENT, f"participants: [{participant}]") == []


@pytest.mark.parametrize(
    "participant",
    [
        "{organization: o, country: nepal}",
        "{country: nepal, grouping: g, office: the minister}",
        "{organization: o, country: nepal, grouping: g}",
        "{as: met}",
        "{printed: someone}",
    ],
)
def test_a_participant_is_not_two_bodies_and_not_none(participant: str) -> None:
    assert told(EVENT, f"participants: [{{organization: o}}, {participant}]") == [ONE_BODY.replace(".1", "[1]")]


def test_each_participant_is_told() -> None:
    assert len(told(EVENT, "participants:\n  - {as: met}\n  - {office: the chair}\n  - {as: host}")) == 2


def test_the_part_of_a_participant_is_one_of_the_list() -> None:
    assert len(told(EVENT, "participants: [{country: nepal, as: guest}]")) == 1


# ---- a recommendation -----------------------------------------------------------------------------------------

ONE_RULE = "must have one of all, any, not, treaty with status, grouping, country, met; parts that must all hold stand in all, such as {all: [{treaty: att, status: party}, {grouping: sas-indo-pacific}]}"
WITH_STATUS = "must have treaty and status together, such as {treaty: att, status: party}"


@pytest.mark.parametrize(
    "rule",
    [
        "{treaty: att, status: party}",
        "{grouping: g}",
        "{country: nepal}",
        "{met: outreach}",
        "{not: {grouping: g}}",
        "{all: [{grouping: g}, {not: {treaty: att, status: party}}]}",
        "{any: [{country: nepal}, {all: [{met: outreach}, {grouping: g}]}]}",
    ],
)
def test_a_rule_of_one_kind(rule: str) -> None:
    assert told(RECOMMENDATION, f"applies_to: {rule}") == []


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("{treaty: att}", ""),
        ("{status: party}", ""),
        ("{grouping: g, status: party}", ""),
        ("{not: {treaty: att}}", ".not"),
        ("{any: [{not: {all: [{status: party}]}}]}", ".any[0].not.all[0]"),
    ],
)
def test_a_treaty_without_a_status_or_the_reverse_is_told_where_it_stands(rule: str, path: str) -> None:
    assert told(RECOMMENDATION, f"applies_to: {rule}") == [f"applies_to{path}: {WITH_STATUS}"]


@pytest.mark.parametrize(
    ("rule", "path"),
    [
        ("{grouping: g, country: nepal}", ""),
        ("{met: outreach, treaty: att, status: party}", ""),
        ("{not: {grouping: g}, country: nepal}", ""),
        ("{all: [{grouping: g}], any: [{grouping: h}]}", ""),
        ("{all: [{grouping: g}, {country: nepal, grouping: g}]}", ".all[1]"),
    ],
)
def test_a_rule_of_two_kinds_is_told_where_it_stands(rule: str, path: str) -> None:
    assert told(RECOMMENDATION, f"applies_to: {rule}") == [f"applies_to{path}: {ONE_RULE}"]


def test_each_part_that_is_wrong_is_told() -> None:
    assert len(told(RECOMMENDATION, "applies_to:\n  any:\n    - {treaty: att}\n    - {grouping: g}\n    - {status: party}")) == 2


def test_a_rule_and_a_need_exclude_each_other() -> None:
    assert told(RECOMMENDATION, "needs: A list.") == []
    assert told(RECOMMENDATION, "needs: A list.\napplies_to: {grouping: g}") == ["needs: must not stand beside applies_to"]


# ---- a claim --------------------------------------------------------------------------------------------------

KINDS = {
    "count": "{treaty: att, status: party}",
    "size": "g",
    "ordinal": "{treaty: att, country: nepal}",
    "treaty_date": "{treaty: att, date: adopted}",
    "reach": "{treaty: att, by_days: [2018]}",
    "needs": "A list of exports.",
    "not_a_count": "It is a word.",
}
ONE_KIND = f"must have exactly one of {', '.join(KINDS)}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_claim_of_one_kind(kind: str) -> None:
    assert told(CLAIM, f"{kind}: {KINDS[kind]}") == []


@pytest.mark.parametrize(("kind", "other"), list(zip(KINDS, [*list(KINDS)[1:], "count"], strict=True)))
def test_a_claim_of_two_kinds(kind: str, other: str) -> None:
    assert told(CLAIM, f"{kind}: {KINDS[kind]}\n{other}: {KINDS[other]}")[0].partition(": ")[2].startswith(ONE_KIND)


def test_a_claim_of_no_kind() -> None:
    assert told(CLAIM, "") == [ONE_KIND]


def test_the_grouping_of_a_claim_is_named_or_not_stated() -> None:
    counted = f"count: {KINDS['count']}"
    named, unstated, left_out = (
        entry(CLAIM, "c", f"{BASES[CLAIM]}\n{counted}{more}").fields.grouping
        for more in ("\ngrouping: g", "\ngrouping: not stated", "")
    )
    assert (named, unstated, left_out) == (Ref("grouping", "g"), "", "")
    assert told(CLAIM, f"{counted}\ngrouping: Not stated") == [
        "grouping: must be the slug of a grouping, or “not stated”; found “Not stated”"
    ]


# ---- who speaks -----------------------------------------------------------------------------------------------


def test_who_speaks_is_an_organization_unless_a_state_is_named() -> None:
    found = entry(STATEMENT, "s", f"{BASES[STATEMENT]}\non_behalf_of: [o, {{country: nepal}}]")
    assert [body.ref for body in found.fields.on_behalf_of] == [Ref("organization", "o"), Ref("country", "nepal")]


@pytest.mark.parametrize(
    ("kind", "value", "complaint"),
    [
        ("count: {treaty: t, status: party}", "eighteen", "value: must be a whole number; found “eighteen”"),
        ("ordinal: {treaty: t, country: c}", "1st", "value: must be a whole number; found “1st”"),
        (
            "treaty_date: {treaty: t, date: adopted}",
            "April",
            "value: must be a date written YYYY, YYYY-MM or YYYY-MM-DD; found “April”",
        ),
    ],
)
def test_what_is_claimed_has_the_form_of_its_kind(kind: str, value: str, complaint: str) -> None:
    raw = f"---\ntitle: C\nmade_by: [o]\nas_of: 2024\nvalue: '{value}'\nsources: [s]\n{kind}\n---\n".encode()
    _, problems = load.read_entry("content/x.md", "x", raw, CLAIM, CONTENT_TYPES)
    assert [str(problem).split(": ", 1)[1] for problem in problems] == [complaint]
