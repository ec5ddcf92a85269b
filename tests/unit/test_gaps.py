"""What an editor could still do is found in the content."""

from __future__ import annotations

from datetime import date

from conftest import Project

from sitegen import pipeline
from sitegen.derive.facts import Facts
from sitegen.derive.gaps import Doubt, Gaps, StatesOf, gaps
from sitegen.derive.status import Status
from sitegen.model import Code, Ref
from sitegen.site import Page


def of(project: Project) -> Gaps:
    facts, problems = pipeline.check(project.root / "content")
    assert facts is not None, problems
    return gaps(facts)


def test_a_treaty_that_a_state_does_not_name_is_unknown(project: Project) -> None:
    assert of(project).unknown == (StatesOf(Ref("treaty", "tpnw"), (Code("NPL"),)),)
    project.edit("content/countries/nepal.md", "treaties:\n", "treaties:\n  tpnw: none\n")
    assert of(project).unknown == ()


def test_a_register_read_long_ago(project: Project) -> None:
    before = of(project).stale
    treaty = (project.root / "content" / "treaties" / "att.md").read_text("utf-8")
    line = next(each for each in treaty.splitlines() if "checked:" in each)
    project.edit("content/countries/aland-islands.md", "2025-12-01", "2023-12-01")  # no act is later than the reading
    project.edit("content/treaties/att.md", line, line.replace(line.partition("checked: ")[2][:10], "2024-01-01"))
    assert (date(2024, 1, 1), Ref("treaty", "att")) in of(project).stale
    assert (date(2024, 1, 1), Ref("treaty", "att")) not in before


def test_a_grouping_that_is_inferred(project: Project) -> None:
    kinds = {each.entry.slug for each in of(project).doubts if each.kind == "inferred"}
    assert kinds == {"south", "not-south"}


def test_every_unknown_standing_of_a_profiled_state_is_told(facts: Facts) -> None:
    told = {(each.treaty, state) for each in gaps(facts).unknown for state in each.states}
    states = facts.states(facts.config.profiled)
    assert told == {(t, s) for t, grid in facts.grids.items() for s in states if grid[s].status is Status.UNKNOWN}


def test_doubtful_dates_are_told(facts: Facts) -> None:
    told = {each.entry for each in gaps(facts).doubts if each.kind == "date"}
    assert told == {e.ref for e in facts.library.of("event") if e.fields.date.text.endswith("?") or e.fields.date.doubtful}
    assert told


def test_the_page_names_files_that_are_there(facts: Facts, pages: dict[str, Page]) -> None:
    view = pages["/about/gaps/"].view
    files = {each.file for _, found in view.doubts for each in found} | {each.file for each in view.stale}
    of_treaties = [state for each in (*view.unknown, *view.not_computed) for state in each.states]
    assert of_treaties
    assert all(each.file == f"content/countries/{each.entry.slug}.md" for each in of_treaties)
    files |= {each.file for each in of_treaties}
    assert files <= {entry.path for entry in facts.library.entries.values()}
    assert sum(len(found) for _, found in view.doubts) == len(gaps(facts).doubts)


def test_no_doubt_is_of_a_kind_without_a_name(facts: Facts) -> None:
    from sitegen.derive.gaps import DOUBTS

    assert {each.kind for each in gaps(facts).doubts} <= set(DOUBTS)
    assert Doubt(Ref("claim", "x"), "claim").what == ""
