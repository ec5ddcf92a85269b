"""The site, built once; a server for it; a browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from .chromium import chromium
from .server import serve

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real content, built by the command that everybody uses."""
    output = tmp_path_factory.mktemp("browser") / "site"
    command = [sys.executable, "build.py", "--output", str(output)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return output


@pytest.fixture(scope="session")
def address(built_site: Path) -> Iterator[str]:
    """The address of the site on a plain static server."""
    with serve(built_site) as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with chromium() as started:
        yield started


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an empty page in a context of its own, with Playwright's words for it; all are closed at the end."""
    with ExitStack() as open_contexts:

        def new(**settings: Any) -> Page:
            return open_contexts.enter_context(browser.new_context(**settings)).new_page()

        yield new
