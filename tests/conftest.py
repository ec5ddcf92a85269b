"""What tests share: the real site, built once; a small project to change; and `--renew` for the golden files."""

from __future__ import annotations

import shutil
import signal
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from sitegen import pipeline
from sitegen.derive.facts import Facts
from sitegen.site import Page

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"
sys.path.insert(0, str(ROOT))
signal.signal(signal.SIGINT, signal.default_int_handler)  # what a shell starts in its background is deaf to Ctrl-C
settings.register_profile("untimed", deadline=None)  # a busy machine is no fault of the code
settings.load_profile("untimed")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="write what the golden site gives now into tests/golden/expected/")


def tree(folder: Path) -> dict[str, bytes]:
    """Every published file below a folder by its path in it."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name != ".made-by-sitegen")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@dataclass(frozen=True)
class Project:
    """A small project in a folder of its own: the content of `golden/` with the real templates, styles and static files."""

    root: Path

    @property
    def paths(self) -> pipeline.Paths:
        return pipeline.Paths.below(self.root)

    @property
    def output(self) -> Path:
        return self.paths.output

    def build(self, wishes: pipeline.Wishes | None = None) -> pipeline.Report:
        return pipeline.build(self.paths, wishes or pipeline.Wishes())

    def problems(self) -> list[str]:
        return [str(problem) for problem in self.build().problems]

    def files(self) -> dict[str, bytes]:
        return tree(self.output)

    def edit(self, path: str, old: str, new: str) -> None:
        """Put `new` in the place of `old`, which stands once in the file."""
        file = self.root / path
        text = file.read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def add(self, path: str, text: str) -> None:
        (self.root / path).write_text(text, encoding="utf-8")


def lay_out(root: Path) -> Project:
    """Copy what a small project needs into a folder."""
    shutil.copytree(GOLDEN / "content", root / "content")
    for name in ("templates", "styles", "static"):
        shutil.copytree(ROOT / name, root / name)
    return Project(root)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project, not built yet."""
    return lay_out(tmp_path / "project")


@pytest.fixture(scope="session")
def _built_once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Path]:
    """A small project that was built, and a copy of it as it was then."""
    small = lay_out(tmp_path_factory.mktemp("small") / "project")
    assert small.problems() == []
    return small, shutil.copytree(small.root, small.root.parent / "copy")


@pytest.fixture(scope="session")
def small_site(_built_once: tuple[Project, Path]) -> Path:
    """The output of the small project; only to read."""
    return _built_once[1] / "site"


@pytest.fixture
def built(_built_once: tuple[Project, Path]) -> Project:
    """A small project that was built, with its cache, for a test to change: as new for each, at the same place."""
    small, copy = _built_once
    shutil.rmtree(small.root)
    shutil.copytree(copy, small.root)
    return small


@pytest.fixture(scope="session")
def finished_site(_built_once: tuple[Project, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of the small project with the search index and the archive; only to read."""
    folder = tmp_path_factory.mktemp("finished")
    paths = pipeline.Paths(*pipeline.Paths.below(_built_once[1]).inputs, folder / "site", folder / "cache")
    assert pipeline.build(paths, pipeline.Wishes(finish=True)).problems == ()
    return paths.output


@pytest.fixture(scope="session")
def small_facts() -> Facts:
    """The facts of the small project."""
    facts, problems = pipeline.check(GOLDEN / "content")
    assert facts is not None, problems
    return facts


@pytest.fixture(scope="session")
def small_pages(small_facts: Facts) -> dict[str, Page]:
    """The pages of the small project by address."""
    return pages_of(small_facts)


@pytest.fixture(scope="session")
def facts() -> Facts:
    """The facts of the real content."""
    found, problems = pipeline.check(ROOT / "content")
    assert found is not None, "\n".join(map(str, problems))
    return found


@pytest.fixture(scope="session")
def pages(facts: Facts) -> dict[str, Page]:
    """The pages of the real site by address."""
    return pages_of(facts)


def pages_of(facts: Facts) -> dict[str, Page]:
    from sitegen.pages import PAGES

    return {page.address: page for plan in PAGES for page in plan(facts)}


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built once; only to read."""
    folder = tmp_path_factory.mktemp("real")
    names = ("content", "templates", "styles", "static")
    paths = pipeline.Paths(*(ROOT / name for name in names), folder / "site", folder / "cache")
    report = pipeline.build(paths, pipeline.Wishes())
    assert not report.problems, "\n".join(map(str, report.problems))
    return paths.output


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run what is quick first, and the browser last: while it lives, its event loop runs in this thread."""
    items.sort(key=lambda item: "browser" in Path(item.path).parts)
