"""Calendar files of the real site, read by the library `icalendar`, and what is known only by month or year."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import Project
from icalendar import Calendar

from sitegen.derive import calendar as derived
from sitegen.derive.due_dates import due
from sitegen.derive.facts import Facts
from sitegen.model import Date, PartialDate, Ref
from sitegen.pipeline import Wishes
from sitegen.site import Page

ATT = Ref("treaty", "att")


@pytest.fixture(scope="module")
def calendars(real_site: Path) -> dict[str, Any]:
    return {path.relative_to(real_site).as_posix(): Calendar.from_ical(path.read_bytes()) for path in real_site.rglob("*.ics")}


def events(calendar: Any) -> list[Any]:
    return list(calendar.walk("VEVENT"))


def uids(calendar: Any) -> list[str]:
    return [str(event["UID"]) for event in events(calendar)]


def test_the_referee_finds_no_fault(real_site: Path, calendars: dict[str, Any]) -> None:
    for name, calendar in calendars.items():
        raw = (real_site / name).read_bytes()
        assert not calendar.errors
        assert all(not event.errors for event in events(calendar))
        assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
        assert raw.count(b"\n") == raw.count(b"\r\n")
        assert Calendar.from_ical(calendar.to_ical()) == calendar


def test_what_a_calendar_and_an_event_must_have(calendars: dict[str, Any], facts: Facts) -> None:
    stamp = datetime(facts.as_of.year, facts.as_of.month, facts.as_of.day, tzinfo=UTC)
    for name, calendar in calendars.items():
        assert calendar["VERSION"] == "2.0"
        assert calendar["PRODID"] == "-//Arms Control Profiles//Calendar//EN"
        assert "METHOD" not in calendar
        assert calendar["NAME"] == calendar["X-WR-CALNAME"]
        assert calendar["DESCRIPTION"] == calendar["X-WR-CALDESC"]
        assert calendar["SOURCE"] == f"https://profiles.example/{name}"
        assert events(calendar)
        assert len(set(uids(calendar))) == len(uids(calendar))
        for event in events(calendar):
            assert event["DTSTAMP"].dt == stamp
            assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"
            assert event["DTSTART"].dt < event["DTEND"].dt
            assert (event["SEQUENCE"], event["TRANSP"]) == (0, "TRANSPARENT")
            assert event["SUMMARY"]
            assert event["CATEGORIES"]
            assert re.fullmatch(r"[a-z]+\.[!-~]+@profiles\.example", event["UID"])


def test_an_event_links_to_its_page(calendars: dict[str, Any], real_site: Path) -> None:
    for calendar in calendars.values():
        for address in (str(event["URL"]) for event in events(calendar)):
            path, _, anchor = address.removeprefix("https://profiles.example/").partition("#")
            page = (real_site / path / "index.html").read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in page


def test_every_event_on_days_stands_in_the_calendar_of_all(calendars: dict[str, Any], facts: Facts) -> None:
    placed = {f"event.{e.slug}" for e in facts.library.of("event") if derived.on_days(e.fields.date)}
    found = {uid.partition("@")[0] for uid in uids(calendars["calendar.ics"]) if uid.startswith("event.")}
    assert found == placed
    left = len(facts.library.of("event")) - len(placed)
    assert left > 0
    assert f"{left} events known only by month or year are left out." in calendars["calendar.ics"]["DESCRIPTION"]


def test_the_end_of_a_span_is_the_day_after_it(calendars: dict[str, Any]) -> None:
    (event,) = (e for e in events(calendars["calendar.ics"]) if e["UID"].startswith("event.2018-08-20-csp4@"))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2018, 8, 20), date(2018, 8, 25))
    assert event["LOCATION"] == "Tokyo, Japan"
    assert event["CATEGORIES"].cats == ["conference of states parties"]


def test_pages_name_the_calendars_that_there_are(calendars: dict[str, Any], pages: dict[str, Page]) -> None:
    assert {page.calendar for page in pages.values() if page.calendar} == {f"/{name}" for name in calendars}


# ---- what falls due -------------------------------------------------------------------------------------------


def test_a_party_has_the_next_day_of_each_duty(calendars: dict[str, Any], facts: Facts) -> None:
    """By another way than the derivation of the calendar: the first day after the site's date of all that fall due."""
    obligations = facts.library[ATT].fields.obligations
    horizon = date(facts.as_of.year + 3, 12, 31)
    for country in facts.library.of("country"):
        name = f"{country.address.strip('/')}/calendar.ics"
        found = (
            {str(e["SUMMARY"]): e["DTSTART"].dt for e in events(calendars[name]) if e["UID"].startswith("due.")}
            if name in calendars
            else {}
        )
        standing = facts.grids[ATT][country.fields.iso3]
        expected = {}
        for obligation in obligations if standing.in_force and not standing.withdrawn else ():
            days = [each.day for each in due(obligation, standing.in_force, horizon) if each.day > facts.as_of]
            expected |= {f"ATT: {obligation.name}, {country.title}": min(days)} if days else {}
        assert found == expected


