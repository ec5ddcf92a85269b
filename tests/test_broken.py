"""Every mistake that an editor can make is a file in `broken/`, with the exact lines that tell it.

A case lies over `broken/sound/`, so that only the case is wrong. `<name>.<type>.md` is one entry; a folder is several
files, placed as in `content/`. `expected.txt` of each kind names the case and, indented, all lines that `check` gives.
A case that is no mistake says so, and where an `.html` stands beside it, that is what its body becomes. What an editor,
Git or another system would not keep as it is (invisible characters, other encodings, links, odd names, large files) is
made here.
"""

from __future__ import annotations

import os
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.content_types import CONTENT_TYPES
from sitegen.model import Ref
from sitegen.pipeline import check

BROKEN = Path(__file__).parent / "broken"
KINDS = ("yaml", "front-matter", "schema", "dates", "references", "files", "markdown")
FOLDERS = {kind.name: kind.folder for kind in CONTENT_TYPES}
NO_PROBLEM = "no problem"


def expected_of(kind: str) -> dict[str, list[str]]:
    """The cases of a kind with their lines."""
    cases: dict[str, list[str]] = {}
    for line in (BROKEN / kind / "expected.txt").read_text("utf-8").splitlines():
        if line.startswith("  "):
            cases[list(cases)[-1]].append(line.strip())
        elif line:
            cases[line] = []
    return cases


def on_disk(kind: str) -> set[str]:
    return {item.name for item in (BROKEN / kind).iterdir()} - {"expected.txt"}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the sound content."""
    return Path(shutil.copytree(BROKEN / "sound", tmp_path / "content"))


def lay(case: Path, content: Path) -> Ref | None:
    """Lay a case over the content; return the entry it is, or None where it is several files."""
    if case.is_dir():
        shutil.copytree(case, content, dirs_exist_ok=True)
        return None
    slug, type_name, _ = case.name.split(".")
    shutil.copy(case, content / FOLDERS[type_name] / f"{slug}.md")
    return Ref(type_name, slug)


def told(content: Path) -> list[str]:
    """The lines that an editor reads."""
    return [str(problem) for problem in check(content)[1]]


def test_the_content_below_is_sound(content: Path) -> None:
    assert told(content) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_is_expected_and_every_expectation_has_its_case(kind: str) -> None:
    cases = {name for name in on_disk(kind) if not name.endswith(".html")}
    assert cases == set(expected_of(kind))


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind in KINDS for name in expected_of(kind)])
def test_a_case_is_told_in_exactly_these_lines(kind: str, name: str, content: Path) -> None:
    lay(BROKEN / kind / name, content)
    assert (told(content) or [NO_PROBLEM]) == expected_of(kind)[name]


@pytest.mark.parametrize("name", sorted(name for name in on_disk("markdown") if name.endswith(".html")))
def test_what_is_no_mistake_comes_out_as_text(name: str, content: Path) -> None:
    ref = lay(BROKEN / "markdown" / name.replace(".html", ".md"), content)
    assert ref is not None
    facts, _ = check(content)
    assert facts is not None
    assert facts.library[ref].body.html == (BROKEN / "markdown" / name).read_text("utf-8")


# ---- made here: bytes -----------------------------------------------------------------------------------------


PAGE = """\
---
title: Method
summary: How the numbers come about.
order: 2
---

