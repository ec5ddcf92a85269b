"""The bars of weight and access, each measured on the built site and printed beside its bar.

    python3 build.py bench weight            # build the site first
    python3 build.py bench weight --quick    # without axe, the Nu checker and Lighthouse

Exits with 1 where a bar is missed. Lighthouse is fetched by npx at the version named here; without node its line says so.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from sitegen.words import counted
from tests.browser import test_access, test_links
from tests.browser.chromium import NAMES, NOT_KNOWN_TO_NU, bundled_jar, chromium
from tests.browser.markup import read
from tests.browser.pages import html_files, page_types
from tests.browser.server import packed, serve
from tests.browser.test_weight import LISTINGS, fetched

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = "lighthouse@13.5.0"
AUDITED = ("", "countries/mongolia/", "treaties/att/", "claims/unrcpd-2025-fifteen-parties/", "search/")
KIB = 1024


@dataclass(frozen=True)
class Figure:
    """A bar, the figure that was measured, and whether the bar is held; None where it could not be measured."""

    bar: str
    figure: str
    held: bool | None


Measure = Callable[[Path], Iterator[Figure]]


def html(site: Path) -> Iterator[Figure]:
    """The packed size of each page."""
    for bar, most, names in (
        ("HTML of a page at most 14 KiB packed", 14, [name for name in html_files(site) if name not in LISTINGS]),
        ("HTML of the largest listings at most 40 KiB packed", 40, [name for name in html_files(site) if name in LISTINGS]),
    ):
        weight, name = max((len(packed(site / name)), name) for name in names)
        yield Figure(bar, f"{weight / KIB:.1f} KiB at most, {name} ({counted(len(names), 'page')})", weight <= most * KIB)


def scripts(site: Path) -> Iterator[Figure]:
    """The scripts that a page names."""
    found = []
    for name in html_files(site):
        own = [each for each in read((site / name).read_bytes()).assets if each.endswith(".js")]
        found.append((sum((site / name).parent.joinpath(each).stat().st_size for each in own), name))
    weight, name = max(found)
    yield Figure("own scripts of a page at most 10 KiB", f"{weight / KIB:.1f} KiB at most, {name}", weight <= 10 * KIB)


def first_view(site: Path) -> Iterator[Figure]:
    """What the browser fetches for the first view of each type of page, and how long that takes on a slow line."""
    views, seconds, foreign = [], [], set[str]()
    with chromium() as browser, serve(site) as start:
        page = browser.new_page()
        page.on("request", lambda asked: None if asked.url.startswith(start) else foreign.add(asked.url))
        for name in page_types(site):
            files = fetched(page, start, name)
            views.append((sum(len(packed(site / each)) for each in files), len(files), name))
        line = browser.new_context().new_page()
        wire = line.context.new_cdp_session(line)
        for *_, name in sorted(views)[-5:]:
            wire.send("Network.clearBrowserCache")
            slow = {"offline": False, "latency": 150, "downloadThroughput": 260_000 / 8, "uploadThroughput": 260_000 / 8}
            wire.send("Network.emulateNetworkConditions", slow)
            line.goto(start + name)
            timing = "performance.getEntriesByType('navigation')[0].loadEventEnd"
            seconds.append((line.evaluate(timing) / 1000, name))
    weight, _, name = max(views)
    most, _, many = max((count, weight, name) for weight, count, name in views)
    yield Figure("first view at most 50 KiB packed", f"{weight / KIB:.1f} KiB at most, {name}", weight <= 50 * KIB)
    yield Figure("first view in at most 6 requests", f"{most} at most, {many}", most <= 6)
    yield Figure("nothing from another host", f"{counted(len(foreign), 'request')} on {counted(len(views), 'page')}", not foreign)
    slowest, name = max(seconds)
    yield Figure("at 260 kbit/s in at most 3 s", f"{slowest:.1f} s at most, {name}", slowest <= 3)


def links(site: Path) -> Iterator[Figure]:
    """All references as files, and by a robot at the root and below a path."""
    pages = {name: read((site / name).read_bytes()) for name in html_files(site)}
    inside = [
        (name, each)
        for name, page in pages.items()
        for each in {*page.links, *page.assets}
        if not (urlsplit(each).scheme in ("http", "https", "mailto") and each in page.links)
    ]
    dead = [each for name, each in inside if test_links.broken(name, each, site, pages)]
    yield Figure("all links, fragments and assets resolve", f"{len(dead)} of {len(inside)} do not", not dead)
    for prefix in ("/", "/some/where/"):
        with serve(site, prefix) as start:
            reached, failed = test_links.crawl(start)
        yield Figure(
            f"a robot reaches all from {urljoin(prefix, '.')}", f"{len(reached)} reached, {len(failed)} failed", not failed
        )


def access(site: Path) -> Iterator[Figure]:
    """axe on every page, in light and dark."""
    names, seen = html_files(site), set[str]()
    with serve(site) as start:
        found = test_access.problems(start, names, seen)
    yield Figure(
        "axe, WCAG 2.2 A and AA, on every page", f"{counted(len(found), 'violation')} on {counted(len(names), 'page')}", not found
    )


def valid(site: Path) -> Iterator[Figure]:
    """The Nu checker on every page."""
    if not shutil.which("java"):
        yield Figure("the Nu checker finds no error", "not measured: no Java here", None)
        return
    command = ["java", "-Xss8m", "-jar", str(bundled_jar()), "--filterpattern", NOT_KNOWN_TO_NU]
    command += ["--errors-only", "--format", "json", "--skip-non-html", "."]
    done = subprocess.run(command, cwd=site, capture_output=True, text=True, check=False)
    errors = json.loads(done.stderr)["messages"]
    yield Figure(
        "the Nu checker finds no error",
        f"{counted(len(errors), 'error')} on {counted(len(html_files(site)), 'page')}",
        not errors,
    )


def lighthouse(site: Path) -> Iterator[Figure]:
    """Lighthouse's four scores on five pages."""
    browser = next(filter(None, map(shutil.which, NAMES)), None)
    if not (shutil.which("npx") and browser):
        yield Figure("Lighthouse 100 four times", "not measured: no npx or no Chromium here", None)
        return
    flags = "--chrome-flags=--headless=new --no-sandbox --disable-gpu"
    categories = "--only-categories=performance,accessibility,best-practices,seo"
    with serve(site) as start, tempfile.TemporaryDirectory() as folder:
        for name in AUDITED:
            report = Path(folder) / "report.json"
            command = [
                "npx",
                "--yes",
                LIGHTHOUSE,
                start + name,
                "--quiet",
                "--output=json",
                f"--output-path={report}",
                flags,
                categories,
            ]
            done = subprocess.run(
                command, env={**os.environ, "CHROME_PATH": browser}, capture_output=True, text=True, check=False
            )
            if done.returncode:
                yield Figure(f"Lighthouse 100 four times, /{name}", f"not measured: {done.stderr.strip()[-200:]}", None)
                continue
            scores = {
                key: round(each["score"] * 100) for key, each in json.loads(report.read_text("utf-8"))["categories"].items()
            }
            figure = ", ".join(f"{key} {score}" for key, score in scores.items())
            yield Figure(f"Lighthouse 100 four times, /{name}", figure, all(score == 100 for score in scores.values()))


QUICK: tuple[Measure, ...] = (html, scripts, first_view, links)
SLOW: tuple[Measure, ...] = (access, valid, lighthouse)


def main() -> int:
    """Print each bar with its figure; 1 where one is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--site", type=Path, default=ROOT / "site", help="the built site")
    parser.add_argument("--quick", action="store_true", help="leave out what takes minutes")
    given = parser.parse_args()
    missed = 0
    for measure in QUICK if given.quick else QUICK + SLOW:
        for found in measure(given.site):
            mark = {True: "held", False: "MISSED", None: "?"}[found.held]
            print(f"{mark:7} {found.bar}: {found.figure}", flush=True)
            missed += found.held is False
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
