"""The Nu checker finds no error in any page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from .chromium import bundled_jar, needed
from .pages import html_files, none_of

NO_FAULTS = ("'wasm-unsafe-eval'", "The “date” input type is not supported in all browsers")
"""What the checker says of newer things: a word of Content Security Policy Level 3, and a field that is text where it is not
known and that no page needs."""


def test_every_page_is_valid_html(built_site: Path) -> None:
    command = [needed("Java", "java"), "-Xss8m", "-jar", str(bundled_jar()), "--format", "json", "--skip-non-html", "."]
    done = subprocess.run(command, cwd=built_site, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    none_of(
        f"{each.get('url', '').partition('/site/')[2]}:{each.get('lastLine', 1)}: {each['message']}: {each.get('extract', '')!r}"
        for each in messages
        if (each["type"] != "info" or each.get("subType") == "warning") and not any(word in each["message"] for word in NO_FAULTS)
    )


def test_the_checker_finds_errors(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!doctype html><title>a</title><p id=a><p id=a>", "utf-8")
    command = [needed("Java", "java"), "-jar", str(bundled_jar()), "--format", "json", "--skip-non-html", "."]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Duplicate ID" in done.stderr
    assert html_files(tmp_path) == ["a.html"]
