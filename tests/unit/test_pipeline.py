"""The stages in order: what is made again and what is not, and that neither a cache nor a place shows in the bytes."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Project, lay_out, tree

from sitegen import pipeline, publish, writers
from sitegen.pipeline import Report, Wishes
from sitegen.site import Artifact
from sitegen.tables import TABLES


def changed(project: Project, before: dict[str, bytes]) -> set[str]:
    """Paths whose bytes differ from before, or that came or went."""
    after = project.files()
    return {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}


def clean(project: Project, tmp_path: Path, wishes: Wishes | None = None) -> dict[str, bytes]:
    """What the project as it is now gives in a new folder without any cache."""
    paths = pipeline.Paths(*project.paths.inputs, tmp_path / "clean" / "site", tmp_path / "clean" / "cache")
    shutil.rmtree(tmp_path / "clean", ignore_errors=True)
    assert pipeline.build(paths, wishes or Wishes()).problems == ()
    return tree(paths.output)


def assert_untouched(project: Project, before: dict[str, tuple[int, int]]) -> None:
    assert publish.stamps(project.output) == before


# ---- what is made again ---------------------------------------------------------------------------------------


def test_nothing_to_do(built: Project) -> None:
    stamps = publish.stamps(built.output)
    report = built.build()
    assert (report.made, report.removed, report.problems) == (0, 0, ())
    assert report.kept == len(built.files())
    assert_untouched(built, stamps)


def test_a_touched_file_is_nothing_to_do(built: Project) -> None:
    os.utime(built.root / "content/countries/nepal.md")
    assert built.build().made == 0


def test_one_body_edited_makes_one_page_again(built: Project, tmp_path: Path) -> None:
    before = built.files()
    built.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    assert built.build() == Report(made=1, kept=len(before) - 1)
    assert changed(built, before) == {"countries/nepal/index.html"}
    assert built.files() == clean(built, tmp_path)


def test_one_fact_edited_makes_again_what_follows_from_it(built: Project, tmp_path: Path) -> None:
    before = built.files()
    built.edit("content/countries/nepal.md", "ratified: 2015-03-01", "ratified: 2015-04-01")
    built.build()
    found = changed(built, before)
    assert found >= {
        "countries/nepal/index.html",
        "countries/nepal/index.json",
        "treaties/att/index.html",
        "data/status.csv",
        "index.html",
    }
    assert not {
        path for path in found if path.startswith(("treaties/tpnw", "countries/cambodia", "about/", "data/countries", "site.css"))
    }
    assert built.files() == clean(built, tmp_path)


def test_a_template_edited_renders_its_pages_again(built: Project, tmp_path: Path) -> None:
    before = built.files()
    built.edit("templates/components/kind.html", '_("Registers")', '_("Lists of acts")')
    report = built.build()
    found = changed(built, before)
    assert found == {"sources/index.html", "sources/register/index.html"}
    assert report.made == len(found)
    assert built.files() == clean(built, tmp_path)


def test_a_style_edited_makes_the_style_sheet_again(built: Project) -> None:
    before = built.files()
    built.add("styles/components/new.css", ".new { color: red; }")
    built.build()
    assert changed(built, before) == {"site.css"}


def test_the_settings_edited_render_every_page_again(built: Project, tmp_path: Path) -> None:
    before = built.files()
    built.edit("content/site.yaml", "title: Golden", "title: Silver")
    built.build()
    assert {path for path in before if path.endswith(".html")} <= changed(built, before)
    assert built.files() == clean(built, tmp_path)


def test_a_static_file_comes_and_goes(built: Project) -> None:
    before = built.files()
    built.add("static/humans.txt", "we")
    assert built.build().made == 1
    assert changed(built, before) == {"humans.txt"}
    (built.root / "static/humans.txt").unlink()
    assert built.build().removed == 1
    assert changed(built, before) == set()


def test_the_files_of_a_deleted_entry_go(built: Project, tmp_path: Path) -> None:
    own = [path for path in built.files() if "aland-islands" in path]
    assert len(own) > 1
    (built.root / "content/countries/aland-islands.md").unlink()
    built.edit("content/groupings/everywhere.md", "size: 4", "size: 3")
    built.edit("content/groupings/not-south.md", "size: 2", "size: 1")
    report = built.build()
    assert (report.problems, report.removed) == ((), len(own))
    assert not (built.output / "countries/aland-islands").exists()
    assert b"aland" not in b"".join(built.files().values())
    assert built.files() == clean(built, tmp_path)


def test_a_new_entry_comes(built: Project, tmp_path: Path) -> None:
    built.add("content/organizations/press.md", "---\ntitle: Press\nkind: publisher\n---\n")
    built.edit("content/sources/handbook.md", "kind: document", "kind: document\npublisher: press")
    built.build()
    assert (built.output / "organizations/press/index.html").exists()
    assert built.files() == clean(built, tmp_path)


def test_what_was_changed_or_deleted_in_the_output_is_mended(built: Project) -> None:
    before = built.files()
    (built.output / "countries/nepal/index.html").write_text("<p>Nepal is a party.</p>")
    (built.output / "data/status.csv").unlink()
    (built.output / "stray.html").write_text("by hand")
    (built.output / "robots.txt").unlink()
    (built.output / "robots.txt").symlink_to("/etc/hostname")
    built.build()
    assert changed(built, before) == set()
    assert not (built.output / "robots.txt").is_symlink()


def test_what_was_changed_in_the_output_is_mended_also_beside_an_edit(built: Project, tmp_path: Path) -> None:
    (built.output / "countries/nepal/index.html").write_text("<p>Nepal is a party.</p>")
    built.edit("content/treaties/tpnw.md", "nuclear\n", "nuclear\nreference: XXVI-9\n")
    built.build()
    assert built.files() == clean(built, tmp_path)


def test_an_output_that_is_gone_is_made_again(built: Project) -> None:
    before = built.files()
    shutil.rmtree(built.output)
    assert built.build().made == len(before)
    assert changed(built, before) == set()


def test_another_day_and_another_address_are_other_sites(built: Project, tmp_path: Path) -> None:
    before = built.files()
    wishes = Wishes(date(2014, 12, 31), "https://elsewhere.example/base/")
    built.build(wishes)
    assert built.files() == clean(built, tmp_path, wishes)
    assert b"<loc>https://elsewhere.example/base/countries/nepal/</loc>" in built.files()["sitemap.xml"]
    built.build()
    assert changed(built, before) == set()


@pytest.mark.parametrize("day", [date(1800, 1, 1), date(2013, 6, 3), date(2200, 12, 31)])
def test_any_day_can_be_spoken_for(project: Project, day: date) -> None:
    assert project.build(Wishes(day)).problems == ()


# ---- caches ---------------------------------------------------------------------------------------------------


def test_no_cache_makes_all_again_and_the_same(built: Project) -> None:
    before, stamps = built.files(), publish.stamps(built.output)
    report = built.build(Wishes(use_cache=False))
    assert report == Report(made=0, kept=len(before))
    assert_untouched(built, stamps)


def damage_nothing(folder: Path) -> None:
    pass


def damage_all(folder: Path) -> None:
    shutil.rmtree(folder)


def damage_by_bits(folder: Path) -> None:
    chance = random.Random(1)
    for file in folder.iterdir():
        content = bytearray(file.read_bytes())
        for _ in range(20):
            content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        file.write_bytes(content)


def damage_by_half(folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def damage_by_words(folder: Path) -> None:
    """Damage that a pickle would not notice: other words of the same length."""
    for file in folder.iterdir():
        file.write_bytes(
            file.read_bytes().replace(b"high mountains", b"deep mountains").replace(b"conventional", b"unconvention")
        )


def damage_by_folders(folder: Path) -> None:
    for file in list(folder.iterdir()):
        file.unlink()
        file.mkdir()


def damage_by_swapping(folder: Path) -> None:
    files = sorted(folder.iterdir())
    contents = [file.read_bytes() for file in files]
    for file, content in zip(files, reversed(contents), strict=True):
        file.write_bytes(content)


@pytest.mark.parametrize(
    "damage", [damage_nothing, damage_all, damage_by_bits, damage_by_half, damage_by_words, damage_by_folders, damage_by_swapping]
)
@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited"])
def test_the_site_is_the_same_whatever_the_cache_is(
    built: Project, tmp_path: Path, damage: Callable[[Path], None], edited: bool
) -> None:
    if edited:
        built.edit("content/treaties/att.md", "The trade", "All trade")
    damage(built.paths.cache)
    assert built.build().problems == ()
    assert built.files() == clean(built, tmp_path)


def test_a_cache_of_other_code_is_not_used(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before = built.files()
    monkeypatch.setattr(pipeline.cache, "code_digest", lambda package: "other code")
    assert built.build() == Report(made=0, kept=len(before))
    monkeypatch.setattr(pipeline.load, "read_entry", lambda *_: pytest.fail("is in the cache"))
    built.edit("templates/pages/not_found.html", "</ul>", "</ul >")
    assert built.build().made == 1


def test_a_cache_that_can_not_be_written_is_no_mistake(project: Project) -> None:
    project.paths.cache.write_text("in the way")
    assert project.build().problems == ()
    assert project.build().problems == ()


def spare_of(project: Project) -> Path:
    """The tree of the build before the last, which stays in the cache so that the next build need not make all folders."""
    (found,) = project.paths.cache.glob("*.spare")
    assert found.with_suffix(".memory").is_file()
    return found


def test_the_tree_before_stays_in_the_cache_and_is_used_again(built: Project, tmp_path: Path) -> None:
    before = built.files()
    built.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    built.build()
    assert tree(spare_of(built)) == before
    folder = (spare_of(built) / "countries").stat().st_ino
    built.edit("content/countries/nepal.md", "higher mountains", "highest mountains")
    assert built.build().made == 1
    assert (built.output / "countries").stat().st_ino == folder
    assert built.files() == clean(built, tmp_path)


@pytest.mark.parametrize("harm", [shutil.rmtree, lambda spare: (spare / "countries/nepal/index.html").write_text("old")])
def test_a_spare_tree_that_was_changed_does_not_show(built: Project, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    built.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    built.build()
    harm(spare_of(built))
    built.edit("content/treaties/att.md", "The trade", "All trade")
    assert built.build().problems == ()
    assert built.files() == clean(built, tmp_path)


def test_an_old_tree_that_can_not_be_removed_is_told(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publish.swap, "sweep", lambda output: (output.parent / ".site.old-1",))
    built.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    assert built.build().left == (built.output.parent / ".site.old-1",)


def test_a_body_that_is_known_is_not_read_again(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    real, read = pipeline.load.read_entry, []

    def noting(path: str, *rest: object) -> object:
        read.append(path)
        return real(path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline.load, "read_entry", noting)
    built.edit("content/countries/nepal.md", "high", "low")
    built.build()
    assert read == ["content/countries/nepal.md"]


# ---- the same everywhere --------------------------------------------------------------------------------------


def build_elsewhere(root: Path, **environment: str) -> dict[str, bytes]:
    """Build a small project in a process of its own, in another folder, under other settings of the machine."""
    project = lay_out(root)
    for folder in (root / "content").iterdir():  # another order on the disk
        if folder.is_dir():
            for file in sorted(folder.iterdir(), reverse=environment["LANG"] != "C"):
                copy = file.with_suffix(".tmp")
                file.rename(copy)
                copy.rename(file)
    script = (
        f"import sys; from pathlib import Path; from sitegen import cli; sys.exit(cli.main(['--quiet'], Path({str(root)!r})))"
    )
    inherited = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=inherited | environment, check=True)
    return project.files()


def test_two_builds_in_two_places_give_the_same_bytes(tmp_path: Path) -> None:
    here = build_elsewhere(tmp_path / "one", LANG="C", LC_ALL="C", TZ="UTC", PYTHONHASHSEED="1")
    there = build_elsewhere(
        tmp_path / "a much longer and other" / "two",
        LANG="tr_TR.UTF-8",
        LC_ALL="tr_TR.UTF-8",
        TZ="Pacific/Kiritimati",
        PYTHONHASHSEED="2",
    )
    assert here == there
    everything = b"".join(here.values())
    assert str(tmp_path).encode() not in everything
    assert b"sitegen" not in everything


# ---- problems -------------------------------------------------------------------------------------------------

MISTAKES = {
    "content": ("content/countries/nepal.md", "iso3: NPL", "iso3: Nepal", "content/countries/nepal.md:3:7: iso3: "),
    "settings": ("content/site.yaml", "as_of: 2026-01-31", "as_of: soon", "content/site.yaml:4:8: as_of: "),
    "reference": (
        "content/countries/nepal.md",
        "sources: [handbook]",
        "sources: [handbok]",
        "content/countries/nepal.md:10:11: sources[0]",
    ),
    "grouping": ("content/groupings/south.md", "size: 3", "size: 4", "content/groupings/south.md:5:7: size: must be 3"),
    "template": ("templates/pages/country.html", "view.body", "view.bdoy", "templates/pages/country.html:"),
}


@pytest.mark.parametrize("kind", [kind for kind in MISTAKES if kind != "template"])
def test_a_problem_leaves_the_old_site_untouched(built: Project, kind: str) -> None:
    path, old, new, told = MISTAKES[kind]
    stamps = publish.stamps(built.output)
    built.edit(path, old, new)
    problems = built.problems()
    assert [each[: len(told)] for each in problems] == [told]
    assert_untouched(built, stamps)
    built.edit(path, new, old)
    assert built.build().made == 0


def test_a_template_s_problem_leaves_the_old_site_untouched_and_is_told_once(built: Project) -> None:
    stamps = publish.stamps(built.output)
    built.edit("templates/partials/header.html", "site.name", "site.nmae")
    line = next(
        n for n, text in enumerate((built.root / "templates/partials/header.html").read_text().splitlines(), 1) if "nmae" in text
    )
    (problem,) = built.problems()
    pages = sum(path.endswith("index.html") or path == "404.html" for path in built.files())
    assert problem.startswith(f"templates/partials/header.html:{line}: ")
    assert "nmae" in problem
    assert problem.endswith(f", for index.html and {pages - 3} more")  # all but the first and two redirects, which have no header
    assert_untouched(built, stamps)


def test_a_template_that_can_not_be_read_is_read_once_for_all_its_pages(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = writers.write

    def noting(artifact: Artifact, *rest: object) -> bytes:
        written.append(artifact.template)
        return write(artifact, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(writers, "write", noting)
    built.edit("templates/layouts/base.html", "<body", "{% if %}<body")
    assert len(built.problems()) == 1
    assert written.count("pages/country.html") == 1


def test_a_mistake_in_a_template_of_one_page_names_the_page(built: Project) -> None:
    built.edit("templates/pages/home.html", "view.treaty_title", "view.title")
    (problem,) = built.problems()
    assert problem.startswith("templates/pages/home.html:")
    assert problem.endswith(", for index.html")


def test_problems_come_sorted_and_all_at_once(built: Project) -> None:
    for name in ("nepal", "mongolia", "cambodia"):
        built.edit(f"content/countries/{name}.md", "un_status: member", "un_status: Member")
    built.edit("content/site.yaml", "languages: [en]", "languages: [EN]")
    assert [problem.split(":")[0] for problem in built.problems()] == [
        *(f"content/countries/{name}.md" for name in ("cambodia", "mongolia", "nepal")),
        "content/site.yaml",
    ]


def test_the_same_problem_is_told_again_from_the_cache(built: Project) -> None:
    built.edit("content/countries/nepal.md", "iso3: NPL", "iso3: Nepal")
    first = built.problems()
    assert first
    assert built.problems() == first


@pytest.mark.parametrize("name", ["templates/pages/home.html", "styles/base.css"])
def test_a_template_or_style_that_is_no_text(built: Project, name: str) -> None:
    stamps = publish.stamps(built.output)
    (built.root / name).write_bytes(b"\xff\xfe<\x00")
    (problem,) = built.problems()
    assert problem == f"{name}: the file must be saved as UTF-8; it is UTF-16"
    assert_untouched(built, stamps)


def test_a_dead_link_in_a_body(built: Project) -> None:
    stamps = publish.stamps(built.output)
    built.edit("content/countries/nepal.md", "A state of", "[x](/countries/atlantis/) A state of")
    near = "did you mean /countries/aland-islands/?"
    assert built.problems() == [f"content/countries/nepal.md:16:5: no page has the address /countries/atlantis/ ({near})"]
    built.edit("content/countries/nepal.md", "/countries/atlantis/", "/atlantis/")
    assert built.problems() == ["content/countries/nepal.md:16:5: no page has the address /atlantis/"]
    assert_untouched(built, stamps)


def test_a_dead_anchor_in_a_body(built: Project) -> None:
    built.edit("content/countries/nepal.md", "A state of", "[x](/treaties/att/#what-it-cover) A state of")
    assert built.problems() == [
        "content/countries/nepal.md:16:5: the page /treaties/att/ has no place #what-it-cover (did you mean what-it-covers?)"
    ]


def test_a_link_that_dies_with_a_page_that_was_kept(built: Project) -> None:
    """The page with the link is not made again, and its link is checked all the same."""
    built.edit("content/countries/nepal.md", "A state of", "[x](/humans.txt) A state of")
    built.add("static/humans.txt", "we")
    assert built.problems() == []
    (built.root / "static/humans.txt").unlink()
    assert built.problems() == ["content/countries/nepal.md:16:5: no page has the address /humans.txt"]


def test_a_dead_link_in_a_template(built: Project) -> None:
    built.edit("templates/partials/header.html", '<nav class="menu"', '<a href="/nowhere/">{{ _("x") }}</a><nav class="menu"')
    (problem,) = built.problems()
    assert "a link leads nowhere: /nowhere/index.html; " in problem
    assert problem.endswith(" pages have it")


def test_a_former_address_leads_on(built: Project) -> None:
    page = built.files()["countries/kampuchea/index.html"].decode()
    assert 'http-equiv="refresh" content="0; url=../cambodia/index.html"' in page
    assert '<a href="../cambodia/index.html">Cambodia</a>' in page
    assert '<link rel="canonical" href="https://golden.example/countries/cambodia/">' in page
    assert "kampuchea" not in built.files()["sitemap.xml"].decode()


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/countries/nepal/", "must be an address that is free; “/countries/nepal/” is that of content/countries/nepal.md"),
        ("/countries/", "must be an address that is free; “/countries/” is that of a list of the site"),
        ("/countries/kampuchea/", "“/countries/kampuchea/” must stand once; content/countries/cambodia.md has it too"),
        ("/countries/nepal/brief/", "must be an address that is free; the site has a page at “/countries/nepal/brief/”"),
        ("/countries/mongolia/", "must not be the address that the entry has; found “/countries/mongolia/”"),
    ],
)
def test_a_former_address_that_is_taken(built: Project, address: str, message: str) -> None:
    stamps = publish.stamps(built.output)
    built.edit("content/countries/mongolia.md", "sources: [handbook]", f"sources: [handbook]\nredirect_from: [{address}]")
    assert built.problems() == [f"content/countries/mongolia.md:11:17: redirect_from[0]: {message}"]
    assert_untouched(built, stamps)


def test_a_static_file_that_is_a_page_too(built: Project) -> None:
    built.add("static/sitemap.xml", "mine")
    assert built.problems() == ["static/sitemap.xml: the site has a file at this address already; give this one another name"]


def test_a_static_file_where_a_folder_must_be(built: Project) -> None:
    built.add("static/countries", "mine")
    assert built.problems() == ["static/countries: the site has a folder at this address already; give this one another name"]


def test_an_output_that_can_not_be_published(project: Project) -> None:
    project.output.mkdir()
    (project.output / "thesis.doc").write_text("years of work")
    (problem,) = project.problems()
    assert problem.startswith(f"{project.output}: holds files and no ")
    assert "no build made it" in problem
    assert [path.name for path in project.output.iterdir()] == ["thesis.doc"]


def test_an_output_that_is_a_file(project: Project) -> None:
    project.output.write_text("mine")
    assert project.problems() == [
        f"{project.output}: is a file, not a folder; move it away, or name another folder as the output"
    ]
    assert project.output.read_text() == "mine"


def test_an_output_around_the_project_is_a_problem(project: Project) -> None:
    paths = pipeline.Paths(*project.paths.inputs, project.root, project.paths.cache)
    (project.root / publish.MARKER).write_text("a site, it seems")
    (problem,) = pipeline.build(paths, Wishes()).problems
    assert "is in the output, which is replaced whole; name another folder" in problem.message
    assert project.paths.content.is_dir()


@pytest.mark.parametrize("name", ["templates", "styles", "static"])
def test_a_folder_that_is_not_there(project: Project, name: str) -> None:
    shutil.rmtree(project.root / name)
    assert project.problems() == [f"{name}: the folder is missing; the site can't be made without it"]
    assert not project.output.exists()


def test_a_template_that_is_missing_is_told_once(built: Project) -> None:
    stamps = publish.stamps(built.output)
    (built.root / "templates/components/date.html").unlink()
    (problem,) = built.problems()
    assert "there is no template components/date.html" in problem
    assert " templates ask for it, for " in problem
    assert_untouched(built, stamps)


def test_templates_without_end_are_told_at_once(built: Project) -> None:
    (built.root / "templates/partials/footer.html").write_text("x{% include 'partials/footer.html' %}")
    start = time.monotonic()
    (problem,) = built.problems()
    assert problem.startswith("templates/partials/footer.html:1: it includes itself without end, for ")
    assert problem.endswith(" more")
    assert time.monotonic() - start < 30, "each page was tried"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("tokens.css", "", ["styles/tokens.css: is missing; each layer has a sheet, or a folder of sheets"]),
        (
            "tokens.css",
            "tokns.css",
            [
                "styles/tokns.css: no layer has this name (did you mean tokens?); "
                "there are reset, tokens, base, layout, components, utilities"
            ],
        ),
    ],
)
def test_a_sheet_that_stands_in_no_layer(built: Project, old: str, new: str, told: list[str]) -> None:
    sheet = built.root / "styles" / old
    sheet.rename(sheet.with_name(new)) if new else sheet.unlink()
    assert built.problems() == told


@pytest.mark.parametrize("path", ["content", "content/site.yaml"])
def test_content_that_is_not_there(project: Project, path: str) -> None:
    target = project.root / path
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    assert project.problems()
    assert not project.output.exists()


def test_check_writes_nothing(project: Project) -> None:
    found, problems = pipeline.check(project.paths.content)
    assert (found is None, problems) == (False, [])
    assert sorted(path.name for path in project.root.iterdir()) == ["content", "static", "styles", "templates"]


# ---- the real site --------------------------------------------------------------------------------------------


def counted(site: Path, treaty: str, grouping: str, day: str) -> list[str]:
    with (site / "data/counts.csv").open(encoding="utf-8", newline="") as file:
        (row,) = (row for row in csv.DictReader(file) if (row["treaty"], row["grouping"], row["date"]) == (treaty, grouping, day))
    return [row[name] for name in ("parties", "signatories", "neither")]


def test_the_real_site_has_the_numbers_of_a_day_that_were_checked(real_site: Path) -> None:
    assert counted(real_site, "att", "unrcpd-mandate", "2025-02-21") == ["12", "9", "22"]


def test_the_real_content_on_an_earlier_day() -> None:
    then, _ = pipeline.check(ROOT / "content", date(2025, 2, 21))
    assert then is not None
    rows = {
        table.name: [dict(zip([c.name for c in table.columns], row, strict=True)) for row in table.rows(then)] for table in TABLES
    }
    (row,) = (
        each
        for each in rows["counts"]
        if (each["treaty"], each["grouping"], each["date"]) == ("att", "unrcpd-mandate", "2025-02-21")
    )
    assert [row[name] for name in ("parties", "signatories", "neither")] == [12, 9, 22]
    assert max(str(each["date"]) for each in rows["counts"]) == "2025-02-21"
    assert max(str(each["date"]) for each in rows["actions"]) <= "2025-02-21"


def test_a_site_of_an_earlier_day_says_so(built: Project) -> None:
    assert built.build(Wishes(date(2025, 2, 21))).problems == ()
    assert counted(built.output, "att", "highlands", "2025-02-21") == ["1", "1", "1"]
    assert "21 February 2025" in (built.output / "index.html").read_text("utf-8")
    assert "2025-12-01" not in (built.output / "data/actions.csv").read_text("utf-8")
