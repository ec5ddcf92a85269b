"""What is made of the finished site: the search index and the archive, when they are made again, and what stops them."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import shutil
import stat
import sys
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import Project, tree
from hypothesis import given
from hypothesis import strategies as st
from test_pipeline import (
    changed,
    clean,
    damage_all,
    damage_by_bits,
    damage_by_half,
    damage_by_swapping,
    damage_nothing,
)

from sitegen import pipeline, publish
from sitegen.derive.facts import Facts
from sitegen.finish import FINISHES, archive, promised, search
from sitegen.finish.finished import Unfinished
from sitegen.model import Ref
from sitegen.pipeline import Wishes
from sitegen.site import ARCHIVE, Page

ALL = Wishes(finish=True)
PACKED = {ARCHIVE, f"{ARCHIVE}.sha256"}


@pytest.fixture(scope="session")
def _finished_once(_built_once: tuple[Project, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with everything that can be made of it, beside the place where tests change it."""
    root = _built_once[0].root
    shutil.rmtree(root)
    shutil.copytree(_built_once[1], root)
    assert pipeline.build(pipeline.Paths.below(root), ALL).problems == ()
    (spare,) = pipeline.Paths.below(root).cache.glob("*.spare")
    shutil.rmtree(spare)
    return shutil.copytree(root, tmp_path_factory.mktemp("finished") / "copy")


@pytest.fixture
def finished(_built_once: tuple[Project, Path], _finished_once: Path) -> Project:
    """A small project that was built with all there is, for a test to change: as new for each, at the same place."""
    project = _built_once[0]
    shutil.rmtree(project.root)
    shutil.copytree(_finished_once, project.root)
    return project


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where the index is made again."""
    monkeypatch.setattr(search, "_index", lambda *_: pytest.fail("the index is made again"))


def found_by(files: dict[str, bytes]) -> dict[str, list[str]]:
    """What each page of an index can be filtered by, by the page's address."""
    fragments = {path: content for path, content in files.items() if path.endswith(".pf_fragment")}
    filters = json.loads(files["pagefind/filters.json"])
    assert {f"pagefind/fragment/{name}.pf_fragment" for name in filters} == fragments.keys()
    return {search._address(fragments[f"pagefind/fragment/{name}.pf_fragment"]): values for name, values in filters.items()}


# ---- what is made ---------------------------------------------------------------------------------------------


def test_what_is_promised_is_made(finished: Project) -> None:
    assert set(promised()) <= finished.files().keys()
    assert [each.name for each in FINISHES] == ["search", "archive"]


def test_each_entry_and_each_list_is_found_and_nothing_else(
    finished: Project, small_pages: dict[str, Page], small_facts: Facts
) -> None:
    found = found_by(finished.files())
    own = {
        each.address
        for each in small_pages.values()
        if each.entry is None or small_facts.library[each.entry].address == each.address
    }
    assert found.keys() == {f"{address}index.html" for address in own - {"/", "/search/", "/404.html"}}
    assert found["/countries/index.html"] == ["type:list"]
    assert found["/countries/nepal/index.html"] == ["type:country", "country:nepal", "treaty:att"]
    assert "country:cambodia" in found["/groupings/south/index.html"]


def test_what_shows_an_entry_once_more_is_not_found(small_pages: dict[str, Page], small_facts: Facts) -> None:
    page = small_pages["/countries/nepal/"]
    brief = dataclasses.replace(page, address="/countries/nepal/brief/")
    stage = search.Finished(SimpleNamespace(facts=small_facts, pages=(page, brief)), {}, lambda _: b"")
    assert [each.address for each in search._pages(stage)] == ["/countries/nepal/"]


