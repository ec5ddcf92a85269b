"""The schemas for editors: what is in the content fits them, what does not exist does not."""

from __future__ import annotations

import functools
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from sitegen import load, source
from sitegen.config import Config
from sitegen.content_types import CONTENT_TYPES
from sitegen.editing import completion
from sitegen.model import ContentType

CONTENT = Path(__file__).parents[3] / "content"
types = pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)


@functools.cache
def known() -> completion.Choices:
    found = load.read(CONTENT, CONTENT_TYPES, Config)
    return completion.choices(CONTENT_TYPES, found.entries, found.unread)


@functools.cache
def schema_of(name: str) -> dict[str, Any]:
    kind = next((kind for kind in CONTENT_TYPES if kind.name == name), None)
    return completion.json_schema(name, kind.fields if kind else Config, known(), kind.code if kind else "")


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(schema_of(name))


def data(path: Path) -> dict[str, Any]:
    found, problems = (source.read_yaml if path.suffix == ".yaml" else source.read)(path.name, path.read_bytes())
    assert problems == []
    assert found is not None
    return found.data


def messages(name: str, value: Any) -> list[str]:
    return [f"{list(error.absolute_path)}: {error.message[:200]}" for error in validator(name).iter_errors(value)]


@pytest.mark.parametrize("name", [*(kind.name for kind in CONTENT_TYPES), "site"])
def test_every_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema_of(name))
    text = json.dumps(schema_of(name))
    assert "x-" not in {key[:2] for key in keys(schema_of(name))}
    assert '"title": "Redirect From"' not in text


def keys(value: Any) -> set[str]:
    if isinstance(value, dict):
        inner = (keys(each) for key, each in value.items() if key != "properties")
        named = (keys(each) for each in value.get("properties", {}).values())
        return {*value, *(key for each in inner for key in each), *(key for each in named for key in each)}
    return {key for each in value for key in keys(each)} if isinstance(value, list) else set()


@types
def test_every_entry_of_the_content_fits_its_schema(kind: ContentType) -> None:
    check = validator(kind.name)
    for path in sorted((CONTENT / kind.folder).glob("*.md")):
        assert [f"{list(e.absolute_path)}: {e.message[:200]}" for e in check.iter_errors(data(path))] == [], path.name


def test_the_settings_fit_theirs() -> None:
    settings = data(CONTENT / "site.yaml")
    assert messages("site", settings) == []
    assert messages("site", {**settings, "lead_treaty": "atx"}) != []


SOUND = {
    "country": {"title": "X", "iso3": "XXX", "iso2": "XX", "m49": "999", "un_status": "member", "sources": ["cldr"]},
    "event": {"title": "X", "date": "2020", "kind": "visit", "sources": [{"source": "cldr", "at": "page 1"}]},
    "grouping": {
        "title": "X",
        "kind": "mandate",
        "members": ["NPL"],
        "size": "1",
        "confidence": "stated",
        "sources": ["cldr"],
    },
    "claim": {"title": "X", "made_by": ["unrcpd"], "as_of": "2020", "value": "1", "sources": ["cldr"]},
    "recommendation": {
        "title": "X",
        "issuers": ["unrcpd"],
        "issued": "2020",
        "addressees": ["states"],
        "topics": ["voluntary-trust-fund"],
        "order": "1",
        "sources": ["cldr"],
    },
    "treaty": {
        "title": "X",
        "subject": "nuclear",
        "depositary": [{"country": "france"}],
        "register": {"source": "cldr", "checked": "2020-01-01"},
    },
}


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("country", {}),
        ("country", {"treaties": {"att": "none", "npt": {"signed": "2020-01-01", "ratified": {"date": "2020-01-01"}}}}),
        ("country", {"treaties": None, "capital": None, "reporting": {"unroca": ["1999", 2000]}}),
        ("event", {"participants": [{"country": "nepal", "as": "met"}], "date": 2020, "part_of": None}),
        ("grouping", {"members": "all", "size": 197}),
        ("grouping", {"members": [{"state": "NPL", "from": "2020-01-01"}]}),
        ("claim", {"grouping": "not stated", "count": {"treaty": "att", "status": "party"}}),
        ("claim", {"grouping": "asean", "made_by": [{"country": "nepal"}]}),
        ("recommendation", {"applies_to": {"not": {"all": [{"country": "nepal"}, {"grouping": "asean"}]}}}),
        ("treaty", {"effect": {"days": 90}}),
    ],
)
def test_what_may_be_written_fits(name: str, more: dict[str, Any]) -> None:
    assert messages(name, {**SOUND[name], **more}) == []


@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("country", {"sources": ["cldx"]}),
        ("country", {"sources": [{"source": "cldx"}]}),
        ("country", {"sources": ["nepal"]}),
        ("country", {"treaties": {"atx": "none"}}),
        ("country", {"treaties": {"att": "nothing"}}),
        ("country", {"treaties": {"att": {"signed": "1 May 2020"}}}),
        ("country", {"treaties": {"att": {"sined": "2020-01-01"}}}),
        ("country", {"reporting": {"unrocx": ["1999"]}}),
        ("country", {"reporting": {"unroca": ["199"]}, "iso3": "nepal"}),
        ("country", {"capitol": "X"}),
        ("country", {"title": None}),
        ("country", {"un_status": ""}),
        ("event", {"kind": "party"}),
        ("event", {"series": "wgtx"}),
        ("event", {"participants": [{"country": "nepall"}]}),
        ("grouping", {"members": ["NPP"]}),
        ("grouping", {"members": [{"state": "NPP"}]}),
        ("grouping", {"size": 0}),
        ("grouping", {"size": "many"}),
        ("claim", {"grouping": "not known"}),
        ("claim", {"grouping": "aseam"}),
        ("claim", {"made_by": [{"country": "nepall"}]}),
        ("recommendation", {"applies_to": {"not": {"all": [{"country": "nepall"}]}}}),
        ("treaty", {"register": {"source": "cldx", "checked": "2020-01-01"}}),
        ("treaty", {"register": {"source": "cldr"}}),
    ],
)
def test_what_does_not_exist_does_not_fit(name: str, more: dict[str, Any]) -> None:
    assert messages(name, {**SOUND[name], **more}) != []


@types
def test_editors_are_told_what_each_field_is_for(kind: ContentType) -> None:
    found = schema_of(kind.name)["properties"]
    assert all(each.get("description") for each in found.values())
    declared = {field.name.removesuffix("_"): field for field in kind.fields.__dataclass_fields__.values()}
    assert {name for name, each in found.items() if "examples" in each} == {
        name for name, field in declared.items() if "examples" in field.metadata
    }


def test_choices_are_all_that_is_there_with_its_title() -> None:
    defs = schema_of("event")["$defs"]
    assert defs["country-slug"]["enum"] == sorted(path.stem for path in (CONTENT / "countries").glob("*.md"))
    place = defs["country-slug"]["enum"].index("viet-nam")
    assert defs["country-slug"]["enumDescriptions"][place] == "Viet Nam"
    assert "NPL" in schema_of("grouping")["$defs"]["codes"]["enum"]


def test_an_entry_that_can_not_be_read_may_be_referred_to() -> None:
    from sitegen.model import Ref

    found = completion.choices(CONTENT_TYPES, (), [Ref("treaty", "broken")])
    assert found["treaty"] == {"broken": "broken"}


def test_the_settings_of_the_editor_name_schemas_that_are_written() -> None:
    found = json.loads((CONTENT.parent / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert found == {".schema/site.json": "content/site.yaml"}
