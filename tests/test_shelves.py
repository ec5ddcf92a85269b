"""Each shelf's folder against its list, templates and styles against what uses them, and what a start loads."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2
import pytest
from conftest import Project

from sitegen import content_types, finish, outputs, pages, render
from sitegen.content_types import CONTENT_TYPES
from sitegen.finish.finished import Finish
from sitegen.model import ContentType
from sitegen.pipeline import Wishes

ROOT = Path(__file__).resolve().parents[1]
TEMPLATES = ROOT / "templates"
STYLES = ROOT / "styles"
TEXTS = {
    path.relative_to(TEMPLATES).as_posix(): path.read_text("utf-8") for path in sorted(TEMPLATES.rglob("*")) if path.is_file()
}
SHEETS = {path.relative_to(STYLES).as_posix(): path.read_text("utf-8") for path in sorted(STYLES.rglob("*.css"))}

# ---- shelves --------------------------------------------------------------------------------------------------


def modules(package: object) -> list[str]:
    return [each.name for each in pkgutil.iter_modules(package.__path__)]  # type: ignore[attr-defined]


def test_every_content_type_stands_in_the_list_and_the_reverse() -> None:
    found = [
        getattr(importlib.import_module(f"sitegen.content_types.{name}"), name.upper(), None) for name in modules(content_types)
    ]
    declared = [each for each in found if isinstance(each, ContentType)]
    assert sorted(kind.name for kind in declared) == sorted(kind.name for kind in CONTENT_TYPES)
    assert all(any(kind is each for each in declared) for kind in CONTENT_TYPES)


def test_no_content_type_is_declared_where_the_list_does_not_look() -> None:
    source = {path.stem: path.read_text("utf-8") for path in (ROOT / "sitegen" / "content_types").glob("*.py")}
    assert {name for name, text in source.items() if "= ContentType(" in text} == {kind.name for kind in CONTENT_TYPES}


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_every_content_type_has_a_folder_of_content(kind: ContentType) -> None:
    assert list((ROOT / "content" / kind.folder).glob("*.md"))


def test_every_folder_of_content_has_a_type() -> None:
    folders = {path.name for path in (ROOT / "content").iterdir() if path.is_dir()}
    assert folders == {kind.folder for kind in CONTENT_TYPES}


@pytest.mark.parametrize("shelf", [pages, outputs], ids=["pages", "outputs"])
def test_every_module_of_a_shelf_stands_in_its_list(shelf: object) -> None:
    listed = [plan.__module__.rpartition(".")[2] for plan in getattr(shelf, shelf.__name__.rpartition(".")[2].upper())]  # type: ignore[attr-defined]
    planning = [name for name in modules(shelf) if hasattr(importlib.import_module(f"{shelf.__name__}.{name}"), "plan")]  # type: ignore[attr-defined]
    assert sorted(listed) == sorted(planning)
    assert len(set(listed)) == len(listed)


def test_every_output_of_the_finished_site_stands_in_its_list() -> None:
    found = (getattr(importlib.import_module(f"sitegen.finish.{name}"), "FINISH", None) for name in modules(finish))
    declared = [each for each in found if isinstance(each, Finish)]
    assert sorted(each.name for each in declared) == sorted(each.name for each in finish.FINISHES)


def test_what_a_shelf_shares_is_known() -> None:
    listed = {plan.__module__.rpartition(".")[2] for plan in (*pages.PAGES, *outputs.OUTPUTS)}
    shared = {*modules(pages), *modules(outputs), *modules(content_types)} - listed - {kind.name for kind in CONTENT_TYPES}
    assert shared == {
        "acts",
        "coming",
        "dates",
        "follow",
        "growth",
        "parts",
        "lines",
        "state",
        "tally",
        "citation",
        "other_words",
    }


# ---- templates ------------------------------------------------------------------------------------------------


@cache
def environment() -> jinja2.Environment:
    return render.environment(TEMPLATES)


def named_templates() -> set[str]:
    """The templates that pages and outputs name."""
    files = [*(ROOT / "sitegen" / "pages").glob("*.py"), *(ROOT / "sitegen" / "outputs").glob("*.py")]
    texts = (
        node.value for file in files for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Constant)
    )
    return {text for text in texts if isinstance(text, str) and re.fullmatch(r"[a-z_]+/[a-z_]+\.(html|xml|svg)", text)}


def test_every_template_that_is_named_exists() -> None:
    assert sorted(named_templates() - TEXTS.keys()) == []


def test_every_template_is_reached_by_a_page_or_an_output() -> None:
    reached = {each for name in named_templates() for each in render.closure(name, TEXTS)}
    assert sorted(TEXTS.keys() - reached) == []


def test_every_page_has_a_template_of_its_name() -> None:
    named = {Path(name).stem for name in TEXTS if name.startswith("pages/")}
    planned = {plan.__module__.rpartition(".")[2] for plan in pages.PAGES}
    assert named == planned | {"redirect"}


@pytest.mark.parametrize("name", TEXTS)
def test_what_a_template_takes_in_is_named_in_the_open(name: str) -> None:
    """A name that is computed would escape the closure, and with it the fingerprint."""
    tree = environment().parse(TEXTS[name])
    kinds = (jinja2.nodes.Extends, jinja2.nodes.Include, jinja2.nodes.Import, jinja2.nodes.FromImport)
    taken = [each.template for each in tree.find_all(kinds)]  # type: ignore[attr-defined]
    assert all(isinstance(each, jinja2.nodes.Const) for each in taken)
    assert {each.value for each in taken} <= render.closure(name, TEXTS) - {name}


ARRANGING = {"long_date", "brief_date", "partial_date", "language_name", "from_page", "prose", "length", "join", "capitalize"}
ARRANGING |= {"anchor", "data_block", "day_of_year", "with_dates"}


@pytest.mark.parametrize("name", TEXTS)
def test_templates_arrange_and_python_decides(name: str) -> None:
    used = {each.name for each in environment().parse(TEXTS[name]).find_all(jinja2.nodes.Filter)}
    assert used <= ARRANGING, (
        f"{name} must not use {', '.join(sorted(used - ARRANGING))}: no sorting, filtering or trusting in a template"
    )
    assert not re.search(r"{%-?\s*(?:autoescape|do|macro\s+\w+\(.*=.*\bnamespace)", TEXTS[name])


def test_text_is_trusted_in_one_place() -> None:
    trusting = [name for name, text in TEXTS.items() for _ in re.finditer(r"\|\s*prose\b", text)]
    every = [match[0] for text in TEXTS.values() for match in re.finditer(r"[\w.]+\s*\|\s*prose\b", text)]
    assert len(trusting) == len(every)
    assert all(re.fullmatch(r"view\.body\s*\|\s*prose", each) for each in every), every


WORDS_ALLOWED = {
    "BibTeX": "the name of a format",
    "RIS": "the name of a format",
    "M49": "the name of a standard",
    "datapackage.json": "a file name",
    ".csv": "an ending of file names",
    ".json": "an ending of file names",
}


def bare(text: str) -> str:
    """A template without its comments, its translated blocks, its statements and what it prints."""
    text = re.sub(r"{#.*?#}", "", text, flags=re.DOTALL)
    text = re.sub(r"{%-?\s*trans\b.*?%}.*?{%-?\s*endtrans\s*-?%}", "", text, flags=re.DOTALL)
    return re.sub(r"{%.*?%}|{{.*?}}", "", text, flags=re.DOTALL)


def words_of(text: str) -> Iterator[str]:
    """What a reader sees or hears of a template that no translation would reach."""
    rest = bare(text)
    for value in re.findall(r'\s(?:aria-label|alt|title|placeholder|aria-description)="([^"]*)"', rest):
        yield from re.findall(r"\S*[^\W\d_]\S*", value)
    yield from re.findall(r"\S*[^\W\d_]\S*", re.sub(r"<\?.*?\?>|<!doctype html>|<[^>]*>", " ", rest))


@pytest.mark.parametrize("name", TEXTS)
def test_every_word_goes_through_gettext(name: str) -> None:
    left = [word for word in words_of(TEXTS[name]) if word.strip("()“”,;:–") not in WORDS_ALLOWED]
    assert not left, f"{name} has words that no translation reaches: {', '.join(left)}"


DATA_BLOCK = r' type="application/(?:ld\+)?json"[^>]*>'
"""The one element that is named a script and holds data, which no browser runs (HTML Living Standard, 4.12.1)."""


@pytest.mark.parametrize("name", TEXTS)
def test_no_inline_style_or_script(name: str) -> None:
    rest = bare(TEXTS[name])
    assert not re.search(rf"<style\b|\sstyle=|\son[a-z]+=|<script(?!{DATA_BLOCK}|[^>]*\ssrc=)|javascript:", rest)


@pytest.mark.parametrize("name", TEXTS)
def test_a_block_of_data_holds_one_value_as_json(name: str) -> None:
    """`data_block` escapes what would end the block; it stands nowhere else, since in text it would be trusted."""
    blocks = re.findall(rf"<script{DATA_BLOCK}(.*?)</script>", TEXTS[name], flags=re.DOTALL)
    assert all(re.fullmatch(r"{{ (?:view|page)\.\w+ \| data_block }}", block) for block in blocks), blocks
    assert len(re.findall(r"\|\s*data_block\b", TEXTS[name])) == len(blocks)


# ---- styles ---------------------------------------------------------------------------------------------------

FROM_MARKDOWN = {"scroll", "term"}
"""Classes that bodies bring along, as they are rendered or once their terms are marked."""


def classes_in(template: str) -> set[str]:
    """Classes that a template gives, with * where a part is computed."""
    text = re.sub(r"{#.*?#}|{%.*?%}", " ", re.sub(r"{{.*?}}", "*", template, flags=re.DOTALL), flags=re.DOTALL)
    return {name for value in re.findall(r'\sclass="([^"]*)"', text) for name in value.split()}


def classes_of(sheet: str) -> set[str]:
    """Classes that a style sheet speaks of."""
    rules = re.sub(r"/\*.*?\*/|\"[^\"]*\"|url\([^)]*\)|{[^{}]*}", " ", sheet, flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", rules))


def fits(used: str, known: str) -> bool:
    return re.fullmatch(re.escape(used).replace(r"\*", r"[\w-]+"), known) is not None


GIVEN = {name for text in TEXTS.values() for name in classes_in(text)} | FROM_MARKDOWN
COMPONENTS = {Path(name).stem: text for name, text in TEXTS.items() if name.startswith("components/")}


@pytest.mark.parametrize("name", SHEETS)
def test_every_class_of_a_style_sheet_is_given_somewhere(name: str) -> None:
    idle = sorted(known for known in classes_of(SHEETS[name]) if not any(fits(used, known) for used in GIVEN))
    assert not idle, f"styles/{name} speaks of classes that no template gives: {', '.join(idle)}"


@pytest.mark.parametrize("name", COMPONENTS)
def test_a_component_with_classes_of_its_own_has_a_style_sheet_of_its_name(name: str) -> None:
    stem = name.replace("_", "-")
    own = {each for each in classes_in(COMPONENTS[name]) if each == stem or each.startswith((f"{stem}-", f"{stem}__"))}
    assert not own or f"components/{name}.css" in SHEETS, f"styles/components/{name}.css is missing for {', '.join(sorted(own))}"


@pytest.mark.parametrize("name", [Path(name).stem for name in SHEETS if name.startswith("components/")])
def test_a_style_sheet_of_a_component_dresses_that_component(name: str) -> None:
    known = classes_of(SHEETS[f"components/{name}.css"])
    assert known or name == "details", f"styles/components/{name}.css speaks of no class"
    if name in COMPONENTS:
        assert any(fits(used, each) for used in classes_in(COMPONENTS[name]) for each in known)


def test_style_sheets_stand_in_a_layer() -> None:
    from sitegen.outputs.styles import LAYERS

    assert {name.split("/")[0].removesuffix(".css") for name in SHEETS} == set(LAYERS)


# ---- what a start loads ---------------------------------------------------------------------------------------

HEAVY = {"pagefind", "asyncio", "PIL", "jinja2", "markdown_it", "pydantic", "pydantic_core", "babel", "livereload", "tornado"}


def loaded_by(*arguments: str) -> set[str]:
    """The top-level modules that a run of build.py imports."""
    command = [sys.executable, "-X", "importtime", str(ROOT / "build.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return {line.rpartition("|")[2].strip().split(".")[0] for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("arguments", [("--help",), ("build", "--help"), ("check", "--help"), ("import", "--help")], ids=" ".join)
def test_help_loads_no_library(arguments: tuple[str, ...]) -> None:
    assert loaded_by(*arguments) & (HEAVY | {"yaml"}) == set()


@pytest.mark.parametrize("flags", [(), ("--no-search",)])
def test_a_run_with_nothing_to_do_loads_no_library(built: Project, flags: tuple[str, ...]) -> None:
    assert built.build(Wishes(finish=not flags)).problems == ()
    script = (
        "import sys; from pathlib import Path; from sitegen import cli; "
        f"code = cli.main(['build', '--quiet', *{flags!r}], Path({str(built.root)!r})); "
        f"print(code, sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "0 []"