def test_furniture_is_not_indexed(finished: Project) -> None:
    texts = [gzip.decompress(content).decode() for path, content in finished.files().items() if path.endswith(".pf_fragment")]
    everything = "".join(texts)
    for words in ("Skip to the content", "Cite", "You are here", "Home", "is not a site of the United Nations"):
        assert words not in everything
    assert "high mountains" in everything


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("<dl><dt>Kind</dt><dd>UN body</dd>", "<dl><dt>Kind:</dt> <td>UN body</td>"),
        (
            "<caption>Parts</caption><tr><th>Treaty</th><th scope=row>Status</th>",
            "<p>Parts</p><tr><td>Treaty</td><td scope=row>Status</td>",
        ),
        ('<a href="/">Treaty</a><span class="checked">read</span>', '<a href="/">Treaty</a> <span class="checked">read</span>'),
        ("<thead><tr>(<span>none</span>) <span>all</span>", "<thead><tr>(<span>none</span>) <span>all</span>"),
    ],
)
def test_what_a_style_sets_apart_is_apart_in_the_index(written: str, read: str) -> None:
    assert search._parted(written) == read


def test_no_excerpt_is_glued_together(finished: Project) -> None:
    fragments = [content for path, content in finished.files().items() if path.endswith(".pf_fragment")]
    texts = {search._address(each): gzip.decompress(each).decode() for each in fragments}
    assert "Treatyas" not in texts["/countries/nepal/index.html"]
    assert "Capital: Kathmandu" in texts["/countries/nepal/index.html"]
    assert "TreatyStatus" not in "".join(texts.values())


# ---- what a page is found by ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("Democratic People's Republic of Korea", {"DPRK", "DPR"}),
        ("United Kingdom of Great Britain and Northern Ireland", {"UKGBNI", "UK"}),
        ("United States of America", {"USA", "US"}),
        ("the Federated States of Micronesia", {"FSM"}),
        ("Iran (Islamic Republic of)", {"IIR"}),
        ("Nepal", set()),
        ("Timor-Leste", set()),
        ("", set()),
    ],
)
def test_initials(name: str, found: set[str]) -> None:
    assert set(search.initials(name)) == found


def test_an_entry_is_found_by_its_other_names(facts: Facts) -> None:
    korea, land_mines = facts.library.codes["PRK"], facts.library[Ref("treaty", "apmbc")]
    assert search.other_names(korea) == (("KP", "PRK", "DPRK", "DPR"), korea.fields.formal_name)
    assert search.other_names(land_mines) == (("APMBC",), land_mines.fields.full_title)
    assert search.other_names(facts.library[Ref("page", "method")]) == ((), "")


def test_what_the_page_has_no_use_for_is_not_published(finished: Project) -> None:
    ours = {path for path in finished.files() if path.startswith("pagefind/")}
    assert not {path for path in ours if "-ui." in path or "highlight" in path or "worker" in path}
    assert {path.rpartition(".")[2] for path in ours} == {"js", "json", "pagefind", "pf_meta", "pf_index", "pf_fragment"}


def test_a_page_is_named_by_its_fields_and_its_body(facts: Facts, pages: dict[str, Page]) -> None:
    claim = search.named(pages["/claims/wgtu-2018-chile-95th/"], facts)
    assert claim[0] == "type:claim"
    assert {"country:chile", "treaty:att"} <= set(claim)
    for page in pages.values():
        entry = facts.library[page.entry] if page.entry else None
        if entry and entry.address == page.address:
            linked = {f"{ref.type}:{ref.slug}" for ref, *_ in entry.body.refs if ref.type in ("country", "treaty")}
            assert linked <= set(search.named(page, facts))
            assert all(facts.library[Ref(*each.split(":"))] for each in search.named(page, facts)[1:])


def test_without_the_stage_there_is_neither_and_the_pages_say_so(finished: Project, small_site: Path) -> None:
    with_search = (finished.output / "search/index.html").read_text("utf-8")
    without = (small_site / "search/index.html").read_text("utf-8")
    assert '<form class="search"' in with_search
    assert "made without the search" in without
    assert "<form" not in without
    assert "search.js" not in without
    for text in (with_search, without):
        assert '<a href="../countries/nepal/index.html">Nepal</a>' in text
    assert 'href="arms-control-profiles.zip"' in (finished.output / "data/index.html").read_text("utf-8")
    assert "zip" not in (small_site / "data/index.html").read_text("utf-8")
    assert not (small_site / "pagefind").exists()
    assert finished.build().removed > len(PACKED)
    assert finished.files() == tree(small_site)


def test_the_search_page_alone_may_run_wasm(finished: Project) -> None:
    pages = {path: content.decode() for path, content in finished.files().items() if path.endswith(".html")}
    assert {path for path, text in pages.items() if "wasm-unsafe-eval" in text} == {"search/index.html"}


