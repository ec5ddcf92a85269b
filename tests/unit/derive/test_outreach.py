"""Whom the presidencies met: by name or as members of a grouping, in order of time."""

from __future__ import annotations

from sitegen.content_types.event import EVENT, Event
from sitegen.derive.outreach import events, met, states_met
from sitegen.model import Code, Entry
from tests.unit.derive.written import country, entry, grouping, library

COUNTRIES = tuple(country(code) for code in ("AAA", "BBB", "CCC", "DDD"))
CLUB = grouping("club", "members: [AAA, {state: BBB, from: 2017-06-01}, {state: CCC, to: 2017-06-01}, {other: TWN}]")


def event(slug: str, day: str, participants: str = "", process: str = "csp3") -> Entry[Event]:
    front = f"title: {slug}\ndate: {day}\nkind: visit\nsources: [s]"
    front += f"\nprocess: {process}" if process else ""
    return entry(EVENT, slug, front + (f"\nparticipants: [{participants}]" if participants else ""))


def of(*found: Entry[Event]) -> dict[str, list[str]]:
    """The events at which each state was met."""
    return {state: [m.event.slug for m in meetings] for state, meetings in met(library(*COUNTRIES, CLUB, *found)).items()}


def test_a_state_is_met_by_name() -> None:
    assert of(event("a", "2017-01-01", "{country: aaa, as: met}, {country: ddd, as: met}")) == {"AAA": ["a"], "DDD": ["a"]}


def test_a_grouping_stands_for_its_members_on_the_day() -> None:
    club = "{grouping: club, as: met}"
    found = of(event("a", "2017-05-31", club), event("b", "2017-06-01", club), event("c", "2017-06-02", club))
    assert found == {"AAA": ["a", "b", "c"], "BBB": ["b", "c"], "CCC": ["a", "b"]}


def test_the_day_of_a_span_is_its_first() -> None:
    assert of(event("a", "2017-05-30/2017-06-05", "{grouping: club, as: met}")) == {"AAA": ["a"], "CCC": ["a"]}


def test_hosts_and_those_present_are_not_met() -> None:
    others = ", ".join(f"{{country: aaa, as: {part}}}" for part in ("chair", "host", "partner", "speaker", "present"))
    assert of(event("a", "2017", f"{others}, {{country: bbb}}, {{grouping: club, as: host}}, {{grouping: club}}")) == {}


def test_an_organization_and_an_office_are_no_states() -> None:
    found = event("a", "2017", "{organization: o, as: met}, {office: the secretary, as: met}")
    assert of(found) == {}
    assert [list(states_met(p, found, library(found))) for p in found.fields.participants] == [[], []]


def test_an_event_outside_the_outreach_is_no_meeting() -> None:
    assert of(event("a", "2017", "{country: aaa, as: met}", process="")) == {}


def test_meetings_stand_in_order_of_time_whatever_their_names() -> None:
    aaa = "{country: aaa, as: met}"
    days = {"d": "2018-03", "b": "2016-12-01", "c": "2018", "a": "2018-03-01", "e": "2018-03"}
    found = [event(slug, day, aaa, process="csp4") for slug, day in days.items()]
    assert of(*found) == {"AAA": ["b", "c", "a", "d", "e"]}
    assert [e.slug for e in events(library(*found))] == ["b", "c", "a", "d", "e"]


def test_both_presidencies_are_of_the_outreach() -> None:
    found = [event("a", "2017", process="csp3"), event("b", "2018", process="csp4"), event("c", "2016", process="")]
    assert [e.slug for e in events(library(*found))] == ["a", "b"]


def test_a_state_met_by_name_and_as_a_member_is_met_once_at_an_event() -> None:
    people = (
        "{country: aaa, as: met, office: the minister}, {country: aaa, as: met}, "
        "{grouping: club, as: met, office: the chair}, {country: aaa, as: host, office: the mayor}"
    )
    found = met(library(*COUNTRIES, CLUB, event("a", "2017-01-01", people)))
    assert [(m.event.slug, m.offices) for m in found[Code("AAA")]] == [("a", ("the minister", "the chair"))]
    assert [(m.event.slug, m.offices) for m in found[Code("CCC")]] == [("a", ("the chair",))]
