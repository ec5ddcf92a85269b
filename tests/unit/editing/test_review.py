"""What a change of the content changes for readers, and how a reviewer is told."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Project
from markdown_it import MarkdownIt

from sitegen.derive.difference import CountChange, Difference, DueChange, ListChange, StatusChange
from sitegen.editing import review


@pytest.fixture
def former(project: Project, tmp_path: Path) -> Path:
    """The small project's content as it was before a test changes it."""
    return Path(shutil.copytree(project.root / "content", tmp_path / "former"))


def compared(project: Project, former: Path) -> Difference:
    found, problems = review.compare(project.root / "content", former)
    assert found is not None, problems
    return found


def test_nothing(project: Project, former: Path) -> None:
    found = compared(project, former)
    assert not found
    assert review.text(found, "main") == "Nothing changes for readers against main, as of 2026-01-31"
    assert review.markdown(found, "main").splitlines() == ["### Nothing changes for readers against `main`, as of 2026-01-31"]


def test_a_ratification(project: Project, former: Path) -> None:
    project.edit("content/countries/cambodia.md", "att: {signed: 2013-10-18,", "att: {signed: 2013-10-18, ratified: 2025-09-05,")
    found = compared(project, former)
    before, after = "signatory (signed 2013-10-18)", "party (signed 2013-10-18, ratified 2025-09-05, in force 2025-12-04)"
    assert found.statuses == (StatusChange("Cambodia", "Arms Trade Treaty", before, after),)
    assert CountChange("Arms Trade Treaty", "South", (1, 1, 0), (2, 0, 0)) in found.counts
    assert {each.grouping for each in found.counts} == {"Everywhere", "Highlands and river", "South"}
    assert found.edited == ("/countries/cambodia/",)
    assert (found.added, found.lost, found.moved, found.members) == ((), (), (), ())
    assert f"Cambodia, Arms Trade Treaty: {before} → {after}" in review.text(found, "main")


def test_of_a_status_that_stays_the_acts_that_differ_are_told(project: Project, former: Path) -> None:
    project.edit("content/countries/nepal.md", ATT_OF_NEPAL, ATT_OF_NEPAL.replace("2015-03-01", "2015-04-01"))
    before, after = "party (ratified 2015-03-01, in force 2015-05-30)", "party (ratified 2015-04-01, in force 2015-06-30)"
    assert compared(project, former).statuses == (StatusChange("Nepal", "Arms Trade Treaty", before, after),)


def test_a_text_that_stays_beside_an_act_that_changes_is_named(project: Project, former: Path) -> None:
    file = "content/countries/nepal.md"
    project.edit(file, ATT_OF_NEPAL, ATT_OF_NEPAL.replace("2015-03-01", "2015-04-01"))
    found = compared(project, former)
    assert found.unread == (file,)
    assert f"read them again: do they speak of the act? (1)\n  {file}\n" in review.text(found, "x")
    text = (project.root / file).read_text("utf-8")
    (project.root / file).write_text(f"{text}\nMore.\n", "utf-8")
    assert compared(project, former).unread == ()
    for each in (former / "countries/nepal.md", project.root / file):
        each.write_text(f"---{each.read_text('utf-8').split('---')[1]}---\n", "utf-8")
    assert compared(project, former).unread == ()


ATT_OF_NEPAL = "att: {signed: 2014-01-01, ratified: 2015-03-01}"