# ---- what is made again ---------------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_index")
def test_nothing_to_do(finished: Project) -> None:
    stamps = publish.stamps(finished.output)
    assert finished.build(ALL) == pipeline.Report(kept=len(finished.files()))
    assert publish.stamps(finished.output) == stamps


def test_one_body_edited(finished: Project, tmp_path: Path) -> None:
    before = finished.files()
    finished.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    assert finished.build(ALL).problems == ()
    found = changed(finished, before)
    assert {"countries/nepal/index.html", "pagefind/pagefind-entry.json"} | PACKED <= found
    assert all(path in PACKED or path.startswith(("pagefind/", "countries/nepal/")) for path in found)
    assert finished.files() == clean(finished, tmp_path, ALL)


@pytest.mark.usefixtures("no_index")
def test_a_style_edited_is_packed_and_not_indexed(finished: Project) -> None:
    before = finished.files()
    finished.add("styles/components/new.css", ".new { color: red; }")
    assert finished.build(ALL).made == 3
    assert changed(finished, before) == {"site.css", *PACKED}


@pytest.mark.usefixtures("no_index")
def test_what_stands_outside_the_main_part_is_not_indexed_again(finished: Project) -> None:
    before = finished.files()
    finished.edit("templates/partials/footer.html", 'href="/corrections/"', 'class="x" href="/corrections/"')
    assert finished.build(ALL).problems == ()
    found = changed(finished, before)
    assert found > PACKED
    assert not [path for path in found if path.startswith("pagefind/")]


def test_another_abbreviation_is_indexed(finished: Project, tmp_path: Path) -> None:
    before = finished.files()
    finished.edit("content/treaties/tpnw.md", "abbreviation: TPNW", "abbreviation: BAN")
    assert finished.build(ALL).problems == ()
    assert "pagefind/pagefind-entry.json" in changed(finished, before)
    assert finished.files() == clean(finished, tmp_path, ALL)


@pytest.mark.parametrize("path", ["pagefind/pagefind.js", "pagefind/filters.json", ARCHIVE, f"{ARCHIVE}.sha256"])
def test_what_was_changed_or_deleted_in_the_output_is_mended(finished: Project, path: str) -> None:
    before = finished.files()
    (finished.output / path).write_bytes(b"by hand")
    assert finished.build(ALL).problems == ()
    (finished.output / path).unlink()
    assert finished.build(ALL).made == 1
    assert changed(finished, before) == set()


@pytest.mark.parametrize("damage", [damage_nothing, damage_all, damage_by_bits, damage_by_half, damage_by_swapping])
@pytest.mark.parametrize("edited", [False, True], ids=["as it was", "edited"])
def test_the_site_is_the_same_whatever_the_cache_is(
    finished: Project, tmp_path: Path, damage: Callable[[Path], None], edited: bool
) -> None:
    if edited:
        finished.edit("content/treaties/att.md", "The trade", "All trade")
    damage(finished.paths.cache)
    assert finished.build(ALL).problems == ()
    assert finished.files() == clean(finished, tmp_path, ALL)


# ---- what stops it --------------------------------------------------------------------------------------------


def untouched(project: Project, problem: str) -> bool:
    """Whether a build tells one problem that starts so, and changes nothing."""
    stamps = publish.stamps(project.output)
    told = [str(each) for each in pipeline.build(project.paths, ALL).problems]
    assert [each[: len(problem)] for each in told] == [problem]
    return publish.stamps(project.output) == stamps


@pytest.fixture
def edited(finished: Project) -> Project:
    """A finished project with something to index."""
    finished.edit("content/countries/nepal.md", "high mountains", "higher mountains")
    return finished


