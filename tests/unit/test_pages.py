"""Views: what the pages are handed to print."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Project, pages_of

from sitegen import pipeline
from sitegen.derive.facts import Facts
from sitegen.model import Ref
from sitegen.pages.coming import NAMED
from sitegen.pages.home import LATEST
from sitegen.pages.parts import Row
from sitegen.pages.tally import tally, world
from sitegen.site import MENU, Page


def view(pages: dict[str, Page], address: str) -> Any:
    return pages[address].view


def texts(links: Any) -> list[str]:
    return [link.text for link in links]


# ---- all pages ------------------------------------------------------------------------------------------------


def test_every_entry_has_its_page(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.entries.values():
        assert pages[entry.address].title == entry.title
        assert pages[entry.address].source == entry.path


def test_every_page_has_a_title_and_a_section_of_the_menu(pages: dict[str, Page]) -> None:
    sections = {link.address for link in MENU} | {"/", ""}
    assert all(page.title and page.section in sections for page in pages.values())
    assert all(link.address in pages for link in MENU)
    assert all(link.address in pages for page in pages.values() for link in page.trail)


def test_paths_of_pages() -> None:
    assert Page("/", "", "", "", None).path == "index.html"
    assert Page("/a/b/", "", "", "", None).path == "a/b/index.html"
    assert Page("/404.html", "", "", "", None).path == "404.html"


def test_descriptions_are_short(pages: dict[str, Page]) -> None:
    assert [address for address, page in pages.items() if len(page.description) > 300] == []


# ---- home -----------------------------------------------------------------------------------------------------


def test_home_of_the_real_site(facts: Facts, pages: dict[str, Page]) -> None:
    home = view(pages, "/")
    tally = home.tally
    assert tally.size == len(home.rows) == tally.parties + tally.signatories + tally.neither + tally.withdrawn + tally.unknown
    assert len(home.map.tiles) + home.map.elsewhere == tally.size
    assert home.map.elsewhere == 0
    assert len(home.latest) == LATEST
    assert [act.day for act in home.latest] == sorted((act.day for act in home.latest), reverse=True)
    assert all(act.day <= facts.as_of for act in home.latest)
    assert all(each.date.start > facts.as_of for each in home.coming)
    assert [each.date.start for each in home.coming] == sorted(each.date.start for each in home.coming)
    assert (home.states, home.treaties, home.groupings) == tuple(
        len(facts.library.of(kind)) for kind in ("country", "treaty", "grouping")
    )


def test_the_home_page_spells_out_what_the_heading_shortens(
    facts: Facts, pages: dict[str, Page], small_pages: dict[str, Page], real_site: Path
) -> None:
    owner, found = facts.library[facts.library[facts.config.default_grouping].fields.owner], view(pages, "/")
    assert (found.owner.text, found.short) == (owner.title, owner.fields.abbreviation)
    assert owner.title in (real_site / "index.html").read_text("utf-8")
    assert view(small_pages, "/").owner is None


def test_few_parties_of_whom_a_report_is_due_are_named(facts: Facts, pages: dict[str, Page]) -> None:
    dues = [each.due for each in view(pages, "/").coming if each.due]
    assert any(due.parties for due in dues)
    for due in dues:
        assert len(due.parties) == (due.states if due.states <= NAMED else 0)
        assert all(pages[party.address] for party in due.parties)


def test_home_of_the_small_site(small_pages: dict[str, Page]) -> None:
    home = view(small_pages, "/")
    assert [(row.label.text, row.status) for row in home.rows] == [
        ("Cambodia", "signatory"),
        ("Mongolia", "neither"),
        ("Nepal", "party"),
    ]
    assert [(tile.line.code, tile.row, tile.column) for tile in home.map.tiles] == [("MNG", 1, 2), ("NPL", 2, 1), ("KHM", 2, 3)]
    assert home.map.statuses == ("party", "signatory", "neither")
    assert [(each.date.start, each.due.name, each.due.states) for each in home.coming] == [
        (date(2026, 5, 31), "Annual report", 1)
    ]
    assert home.latest[0].day == date(2021, 12, 10)  # the acts of the grouping's states alone


# ---- a country ------------------------------------------------------------------------------------------------


def test_a_profile(small_pages: dict[str, Page]) -> None:
    page = small_pages["/countries/nepal/"]
    found = page.view
    assert found.profiled
    assert (found.record.lead.status, found.record.lead.signed, found.record.lead.consent, found.record.lead.consent_date) == (
        "party",
        date(2014, 1, 1),
        "ratified",
        date(2015, 3, 1),
    )
    assert found.record.lead.in_force == date(2015, 5, 30)
    assert found.record.subregion.text == "South"
    assert (found.parties, found.signatories) == (1, 0)
    assert texts(found.record.unknown) == ["TPNW"]
    assert [(day.day, [word for word, _ in day.acts]) for day in found.timeline] == [
        (date(2015, 3, 1), ["ratified"]),
        (date(2014, 1, 1), ["signed"]),
    ]
    assert [(duty.name, duty.first.day, duty.coming and duty.coming.day) for duty in found.record.duties] == [
        ("Initial report", date(2016, 5, 30), None),
        ("Annual report", date(2017, 5, 31), date(2026, 5, 31)),
    ]
    assert texts(found.mentions) == ["Cambodia"]
    assert (found.previous.text, found.following) == ("Mongolia", None)
    assert page.data == "/countries/nepal/index.json"
    assert "{% include &quot;x&quot; %}" in found.body


def test_an_abbreviation_in_a_profile_has_its_title_beside_it(facts: Facts, pages: dict[str, Page]) -> None:
    titles = {entry.address: entry.title for entry in facts.library.of("treaty")}
    rows = [row for group in view(pages, "/countries/nepal/").record.subjects for row in group.rows]
    assert {row.label.text: row.title for row in rows}["APMBC"] == "Anti-Personnel Mine Ban Convention"
    assert all(titles[row.label.address] == (row.title or row.label.text) for row in rows)
    assert not any(row.title for row in view(pages, "/").rows)


def test_each_line_names_who_tells_it_and_when_that_was_read(facts: Facts, pages: dict[str, Page]) -> None:
    def line(state: str, treaty: str) -> Row:
        subjects = view(pages, f"/countries/{state}/").record.subjects
        return next(row for subject in subjects for row in subject.rows if row.label.text == treaty)

    sources = {entry.address: entry.fields.checked for entry in facts.library.of("source")}
    npt, att = line("kiribati", "NPT"), line("vanuatu", "ATT")
    assert (npt.source.source.text, npt.by_register) == ("IEADB", False)
    assert npt.source.checked == sources[npt.source.source.address]
    assert att.by_register
    assert [up_to for source, up_to in att.also if source.text == "UNTC XXVI-8 (2014)"] == [date(2014, 7, 10)]
    assert [up_to for source, up_to in att.also if source.text.startswith("Control Arms")] == [date(2019, 5, 31)]


def test_an_act_may_have_a_source_and_a_note_of_its_own(project: Project) -> None:
    told = "{date: 2015-03-01, source: handbook, note: By fax.}"
    project.edit("content/countries/nepal.md", "ratified: 2015-03-01", f"ratified: {told}")
    found, problems = pipeline.check(project.paths.content)
    assert found, problems
    page = pages_of(found)["/countries/nepal/"]
    (act,) = page.view.record.lead.told
    assert (act.word, act.source.source.text, act.source.checked, act.note) == (
        "ratified",
        "The handbook",
        date(2026, 1, 15),
        "By fax.",
    )


def test_a_signatory(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/countries/cambodia/")
    assert (found.record.lead.status, found.record.lead.since, found.record.duties) == ("signatory", date(2013, 10, 18), ())
    assert [source.text for source, _ in found.record.lead.also] == ["The handbook"]
    assert [(report.years, report.reported) for report in found.record.reports] == [
        (((2003, True), (2004, False), (2005, True)), 2)
    ]
    assert [(each.grouping.text, each.since, each.inferred) for each in found.record.memberships] == [
        ("Everywhere", None, False),
        ("Highlands and river", None, False),
        ("South", date(1999, 4, 30), True),
    ]
    assert [source.source.text for source in found.sources] == ["The register", "The handbook"]


def test_a_record_of_a_state_that_is_not_profiled(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/countries/aland-islands/")
    assert (found.profiled, found.record.lead.status, found.record.subregion, found.previous, found.following) == (
        False,
        "deposited",
        None,
        None,
        None,
    )


def test_every_country_names_each_act_once(facts: Facts, pages: dict[str, Page], real_site: Path) -> None:
    with (real_site / "data/actions.csv").open(encoding="utf-8", newline="") as file:
        rows = Counter(row["iso3"] for row in csv.DictReader(file))
    for entry in facts.library.of("country"):
        timeline = view(pages, entry.address).timeline
        assert sum(len(links) for day in timeline for _, links in day.acts) == rows[entry.fields.iso3]
        assert [day.day for day in timeline] == sorted({day.day for day in timeline}, reverse=True)


def test_every_country_shows_the_status_of_the_grid(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("country"):
        found = view(pages, entry.address)
        groups = [grid[entry.fields.iso3].status.by_deposit for grid in facts.grids.values()]
        assert (found.parties, found.signatories) == (groups.count("party"), groups.count("signatory"))
        shown = [row for group in found.record.subjects for row in group.rows]
        assert len({row.label for row in shown}) == len(shown)
        assert all(row.source for row in shown), entry.slug


def test_neighbours_are_each_others(pages: dict[str, Page]) -> None:
    countries = {address: page.view for address, page in pages.items() if page.template == "pages/country.html"}
    for address, found in countries.items():
        if found.following:
            assert countries[found.following.address].previous.address == address


# ---- a treaty -------------------------------------------------------------------------------------------------


def test_a_treaty(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/treaties/att/")
    assert found.statuses == (("party", 1), ("deposited", 1), ("signatory", 1), ("neither", 1))
    assert [(year, count, [(each.word, texts(each.states)) for each in days]) for year, count, days in found.years][:2] == [
        (2015, 1, [("ratified", ["Nepal"])]),  # the acts of the grouping's states alone
        (2014, 1, [("signed", ["Nepal"])]),
    ]
    assert (found.since, found.latest) == (date(2025, 12, 31), ())
    assert texts(found.depositaries) == ["Secretary-General"]
    assert (found.grouping.text, found.world.grouping.text) == ("Highlands and river", "Everywhere")
    assert (found.world.parties, found.world.in_force) == (2, 1)
    assert found.map.elsewhere == 0


def test_all_states_of_a_treaty(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/treaties/att/states/")
    assert [(each.status, each.size, [row.label.text for row in each.rows] or texts(each.names)) for each in found.groups] == [
        ("party", 1, ["Nepal"]),
        ("deposited", 1, ["Åland & Isles"]),
        ("signatory", 1, ["Cambodia"]),
        ("neither", 1, ["Mongolia"]),
    ]
    assert (found.tally.parties, found.treaty.address) == (2, "/treaties/att/")


def test_every_treaty_has_each_state_in_one_list(facts: Facts, pages: dict[str, Page]) -> None:
    states = len(facts.library.of("country"))
    for entry in facts.library.of("treaty"):
        found = view(pages, entry.address)
        groups = view(pages, found.states).groups
        labels = [link.address for each in groups for link in (*each.names, *(row.label for row in each.rows))]
        assert len(labels) == len(set(labels)) <= states
        counted = {each.status: each.size for each in groups}
        assert found.statuses == tuple(counted.items())
        tally = found.world
        assert counted.get("party", 0) + counted.get("deposited", 0) == tally.parties
        assert counted.get("signatory", 0) == tally.signatories
        assert counted.get("neither", 0) == tally.neither
        assert {each.grouping.address for _, same in found.kinds for each in same} <= {
            each.address for each in facts.library.of("grouping")
        }


# ---- groupings ------------------------------------------------------------------------------------------------


def test_a_grouping(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/groupings/south/")
    assert texts(row.label for row in found.rows) == ["Cambodia", "Nepal"]
    assert (found.others, found.named, found.grouping.size) == (1, ("Elsewhere",), 3)
    assert [(link.text, day) for link, day in found.came] == [("Cambodia", date(1999, 4, 30))]
    composed = view(small_pages, "/groupings/not-south/")
    assert texts(composed.parts) == ["Everywhere", "South"]
    assert texts(row.label for row in composed.rows) == ["Åland & Isles", "Mongolia"]


def test_a_comparison(small_pages: dict[str, Page]) -> None:
    found = {each.other.text: each for each in view(small_pages, "/groupings/south/").comparisons}
    assert found.keys() == {"Everywhere", "Highlands and river", "Not the south"}
    highlands = found["Highlands and river"]
    assert (highlands.both, highlands.only_here, highlands.only_there) == (2, (), ("Mongolia",))
    assert found["Not the south"].both == 0


def test_comparisons_are_those_of_sets(facts: Facts, pages: dict[str, Page]) -> None:
    codes = {entry.title: entry.fields.iso3 for entry in facts.library.of("country")}
    groupings = {entry.address: facts.members[entry.ref] for entry in facts.library.of("grouping")}
    for address, here in groupings.items():
        comparisons = view(pages, address).comparisons
        assert {each.other.address for each in comparisons} <= groupings.keys() - {address}
        for each in comparisons:
            there = groupings[each.other.address]
            assert each.both == len(here & there)
            assert {codes[name] for name in each.only_here} == here - there
            assert {codes[name] for name in each.only_there} == there - here
            assert each.both + len(each.only_here) == len(here)
            assert each.both + len(each.only_there) == len(there)


def test_a_comparison_is_the_mirror_of_its_mirror(facts: Facts, pages: dict[str, Page]) -> None:
    found = {
        (entry.address, each.other.address): each
        for entry in facts.library.of("grouping")
        for each in view(pages, entry.address).comparisons
    }
    for (here, there), each in found.items():
        mirror = found.get((there, here))
        assert mirror is not None
        assert (mirror.both, mirror.only_here, mirror.only_there) == (each.both, each.only_there, each.only_here)


def test_the_tally_of_a_grouping_is_the_size_of_its_lists(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("grouping"):
        found = view(pages, entry.address)
        words = Counter(row.status for row in found.rows)
        assert found.tally.parties == words["party"] + words["deposited"]
        assert found.tally.signatories == words["signatory"]
        assert found.tally.neither == words["neither"]
        assert sum(words.values()) == found.tally.size == len(facts.members[entry.ref])


# ---- listings -------------------------------------------------------------------------------------------------


def test_the_list_of_countries(facts: Facts, pages: dict[str, Page]) -> None:
    found = view(pages, "/countries/")
    assert len(found.lines) == len(facts.members[facts.config.profiled])
    assert len(found.lines) + len(found.records) == len(facts.library.of("country"))
    for line in found.lines:
        assert found.statuses[line.status_number - 1] == line.row.status
        assert found.subregions[line.subregion_number - 1] == line.subregion.text
    assert {line.status_number for line in found.lines} == set(range(1, len(found.statuses) + 1))
    assert {line.subregion_number for line in found.lines} == set(range(1, len(found.subregions) + 1))


def test_the_matrix_is_the_grids(facts: Facts, pages: dict[str, Page]) -> None:
    found = view(pages, "/treaties/")
    assert len(found.columns) == len(facts.library.of("treaty"))
    by_address = {entry.address: entry for entry in facts.library.entries.values()}
    for row in found.matrix:
        state = by_address[row.state.address].fields.iso3
        expected = [facts.grids[by_address[column.address].ref][state].status.value for column in found.columns]
        assert list(row.statuses) == expected
    assert len(found.matrix) == len(facts.members[facts.config.default_grouping])


@pytest.mark.parametrize(
    ("address", "kind"), [("/groupings/", "grouping"), ("/sources/", "source"), ("/organizations/", "organization")]
)
def test_lists_by_kind_have_every_entry_once(facts: Facts, pages: dict[str, Page], address: str, kind: str) -> None:
    found = view(pages, address)
    lines = [line for _, group in found.kinds for line in group]
    assert len(lines) == len(facts.library.of(kind))


def test_the_list_of_treaties_has_every_treaty_once(facts: Facts, pages: dict[str, Page]) -> None:
    lines = [line.treaty.address for _, group in view(pages, "/treaties/").subjects for line in group]
    assert sorted(lines) == sorted(entry.address for entry in facts.library.of("treaty"))


# ---- sources, organizations, about ----------------------------------------------------------------------------


def test_a_source_tells_what_was_taken_from_it(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/sources/handbook/")
    assert [(kind, texts(links)) for kind, links in found.taken][:2] == [
        ("country", ["Åland & Isles", "Cambodia", "Mongolia", "Nepal"]),
        ("treaty", ["Arms Trade Treaty"]),
    ]
    assert view(small_pages, "/sources/register/").publisher.text == "Secretary-General"


def test_an_organization_tells_what_refers_to_it(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/organizations/secretary-general/")
    assert [(kind, texts(links)) for kind, links in found.referring] == [
        ("treaty", ["Arms Trade Treaty", "Treaty on the Prohibition of Nuclear Weapons"]),
        ("source", ["The register"]),
    ]


def test_pages_of_policy_stand_in_their_order(small_pages: dict[str, Page]) -> None:
    found = view(small_pages, "/about/method/")
    assert texts(found.pages) == ["About", "Method", "Names and maps", "Accessibility", "Contribute"]
    assert [heading.text for heading in found.headings] == ["A part"]
    assert small_pages["/about/"].trail == ()
    assert texts(small_pages["/about/method/"].trail) == ["About"]


def test_what_refers_to_an_entry_is_told_on_its_page(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("source"):
        found = view(pages, entry.address)
        taken = {link.address for _, links in found.taken for link in links} | {
            passage.entry.address for passage in found.passages
        }
        assert taken == {each.address for each in facts.library.backlinks.get(entry.ref, ()) if each.type != "site"}


def test_the_data_page_names_files_that_are_there(pages: dict[str, Page], real_site: Path) -> None:
    found = view(pages, "/data/")
    assert all((real_site / path[1:]).is_file() for table in found.tables for path in (table.csv, table.json))
    assert (real_site / found.package[1:]).is_file()


def test_the_lead_treaty_and_the_groupings_of_the_settings_are_those_of_the_pages(facts: Facts, pages: dict[str, Page]) -> None:
    lead = facts.library[Ref("treaty", "att")]
    assert facts.config.lead_treaty == lead.ref
    assert view(pages, "/").treaty.address == lead.address


# ---- changes --------------------------------------------------------------------------------------------------


def test_the_changes_show_whole_years_and_a_page_for_each(pages: dict[str, Page]) -> None:
    latest = view(pages, "/changes/")
    assert sum(len(year.lines) for year in latest.years) >= 100
    assert sum(len(year.lines) for year in latest.years[:-1]) < 100
    every = {link.address: count for link, count in latest.all}
    assert every.keys() == {address for address in pages if address.startswith("/changes/") and address != "/changes/"}
    for address, count in every.items():
        (year,) = view(pages, address).years
        assert len(year.lines) == count
        assert {line.date.start.year for line in year.lines} == {year.year} == {view(pages, address).only}
    assert [year.year for year in latest.years] == [int(link.text) for link, _ in latest.all][: len(latest.years)]


def test_a_change_has_the_number_of_its_kind_in_the_filter(pages: dict[str, Page]) -> None:
    for address in (address for address in pages if address.startswith("/changes/")):
        found = view(pages, address)
        lines = [line for year in found.years for line in year.lines]
        assert {found.kinds[line.number - 1] for line in lines} == {line.kind for line in lines} == set(found.kinds)
        assert all(found.kinds[line.number - 1] == line.kind for line in lines)


def test_a_change_leads_to_its_line(small_pages: dict[str, Page], small_site: Path) -> None:
    lines = [line for year in view(small_pages, "/changes/").years for line in year.lines]
    found = [line.entry.address for line in lines if "nepal" in line.entry.address]
    assert found == ["/countries/nepal/#page-changes"] * 2 + ["/countries/nepal/#att"] * 2
    text = (small_site / "changes/index.html").read_text("utf-8")
    assert '<a href="../countries/nepal/index.html#att">Nepal</a> ratified – <a href="../treaties/att/index.html">ATT</a>' in text


def test_notes_stand_at_the_foot_of_the_page_newest_first(small_pages: dict[str, Page], small_site: Path) -> None:
    assert [note.date for note in small_pages["/countries/nepal/"].changes] == [date(2025, 11, 30), date(2025, 7, 1)]
    text = (small_site / "countries/nepal/index.html").read_text("utf-8")
    assert text.index('id="page-changes"') < text.index("30 November 2025") < text.index("1 July 2025")
    assert "page-changes" not in (small_site / "countries/cambodia/index.html").read_text("utf-8")
    entry = json.loads((small_site / "countries/nepal/index.json").read_text("utf-8"))["entry"]
    assert entry["changes"][0] == {"date": "2025-07-01", "note": "The day of signature was wrong by a month."}


def test_the_template_of_every_entry_shows_its_notes(facts: Facts, pages: dict[str, Page]) -> None:
    """A link to the notes leads somewhere, whatever the entry."""
    templates = {pages[entry.address].template for entry in facts.library.entries.values()}
    for name in sorted(templates):
        text = (ROOT / "templates" / name).read_text("utf-8")
        assert '{% extends "layouts/entry.html" %}' in text or "{{ change_notes(page.changes) }}" in text, name
    assert "{{ change_notes(page.changes) }}" in (ROOT / "templates/layouts/entry.html").read_text("utf-8")


def test_pages_lead_to_what_they_can_be_followed_by(small_pages: dict[str, Page], small_site: Path) -> None:
    for address, page in small_pages.items():
        text = (small_site / page.path).read_text("utf-8")
        assert ('type="application/atom+xml"' in text) == bool(page.feed), address
        assert ('type="text/calendar"' in text) == bool(page.calendar), address
    assert small_pages["/countries/mongolia/"].feed == "/countries/mongolia/feed.atom"
    assert [small_pages[each].feed for each in ("/", "/events/", "/changes/")] == ["/feed.atom"] * 3
    assert small_pages["/organizations/secretary-general/"].feed == ""


def test_passages_of_a_source_stand_in_its_order(facts: Facts, pages: dict[str, Page]) -> None:
    found = [each.at for each in pages["/sources/sas-indo-pacific-2024/"].view.passages]
    points = [at for at in dict.fromkeys(found) if at.startswith("Universalization 1")]
    words = ["", ", first point", ", second point", ", third point", ", fourth point", ", fifth point"]
    assert [at for at in points if at in {f"Universalization 1{word}" for word in words}] == [
        f"Universalization 1{word}" for word in words
    ]


def test_no_totals_where_most_is_not_recorded(facts: Facts) -> None:
    npt, att = tally(Ref("treaty", "npt"), world(facts), facts), tally(Ref("treaty", "att"), world(facts), facts)
    assert npt.unknown > npt.recorded
    assert (npt.speaks_for_all, att.speaks_for_all) == (False, True)


def test_a_treaty_in_force_for_none_has_contracting_states(facts: Facts) -> None:
    default = facts.config.default_grouping
    assert tally(Ref("treaty", "ctbt"), default, facts).are_contracting
    assert not tally(Ref("treaty", "att"), default, facts).are_contracting