The numbers come about by counting.
"""
LAUGHS = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9) if n else 'ha'}]\n" for n in range(9))
BRACKETS = "[" * 10_000


def with_summary(text: str) -> bytes:
    return PAGE.replace("How the numbers come about.", text).encode()


def with_body(text: str) -> bytes:
    return PAGE.replace("The numbers come about by counting.", text).encode()


BYTES: dict[str, tuple[bytes, str]] = {
    "a no-break space": (
        with_summary("How the\u00a0numbers come about."),
        "3:10: summary: a no-break space (U+00A0) must be removed or replaced by what can be seen",
    ),
    "a no-break space before a key": (
        PAGE.replace("order", "\u00a0order").encode(),
        "4:1: a no-break space (U+00A0) must be removed or replaced by what can be seen",
    ),
    "a no-break space instead of an indentation": (
        PAGE.replace("2\n---", "2\nredirect_from:\n\u00a0- /about/numbers/\n---").encode(),
        "6:1: a no-break space (U+00A0) must be removed or replaced by what can be seen",
    ),
    "a zero-width space in a key": (
        PAGE.replace("order", "or\u200bder").encode(),
        "4:1: a zero-width space (U+200B) must be removed or replaced by what can be seen",
    ),
    "a zero-width joiner in a value": (
        with_summary("How\u200d"),
        "3:10: summary: a zero-width joiner (U+200D) must be removed or replaced by what can be seen",
    ),
    "a soft hyphen in a value": (
        with_summary("How the num\u00adbers come about."),
        "3:10: summary: a soft hyphen (U+00AD) must be removed or replaced by what can be seen",
    ),
    "a byte-order mark in the middle": (
        with_summary("How\ufeff"),
        "3:10: summary: a byte-order mark (U+FEFF) must be removed or replaced by what can be seen",
    ),
    "a letter in a key that only looks right": (
        PAGE.replace("summary", "summ\u0430ry").encode(),
        "3:1: summ\u0430ry: unknown key (did you mean summary?); “\u0430” is no plain letter but "
        "CYRILLIC SMALL LETTER A; allowed here: changes, order, redirect_from, summary, title",
    ),
    "a letter in a slug that only looks right": (
        with_body("[Nepal](country:nep\u0430l)"),
        "7:9: a link must be http, https, mailto, an entry such as country:nepal, or an address of this site; "
        "found “country:nep\u0430l”; “\u0430” is no plain letter but CYRILLIC SMALL LETTER A",
    ),
    "a mark of direction in a value": (
        with_summary("How\u202e"),
        "3:10: summary: a mark that turns the direction of text (U+202E) must be removed or replaced by what can be seen",
    ),
    "a mark of direction in the body": (
        with_body("By\n`counting\u202e`."),
        "8:10: a mark that can't be seen (U+202E) must be removed",
    ),
    "a mark of direction in a block of code": (
        with_body("```\nA\n\u2066B\n```"),
        "9:1: a mark that can't be seen (U+2066) must be removed",
    ),
    "a form feed as an entity": (
        with_body("By&#12;counting."),
        "7:1: a mark that can't be seen (U+000C) must be removed",
    ),
    "a control character": (with_body("By \x1b[31mcounting."), "7:4: a control character (U+001B) must be removed"),
    "a next-line character": (with_summary("How\u0085"), "3:13: a control character (U+0085) must be removed"),
    "a line separator": (with_body("By\u2028counting."), "7:3: a control character (U+2028) must be removed"),
    "NUL": (with_body("By \0 counting."), "7:4: a control character (U+0000) must be removed"),
    "UTF-16": (PAGE.encode("utf-16"), "1:1: the file must be saved as UTF-8; it is UTF-16"),
    "UTF-16 without its mark": (PAGE.encode("utf-16-be"), "1:1: the file must be saved as UTF-8; it is UTF-16"),
    "Latin-1": (
        with_summary("Zählen").decode().encode("latin-1"),
        "3:11: the file must be saved as UTF-8; byte 0xe4 is not",
    ),
    "an empty file": (b"", "1:1: the file is empty; it must start with front matter between two lines of three dashes"),
    "a file of blank lines": (
        b"\n\n \n",
        "1:1: the file is empty; it must start with front matter between two lines of three dashes",
    ),
    "10 MB": (
        with_body("x" * 10_000_000),
        "1:1: the file must not be larger than 1 MiB; it has 10,000,070 bytes",
    ),
    "a body of 300 KiB": (with_body("x" * (300 << 10)), "6:1: the body must not be larger than 256 KiB"),
    "a mistake on a line that ends with CR LF": (
        with_summary("").replace(b"\n", b"\r\n"),
        "3:9: summary: must not be empty; found nothing",
    ),
    "a mistake on a line that ends with CR": (
        with_summary("").replace(b"\n", b"\r"),
        "3:9: summary: must not be empty; found nothing",
    ),
    "billion laughs": (
        PAGE.replace("title", LAUGHS + "title").encode(),
        "2:5: an anchor (&) must not be used; write the value out",
    ),
    "lists in lists in lists": (
        with_summary("[" * 50 + "]" * 50),
        "3:21: lists and mappings must not be nested more than 12 deep",
    ),
    "10,000 brackets in the front matter": (
        with_summary(BRACKETS),
        "3:21: lists and mappings must not be nested more than 12 deep",
    ),
    "10,000 keys": (
        with_summary("{" + ", ".join(f"k{n}: v" for n in range(10_000)) + "}"),
        "3:23871: there must not be more than 5,000 keys and values",
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_a_file_must_not_have(name: str, content: Path) -> None:
    raw, line = BYTES[name]
    (content / "pages/method.md").write_bytes(raw)
    assert told(content) == [f"content/pages/method.md:{line}"]


@pytest.mark.parametrize(
    "raw",
    [b"\xef\xbb\xbf" + PAGE.encode(), PAGE.replace("\n", "\r\n").encode(), PAGE.replace("\n", "\r").encode()],
    ids=["a byte-order mark at the start", "CR LF", "CR"],
)
def test_what_systems_write_differently_reads_the_same(raw: bytes, content: Path) -> None:
    (content / "pages/method.md").write_bytes(raw)
    facts, problems = check(content)
    assert problems == []
    assert facts is not None
    assert facts.library[Ref("page", "method")].body.html == "<p>The numbers come about by counting.</p>\n"


def test_ten_thousand_brackets_in_a_body_are_text(content: Path) -> None:
    (content / "pages/method.md").write_bytes(with_body(BRACKETS))
    facts, problems = check(content)
    assert problems == []
    assert facts is not None
    assert facts.library[Ref("page", "method")].body.text == BRACKETS


# ---- made here: names, links and what is no file --------------------------------------------------------------


SLUG = "the file name is the slug: lower-case letters a to z, digits and hyphens"
KEPT = "is a name that systems keep for themselves; choose another"
NAMES = {
    "con.md": f"content/pages/con.md: “con” {KEPT}",
    "lpt9.md": f"content/pages/lpt9.md: “lpt9” {KEPT}",
    "index.md": f"content/pages/index.md: “index” {KEPT}",
    "404.md": f"content/pages/404.md: “404” {KEPT}",
    unicodedata.normalize("NFC", "café.md"): f"content/pages/caf\u00e9.md: {SLUG}",
    unicodedata.normalize("NFD", "café.md"): f"content/pages/cafe\u0301.md: {SLUG}",
    "About.md": "content/pages/About.md: differs from about.md in case only, and many systems take the two for one",
    "two\nlines.md": f"content/pages/two\\nlines.md: {SLUG}",
    "\x1b[31mred.md": f"content/pages/\\x1b[31mred.md: {SLUG}",
    "turned\u202e.md": f"content/pages/turned\\u202e.md: {SLUG}",
    os.fsdecode(b"caf\xe9.md"): f"content/pages/caf\\udce9.md: {SLUG}",
    "a" * 252 + ".md": f"content/pages/{'a' * 252}.md: the file name must not be longer than 100 characters before .md; "
    "it has 252",
}


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_names_that_a_file_must_not_have(name: str, content: Path) -> None:
    (content / "pages" / name).write_text(PAGE, "utf-8")
    assert told(content) == [NAMES[name]]


@pytest.mark.parametrize("name", [".method.md.swp", ".method.md", "method.md~", "#method.md#", "method.md.bak", "4913.tmp"])
def test_what_an_editor_leaves_behind_is_passed_over(name: str, content: Path) -> None:
    (content / "pages" / name).write_text("half a file", "utf-8")
    assert told(content) == []


LINK = "must be a file of its own, not a link"


def a_link_out(content: Path) -> None:
    outside = content.parent / "outside.md"
    outside.write_text(PAGE, "utf-8")
    (content / "pages/method.md").symlink_to(outside)


def a_link_inside(content: Path) -> None:
    (content / "pages/method.md").symlink_to("about.md")


def a_link_to_nothing(content: Path) -> None:
    (content / "pages/method.md").symlink_to("nothing.md")


def a_loop_of_links(content: Path) -> None:
    (content / "pages/one.md").symlink_to("two.md")
    (content / "pages/two.md").symlink_to("one.md")


def a_fifo(content: Path) -> None:
    os.mkfifo(content / "pages/method.md")


def a_folder_for_a_file(content: Path) -> None:
    (content / "pages/method.md").mkdir()


def a_link_for_a_folder(content: Path) -> None:
    shutil.move(content / "pages", content.parent / "pages")
    (content / "pages").symlink_to(content.parent / "pages")


def a_file_for_a_folder(content: Path) -> None:
    shutil.rmtree(content / "pages")
    (content / "pages").write_text(PAGE, "utf-8")


def no_settings(content: Path) -> None:
    (content / "site.yaml").unlink()


def empty_settings(content: Path) -> None:
    (content / "site.yaml").write_text("\n", "utf-8")


def settings_that_are_a_link(content: Path) -> None:
    shutil.move(content / "site.yaml", content.parent / "site.yaml")
    (content / "site.yaml").symlink_to(content.parent / "site.yaml")


NO_SETTINGS = "content/site.yaml: the site's settings are missing; this file must have at least a title"
DISK: dict[Callable[[Path], None], list[str]] = {
    a_link_out: [f"content/pages/method.md: {LINK}"],
    a_link_inside: [f"content/pages/method.md: {LINK}"],
    a_link_to_nothing: [f"content/pages/method.md: {LINK}"],
    a_loop_of_links: [f"content/pages/one.md: {LINK}", f"content/pages/two.md: {LINK}"],
    a_fifo: ["content/pages/method.md: must be a file; an entry's folder has no folders in it"],
    a_folder_for_a_file: ["content/pages/method.md: must be a file; an entry's folder has no folders in it"],
    a_link_for_a_folder: ["content/pages: must be a folder of its own, not a file or a link"],
    a_file_for_a_folder: ["content/pages: must be a folder of its own, not a file or a link"],
    no_settings: [NO_SETTINGS],
    empty_settings: [NO_SETTINGS],
    settings_that_are_a_link: [f"content/site.yaml: {LINK}"],
}


@pytest.mark.parametrize("make", DISK, ids=lambda make: make.__name__)
def test_what_must_not_be_on_the_disk(make: Callable[[Path], None], content: Path) -> None:
    make(content)
    assert told(content) == DISK[make]


def test_a_folder_may_be_empty_or_missing(content: Path) -> None:
    shutil.rmtree(content / "pages")
    assert told(content) == []
    (content / "pages").mkdir()
    assert told(content) == []


needs_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


@needs_permissions
def test_a_file_that_must_not_be_read(content: Path) -> None:
    (content / "pages/about.md").chmod(0)
    assert told(content) == ["content/pages/about.md: can't be read; its permissions forbid it"]


@needs_permissions
def test_a_folder_that_must_not_be_opened(content: Path) -> None:
    (content / "pages").chmod(0)
    try:
        assert told(content) == ["content/pages: can't be read; its permissions forbid it"]
    finally:
        (content / "pages").chmod(0o700)


def test_no_content_folder(content: Path) -> None:
    shutil.rmtree(content)
    assert told(content) == ["content: the content folder is missing; run the command where it stands or name it with --content"]


def test_a_file_with_a_wrong_name_is_one_mistake_although_others_refer_to_it(content: Path) -> None:
    (content / "countries/cambodia.md").rename(content / "countries/Cambodia.md")
    assert told(content) == [f"content/countries/Cambodia.md: {SLUG}"]


def test_all_mistakes_of_all_files_are_told_in_one_run_in_order(content: Path) -> None:
    (content / "pages/method.md").write_bytes(with_summary("[]"))
    (content / "pages/About us.md").write_bytes(b"")
    (content / "countries/nepal.md").write_bytes(b"+++")
    (content / "treaties/att.md").write_text("---\ntitle: ATT\n---\n[x](country:nowhere)\n# y\n", "utf-8")
    places = [line.split(": ")[0] for line in told(content)]
    assert places == [
        "content/countries/nepal.md:1:1",
        "content/pages/About us.md",
        "content/pages/method.md:3:10",
        *["content/treaties/att.md:1:1"] * 3,
        "content/treaties/att.md:4:5",
        "content/treaties/att.md:5:1",
    ]