def test_a_system_that_pagefind_has_no_program_for(edited: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind.service.get_executable", lambda: None)
    assert untouched(edited, "search: could not be made: Pagefind has no program for this system; --no-search builds without")
    assert edited.build().problems == ()


def service(folder: Path, *lines: str) -> list[str]:
    """A program that speaks for Pagefind's service."""
    file = folder / "service.py"
    file.write_text("\n".join(("import base64, json, sys", *lines)), encoding="utf-8")
    return [sys.executable, str(file)]


def test_a_service_that_dies(tmp_path: Path) -> None:
    with pytest.raises(Unfinished, match="ended before the index was made"):
        search._conversation(service(tmp_path, "sys.exit(1)"), lambda: iter([{"type": "NewIndex"}] * 5000), 5000)


def test_a_service_that_complains(tmp_path: Path) -> None:
    answer = 'print(base64.b64encode(json.dumps({"payload": {"type": "Error", "message": "no"}}).encode()).decode(), end=",")'
    with pytest.raises(Unfinished, match="Pagefind: no"):
        search._conversation(service(tmp_path, answer), lambda: iter([{"type": "NewIndex"}]), 1)


def test_a_page_that_can_not_be_read_any_more(tmp_path: Path) -> None:
    def messages() -> Iterator[dict[str, object]]:
        yield {"type": "NewIndex"}
        raise FileNotFoundError("nepal is gone")

    with pytest.raises(Unfinished, match="nepal is gone"):
        search._conversation(service(tmp_path, "sys.stdin.read()"), messages, 2)


def test_a_program_that_can_not_be_run(edited: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pagefind.service.get_executable", lambda: edited.root / "nothing")
    assert untouched(edited, "search: could not be made: ")


@pytest.mark.parametrize("path", [ARCHIVE, "pagefind/pagefind.js"])
def test_a_static_file_in_the_way(finished: Project, path: str) -> None:
    (finished.root / "static" / path).parent.mkdir(parents=True)
    finished.add(f"static/{path}", "mine")
    assert untouched(finished, f"static/{path}: the site has a file ")


def test_a_link_to_the_archive_is_dead_where_none_is_made(finished: Project) -> None:
    finished.edit("templates/pages/data.html", "{% if site.finished %}", "{% if true %}")
    assert finished.build(ALL).problems == ()
    assert "data/index.html: a link leads nowhere: /data/arms-control-profiles.zip" in finished.problems()


# ---- the archive ----------------------------------------------------------------------------------------------


def unpacked(project: Project, folder: Path) -> Path:
    with zipfile.ZipFile(project.output / ARCHIVE) as file:
        assert file.testzip() is None
        file.extractall(folder)
    (top,) = folder.iterdir()
    assert top.name == "arms-control-profiles"
    return top


def test_the_archive_holds_the_site(finished: Project, tmp_path: Path) -> None:
    found = tree(unpacked(finished, tmp_path))
    sums = found.pop("SHA256SUMS").decode().splitlines()
    assert found == {path: content for path, content in finished.files().items() if path not in PACKED}
    assert sums == [f"{sha256(content).hexdigest()}  {path}" for path, content in sorted(found.items())]


def test_the_checksum_beside_the_archive_is_its_own(finished: Project) -> None:
    said = (finished.output / f"{ARCHIVE}.sha256").read_text("utf-8")
    assert said == f"{sha256((finished.output / ARCHIVE).read_bytes()).hexdigest()}  arms-control-profiles.zip\n"


def test_members_of_the_archive_tell_nothing_of_the_machine(finished: Project) -> None:
    with zipfile.ZipFile(finished.output / ARCHIVE) as file:
        members = file.infolist()
    assert {each.date_time for each in members} == {(2026, 1, 31, 0, 0, 0)}
    assert {(each.create_system, each.external_attr >> 16) for each in members} == {(3, stat.S_IFREG | 0o644)}
    assert [each.filename for each in members[:-1]] == sorted(each.filename for each in members[:-1])


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="/\\"), min_size=1, max_size=20)


@given(st.dictionaries(NAMES, st.binary(max_size=200), max_size=8), st.dates(date(1800, 1, 1), date(2200, 12, 31)))
def test_what_is_packed_is_found_again_on_any_day(files: dict[str, bytes], day: date) -> None:
    packed = archive.pack(sorted(files.items()), day)
    assert archive.pack(iter(sorted(files.items())), day) == packed
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        found = {each.removeprefix("arms-control-profiles/"): file.read(each) for each in file.namelist()}
    assert found.pop("SHA256SUMS").decode().count("\n") == len(files)
    assert found == files
