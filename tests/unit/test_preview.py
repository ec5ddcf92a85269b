"""What the preview adds to a page, and which addresses it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.preview import bare_page, dressed, leads_out, widened

HOST = "127.0.0.1:8000"
LEAVE = {"script-src": "'self'", "connect-src": "'self' ws://127.0.0.1:8000"}
SCRIPT = b'<script src="/__preview__/preview.js"></script>'
POLICY = b"""<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">"""


def test_a_page_gets_one_script_and_the_leave_to_run_it() -> None:
    page = dressed(b"<head>" + POLICY + b"</head><body><code>&lt;/head></head></code></body>", HOST, "b1")
    assert page.count(SCRIPT) == 1
    assert page.index(SCRIPT) < page.index(b"</head>")
    assert b"connect-src 'self' ws://127.0.0.1:8000" in page
    assert b'<meta name="preview-build" content="b1">' in page


def test_a_page_without_head_or_policy_gets_the_script_at_its_end() -> None:
    assert dressed(b"<!doctype html><p>Text", HOST, "b1").startswith(b"<!doctype html><p>Text<meta")


@pytest.mark.parametrize(
    ("policy", "wider"),
    [
        ("script-src 'self'", "script-src 'self'"),
        ("default-src 'none'", "default-src 'none'; script-src 'self'; connect-src 'self' ws://127.0.0.1:8000"),
        ("script-src 'none'; ;", "script-src 'self'"),
        ("Connect-Src a.example", "connect-src a.example 'self' ws://127.0.0.1:8000"),
        ("default-src a.example", "default-src a.example; script-src a.example 'self'; "
         "connect-src a.example 'self' ws://127.0.0.1:8000"),
        ("img-src 'self'", "img-src 'self'"),
    ],
)  # fmt: skip
def test_a_policy_is_widened_by_no_more_than_is_needed(policy: str, wider: str) -> None:
    assert widened(policy, LEAVE) == wider


def test_a_bare_page_escapes_what_it_says() -> None:
    assert b"<h1>a &lt; b</h1>" in bare_page("a < b", "")


@pytest.mark.parametrize("path", ["../x", "a/../../x", "..", "a/..", "..\\x", "/etc/passwd", "a\0b", "way-out/x", "loop/../x"])
def test_an_address_that_leads_out_is_known(path: str, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "way-out").symlink_to(tmp_path)
    (folder / "loop").symlink_to(folder / "loop")
    assert leads_out(folder, path)


@pytest.mark.parametrize("path", ["", "a", "a/", "a..b", "...", "inside/a", "loop", "x" * 5000])
def test_an_address_inside_is_let_through(path: str, tmp_path: Path) -> None:
    (tmp_path / "inside").symlink_to(tmp_path)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert not leads_out(tmp_path, path)