@pytest.mark.parametrize(
    ("line", "lists", "dues"),
    [
        (
            "att: {signed: 2014-01-01, ratified: 2016-03-01}",
            {("2015-12-31", "party", "signatory")},
            {
                "Initial report, first day, Nepal: 2016-05-30 → 2017-05-30",
                "Annual report, first day, Nepal: 2017-05-31 → 2018-05-31",
            },
        ),
        (
            "att: none",
            {
                ("2014-12-31", "signatory", "neither"),
                ("12 days from 2015-12-31 to 2025-12-31", "party", "neither"),
            },
            {
                "Initial report, first day, Nepal: 2016-05-30 → none",
                "Annual report, first day, Nepal: 2017-05-31 → none",
                "Annual report, next day, Nepal: 2026-05-31 → none",
            },
        ),
    ],
)
def test_past_days_and_due_days(
    project: Project, former: Path, line: str, lists: set[tuple[str, str, str]], dues: set[str]
) -> None:
    project.edit("content/countries/nepal.md", ATT_OF_NEPAL, line)
    told = {heading: rows for heading, _, rows in review.blocks(compared(project, former))}
    assert set(told["Lists of past days"]) == {("Nepal", "Arms Trade Treaty", *each) for each in lists}
    spans = {days for days, *_ in lists}
    counts = next(rows for heading, rows in told.items() if heading.startswith("Counts of past days"))
    assert {row[2] for row in counts} == spans
    assert {
        f"{report}, {states}: {before} → {after}" for _, report, states, before, after in told["Days on which reports fall due"]
    } == dues


def test_what_many_share_is_told_once() -> None:
    day = date(2026, 1, 31)
    states = tuple(f"State {number}" for number in range(review.MOST_NAMED + 3))
    due = DueChange("T", "Report", "next", day, date(2027, 1, 31), states)
    lists = tuple(ListChange(f"Advice {number}", ("Nepal",), ()) for number in range(review.MOST_NAMED + 2))
    told = review.text(Difference((day, day), dues=(due,), targets_then=lists), "x")
    assert "State 5 and 3 more: 2026-01-31 → 2027-01-31" in told
    assert f"{len(lists)} recommendations gain Nepal: Advice 0; " in told
    assert "Advice 4; Advice 5 and 2 more" in told


@pytest.mark.parametrize("block", ["targets", "targets_then", "members"])
def test_lists_that_change_alike_share_a_line(block: str) -> None:
    day = date(2026, 1, 31)
    gain = [ListChange(title, ("Nepal",), ()) for title in "AB"]
    lists = (gain[0], ListChange("C", (), ("Nepal",)), gain[1], ListChange("D", ("Nepal",), ("Bhutan", "Fiji")))
    found = Difference((day, day), **{block: lists})
    noun = "grouping" if block == "members" else "recommendation"
    lines = (f"2 {noun}s gain Nepal: A; B", f"1 {noun} loses Nepal: C", f"1 {noun} gains Nepal and loses Bhutan, Fiji: D")
    assert review.text(found, "x").splitlines()[-3:] == [f"  {line}" for line in lines]


def test_pages_added_lost_moved(project: Project, former: Path) -> None:
    pages = project.root / "content" / "pages"
    entry = (pages / "method.md").read_text("utf-8").replace("title: ", "redirect_from: [/about/method/]\ntitle: ", 1)
    (pages / "how.md").write_text(entry, "utf-8")
    (pages / "method.md").unlink()
    (pages / "new.md").write_text(
        entry.replace("redirect_from: [/about/method/]\n", "").replace("title: ", "title: New ", 1), "utf-8"
    )
    (pages / "accessibility.md").unlink()
    found = compared(project, former)
    assert ("/about/method/", "/about/how/") in found.moved
    assert "/about/how/" not in found.added
    assert "/about/new/" in found.added
    assert "/about/accessibility/" in found.lost
    told = review.text(found, "main")
    assert "/about/method/ → /about/how/" in told
    assert "lost, with no redirect (1)" in told


def test_pages_below_an_entry_that_moves_are_not_lost(project: Project, former: Path) -> None:
    countries = project.root / "content" / "countries"
    text = (countries / "cambodia.md").read_text("utf-8")
    (former / "countries/cambodia.md").write_text(text.replace("/countries/kampuchea/", "/countries/khmer/"), "utf-8")
    (former / "countries/cambodia.md").rename(former / "countries/kampuchea.md")
    for file in [each for each in former.rglob("*.*") if each.is_file()]:
        file.write_text(file.read_text("utf-8").replace("country:cambodia", "country:kampuchea"), "utf-8")
    found = compared(project, former)
    assert ("/countries/kampuchea/brief/", "/countries/cambodia/brief/") in found.moved
    assert "/countries/kampuchea/" not in "".join(found.lost)
    assert "/countries/cambodia/" not in "".join(found.added)


