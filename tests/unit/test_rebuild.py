"""Building again: what a build comes to, and that neither a bug nor a file that vanishes ends the preview."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Collection, Iterator

import pytest
from conftest import Project

from sitegen import pipeline
from sitegen.order import Superseded
from sitegen.pipeline import Paths, Report, Wishes
from sitegen.problems import Problem
from sitegen.rebuild import Rebuilder, State

States = queue.Queue[tuple[State, State]]
ABOUT = "content/pages/about.md"


class Stage:
    """A rebuilder whose builds are acted: `act` does what a build would."""

    def __init__(self, project: Project) -> None:
        self.project, self.shown = project, States()
        self.rebuilder = Rebuilder(project.paths, Wishes(), lambda before, after: self.shown.put((before, after)))
        self.act: Callable[[], Report] = lambda: Report(made=1, kept=2)
        self.running = self.most = 0

    def build(self, paths: Paths, wishes: Wishes, *others: object) -> Report:
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            return self.act()
        finally:
            self.running -= 1

    def next(self) -> tuple[State, State]:
        return self.shown.get(timeout=3)


@pytest.fixture
def stage(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stage]:
    stage = Stage(project)
    monkeypatch.setattr(pipeline, "build", stage.build)
    yield stage
    stage.rebuilder.stop(2)


def test_each_build_that_changes_the_site_gives_it_a_new_name(stage: Stage) -> None:
    stage.rebuilder.start()
    before, after = stage.next()
    assert before.build != after.build == stage.rebuilder.state.build
    assert after.text.startswith("1 file made, 2 kept, 0 removed, no problem, ")
    stage.act = lambda: Report(kept=3)
    stage.project.add("content/pages/x.md", "x")
    assert stage.next()[1].build == after.build


def test_problems_are_told_as_on_the_terminal_and_leave_the_site_its_name(stage: Stage) -> None:
    stage.act = lambda: Report(problems=(Problem("a.md", 1, 2, "wrong"), Problem("b.md", 0, 0, "wrong")))
    stage.rebuilder.start()
    before, after = stage.next()
    assert after.text == "a.md:1:2: wrong\nb.md: wrong\n2 problems; the preview stays as it was"
    assert after.build == before.build


def test_a_bug_is_told_and_the_next_change_is_built(stage: Stage) -> None:
    def bug() -> Report:
        raise ZeroDivisionError("of ours")

    stage.act = bug
    stage.rebuilder.start()
    state = stage.next()[1]
    assert "ZeroDivisionError" in state.problems[0].message
    assert "Traceback" in state.text
    stage.act = lambda: Report(made=1)
    stage.project.add("content/pages/x.md", "x")
    assert stage.next()[1].problems == ()


def test_a_failure_over_files_that_changed_meanwhile_is_not_told(stage: Stage) -> None:
    def vanished() -> Report:
        stage.act = lambda: Report(made=1)
        (stage.project.root / ABOUT).unlink()
        raise FileNotFoundError(ABOUT)

    stage.act = vanished
    stage.rebuilder.start()
    assert stage.next()[1].problems == ()


def test_a_burst_of_saves_gives_few_builds_and_never_two_at_once(stage: Stage) -> None:
    """One or two; on a busy computer the saves themselves may come with pauses between them."""

    def slow() -> Report:
        time.sleep(0.2)
        return Report(made=1)

    stage.act = slow
    stage.rebuilder.start()
    stage.next()
    for number in range(50):
        stage.project.add(ABOUT, f"save {number}")
        time.sleep(0.02)
    time.sleep(0.8)
    assert 1 <= stage.shown.qsize() <= 4
    assert stage.most == 1


def test_nothing_is_shown_after_the_end(stage: Stage) -> None:
    begun, end = threading.Event(), threading.Event()

    def held() -> Report:
        begun.set()
        end.wait(2)
        return Report()

    stage.act = held
    stage.rebuilder.start()
    begun.wait(2)
    stage.rebuilder.stop(0)
    end.set()
    stage.rebuilder.stop(2)
    assert stage.shown.empty()


def test_warnings_are_told_on_the_terminal_and_are_no_problems(stage: Stage) -> None:
    stage.act = lambda: Report(made=1, warnings=(Problem("a.md", 1, 2, "“now” ages", warning=True),))
    stage.rebuilder.start()
    _, after = stage.next()
    assert after.text.splitlines()[0] == "a.md:1:2: warning: “now” ages"
    assert after.text.splitlines()[1].startswith("1 file made, ")
    assert after.problems == ()


class Looked:
    """A build's work as far as the pages go that are looked at."""

    def early(self, asked: object) -> Iterator[tuple[str, bytes]]:
        yield "index.html", b"as it was for a moment"


def test_what_a_build_showed_that_was_given_up_is_shown_anew(stage: Stage) -> None:
    """The save is undone before the build ends: the site is as it was, the open page is not."""
    stage.rebuilder.start()
    _, before = stage.next()
    names = []

    def give_up() -> Report:
        stage.rebuilder._make_early(Looked())  # type: ignore[arg-type]
        names.append(stage.rebuilder.name_of("index.html"))
        stage.act = lambda: Report(kept=3)
        raise Superseded

    stage.act = give_up
    stage.project.add("content/pages/x.md", "x")
    _, after = stage.next()
    assert len({before.build, after.build, *names}) == 3
    assert stage.rebuilder.name_of("index.html") == after.build


Told = queue.Queue[tuple[Collection[str], State]]


@pytest.fixture
def real(project: Project) -> Iterator[tuple[Rebuilder, Told]]:
    """A rebuilder that has built once, and what it shows: the paths of early pages or "all", and the state then."""
    told: Told = queue.Queue()
    rebuilder: Rebuilder = Rebuilder(
        project.paths,
        Wishes(),
        lambda before, after: told.put(("all", after)),
        lambda paths: told.put((paths, rebuilder.state)),
    )
    rebuilder.start()
    assert not told.get(timeout=60)[1].problems
    yield rebuilder, told
    rebuilder.stop(2)


def test_a_broken_template_is_told_to_the_page_that_is_open_before_the_rest(
    project: Project, real: tuple[Rebuilder, Told]
) -> None:
    rebuilder, told = real
    rebuilder.ask("index.html")
    project.edit("templates/layouts/base.html", "<body", "{% if %}<body")
    (early, state), (whole, last) = told.get(timeout=60), told.get(timeout=60)
    assert (early, whole) == ((), "all")
    assert (
        state.text
        == str(state.problems[0])
        == "templates/layouts/base.html:8: Expected an expression, got 'end of statement block'"
    )
    assert last.problems[0].message.startswith(f"{state.problems[0].message}, for index.html and ")
    assert not rebuilder.early
    assert rebuilder.name_of("index.html") == last.build


def test_the_page_of_a_new_entry_is_there_before_the_rest(project: Project, real: tuple[Rebuilder, Told]) -> None:
    _, told = real
    text = (project.root / ABOUT).read_text("utf-8")
    project.add("content/pages/new.md", text.replace("title: ", "title: More ", 1))
    early, whole = told.get(timeout=60)[0], told.get(timeout=60)[0]
    assert "about/new/index.html" in early
    assert whole == "all"
