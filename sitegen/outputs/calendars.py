"""iCalendar files: events on their days and reports that fall due, of all, of a state and of a treaty."""

from __future__ import annotations

from collections.abc import Iterator
from gettext import NullTranslations
from typing import Any

from sitegen import ics
from sitegen.derive import calendar
from sitegen.derive.calendar import Calendar, Duty
from sitegen.derive.facts import Facts
from sitegen.model import Date, Entry
from sitegen.pages.follow import CALENDAR
from sitegen.pages.parts import beginning
from sitegen.site import Artifact, Site

SUMMARY = 400
"""The most characters of an entry's text."""
_words = NullTranslations()
_ = _words.gettext


def plan(site: Site) -> Iterator[Artifact]:
    """The calendar of everything."""
    if whole := calendar.everything(site.facts):
        yield _artifact("", CALENDAR, "/events/", whole, site)


def plan_of_pages(site: Site) -> Iterator[Artifact]:
    """A calendar for each page of an entry that has one."""
    for page in site.pages:
        if page.entry and page.calendar:
            entry = site.facts.library[page.entry]
            found = calendar.about(entry, site.facts)
            yield from _artifact(page.title, page.calendar, page.address, found, site).and_at_former(entry)


def _artifact(title: str, address: str, page: str, found: Calendar, site: Site) -> Artifact:
    base, facts = site.frame.address.rstrip("/"), site.facts
    days = [_day(span, entry, base, facts) for span, entry in found.entries]
    days += [_due(duty, page, base, facts) for duty in found.duties]
    made = ics.Calendar(
        product=f"{site.frame.name}//Calendar",
        name=f"{title} – {site.frame.name}" if title else site.frame.name,
        description=_description(found),
        address=base + address,
        page=base + page,
        as_of=facts.as_of,
        days=tuple(days),
    )
    return Artifact(address.removeprefix("/"), "bytes", ics.written(made))


def _description(found: Calendar) -> str:
    """What the calendar holds, and how many events have no day to stand on."""
    said = [_("Events on their days.")]
    if found.duties:
        said.append(_("The next reports that fall due are computed from the treaty’s rule."))
    if found.left_out:
        more = "{} event known only by month or year is left out.", "{} events known only by month or year are left out."
        said.append(_words.ngettext(*more, found.left_out).format(found.left_out))
    return " ".join(said)


def _day(span: Date, entry: Entry[Any], base: str, facts: Facts) -> ics.Day:
    places = [name for place in entry.fields.places for name in (place.city, _name(place.country, facts)) if name]
    doubt = _("The date is in doubt.") if span.doubtful else ""
    return ics.Day(
        uid=_uid(f"{entry.type}.{entry.slug}", facts),
        start=span.start,
        end=span.end,
        summary=entry.title,
        description=" ".join(part for part in (doubt, beginning(entry.body.text, SUMMARY)) if part),
        location=", ".join(dict.fromkeys(places)),
        address=base + entry.address,
        categories=(_(entry.fields.kind),),
    )


def _name(country: Any, facts: Facts) -> str:
    return str(facts.library[country].title) if country else ""


def _due(duty: Duty, page: str, base: str, facts: Facts) -> ics.Day:
    """A day on which a report falls due: of one state in its own calendar, of all that owe it in the others."""
    rule, names = duty.obligation, [facts.library[state].title for state in duty.states]
    own = facts.library[duty.states[0]] if page.startswith("/countries/") else None
    about = f"{_words.ngettext('Due from {} party:', 'Due from {} parties:', len(names)).format(len(names))} {', '.join(names)}."
    covers = _("It covers the year {}.").format(duty.covers) if duty.covers else ""
    said = _("Article {} of the treaty; the day is computed from its rule.").format(rule.article)
    slug = rule.name.lower().replace(" ", "-")
    return ics.Day(
        uid=_uid(".".join(["due", duty.treaty.slug, slug, duty.day.isoformat(), *([own.slug] if own else [])]), facts),
        start=duty.day,
        end=duty.day,
        summary=f"{duty.treaty.fields.short}: {rule.name}" + (f", {own.title}" if own else ""),
        description=" ".join(part for part in (said, covers, "" if own else about) if part),
        location="",
        address=f"{base}{page}#due" if own else base + duty.treaty.address,
        categories=(_("report due"),),
    )


def _uid(name: str, facts: Facts) -> str:
    """An identifier that stays when the site moves (RFC 5545, 3.8.4.7)."""
    return f"{name}@{facts.config.tag_authority.partition(',')[0]}"
