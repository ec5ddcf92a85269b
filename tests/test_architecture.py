"""The plan of the house: who may import whom, who may print, and how large a room may be."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "sitegen"

RANKS: tuple[tuple[str, ...], ...] = (
    ("problems", "reads", "words", "written"),
    ("days",),
    ("model",),
    ("cldr",),
    ("declared",),
    ("indentation",),
    ("yaml_words", "misread"),
    ("document",),
    ("front_matter",),
    ("source", "config"),
    ("misfits",),
    ("content_types.citation", "content_types.other_words"),
    ("content_types.*",),
    ("content_types",),
    ("schema", "markdown", "prose"),
    ("load",),
    ("addresses",),
    ("links",),
    ("derive.status", "derive.groupings"),
    ("derive.counts", "derive.due_dates", "derive.status_words", "derive.history", "derive.dates"),
    ("derive.readings", "derive.state_codes"),
    ("derive.contradictions",),
    ("derive.coherence",),
    ("derive.moment", "derive.outreach"),
    ("derive.targets", "derive.claims"),
    ("derive.facts",),
    ("derive.sides",),
    ("derive.past_difference",),
    ("derive.*", "derive"),
    ("tables.table",),
    ("tables.entries",),
    ("tables.*",),
    ("tables",),
    ("charts.*", "charts"),
    ("shapes", "ics"),
    ("entry_forms",),
    ("site",),
    ("glossary", "linked_data", "cards"),
    ("furnish", "planning"),
    ("pages.parts",),
    ("pages.tally",),
    ("pages.acts", "pages.lines", "pages.pictures", "pages.dates"),
    ("pages.state", "pages.growth", "pages.coming", "pages.follow"),
    ("pages.toolkit",),  # the list of the toolkit has the order of its elements
    ("pages.*",),
    ("pages",),
    ("outputs.*",),
    ("outputs",),
    ("render",),
    ("writers",),
    ("cache", "folders"),
    ("checks",),
    ("finish.finished",),
    ("finish.*",),
    ("finish",),
    ("order",),
    ("reasons",),
    ("make",),
    ("swap", "lock"),
    ("tree",),
    ("publish",),
    ("project", "workshop"),
    ("assemble",),
    ("pipeline",),
    ("watch", "preview"),
    ("editing",),
    ("editing.places", "editing.spreadsheet", "editing.staging"),
    ("editing.columns", "editing.edit", "editing.draft"),
    ("editing.depositary",),
    ("editing.*",),
    ("rebuild",),
    ("serve",),
    ("lsp", "lsp.text"),
    ("lsp.outline", "lsp.desk", "lsp.mend"),
    ("lsp.place",),
    ("lsp.complete", "lsp.locate"),
    ("lsp.explain",),
    ("lsp.server",),
    ("bootstrap", "arguments", "progress", "telling"),
    ("commands.command",),
    ("commands.*",),
    ("commands",),
    ("cli",),
)
"""From the first to the last: a module imports only what stands above it, also inside functions."""

OWNERS = {
    "pydantic": "schema",
    "pydantic_core": "schema",
    "yaml": "front_matter",
    "markdown_it": "markdown",
    "jinja2": "render",
    "babel": "cldr",
    "pycountry": "derive.state_codes",
    "markupsafe": "render",
    "PIL": "cards",
    "livereload": "serve",
    "pagefind": "finish.search",
    "pygls": "lsp.server",
    "lsprotocol": "lsp.server",
    "tornado": "serve",  # which livereload stands on
}
CORE = ("schema", "links", "load", "render", "markdown", "source", "front_matter")
SPEAKERS = ("cli", "telling", "bootstrap")
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 260, 45
TOO_LONG = {"model": "the vocabulary in one room"}
"""Rooms past the bound, which wait for a name to be found for a part of them."""

FILES = sorted(PACKAGE.rglob("*.py"))


def name_of(file: Path) -> str:
    """`sitegen/pages/home.py` is `pages.home`; a package has the name of its folder, `sitegen` itself none."""
    return ".".join(file.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").removesuffix(".")


MODULES = {name_of(file): file for file in FILES if name_of(file)}


@cache
def syntax(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def rank(module: str) -> int:
    """The place of a module in the table, by its own name before any pattern."""
    exact = [position for position, names in enumerate(RANKS) if module in names]
    fitting = [position for position, names in enumerate(RANKS) if any(fnmatchcase(module, name) for name in names)]
    assert exact or fitting, f"{module} has no rank; give it a line in RANKS"
    return (exact or fitting)[0]


def imports(tree: ast.AST) -> Iterator[str]:
    """Full names of all modules that are imported, wherever the line stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "imports must be absolute"
            assert node.module
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner.removeprefix("sitegen.") in MODULES else node.module


def ours(module: str) -> list[str]:
    found = {name.removeprefix("sitegen.") for name in imports(syntax(module)) if name.split(".")[0] == "sitegen"}
    return sorted(found - {"sitegen"})


