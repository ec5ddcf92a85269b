"""The brief: what it shows of a profile, and what it says that it leaves out."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sitegen.derive.facts import Facts
from sitegen.model import Date
from sitegen.pages.brief import MOST_ADVICE, BriefView, by_day, halves, some, some_of_each
from sitegen.pages.lines import Advice, RuleAdvice, RuleWords
from sitegen.pages.parts import Cited
from sitegen.pages.state import SubjectRows
from sitegen.site import Link, Page

DAY = Date(date(2024, 8, 1), date(2024, 8, 31), "2024-08")


def advice(size: int, name: str = "") -> RuleAdvice:
    lines = tuple(Advice(Link(f"{name}{n}", f"/recommendations/{name}{n}/"), (), DAY, (), True) for n in range(size))
    return RuleAdvice(RuleWords("met"), (), lines)


def brief(pages: dict[str, Page], slug: str) -> BriefView:
    found: BriefView = pages[f"/countries/{slug}/brief/"].view
    return found


def test_every_state_has_a_brief_that_search_engines_need_not_list(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("country"):
        page = pages[f"{entry.address}brief/"]
        assert page.entry == entry.ref
        assert page.trail[-1] == page.view.profile == Link(entry.title, entry.address)
        assert not page.listed
    assert all(page.listed for address, page in pages.items() if not address.endswith("/brief/"))


def test_a_brief_says_what_the_profile_says(facts: Facts, pages: dict[str, Page]) -> None:
    for entry in facts.library.of("country"):
        short, full = brief(pages, entry.slug), pages[entry.address].view
        assert sum(short.halves, ()) == full.record.subjects
        assert short.record == full.record
        assert {each.recommendation for group in short.advice.shown for each in group.advice} <= {
            each.recommendation for group in full.advice for each in group.advice
        }
        assert sum(len(group.advice) for group in short.advice.shown) + short.advice.more == sum(
            len(group.advice) for group in full.advice
        )
        assert len(short.gatherings.shown) + short.gatherings.more == len(full.meetings) + len(full.events)
        assert len(short.statements.shown) + short.statements.more == len(full.statements)
        assert sum(len(read.sources) for read in short.sources) == len(full.sources)


def test_a_profile_leads_to_its_brief_and_to_the_comparison(pages: dict[str, Page]) -> None:
    view = pages["/countries/mongolia/"].view
    assert view.brief in pages
    assert view.comparison == "/compare/?states=mongolia"


def test_the_brief_of_the_small_site(small_pages: dict[str, Page]) -> None:
    view = brief(small_pages, "cambodia")
    assert view.formal_name == "Kingdom of Cambodia"
    assert [(row.label.text, row.status) for half in view.halves for group in half for row in group.rows] == [
        ("ATT", "signatory"),
        ("TPNW", "party"),
    ]
    assert view.advice.shown == view.gatherings.shown == ()


def test_newest_events_come_first(pages: dict[str, Page]) -> None:
    found = brief(pages, "japan").gatherings
    assert found.more > 0
    starts = [each.occasion.date.start for each in found.shown]
    assert starts == sorted(starts, reverse=True)


@given(st.lists(st.integers(0, 9)), st.integers(0, 12))
def test_some_of_each_rule(sizes: list[int], most: int) -> None:
    groups = [advice(size, f"{position}-") for position, size in enumerate(sizes)]
    found = some_of_each(groups, most)
    counts = {group.advice[0].recommendation.text.split("-")[0]: len(group.advice) for group in found.shown}
    assert sum(counts.values()) == min(most, sum(sizes))
    assert sum(counts.values()) + found.more == sum(sizes)
    by_text = {group.advice[0].recommendation.text: group for group in groups if group.advice}
    for group in found.shown:
        whole = by_text[group.advice[0].recommendation.text].advice
        assert group.advice == whole[: len(group.advice)]
        if len(group.advice) < len(whole):  # none that has more to say is two ahead of another
            assert max(counts.values()) - len(group.advice) <= 1


@given(st.lists(st.integers()), st.integers(0, 5))
def test_some_of_a_list(found: list[int], most: int) -> None:
    part = some(found, most)
    assert list(part.shown) == found[:most]
    assert len(part.shown) + part.more == len(found)


@given(st.lists(st.integers(0, 12), max_size=9))
def test_halves_keep_all_and_differ_little(sizes: list[int]) -> None:
    groups = [SubjectRows(str(n), (None,) * size) for n, size in enumerate(sizes)]  # type: ignore[arg-type]
    found = halves(groups)
    assert [group for half in found for group in half] == groups
    assert len(found) <= 2
    heights = [sum(1 + len(group.rows) for group in half) for half in found]
    if len(heights) == 2:
        assert abs(heights[0] - heights[1]) <= max(1 + size for size in sizes)


def test_sources_by_day() -> None:
    old, new = date(2014, 7, 10), date(2026, 2, 3)
    cited = [Cited(Link(name, f"/sources/{name}/"), "", day) for name, day in (("a", old), ("b", None), ("c", new), ("d", old))]
    assert [(read.day, [link.text for link in read.sources]) for read in by_day(cited)] == [
        (new, ["c"]),
        (old, ["a", "d"]),
        (None, ["b"]),
    ]


def test_the_most_is_reached(pages: dict[str, Page]) -> None:
    counts = [sum(len(g.advice) for g in p.view.advice.shown) for a, p in pages.items() if a.endswith("/brief/")]
    assert max(counts) == MOST_ADVICE
