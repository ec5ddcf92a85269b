"""How soon a save shows in the browser: a body, a fact and a template edited in the real content, with Chromium connected.

    python3 build.py bench preview               # 5 saves of each kind
    python3 build.py bench preview --saves 20

The content and the templates are copied first; nothing of yours is touched. Measured is from the end of the save until the page that
is open, loaded anew, is about to be painted with the new text; then the time until the whole site is there. Exits with 1 where a bar
is missed.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import NamedTuple

from playwright.sync_api import Page

from sitegen.cldr import brief_date
from tests.browser.chromium import chromium

ROOT = Path(__file__).parents[1]
STATE = "countries/vanuatu"
PATIENCE = 120_000  # milliseconds
CALM = 1  # seconds between a site that is whole and the next save; until the page listens, at first
TELL_WHAT_IS_PAINTED = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => console.debug(document.body.textContent)));
"""
"""Run in each document. To ask from outside takes up to half a second more, as a browser that is reloading is asked less and less often."""


class Edit(NamedTuple):
    """A kind of save: its bar in seconds, and what writes the save of a number and gives the words to be seen."""

    name: str
    bar: float
    save: Callable[[Path, int], str]


def body(root: Path, number: int) -> str:
    """A line more in the text of a state."""
    words = f"Save number {number} of the text."
    file = root / f"content/{STATE}.md"
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{words}\n", encoding="utf-8")
    return words


def fact(root: Path, number: int) -> str:
    """Another day of ratification of the lead treaty, which the counts, charts and feeds hang on."""
    file = root / f"content/{STATE}.md"
    before, day = ("05", "06") if number % 2 else ("06", "05")
    text = file.read_text("utf-8").replace(f"ratified: 2025-09-{before}", f"ratified: 2025-09-{day}", 1)
    file.write_text(text, encoding="utf-8")
    return brief_date(date(2025, 9, int(day)))


def template(root: Path, number: int) -> str:
    """A word more in the template of states."""
    words = f"Save number {number} of the template."
    file = root / "templates/pages/country.html"
    text = file.read_text("utf-8").replace("{% block body %}", f"{{% block body %}}\n<p>{words}</p>", 1)
    file.write_text(text, encoding="utf-8")
    return words


EDITS = (Edit("body", 0.5, body), Edit("fact", 1.5, fact), Edit("template", 1.5, template))


@contextmanager
def preview(root: Path) -> Iterator[tuple[str, Queue[str]]]:
    """A preview of a copy of the project: its address, and what it says of each build."""
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", "0"]
    command += ["--content", str(root / "content"), "--templates", str(root / "templates")]
    said: Queue[str] = Queue()
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        stream = process.stdout
        assert stream
        address = next(line.split()[2] for line in stream if line.startswith("preview on "))
        Thread(target=lambda: [said.put(line) for line in stream], daemon=True).start()
        try:
            yield address, said
        finally:
            process.terminate()
    shutil.rmtree(ROOT / ".cache" / f"preview-{address.rstrip('/').rpartition(':')[2]}", ignore_errors=True)


def measured(edit: Edit, saves: int, root: Path, page: Page, said: Queue[str]) -> Iterator[tuple[float, float]]:
    """Seconds until each save shows, and until the whole site is there."""
    for number in range(1, saves + 1):
        time.sleep(CALM)
        start = saved_and_seen(lambda number=number: edit.save(root, number), page)  # type: ignore[misc]
        shown = time.monotonic() - start
        while " made, " not in said.get(timeout=PATIENCE):
            pass
        yield shown, time.monotonic() - start


def saved_and_seen(save: Callable[[], str], page: Page) -> float:
    """Save, wait until the open page is painted with the words of it, and return when the save ended."""
    words = ""
    with page.expect_console_message(lambda told: bool(words) and words in told.text, timeout=PATIENCE):
        words = save()
        start = time.monotonic()
    return start  # noqa: RET504  # leaving the block waits, and that is what is measured


def main() -> int:
    """Print median and worst of each kind; 1 where a median misses its bar."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--saves", type=int, default=5, help="saves of each kind")
    given = parser.parse_args()
    missed = 0
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        root = Path(folder)
        for name in ("content", "templates"):
            shutil.copytree(ROOT / name, root / name)
        with preview(root) as (address, said):
            page = browser.new_page()
            page.add_init_script(TELL_WHAT_IS_PAINTED)
            page.goto(f"{address}{STATE}/")
            for edit in EDITS:
                times, whole = zip(*measured(edit, given.saves, root, page, said), strict=True)
                held = statistics.median(times) <= edit.bar
                missed += not held
                print(
                    f"{'held' if held else 'MISSED':7} {edit.name} saved → seen, at most {edit.bar} s: "
                    f"median {statistics.median(times):.2f} s, worst {max(times):.2f} s of {given.saves}; "
                    f"whole site after {statistics.median(whole):.1f} s",
                    flush=True,
                )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
