"""What a page says to programs in the vocabulary of schema.org: its place on the site, and the thing it is about."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from sitegen.derive.facts import Facts
from sitegen.model import Date, Entry
from sitegen.site import Frame, Page
from sitegen.tables import TABLES

LICENSE = "https://creativecommons.org/licenses/by/4.0/"
DATA = "/data/"
SEARCH = "/search/"
NO_OCCASION = ("document issued", "publication")
"""Kinds of events at which nobody meets."""

Thing = dict[str, Any]


def linked_data(page: Page, frame: Frame, facts: Facts, addresses: Collection[str] = ()) -> Thing:
    """The JSON-LD of a page; `addresses` are those of all pages. Days stand as precise as they are known (ISO 8601)."""
    if page.address == "/":
        return {"@context": "https://schema.org", **_site(frame, addresses)}
    names = [(link.text, link.address) for link in page.trail] + [(page.title, page.address)]
    way = [(frame.name, "/"), *names]
    found: Thing = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": page.title,
        "url": frame.at(page.address),
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": position, "name": name, "item": frame.at(address)}
                for position, (name, address) in enumerate(way, 1)
            ],
        },
    }
    about = _about(page, frame, facts)
    return found | ({"mainEntity": about} if about else {})


def _about(page: Page, frame: Frame, facts: Facts) -> Thing | None:
    if page.address == DATA:
        return _catalog(frame, facts)
    entry = facts.library.entries.get(page.entry) if page.entry else None
    if entry is None or entry.address != page.address or entry.type not in THINGS:
        return None
    found = THINGS[entry.type](entry, frame, facts)
    return {name: value for name, value in found.items() if value} if found else None


def _site(frame: Frame, addresses: Collection[str]) -> Thing:
    found: Thing = {
        "@type": "WebSite",
        "name": frame.name,
        "description": frame.tagline,
        "url": frame.at("/"),
        "license": LICENSE,
    }
    if SEARCH in addresses:
        target = frame.at(SEARCH) + "?q={search_term_string}"
        found["potentialAction"] = {"@type": "SearchAction", "target": target, "query-input": "required name=search_term_string"}
    return found


def _catalog(frame: Frame, facts: Facts) -> Thing:
    """The tables as data sets, each with its two files."""
    days = [date for e in facts.library.of("treaty") for date in (e.fields.adopted, e.fields.opened) if date]
    first = min(days, default=facts.as_of)
    shared = {
        "license": LICENSE,
        "temporalCoverage": f"{first.isoformat()}/{facts.as_of.isoformat()}",
        "spatialCoverage": facts.library[facts.config.profiled].title,
        "version": frame.version,
    }
    return {
        "@type": "DataCatalog",
        "name": frame.name,
        "description": frame.tagline,
        **shared,
        "dataset": [
            {
                "@type": "Dataset",
                "name": table.name,
                "description": table.description,
                "url": frame.at(f"{DATA}#{table.name}"),
                **shared,
                "distribution": [
                    {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": frame.at(f"{DATA}{table.name}.{ending}")}
                    for ending, kind in (("csv", "text/csv"), ("json", "application/json"))
                ],
            }
            for table in TABLES
        ],
    }


# ---- what an entry is about -----------------------------------------------------------------------------------


def _country(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    formal = entry.fields.formal_name
    other = formal if formal != entry.title else ""
    return {"@type": "Country", "name": entry.title, "alternateName": other, "identifier": str(entry.fields.iso3)}


def _treaty(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    fields = entry.fields
    return {
        "@type": "Legislation",
        "name": fields.full_title or entry.title,
        "alternateName": [name for name in (entry.title if fields.full_title else "", fields.abbreviation) if name],
        "legislationType": "treaty",
        "legislationDate": fields.adopted.isoformat() if fields.adopted else "",
        "legislationLegalForce": f"https://schema.org/{'InForce' if fields.in_force else 'NotInForce'}",
    }


def _event(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing | None:
    """An occasion whose days are known."""
    fields = entry.fields
    if fields.date.doubtful or not all(len(day) == 10 for day in fields.date.text.split("/")) or fields.kind in NO_OCCASION:
        return None
    places = [
        {
            "@type": "Place",
            "name": ", ".join(name for name in (p.city, facts.library[p.country].title if p.country else "") if name),
        }
        for p in fields.places
    ]
    return {
        "@type": "Event",
        "name": entry.title,
        "startDate": fields.date.start.isoformat(),
        "endDate": fields.date.end.isoformat(),
        "location": places[0] if len(places) == 1 else places,
    }


def _work(entry: Entry[Any], day: Date | None, authors: Any, facts: Facts) -> Thing:
    found = [facts.library[body.ref] for body in authors if body.ref]
    names = [{"@type": "Country" if e.type == "country" else "Organization", "name": e.title} for e in found]
    published = day.text if day and not day.doubtful and "/" not in day.text else ""
    return {"@type": "CreativeWork", "name": entry.title, "author": names, "datePublished": published}


def _statement(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    return _work(entry, entry.fields.date, entry.fields.on_behalf_of, facts)


def _recommendation(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    return _work(entry, entry.fields.issued, entry.fields.issuers, facts)


def _source(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    publisher = entry.fields.publisher
    by = {"@type": "Organization", "name": facts.library[publisher].title} if publisher else None
    return _work(entry, entry.fields.date, (), facts) | {"publisher": by, "sameAs": entry.fields.address}


def _organization(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    fields = entry.fields
    return {"@type": "Organization", "name": entry.title, "alternateName": fields.abbreviation, "sameAs": fields.address}


def _term(entry: Entry[Any], frame: Frame, facts: Facts) -> Thing:
    return {
        "@type": "DefinedTerm",
        "name": entry.title,
        "alternateName": entry.fields.abbreviation,
        "description": entry.fields.meaning,
        "inDefinedTermSet": frame.at("/glossary/"),
    }


THINGS: Mapping[str, Callable[[Entry[Any], Frame, Facts], Thing | None]] = {
    "country": _country,
    "treaty": _treaty,
    "event": _event,
    "statement": _statement,
    "recommendation": _recommendation,
    "source": _source,
    "organization": _organization,
    "term": _term,
}
"""How each type of entry is told; the other types have no fitting word in the vocabulary."""
