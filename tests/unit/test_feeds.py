"""Atom feeds: each MUST of RFC 4287 on every feed of the real site, ids that stay, and links that lead to a line."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import pytest
from conftest import Project

from sitegen.derive.facts import Facts
from sitegen.outputs.feeds import MOST, MOST_OF_ALL
from sitegen.pipeline import Wishes
from sitegen.site import Page

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[!-~]+")  # RFC 4151, without e-mail addresses
BASE = "https://profiles.example"


def feeds(site: Path) -> dict[str, ET.Element]:
    return {path.relative_to(site).as_posix(): ET.fromstring(path.read_bytes()) for path in sorted(site.rglob("*.atom"))}


@pytest.fixture(scope="module")
def real_feeds(real_site: Path) -> dict[str, ET.Element]:
    return feeds(real_site)


def children(element: ET.Element, name: str) -> list[ET.Element]:
    return element.findall(f"{ATOM}{name}")


def text(element: ET.Element, name: str) -> str:
    (found,) = children(element, name)
    assert found.text
    return found.text


def links(element: ET.Element) -> dict[str, ET.Element]:
    found = {each.get("rel", "alternate"): each for each in children(element, "link")}
    assert len(found) == len(children(element, "link"))
    return found


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(re.findall(r'\sid="([^"]*)"', path.read_text("utf-8")))


def titles(feed: ET.Element) -> list[str]:
    return [text(entry, "title") for entry in children(feed, "entry")]


def test_a_reader_of_feeds_finds_no_fault(real_site: Path) -> None:
    for path in real_site.rglob("*.atom"):
        raw = path.read_bytes()
        found = feedparser.parse(raw)
        assert not found.bozo, (path, found.get("bozo_exception"))
        assert found.version == "atom10"
        assert raw.startswith(b'<?xml version="1.0" encoding="UTF-8"?>')
        assert len({entry.id for entry in found.entries}) == len(found.entries)


def test_what_a_feed_must_have(real_feeds: dict[str, ET.Element], facts: Facts) -> None:
    for name, feed in real_feeds.items():
        assert feed.tag == f"{ATOM}feed"
        assert TAG.fullmatch(text(feed, "id"))
        assert text(feed, "title")
        assert RFC_3339.fullmatch(text(feed, "updated"))
        assert text(children(feed, "author")[0], "name")
        assert "CC BY 4.0" in text(feed, "rights")
        assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
        assert links(feed)["self"].get("href") == f"{BASE}/{name}"
        assert links(feed)["self"].get("type") == "application/atom+xml"
        newest = [text(entry, "updated") for entry in children(feed, "entry")][:1]
        assert text(feed, "updated") == (newest[0] if newest else f"{facts.as_of.isoformat()}T00:00:00Z")


def test_what_an_item_must_have(real_feeds: dict[str, ET.Element], facts: Facts) -> None:
    for feed in real_feeds.values():
        days = [text(entry, "updated") for entry in children(feed, "entry")]
        assert days == sorted(days, reverse=True)
        assert all(RFC_3339.fullmatch(day) and day <= f"{facts.as_of.isoformat()}T00:00:00Z" for day in days)
        for entry in children(feed, "entry"):
            assert TAG.fullmatch(text(entry, "id"))
            assert text(entry, "title") == " ".join(text(entry, "title").split())
            assert text(entry, "summary")
            assert children(entry, "category")[0].get("term")
            assert links(entry).keys() == {"alternate"}


def test_a_link_leads_to_a_page_and_to_the_line_on_it(real_feeds: dict[str, ET.Element], real_site: Path) -> None:
    for name, feed in real_feeds.items():
        for each in (feed, *children(feed, "entry")):
            address = urlsplit(str(links(each)["alternate"].get("href")))
            assert f"{address.scheme}://{address.netloc}" == BASE
            page = real_site / address.path.strip("/") / "index.html"
            assert page.is_file(), (name, address)
            assert not address.fragment or address.fragment in anchors(page), (name, address)


def test_an_item_is_the_same_in_every_feed(real_feeds: dict[str, ET.Element]) -> None:
    seen: dict[str, bytes] = {}
    for feed in real_feeds.values():
        for entry in children(feed, "entry"):
            assert seen.setdefault(text(entry, "id"), ET.tostring(entry).strip()) == ET.tostring(entry).strip()
    names = [text(feed, "id") for feed in real_feeds.values()]
    assert len(set(names)) == len(names)
    assert not set(names) & seen.keys()


def test_feeds_are_short(real_feeds: dict[str, ET.Element]) -> None:
    sizes = {name: len(children(feed, "entry")) for name, feed in real_feeds.items()}
    assert sizes.pop("feed.atom") == MOST_OF_ALL == 100
    assert max(sizes.values()) == MOST == 50


def test_every_state_treaty_and_issuer_has_a_feed_and_no_other_body(
    real_feeds: dict[str, ET.Element], facts: Facts, pages: dict[str, Page]
) -> None:
    library = facts.library
    issuers = {body.ref for e in library.of("recommendation") for body in e.fields.issuers}
    issuers |= {body.ref for e in library.of("statement") for body in e.fields.on_behalf_of}
    issuers |= {body.ref for e in library.of("claim") for body in e.fields.made_by}
    organizations = {e.address for e in library.of("organization") if e.ref in issuers}
    assert {f"/{name}".removesuffix("feed.atom") for name in real_feeds if name.startswith("org")} == organizations
    assert {f"/{name}" for name in real_feeds} == {page.feed for page in pages.values() if page.feed}
    assert all(pages[e.address].feed for kind in ("country", "treaty") for e in library.of(kind))


def test_an_act_is_told_in_a_sentence(real_feeds: dict[str, ET.Element]) -> None:
    found = titles(real_feeds["countries/vanuatu/feed.atom"])
    assert found[:2] == ["Vanuatu ratified the Arms Trade Treaty", "Vanuatu acceded to the Convention on Cluster Munitions"]
    (entry,) = (e for e in children(real_feeds["treaties/att/feed.atom"], "entry") if text(e, "title") == found[0])
    assert text(entry, "updated") == "2025-09-05T00:00:00Z"
    assert links(entry)["alternate"].get("href") == f"{BASE}/countries/vanuatu/#att"
    assert text(entry, "id") == "tag:profiles.example,2026-01-01:act/vanuatu/att/ratified"


def test_a_date_known_by_month_is_told_as_it_is_known(real_feeds: dict[str, ET.Element]) -> None:
    (entry,) = (e for e in children(real_feeds["treaties/att/feed.atom"], "entry") if "event/2024-08-csp10" in text(e, "id"))
    assert text(entry, "updated") == "2024-08-01T00:00:00Z"
    assert text(entry, "summary").startswith("August 2024.")


# ---- what stays and what does not -----------------------------------------------------------------------------


def ids(project: Project) -> set[str]:
    return {text(each, "id") for feed in feeds(project.output).values() for each in (feed, *children(feed, "entry"))}


def test_ids_stay_where_the_address_or_the_day_changes(built: Project) -> None:
    before = ids(built)
    built.build(Wishes(date(2026, 1, 31), "https://elsewhere.example/base/"))
    assert ids(built) == before
    feed = feeds(built.output)["countries/nepal/feed.atom"]
    assert links(feed)["self"].get("href") == "https://elsewhere.example/base/countries/nepal/feed.atom"
    built.edit("content/countries/nepal.md", "ratified: 2015-03-01", "ratified: 2015-03-02")
    built.build()
    assert ids(built) == before


def test_the_settings_name_the_authority(built: Project) -> None:
    built.edit(
        "content/site.yaml", "address: https://golden.example/", "address: https://moved.example/\ntag: golden.example,2026"
    )
    before = ids(built)
    built.build()
    assert ids(built) == before


def test_what_is_to_come_is_not_told(built: Project) -> None:
    built.build(Wishes(date(2014, 6, 30)))
    assert titles(feeds(built.output)["countries/nepal/feed.atom"]) == ["Nepal signed the Arms Trade Treaty"]


def test_a_note_is_an_item_and_a_further_note_leaves_its_id(built: Project) -> None:
    before = ids(built)
    built.edit(
        "content/countries/nepal.md", "  - {date: 2025-11-30", "  - {date: 2025-11-30, note: A & B <c>}\n  - {date: 2025-12-01"
    )
    built.build()
    assert {each.partition(":")[2].partition(":")[2] for each in ids(built) - before} == {"note/country/nepal/3"}
    feed = feeds(built.output)["countries/nepal/feed.atom"]
    assert titles(feed)[:2] == ["Changed: Nepal", "Changed: Nepal"]
    assert text(children(feed, "entry")[1], "summary") == "30 November 2025. A & B <c>"
    assert text(feed, "updated") == "2025-12-01T00:00:00Z"