def only_for_types(tree: ast.Module) -> ast.Module:
    """The module without what stands under `if TYPE_CHECKING:`, which is never run."""
    body = [node for node in tree.body if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING")]
    return ast.Module(body, [])


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_to_lower_ranks(module: str) -> None:
    shelf = module in ("content_types", "pages", "outputs", "charts", "derive", "tables", "finish", "commands")
    wrong = [each for each in ours(module) if rank(each) >= rank(module) and not (shelf and each.startswith(f"{module}."))]
    assert not wrong, "; ".join(f"{module} must not import {each}" for each in wrong)


def test_nothing_imports_the_package_itself_or_the_door() -> None:
    wrong = [module for module in MODULES for name in imports(syntax(module)) if name in ("sitegen", "build")]
    assert wrong == []


@pytest.mark.parametrize("module", MODULES)
def test_each_library_is_imported_by_one_module(module: str) -> None:
    names = {name.split(".")[0] for name in imports(only_for_types(syntax(module)))} - {"sitegen"}
    foreign = sorted(name for name in names if name not in sys.stdlib_module_names)
    wrong = [name for name in foreign if OWNERS.get(name) != module]
    assert not wrong, "; ".join(f"{module} must not import {name}; {OWNERS.get(name, 'no module')} does" for name in wrong)


@pytest.mark.parametrize("module", CORE)
def test_the_core_knows_no_country_and_no_treaty(module: str) -> None:
    wrong = [each for each in ours(module) if each.split(".")[0] == "content_types"]
    assert not wrong, f"{module} must not import {', '.join(wrong)}: it is handed the list of content types"


@pytest.mark.parametrize("module", [module for module in MODULES if module not in SPEAKERS])
def test_only_the_command_line_prints_or_exits(module: str) -> None:
    called = {ast.unparse(node.func) for node in ast.walk(syntax(module)) if isinstance(node, ast.Call)}
    raised = {
        ast.unparse(node.exc).split("(")[0] for node in ast.walk(syntax(module)) if isinstance(node, ast.Raise) and node.exc
    }
    named = {ast.unparse(node) for node in ast.walk(syntax(module)) if isinstance(node, ast.Attribute)}
    wrong = called & {"print", "input", "exit", "quit", "sys.exit", "os._exit"} | raised & {"SystemExit"}
    wrong |= named & {"sys.stdout", "sys.stderr", "sys.stdin"}
    assert not wrong, f"{module} must not use {', '.join(sorted(wrong))}; only {' and '.join(SPEAKERS)} may"


@pytest.mark.parametrize("module", [module for module in MODULES if module not in SPEAKERS])
def test_no_clock_and_no_environment_inside(module: str) -> None:
    named = {ast.unparse(node) for node in ast.walk(syntax(module)) if isinstance(node, ast.Attribute)}
    outside = (
        "date.today",
        "datetime.today",
        "datetime.now",
        "datetime.utcnow",
        "time.time",
        "os.environ",
        "os.getenv",
        "os.getcwd",
    )
    wrong = sorted(name for name in named for each in outside if name == each or name.endswith(f".{each}"))
    assert not wrong, f"{module} must not use {', '.join(wrong)}: it comes in as a value"


def sized(module: str) -> object:
    reason = TOO_LONG.get(module)
    return pytest.param(module, marks=pytest.mark.xfail(strict=True, reason=reason) if reason else ())


@pytest.mark.parametrize("module", [sized(module) for module in MODULES])
def test_rooms_are_small(module: str) -> None:
    lines = len(MODULES[module].read_text("utf-8").splitlines())
    assert lines <= MOST_LINES, f"{module} has {lines} lines; past {MOST_LINES} a name is missing"


@pytest.mark.parametrize("module", MODULES)
def test_functions_are_short(module: str) -> None:
    functions = (node for node in ast.walk(syntax(module)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))
    sizes = {each.name: (each.end_lineno or 0) - each.lineno + 1 for each in functions}
    long = [f"{module}.{name} has {lines} lines" for name, lines in sizes.items() if lines > MOST_LINES_OF_A_FUNCTION]
    assert not long, f"{'; '.join(long)}; past {MOST_LINES_OF_A_FUNCTION} a name is missing"


@pytest.mark.parametrize("module", MODULES)
def test_rooms_have_names_and_say_what_they_are_for(module: str) -> None:
    vague = {"util", "utils", "helper", "helpers", "common", "manager", "misc", "core", "base"}
    assert vague.isdisjoint(module.replace("_", ".").split(".")), f"{module} says nothing of what is in it"
    assert ast.get_docstring(syntax(module)), f"{module} has no docstring"


def test_importing_the_door_has_no_effect() -> None:
    script = (
        "import sys; path = list(sys.path); import build; "
        "assert sys.path == path; assert not [name for name in sys.modules if name.startswith('sitegen')]"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
