"""The line that tells how far a build is: on a terminal alone, after a moment, and gone at the end."""

from __future__ import annotations

import io

import pytest

from sitegen import progress
from sitegen.progress import WIPE, Progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_long_build_is_told_and_wiped(clock: list[float]) -> None:
    stream = Terminal()
    tell = Progress(stream)
    for clock[0], doing in ((100, "reading"), (101, "planning"), (101.01, "planning more"), (102, "making, 5%")):
        tell(doing)
    tell.over()
    assert stream.getvalue() == f"{WIPE}planning …{WIPE}making, 5% …{WIPE}"


def test_a_quick_build_is_not_told_and_each_has_its_own_moment(clock: list[float]) -> None:
    stream = Terminal()
    tell = Progress(stream)
    for clock[0] in (100, 110, 120):
        tell("reading")
        tell.over()
    assert not stream.getvalue()


def test_nothing_is_told_where_no_terminal_watches(clock: list[float]) -> None:
    stream = io.StringIO()
    tell = Progress(stream)
    for clock[0] in (100, 110):
        tell("reading")
    tell.over()
    assert not stream.getvalue()


def test_a_terminal_that_is_gone_stops_no_build(clock: list[float]) -> None:
    class Gone(Terminal):
        def write(self, text: str) -> int:
            raise BrokenPipeError

    tell = Progress(Gone())
    for clock[0] in (100, 110, 120):
        tell("reading")
    tell.over()