def test_one_day_and_obligation_is_one_event_that_lists_the_states(calendars: dict[str, Any], facts: Facts) -> None:
    annual = [e for e in events(calendars["treaties/att/calendar.ics"]) if e["SUMMARY"] == "ATT: Annual report"]
    assert len({event["DTSTART"].dt for event in annual}) == len(annual)
    parties = [e.title for e in facts.library.of("country") if facts.grids[ATT][e.fields.iso3].in_force]
    listed = [name for name in parties if any(f" {name}," in e["DESCRIPTION"] or f" {name}." in e["DESCRIPTION"] for e in annual)]
    assert listed == parties
    assert f"Due from {len(parties)} parties:" in annual[0]["DESCRIPTION"]
    assert set(uids(calendars["treaties/att/calendar.ics"])) <= set(uids(calendars["calendar.ics"]))


def test_a_state_for_which_the_treaty_entered_into_force_in_2016(project: Project) -> None:
    """Entry into force on 3 July 2016: the initial report a year later; the first full calendar year is 2017."""
    project.edit("content/countries/nepal.md", "signed: 2014-01-01, ratified: 2015-03-01", "ratified: 2016-04-04")
    found = {}
    for day in (date(2016, 7, 4), date(2017, 7, 3), date(2018, 5, 31)):
        project.build(Wishes(day))
        calendar = Calendar.from_ical((project.output / "countries/nepal/calendar.ics").read_bytes())
        found[day] = [(str(e["SUMMARY"]), e["DTSTART"].dt) for e in events(calendar)]
    assert found == {
        date(2016, 7, 4): [
            ("ATT: Initial report, Nepal", date(2017, 7, 3)),
            ("ATT: Annual report, Nepal", date(2018, 5, 31)),
        ],
        date(2017, 7, 3): [("ATT: Annual report, Nepal", date(2018, 5, 31))],
        date(2018, 5, 31): [("ATT: Annual report, Nepal", date(2019, 5, 31))],
    }


# ---- precision, and what is to come ---------------------------------------------------------------------------


def read(text: str) -> Date:
    found: Date = PartialDate().read(text)
    return found


@pytest.mark.parametrize(
    ("text", "placed"),
    [
        ("2018-08-20", True),
        ("2018-08-20?", True),
        ("2018-08-20/2018-08-24", True),
        ("2018", False),
        ("2018-08", False),
        ("2018-08/2018-09", False),
        ("2018-08-20/2018-09", False),
    ],
)
def test_only_days_have_a_place(text: str, placed: bool) -> None:
    assert derived.on_days(read(text)) is placed


EVENT = "---\ntitle: {title}\ndate: {date}\nkind: meeting\ntreaties: [att]\nplaces: [{{city: Pokhara, country: nepal}}]\nsources: [handbook]\n---\n\nText.\n"


def test_events_to_come_and_events_without_a_day(project: Project) -> None:
    (project.root / "content/events").mkdir()
    for slug, day in (("2026-02-03-round-table", "2026-02-03?"), ("2026-09-talks", "2026-09"), ("2025-talks", "2025")):
        project.add(f"content/events/{slug}.md", EVENT.format(title=slug, date=day))
    assert project.problems() == []
    for name in ("calendar.ics", "countries/nepal/calendar.ics", "treaties/att/calendar.ics"):
        calendar = Calendar.from_ical((project.output / name).read_bytes())
        assert [uid for uid in uids(calendar) if uid.startswith("event.")] == ["event.2026-02-03-round-table@golden.example"]
        assert events(calendar)[0]["DESCRIPTION"] == "The date is in doubt. Text."
        assert "2 events known only by month or year are left out." in calendar["DESCRIPTION"]
    assert "round-table" not in (project.output / "feed.atom").read_text("utf-8")
    for name in ("index.html", "events/index.html", "countries/nepal/index.html", "treaties/att/index.html"):
        text = (project.output / name).read_text("utf-8").partition('id="next"')[2].partition("</section>")[0]
        assert re.findall(r">(2026-0[^<]*)</a>", text) == ["2026-02-03-round-table", "2026-09-talks"], name


def test_a_state_without_a_day_has_no_calendar(small_site: Path) -> None:
    assert not (small_site / "countries/mongolia/calendar.ics").exists()
    assert "calendar.ics" not in (small_site / "countries/mongolia/index.html").read_text("utf-8")
