"""The forms against the classes and against every real entry: what a widget can't hold is left out, and left out with a reason."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from conftest import ROOT

from sitegen.content_types import CONTENT_TYPES
from sitegen.derive.facts import Facts
from sitegen.entry_forms import KEYED, MIXED, NESTED, Form, Widget, form, label, written
from sitegen.load import read_entry
from sitegen.model import ContentType, Entry

BY_NAME = {kind.name: kind for kind in CONTENT_TYPES}
LEFT_OUT = {
    "country": {"treaties": KEYED, "reporting": KEYED},
    "grouping": {"members": MIXED, "sources": MIXED},
    "statement": {"on_behalf_of": MIXED},
    "recommendation": {"issuers": MIXED, "applies_to": NESTED},
}
"""What no form of the real content has; it stays in the files as it is."""

NOT_TO_BEGIN = {"grouping", "recommendation"}
"""Types whose entries need a key that is left out."""

CORE = re.compile(
    r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)|true|True|TRUE|false|False|FALSE"
)
"""What is no text in the core schema of YAML 1.2 (10.3.2), by which the editor reads."""


def made(kind: ContentType, facts: Facts) -> Form:
    return form(kind, facts.library.of(kind.name), CONTENT_TYPES)


def entry(kind: str, front: str, slug: str = "a") -> Entry[Any]:
    found, problems = read_entry(f"content/x/{slug}.md", slug, f"---\n{front}---\n".encode(), BY_NAME[kind], CONTENT_TYPES)
    assert found, problems
    return found


def fields_of(kind: str, *entries: Entry[Any]) -> dict[str, Widget]:
    return {field["name"]: field for field in form(BY_NAME[kind], entries, CONTENT_TYPES).fields}


# ---- the real content -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_what_is_left_out_is_known_and_has_its_reason(kind: ContentType, facts: Facts) -> None:
    found = made(kind, facts)
    assert found.left_out == LEFT_OUT.get(kind.name, {})
    assert found.complete == (kind.name not in NOT_TO_BEGIN)


@pytest.mark.parametrize("kind", CONTENT_TYPES, ids=lambda kind: kind.name)
def test_every_value_of_every_entry_fits_its_widget(kind: ContentType, facts: Facts) -> None:
    found = made(kind, facts)
    widgets = {field["name"]: field for field in found.fields}
    files = sorted((ROOT / "content" / kind.folder).glob("*.md"))
    assert files
    for file in files:
        front = yaml.load(file.read_text("utf-8").split("\n---\n")[0], Loader=yaml.BaseLoader)
        assert front.keys() <= widgets.keys() | found.left_out.keys()
        wrong = [text for key, value in front.items() if key in widgets for text in misfits(widgets[key], value, key)]
        assert not wrong, f"{file.name}: {wrong}"


def misfits(widget: Widget, value: Any, path: str) -> Iterator[str]:
    """Values that the editor would throw away or refuse, by the shape that each of its widgets holds."""
    if widget["widget"] == "list" or widget.get("multiple"):
        if not isinstance(value, list):
            yield f"{path} is no list"
            return
        item = {**widget, "multiple": False} if widget.get("multiple") else widget.get("field", {**widget, "widget": "object"})
        for position, each in enumerate(value):
            yield from misfits(item, each, f"{path}.{position}")
    elif widget["widget"] == "object":
        inner = {field["name"]: field for field in widget["fields"]}
        if not isinstance(value, dict) or not value.keys() <= inner.keys():
            yield f"{path} has not the keys of the form"
            return
        for key, each in value.items():
            yield from misfits(inner[key], each, f"{path}.{key}")
    else:
        yield from misfit_texts(widget, value, path)


def misfit_texts(widget: Widget, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, str) or (widget["widget"] == "string" and "\n" in value):
        yield f"{path} is no line of text"
    elif "pattern" in widget and not re.search(widget["pattern"][0], value):
        yield f"{path} does not match"
    elif widget["widget"] == "select" and value not in widget["options"]:
        yield f"{path} is no option"
    elif widget["widget"] == "number" and not widget["min"] <= int(value) <= widget["max"]:
        yield f"{path} is no such number"


@pytest.mark.parametrize("folder", [kind.folder for kind in CONTENT_TYPES])
def test_no_number_would_be_written_in_another_way(folder: str) -> None:
    """`2.10` without quotation marks is a number to the editor, which writes it 2.1; a plain 15 stays 15."""
    wrong = []
    for file in (ROOT / "content" / folder).glob("*.md"):
        tokens = yaml.scan(file.read_text("utf-8").split("\n---\n")[0])
        plain = [token.value for token in tokens if isinstance(token, yaml.ScalarToken) and token.plain]
        wrong += [
            f"{file.name}: {text}" for text in plain if CORE.fullmatch(text) and not re.fullmatch("0|-?[1-9][0-9]{0,14}", text)
        ]
    assert wrong == []


# ---- widgets --------------------------------------------------------------------------------------------------

PAGE = 'title: A\nsummary: "{}"\norder: 1\n'


def test_a_page_has_a_form_of_its_fields_with_the_shared_ones_last() -> None:
    found = fields_of("page")
    assert list(found) == ["title", "summary", "order", "redirect_from", "changes"]
    assert found["title"] == {
        "name": "title",
        "label": "Title",
        "hint": "The name of the entry as readers see it.",
        "required": True,
        "widget": "string",
    }
    assert found["order"]["widget"] == "number"
    assert (found["order"]["min"], found["order"]["max"], found["order"]["value_type"]) == (0, 999, "int")
    assert found["changes"]["required"] is False
    assert [field["name"] for field in found["changes"]["fields"]] == ["date", "note"]


@pytest.mark.parametrize(("length", "widget"), [(90, "string"), (91, "text")])
def test_a_long_text_gets_a_box(length: int, widget: str) -> None:
    assert fields_of("page", entry("page", PAGE.format("a" * length)))["summary"]["widget"] == widget


def test_a_title_is_one_line_however_long() -> None:
    long = entry("page", PAGE.format("b").replace("title: A", f"title: {'a' * 200}"))
    assert fields_of("page", long)["title"]["widget"] == "string"


def test_choices_and_references() -> None:
    found = fields_of("event")
    assert found["process"]["options"] == ["csp3", "csp4"]
    assert found["process"]["required"] is False
    part_of, treaties = found["part_of"], found["treaties"]
    assert (part_of["widget"], part_of["collection"], part_of["value_field"]) == ("relation", "events", "{{slug}}")
    assert "multiple" not in part_of
    assert (treaties["collection"], treaties["multiple"]) == ("treaties", True)
    assert not any("default" in field for field in found.values())


def test_a_code_refers_but_is_not_chosen_where_it_is_the_entrys_own() -> None:
    assert fields_of("country")["iso3"]["widget"] == "string"
    open_to = fields_of("treaty")["open_to"]
    assert (open_to["collection"], open_to["value_field"], open_to["multiple"]) == ("countries", "iso3", True)


def test_a_word_beside_slugs_is_typed() -> None:
    pattern = fields_of("claim")["grouping"]["pattern"][0]
    assert re.search(pattern, "not stated")
    assert re.search(pattern, "un-members")
    assert not re.search(pattern, "UN members")


@pytest.mark.parametrize("text", ["2018", "2018-03", "2018-03-09", "2018-03/2018-04", "2018-03-09?"])
def test_a_date_as_precise_as_its_source(text: str) -> None:
    assert re.search(fields_of("event")["date"]["pattern"][0], text)


TERM = "title: A\nmeaning: B\nsources: {}\n"


def test_what_all_write_as_one_word_is_a_choice() -> None:
    found = fields_of("term", entry("term", TERM.format("[one, two]")))["sources"]
    assert (found["widget"], found["collection"], found["multiple"]) == ("relation", "sources", True)


@pytest.mark.parametrize("entries", [(), (TERM.format("[{source: one, at: page 3}]"),)])
def test_what_all_write_with_keys_is_a_list_of_them(entries: tuple[str, ...]) -> None:
    found = fields_of("term", *(entry("term", front) for front in entries))["sources"]
    assert found["widget"] == "list"
    assert [field["name"] for field in found["fields"]] == ["source", "at", "number"]


def test_what_is_written_in_both_ways_is_left_out() -> None:
    both = entry("term", TERM.format("[one]")), entry("term", TERM.format("[{source: two}]"), "b")
    found = form(BY_NAME["term"], both, CONTENT_TYPES)
    assert found.left_out == {"sources": MIXED}
    assert found.complete
    assert "sources" not in {field["name"] for field in found.fields}


def test_how_entries_are_written() -> None:
    found = written([entry("term", TERM.format("[one, {source: two, at: page 3}]"))])
    assert found.kinds["sources",] == {"list"}
    assert found.kinds["sources", "*"] == {"text", "mapping"}
    assert found.kinds["sources", "*", "at"] == {"text"}
    assert found.longest["sources", "*", "at"] == len("page 3")


def test_labels_are_words() -> None:
    assert label("formal_name") == "Formal name"