def test_a_member_that_joins(project: Project, former: Path) -> None:
    project.edit("content/groupings/highlands.md", "members: [KHM, MNG, NPL]\nsize: 3", "members: [KHM, MNG, NPL, ALA]\nsize: 4")
    project.edit("content/site.yaml", "- .   MNG .", "- .   MNG ALA")
    found = compared(project, former)
    assert found.members == (ListChange("Highlands and river", ("Åland & Isles",), ()),)
    assert "1 grouping gains Åland & Isles: Highlands and river" in review.text(found, "main")


def test_a_side_with_problems_is_told(project: Project, former: Path) -> None:
    (former / "countries" / "nepal.md").unlink()
    found, problems = review.compare(project.root / "content", former)
    assert found is None
    assert problems


def test_markdown_is_a_table_that_no_title_breaks() -> None:
    days = date(2026, 1, 31)
    change = StatusChange("A|B <b>@all</b>", "[x](y)", "", "`z`\nw")
    found = Difference((days, days), statuses=(change,))
    html = MarkdownIt("commonmark", {"html": True}).enable("table").render(review.markdown(found, "a`b"))
    assert html.count("<tr>") == 2
    assert "<b>" not in html
    assert "<a " not in html
    assert "no entry" in html


def test_long_blocks_are_counted(project: Project) -> None:
    day = date(2026, 1, 31)
    rows = tuple(f"/a/{number}/" for number in range(review.MOST + 5))
    found = Difference((day, day), added=rows)
    assert "… and 5 more" in review.text(found, "x")
    assert "… and 5 more" in review.markdown(found, "x")


def test_verdicts_and_targets_of_the_real_content(tmp_path: Path) -> None:
    """Cambodia ratifies in the past: claims counted after that day flip, and advice for signatories no longer means it."""
    content = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    file = content / "countries" / "cambodia.md"
    text = file.read_text("utf-8")
    assert text.count("att: {signed: 2013-10-18") == 1
    file.write_text(text.replace("att: {signed: 2013-10-18", "att: {signed: 2013-10-18, ratified: 2020-01-01"), "utf-8")
    found, problems = review.compare(content, ROOT / "content")
    assert found is not None, problems
    assert [each.state for each in found.statuses] == ["Cambodia"]
    flipped = {each.claim: (each.before, each.after) for each in found.verdicts}
    assert any(before.startswith("agrees") and not after.startswith("agrees:") for before, after in flipped.values())
    assert any(each.lost == ("Cambodia",) for each in found.targets)
    assert any(each.gained == ("Cambodia",) for each in found.targets)
    assert any(each.lost == ("Cambodia",) for each in found.targets_then)
    told = review.text(found, "main")
    assert [(each.before, each.after, each.days[0]) for each in found.past_statuses] == [
        ("signatory", "party", date(2020, 12, 31))
    ]
    mandate = next(each for each in found.past_counts if each.grouping == "Mandate of UNRCPD")
    assert tuple(new - old for old, new in zip(mandate.before, mandate.after, strict=True)) == (1, -1, 0)
    assert mandate.days == found.past_statuses[0].days
    initial = next(each for each in found.dues if (each.report, each.which) == ("Initial report", "first"))
    assert (initial.before, initial.after, initial.states) == (None, date(2021, 3, 31), ("Cambodia",))
    assert "Arms Trade Treaty, Initial report, first day, Cambodia: none → 2021-03-31" in told


def test_a_problem_of_the_revision_is_told_as_such(project: Project, tmp_path: Path) -> None:
    former = shutil.copytree(project.root / "content", tmp_path / "former" / "content")
    (former / "countries/nepal.md").write_text("x")
    found, problems = review.compare(project.root / "content", former, revision="main")
    assert found is None
    assert [problem.path for problem in problems] == ["main:content/countries/nepal.md"]
