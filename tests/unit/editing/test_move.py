"""Another slug for an entry: what refers to it follows, and nothing else is touched."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import GOLDEN, Project

from sitegen import pipeline
from sitegen.content_types import CONTENT_TYPES
from sitegen.content_types.country import COUNTRY
from sitegen.content_types.page import PAGE
from sitegen.content_types.source import SOURCE
from sitegen.content_types.treaty import TREATY
from sitegen.editing import move
from sitegen.links import AnyEntry
from sitegen.model import ContentType, Ref, walk

ROOT = Path(__file__).parents[3]
KINDS = {kind.name: kind for kind in CONTENT_TYPES}


def moved(content: Path, kind: ContentType, old: str, new: str) -> move.Move:
    facts, problems = pipeline.check(content)
    assert facts is not None, problems
    assert move.refusal(kind, old, new, facts.library) == ""
    found = move.move(kind, old, new, facts.library, lambda path: (content.parent / path).read_bytes())
    assert found.problems == ()
    return found


def text(found: move.Move, path: str) -> str:
    raw = found.changes[path]
    assert raw is not None
    return raw.decode()


def lines_that_differ(before: str, after: str) -> list[tuple[str, str]]:
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [pair for pair in pairs if pair[0] != pair[1]]


# ---- what follows ---------------------------------------------------------------------------------------------


def test_keys_texts_links_and_settings_follow(project: Project) -> None:
    found = moved(project.paths.content, TREATY, "att", "arms-trade-treaty")
    assert found.changes["content/treaties/att.md"] is None
    assert "redirect_from: [/treaties/att/]\n---\n" in text(found, "content/treaties/arms-trade-treaty.md")
    cambodia = (GOLDEN / "content/countries/cambodia.md").read_text("utf-8")
    assert lines_that_differ(cambodia, text(found, "content/countries/cambodia.md")) == [
        (
            "  att: {signed: 2013-10-18, also: [handbook]}",
            "  arms-trade-treaty: {signed: 2013-10-18, also: [handbook]}",
        ),
        (
            "Cambodia signed the [Arms Trade Treaty](treaty:att#what-it-covers) and lies far from [Nepal](country:nepal).",
            "Cambodia signed the [Arms Trade Treaty](treaty:arms-trade-treaty#what-it-covers) "
            "and lies far from [Nepal](country:nepal).",
        ),
    ]
    settings = (GOLDEN / "content/site.yaml").read_text("utf-8")
    assert text(found, "content/site.yaml") == settings.replace("lead_treaty: att", "lead_treaty: arms-trade-treaty")
    assert found.counts["content/countries/cambodia.md"] == 2
    assert found.counts["content/site.yaml"] == 1
    assert "content/countries/nepal.md" in found.changes
    assert "content/treaties/tpnw.md" not in found.changes


def test_a_shorthand_stays_one(project: Project) -> None:
    found = moved(project.paths.content, SOURCE, "handbook", "the-handbook")
    after = text(found, "content/countries/cambodia.md")
    assert "sources: [{source: the-handbook, at: page 3}]" in after
    assert "also: [the-handbook]" in after
    assert "sources: [the-handbook]" in text(found, "content/countries/nepal.md")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[a](country:nepal)", "[a](country:x)"),
        ("[a](country:nepal#part)", "[a](country:x#part)"),
        ('[a](<country:nepal> "country:nepal")', '[a](<country:x> "country:nepal")'),
        ("[a][b] and [b]\n\n[b]: country:nepal", "[a][b] and [b]\n\n[b]: country:x"),
        ("[a](/countries/nepal/)", "[a](/countries/x/)"),
        ("[a](/countries/nepal/#part) [b](/countries/nepal/index.json)", "[a](/countries/x/#part) [b](/countries/x/index.json)"),
        ("`[a](country:nepal)` [a](country:nepal)", "`[a](country:nepal)` [a](country:x)"),
        ("    [a](country:nepal)\n\n[a](country:nepal)", "    [a](country:nepal)\n\n[a](country:x)"),
        ("see country:nepal (country:nepal)", "see country:nepal (country:nepal)"),
        ("[country:nepal](country:nepal)", "[country:nepal](country:x)"),
        ("[a](country:nepal-2) [a](/countries/nepali/)", "[a](country:nepal-2) [a](/countries/nepali/)"),
        ("[a](treaty:nepal)", "[a](treaty:nepal)"),
        ("[a](https://x.example/countries/nepal/)", "[a](https://x.example/countries/nepal/)"),
        ("| a |\n| - |\n| [a](country:nepal) |", "| a |\n| - |\n| [a](country:x) |"),
    ],
)
def test_a_link_is_what_leads_there(small_facts: pipeline.facts.Facts, before: str, after: str) -> None:
    """Code, plain text and other addresses stay."""
    library = small_facts.library
    other = library[Ref("page", "about")]
    work = move._Rewriting(library[Ref("country", "nepal")], "x", "/countries/x/", library)
    for newline in ("\n", "\r\n"):
        raw = f"---\ntitle: About\n---\n\n{before}\n".replace("\n", newline).encode()
        found, _ = work.file(other, raw)
        assert found == f"---\ntitle: About\n---\n\n{after}\n".replace("\n", newline).encode()


def test_addresses_of_entries_below_stay_theirs(project: Project) -> None:
    project.edit("content/pages/contribute.md", "See [the treaty](treaty:att)", "See [m](/about/method/) and [a](/about/#a-part)")
    found = moved(project.paths.content, PAGE, "about", "imprint")
    after = text(found, "content/pages/contribute.md")
    assert "See [m](/about/method/) and [a](/about/imprint/#a-part)" in after
    assert "redirect_from: [/about/]" in text(found, "content/pages/imprint.md")


# ---- redirects ------------------------------------------------------------------------------------------------


def test_a_further_address_is_added_to_the_former_ones(project: Project) -> None:
    found = moved(project.paths.content, COUNTRY, "cambodia", "khmer")
    assert "redirect_from: [/countries/kampuchea/, /countries/cambodia/]" in text(found, "content/countries/khmer.md")


def test_a_slug_may_be_taken_up_again_by_the_entry_that_had_it(project: Project) -> None:
    found = moved(project.paths.content, COUNTRY, "cambodia", "kampuchea")
    assert "redirect_from: [/countries/cambodia/]" in text(found, "content/countries/kampuchea.md")


@pytest.mark.parametrize(
    ("kind", "old", "new", "why"),
    [
        (COUNTRY, "nepall", "x", "there is no country “nepall” (did you mean nepal?)"),
        (COUNTRY, "att", "x", "there is no country “att”"),
        (COUNTRY, "nepal", "nepal", "“nepal” is the slug that it has"),
        (COUNTRY, "nepal", "mongolia", "is there already; choose another slug"),
        (
            COUNTRY,
            "nepal",
            "kampuchea",
            "/countries/kampuchea/ once led to content/countries/cambodia.md and still does; a slug is never used again",
        ),
        (TREATY, "att", "kampuchea", ""),
    ],
)
def test_what_is_refused(small_facts: pipeline.facts.Facts, kind: ContentType, old: str, new: str, why: str) -> None:
    assert move.refusal(kind, old, new, small_facts.library) == why


def test_what_can_not_be_rewritten_in_place_is_told(project: Project) -> None:
    project.edit("content/countries/nepal.md", "sources: [handbook]", "sources:\n  - source: >-\n      handbook")
    facts, problems = pipeline.check(project.paths.content)
    assert facts is not None, problems
    found = move.move(SOURCE, "handbook", "x", facts.library, lambda path: (project.root / path).read_bytes())
    assert found.changes == {}
    assert [str(problem) for problem in found.problems] == [
        "content/countries/nepal.md:1:1: what refers to the source “handbook” can't be changed in place, "
        "a block of text is changed by hand; change it by hand first"
    ]


# ---- the real content -----------------------------------------------------------------------------------------


def references(entries: list[AnyEntry], target: Ref) -> dict[str, int]:
    """How often each entry refers to one, in its fields and its body."""
    counts = {
        each.path: sum(leaf == target for _, leaf in walk(each.fields)) + sum(ref == target for ref, *_ in each.body.refs)
        for each in entries
    }
    return {path: count for path, count in counts.items() if count}


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_every_reference_to_an_entry_of_the_real_content_follows(facts: pipeline.facts.Facts, kind: ContentType) -> None:
    """The entry of each type that most refer to."""
    library = facts.library
    entries = [*library.entries.values(), library.settings]
    most = max(library.of(kind.name), key=lambda each: (len(library.backlinks.get(each.ref, ())), each.slug))
    found = move.move(kind, most.slug, "a-new-slug", library, lambda path: (ROOT / path).read_bytes())
    assert found.problems == ()
    assert found.counts == references(entries, most.ref)
    assert set(found.changes) == {*found.counts, most.path, f"content/{kind.folder}/a-new-slug.md"}
    for path in found.counts.keys() - {most.path}:
        old, new = (ROOT / path).read_text("utf-8"), text(found, path)
        assert all(a.replace(most.slug, "a-new-slug") == b or most.slug in a for a, b in lines_that_differ(old, new))
