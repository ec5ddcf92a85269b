"""The documents, settings and workflows against the thing itself: what there is, is written down, and the reverse."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen import arguments, bootstrap, cli, pipeline
from sitegen.content_types import CONTENT_TYPES
from sitegen.model import Ref

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


CALLS = re.findall(r"(?:python3|py) build\.py([^`#|\n]*)", f"{README}\n{CONTRIBUTING}")


@pytest.mark.parametrize("call", sorted({" ".join(call.split()) for call in CALLS}))
def test_every_call_in_the_documents_can_be_made(call: str) -> None:
    """Options are known, what is named is there, and what is to be made is not."""
    words = arguments.with_command(shlex.split(call), cli.COMMANDS)
    given, strange = cli._parser(ROOT).parse_known_args(words[: cli.PASSING_ON.get(words[0], len(words))])
    assert not strange
    there = {
        "import": lambda: [f"treaties/{given.treaty}"],
        "rename": lambda: [f"{given.type.folder}/{given.old}"],
        "why": lambda: [given.page.strip("/")],
    }
    to_be_made = {
        "new": lambda: [f"{given.type.folder}/{given.slug}"],
        "rename": lambda: [f"{given.type.folder}/{given.new}"],
    }
    assert all((ROOT / f"content/{name}.md").exists() for name in there.get(words[0], list)())
    assert not any((ROOT / f"content/{name}.md").exists() for name in to_be_made.get(words[0], list)())


def test_every_entry_that_the_guide_links_to_exists() -> None:
    folders = {kind.name: kind.folder for kind in CONTENT_TYPES}
    links = [found for found in re.findall(r"\]\(([a-z]+):([a-z0-9-]+)\)", CONTRIBUTING) if found[0] in folders]
    assert links
    assert [link for link in links if not (ROOT / f"content/{folders[link[0]]}/{link[1]}.md").exists()] == []


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


# ---- the guide's examples ---------------------------------------------------------------------------------------

EXAMPLE = r"`(content/[^`]+)`:\n\n```%s\n(.*?)\n```"
WHOLE = dict(re.findall(EXAMPLE % "markdown", CONTRIBUTING, re.DOTALL))
PARTS = re.findall(EXAMPLE % "yaml", CONTRIBUTING, re.DOTALL)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content with every whole entry of the guide in it."""
    folder = Path(shutil.copytree(ROOT / "content", tmp_path / "content"))
    for name, text in WHOLE.items():
        file = tmp_path / name
        assert not file.exists(), f"{name} is an entry already; the guide must use another name"
        file.write_text(text + "\n", "utf-8")
    return folder


def test_every_example_says_which_file_it_is() -> None:
    blocks = [tag for tag in re.findall(r"^```(\w*)$", CONTRIBUTING, re.MULTILINE) if tag in ("markdown", "yaml")]
    assert len(blocks) == len(WHOLE) + len(PARTS)
    assert {name.split("/")[1] for name in WHOLE} >= {
        *("sources", "organizations", "events", "statements", "topics", "recommendations", "groupings", "claims", "glossary")
    }


def test_the_entries_of_the_guide_are_sound_and_say_what_it_says_of_them(content: Path) -> None:
    found = pipeline.read(content)
    facts, problems = pipeline.derive(found, None)
    assert problems == []
    assert facts is not None
    of_guide = [each for each in pipeline.warnings(found, facts.library) if each.path in WHOLE]
    assert of_guide == []
    assert {entry.path for entry in facts.library.entries.values()} >= WHOLE.keys()
    assert facts.verdicts[Ref("claim", "river-institute-2026-two-signatories")].verdict == "agrees"
    assert facts.targets[Ref("recommendation", "river-institute-2026-1")].then == {"KHM", "THA"}


@pytest.mark.parametrize(("path", "text"), PARTS)
def test_every_part_of_an_entry_fits_into_the_file_that_it_names(path: str, text: str, content: Path) -> None:
    file = content.parent / path
    _, front, body = file.read_text("utf-8").split("---\n", 2)
    whole = laid(yaml.load(front, yaml.BaseLoader), yaml.load(text, yaml.BaseLoader))
    file.write_text(f"---\n{yaml.dump(whole, allow_unicode=True, width=10**6)}---\n{body}", "utf-8")
    assert pipeline.check(content)[1] == []


def laid(below: Any, above: Any) -> Any:
    """Mappings laid over each other key by key; all else is replaced."""
    if isinstance(below, dict) and isinstance(above, dict) and not {"signed", "acceded"} & above.keys():
        return {**below, **{key: laid(below.get(key), value) for key, value in above.items()}}
    return above


def test_every_file_that_the_guide_names_exists() -> None:
    developers = CONTRIBUTING.partition("## For developers")[2]
    named = set(re.findall(r"`((?:sitegen|templates|styles|tests|benchmarks|static|\.github|\.ci)/[\w./-]*)`", developers))
    missing = {name for name in named if not (ROOT / name).exists()}
    assert missing == {"templates/components/x.html", "styles/components/x.css", "templates/pictures/x.svg"}


@pytest.mark.parametrize("room", sorted(path.name for path in (ROOT / "sitegen").iterdir() if (path / "__init__.py").exists()))
def test_every_room_is_in_the_guide(room: str) -> None:
    assert f"`sitegen/{room}/" in CONTRIBUTING


def test_every_setting_is_in_the_guide() -> None:
    import dataclasses

    from sitegen.config import Config

    settings = CONTRIBUTING.partition("### The settings")[2].partition("\n### ")[0]
    assert {field.name for field in dataclasses.fields(Config)} - {"changes", "redirect_from"} <= set(
        re.findall(r"`(\w+)`", settings)
    )


def test_the_words_for_acts_in_the_guide_are_those_of_the_type() -> None:
    import dataclasses

    from sitegen.content_types.country import Participation

    table = CONTRIBUTING.partition("| the depositary says |")[2].partition("\n\n")[0]
    others = {"in_force", "source", "checked", "also", "note"}
    assert set(re.findall(r"`(\w+)`", table)) == {field.name for field in dataclasses.fields(Participation)} - others


def test_the_message_that_the_guide_explains_is_what_check_gives(content: Path) -> None:
    told = re.search(r"^content/.*?: must be .*$", CONTRIBUTING, re.MULTILINE)
    assert told
    file = content.parent / told[0].partition(":")[0]
    (wrong,) = re.findall(r"found “(.*)”", told[0])
    day, month, year = wrong.split(".")
    right = f"{year}-{month:>02}-{day:>02}"
    file.write_text(file.read_text("utf-8").replace(right, wrong, 1), "utf-8")
    assert [str(problem) for problem in pipeline.check(content)[1]] == [told[0]]
