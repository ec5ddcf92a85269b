"""The forms below /admin/: written only where the settings ask for them, and told what they lack."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import Project, tree

from sitegen import pipeline
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.finish import archive
from sitegen.pipeline import Wishes
from sitegen.schema import json_schema

ON = "languages: [en]\nrepository: https://github.com/golden/profiles\nforms: true"
FILES = ("sveltia-cms.js", "material-symbols-outlined-x.woff2", "source-sans-3-x.woff2", "noto-mono-x.woff2")


def turn_on(project: Project, settings: str = ON, files: tuple[str, ...] = FILES) -> pipeline.Report:
    project.edit("content/site.yaml", "languages: [en]", settings)
    folder = project.root / "static" / "admin"
    folder.mkdir(parents=True)
    for name in files:
        (folder / name).write_bytes(name.encode())
    return pipeline.build(project.paths, Wishes(use_cache=False))


def configuration(project: Project) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project.paths.output / "admin" / "config.yml").read_text("utf-8"))
    return found


def test_they_are_off_by_default(small_site: Any) -> None:
    assert not (small_site / "admin").exists()


def test_a_script_that_waits_is_not_published_while_they_are_off(project: Project, small_site: Any) -> None:
    turn_on(project, "languages: [en]\nforms: false")
    assert tree(project.paths.output) == tree(small_site)


def test_no_page_changes_but_for_the_links_to_the_repository(project: Project, small_site: Any) -> None:
    assert not turn_on(project).problems
    with_forms = tree(project.paths.output)
    project.edit("content/site.yaml", "forms: true", "forms: false")
    assert not pipeline.build(project.paths, Wishes(use_cache=False)).problems
    assert {path: content for path, content in with_forms.items() if not path.startswith("admin/")} == tree(project.paths.output)


def test_what_is_written(project: Project) -> None:
    assert turn_on(project).problems == ()
    names = {path.name for path in (project.paths.output / "admin").iterdir()}
    assert names == {"index.html", "config.yml", "fonts.css", *FILES}
    assert "admin" not in (project.paths.output / "sitemap.xml").read_text("utf-8")


def test_the_configuration(project: Project) -> None:
    turn_on(project)
    found = configuration(project)
    assert found["backend"] == {"name": "github", "repo": "golden/profiles", "branch": "main", "auth_methods": ["token"]}
    assert found["publish_mode"] == "editorial_workflow"
    assert found["output"] == {"omit_empty_optional_fields": True}
    assert [each["folder"] for each in found["collections"]] == [f"content/{kind.folder}" for kind in CONTENT_TYPES]
    for each in found["collections"]:
        assert each["fields"][0]["name"] == "title"
        assert each["fields"][-1]["name"] == "body"
        assert each["fields"][-1]["widget"] == "text"
        assert (each["delete"], each["aliases_field"], each["slug"]["editable"]) == (False, False, ["create"])
    templates = {each["name"]: each["slug"]["template"] for each in found["collections"]}
    assert templates.pop("events") == "{{date}}-{{title}}"
    assert set(templates.values()) == {"{{title}}"}


def test_every_relation_leads_to_a_collection_and_a_field_of_it(project: Project) -> None:
    turn_on(project)
    collections = {each["name"]: each for each in configuration(project)["collections"]}

    def relations(fields: list[dict[str, Any]]) -> Any:
        for field in fields:
            if field["widget"] == "relation":
                yield field
            yield from relations([*field.get("fields", ()), *([field["field"]] if "field" in field else [])])

    found = [each for collection in collections.values() for each in relations(collection["fields"])]
    assert found
    for each in found:
        names = {field["name"] for field in collections[each["collection"]]["fields"]}
        assert each["value_field"] == "{{slug}}" or each["value_field"] in names
        assert set(each["display_fields"]) <= names


def test_what_is_left_out_is_said(project: Project) -> None:
    turn_on(project)
    countries = configuration(project)["collections"][0]
    assert countries["description"].endswith("Not in this form, and kept as they are: treaties, reporting, sources.")


def test_with_a_service_to_sign_in(project: Project) -> None:
    turn_on(project, f"{ON}\nsign_in: https://sign-in.example")
    assert configuration(project)["backend"]["base_url"] == "https://sign-in.example"
    assert "auth_methods" not in configuration(project)["backend"]


def test_the_page_takes_nothing_from_other_hosts(project: Project) -> None:
    turn_on(project)
    page = (project.paths.output / "admin" / "index.html").read_text("utf-8")
    policy = page.partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    kinds = {part.split()[0]: part.split()[1:] for part in policy.split(";")}
    assert kinds["default-src"] == ["'none'"]
    assert kinds["script-src"] == ["'self'"]
    assert {word for words in kinds.values() for word in words if word.startswith("http")} == {
        "https://api.github.com",
        "https://www.githubstatus.com",
        "https://avatars.githubusercontent.com",
    }
    assert 'name="robots" content="noindex"' in page
    fonts = (project.paths.output / "admin" / "fonts.css").read_text("utf-8")
    assert all(f'url("{name}")' in fonts for name in FILES[1:])


@pytest.mark.parametrize("missing", FILES)
def test_a_file_that_is_missing_is_told_with_the_command_that_gets_it(project: Project, missing: str) -> None:
    problems = turn_on(project, files=tuple(name for name in FILES if name != missing)).problems
    assert [str(each) for each in problems] == [
        "content/site.yaml:8:8: forms: the script of the forms and its fonts must be in static/admin/; get them with: "
        "npm pack @sveltia/cms; tar -xzf sveltia-cms-*.tgz; mkdir -p static/admin; "
        "cp package/dist/sveltia-cms.js package/npm/assets/*.woff2 static/admin/"
    ]


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            "languages: [en]\nforms: true",
            "content/site.yaml:7:8: forms: must stand beside “repository”, which the forms change: https://github.com/owner/name",
        ),
        (
            "languages: [en]\nforms: true\nrepository: https://git.example/owner/name",
            "content/site.yaml:8:13: repository: must be https://github.com/owner/name where “forms” is true: the forms know no "
            "other place",
        ),
        ("languages: [en]\nforms: yes", "content/site.yaml:7:8: forms: must be true or false; found “yes”"),
    ],
)
def test_settings_that_do_not_fit(project: Project, settings: str, told: str) -> None:
    assert [str(each) for each in turn_on(project, settings).problems] == [told]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/owner/name", "owner/name"),
        ("https://github.com/owner/name/", "owner/name"),
        ("https://github.com/owner/name.git", "owner/name"),
        ("https://github.com/owner/my.name", "owner/my.name"),
        ("https://github.com/owner", ""),
        ("https://gitlab.com/owner/name", ""),
        ("", ""),
    ],
)
def test_the_name_of_a_repository(address: str, name: str) -> None:
    assert Config.repository_name.fget(type("Settings", (), {"repository": address})()) == name  # type: ignore[attr-defined]


def test_they_are_not_in_the_archive() -> None:
    made = dict.fromkeys(("index.html", "admin/index.html", "admin/config.yml"))
    finished = type("Finished", (), {"made": made})()
    assert archive._paths(finished) == ["index.html"]  # type: ignore[arg-type]


def test_editors_of_the_settings_are_offered_true_and_false() -> None:
    assert json_schema(Config)["properties"]["forms"]["type"] == "boolean"
