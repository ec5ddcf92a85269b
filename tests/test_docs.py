"""The documents, settings and workflows against the thing itself: what there is, is written down, and the reverse."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from sitegen import bootstrap, cli
from sitegen.content_types import CONTENT_TYPES

ROOT = Path(__file__).resolve().parents[1]
README, CONTRIBUTING, CHANGELOG = ((ROOT / f"{name}.md").read_text("utf-8") for name in ("README", "CONTRIBUTING", "CHANGELOG"))
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
RUN = re.compile(r"(?:python3|py) build\.py\b(?: (?P<word>[a-z]+))?")


def commands_in(text: str) -> set[str]:
    """The commands that a text runs; `build` where none is named."""
    return {found["word"] or "build" for found in RUN.finditer(text)}


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert name in commands_in(README)


@pytest.mark.parametrize("text", [README, CONTRIBUTING, *(file.read_text("utf-8") for file in WORKFLOWS)])
def test_every_command_that_is_named_exists(text: str) -> None:
    assert commands_in(text) <= set(cli.COMMANDS)


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_every_type_is_in_the_guide_with_what_it_must_have(kind: object) -> None:
    line = next((each for each in CONTRIBUTING.splitlines() if each.startswith(f"| `content/{kind.folder}/`")), "")  # type: ignore[attr-defined]
    assert line
    required = {name for name, field in kind.fields.__dataclass_fields__.items() if is_required(field)}  # type: ignore[attr-defined]
    assert {name.removesuffix("_") for name in required} <= set(re.findall(r"`([a-z0-9_]+)`", line))


def is_required(field: object) -> bool:
    import dataclasses

    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING  # type: ignore[attr-defined]


def test_every_tool_of_the_top_level_is_in_the_readme() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "__"))}
    assert all(f"{name}/" in README for name in folders - {"node_modules"})


def test_the_changelog_has_a_place_for_what_comes() -> None:
    assert "## Unreleased" in CHANGELOG


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_a_workflow_asks_for_no_more_than_it_needs(file: Path) -> None:
    found = yaml.safe_load(file.read_text("utf-8"))
    rights = [found["permissions"], *(job.get("permissions", {}) for job in found["jobs"].values())]
    assert all(isinstance(each, dict) for each in rights), "rights are named one by one"
    allowed = {
        "review": {"contents": "read"},
        "comment": {"actions": "read", "pull-requests": "write"},
        "publish": {"contents": "read", "pages": "write", "id-token": "write"},
    }
    assert {name: right for each in rights for name, right in each.items()} == allowed[file.stem]
    assert all("timeout-minutes" in job for job in found["jobs"].values())


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_no_text_of_a_pull_request_reaches_a_shell(file: Path) -> None:
    """What stands in ${{ }} becomes part of a script; only variables of the environment are safe (script injection)."""
    found = yaml.safe_load(file.read_text("utf-8"))
    scripts = [step["run"] for job in found["jobs"].values() for step in job["steps"] if "run" in step]
    assert not [script for script in scripts if "${{" in script]


def test_what_may_write_runs_no_code_of_a_pull_request() -> None:
    text = (ROOT / ".github" / "workflows" / "comment.yml").read_text("utf-8")
    assert "checkout" not in text
    assert "build.py" not in text


def test_ci_runs_the_commands_of_the_readme() -> None:
    assert {"build", "test"} <= commands_in((ROOT / ".ci" / "run").read_text("utf-8"))
    assert bootstrap.TEST_LIBRARIES
