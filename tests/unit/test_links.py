"""Entries become a library: every reference leads to an entry or to a problem, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import pytest

from sitegen import links, load
from sitegen.model import Code, ContentType, Date, Day, Entry, Fields, PartialDate, Ref, State, To, say
from sitegen.problems import Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Land(Fields):
    code: Annotated[Code, State()] = say("Its code.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Club(Fields):
    seat: Annotated[Ref, To("land")] | None = say("Where it is.", default=None)
    members: tuple[Annotated[Code, State()], ...] = say("Who belongs to it.", default=())
    part_of: Annotated[Ref, To("club")] | None = say("What it belongs to.", default=None)
    founded: Annotated[date, Day()] | None = say("Since when.", default=None)
    report: Annotated[Date, PartialDate()] | None = say("Of what date its report is.", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(Fields):
    as_of: Annotated[date, Day()] = say("The day.")
    home: Annotated[Ref, To("land")] | None = say("Home.", default=None)


LAND = ContentType("land", "lands", Land, unique=("title", "code"), code="code")
CLUB = ContentType("club", "clubs", Club, needs_link=True, above="part_of")
TYPES = (LAND, CLUB)
BY_NAME = {kind.name: kind for kind in TYPES}
NEPAL = "title: Nepal\ncode: NPL"
ICELAND = "title: Iceland\ncode: ISL"


def entry(name: str, front: str, body: str = "") -> Entry[Fields]:
    """An entry that is sound by itself; `name` is its type and slug."""
    type_name, slug = name.split("/")
    kind = BY_NAME[type_name]
    found, problems = load.read_entry(f"{kind.folder}/{slug}.md", slug, f"---\n{front}\n---\n{body}".encode(), kind, TYPES)
    assert problems == ()
    assert found is not None
    return found


def settings(front: str = "") -> Entry[Fields]:
    found, problems = load.read_settings("site.yaml", f"title: S\nas_of: 2020-06-30\n{front}".encode(), Settings)
    assert problems == ()
    assert found is not None
    return found


def link(*entries: Entry[Fields], site: str = "", unread: Sequence[Ref] = ()) -> tuple[links.Library, list[Problem]]:
    return links.link(entries, settings(site), TYPES, frozenset(unread))


def told(*entries: Entry[Fields], site: str = "", unread: Sequence[Ref] = ()) -> list[str]:
    return [str(problem) for problem in link(*entries, site=site, unread=unread)[1]]


@pytest.fixture
def nepal() -> Entry[Fields]:
    return entry("land/nepal", NEPAL, "## Hills\n\nSee the [club](club:club).\n")


def test_entries_are_found_by_reference_and_by_code(nepal: Entry[Fields]) -> None:
    library, _ = link(nepal)
    assert library[Ref("land", "nepal")] is nepal
    assert library[Code("NPL")] is nepal


def test_a_type_is_listed_by_title_without_regard_to_accents_and_case() -> None:
    titles = {"a": "zebra", "b": "Élan", "c": "Ecole", "d": "école", "e": "Zoo"}
    entries = [entry(f"club/{slug}", f"title: {title}") for slug, title in titles.items()]
    library, _ = link(*entries)
    assert [e.title for e in library.of("club")] == ["Ecole", "école", "Élan", "zebra", "Zoo"]


def test_references_in_fields_codes_and_bodies_lead_back(nepal: Entry[Fields]) -> None:
    club = entry("club/club", "title: Club\nseat: nepal")
    board = entry("club/board", "title: Board\nmembers: [NPL]\npart_of: club")
    library, problems = link(nepal, club, board)
    assert [e.slug for e in library.backlinks[nepal.ref]] == ["board", "club"]
    assert [e.slug for e in library.backlinks[club.ref]] == ["nepal", "board"]
    assert [str(p) for p in problems] == ["clubs/board.md:1:1: nothing refers to this club; refer to it or remove it"]


def test_an_entry_that_refers_twice_is_one_backlink(nepal: Entry[Fields]) -> None:
    club = entry("club/club", "title: Club\nseat: nepal\nmembers: [NPL]", "[x](land:nepal)")
    assert link(nepal, club)[0].backlinks[nepal.ref] == (club,)


def test_an_entry_may_link_to_its_own_headings_but_is_not_its_own_backlink() -> None:
    land = entry("land/nepal", NEPAL, "## Hills\n\n[Above](land:nepal#hills)\n")
    library, problems = link(land)
    assert problems == []
    assert land.ref not in library.backlinks


def test_the_settings_refer_too(nepal: Entry[Fields]) -> None:
    club = entry("club/club", "title: Club")
    assert told(nepal, club, site="home: nepal") == []
    assert told(nepal, club, site="home: nepaal") == [
        "site.yaml:3:7: home: there is no land “nepaal” (did you mean nepal?)",
    ]


def test_a_reference_to_nothing_names_what_is_near_and_what_it_is_instead() -> None:
    lands = [entry("land/nepal", NEPAL), entry("land/club", ICELAND)]
    club = entry("club/x", "title: X\nseat: nepl\nmembers: [NPO]\npart_of: club", "One\n\n[y](club:nepal)")
    assert told(*lands, club) == [
        "clubs/x.md:3:7: seat: there is no land “nepl” (did you mean nepal?)",
        "clubs/x.md:4:11: members[0]: no state has the code “NPO”",
        "clubs/x.md:5:10: part_of: there is no club “club”; it is a land",
        "clubs/x.md:9:5: there is no club “nepal”; it is a land",
    ]


def test_a_fragment_must_be_a_heading_of_the_entry(nepal: Entry[Fields]) -> None:
    club = entry("club/club", "title: Club", "[x](land:nepal#hills) [y](land:nepal#hill)")
    assert told(nepal, club) == ["clubs/club.md:4:27: lands/nepal.md has no heading #hill (did you mean hills?)"]


def test_what_refers_to_an_entry_that_can_not_be_read_is_no_further_mistake() -> None:
    club = entry("club/club", "title: Club\nseat: nepal\nmembers: [NPL]", "[x](land:nepal#hills)")
    assert told(club, unread=[Ref("land", "nepal")]) == []


def test_values_that_may_stand_once_are_told_where_they_stand_again() -> None:
    lands = [entry("land/b", NEPAL), entry("land/a", "title: Nepal\ncode: ISL"), entry("land/c", "title: C\ncode: NPL")]
    assert told(*lands) == [
        "lands/b.md:2:8: title: “Nepal” must stand once; lands/a.md has it too",
        "lands/c.md:3:7: code: “NPL” must stand once; lands/b.md has it too",
    ]


def test_nothing_belongs_to_itself() -> None:
    club = entry("club/club", "title: Club\npart_of: club")
    assert told(club) == ["clubs/club.md:3:10: part_of: must not be the club itself"]


def test_a_circle_is_told_once_and_what_leads_into_it_is_not() -> None:
    parts = {"d": "c", "c": "b", "b": "a", "a": "c", "y": "x", "x": "y"}
    clubs = [entry(f"club/{slug}", f"title: {slug}\npart_of: {above}") for slug, above in parts.items()]
    assert told(*clubs) == [
        "clubs/a.md:3:10: part_of: must not lead back to the club itself: a → c → b → a",
        "clubs/x.md:3:10: part_of: must not lead back to the club itself: x → y → x",
    ]


def test_nothing_is_later_than_the_day_of_the_site(nepal: Entry[Fields]) -> None:
    club = entry("club/club", "title: Club\nfounded: 2020-06-30\nreport: 2020")
    assert told(nepal, club) == []
    later = entry("club/club", "title: Club\nfounded: 2020-07-01\nreport: 2020-07/2021?")
    assert told(nepal, later) == [
        "clubs/club.md:3:10: founded: must not be after the site's date (2020-06-30, in site.yaml); it is 2020-07-01",
        "clubs/club.md:4:9: report: must not be after the site's date (2020-06-30, in site.yaml); it is 2020-07-01",
    ]


def test_an_orphan_is_told_only_when_everything_else_is_sound() -> None:
    club = entry("club/club", "title: Club")
    assert told(club) == ["clubs/club.md:1:1: nothing refers to this club; refer to it or remove it"]
    assert told(club, unread=[Ref("land", "nepal")]) == []
    assert len(told(club, entry("club/x", "title: X\nseat: nowhere"))) == 1
