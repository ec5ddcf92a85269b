"""Publishing under SIGKILL: at random moments and before each single call, one whole site is there."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from sitegen import swap as room
from sitegen.publish import MARKER, missing, publish, stamps

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="SIGKILL and fork are POSIX's")

TOUCHING = (
    "open",
    "os.",
    "shutil.",
    "fcntl.",
    "ctypes.dl",
)  # audit events of all that reads or changes the disk


def site(name: str, size: int = 150) -> dict[str, bytes]:
    """Return a site of some `size` files: a third the same in every site, a third not, a third its own."""
    third = range(size // 3)
    files = {f"same/{number % 5}/{number}.html": b"same %d" % number * 200 for number in third}
    files |= {f"changing/{number}.html": f"{name} {number}".encode() * 200 for number in third}
    files |= {f"only/{name}/{number}.html": name.encode() for number in third}
    return files | {"index.html": name.encode()}


def content(output: Path) -> dict[str, bytes]:
    """Return all files below output but the marker, by path."""
    return {path: (output / path).read_bytes() for path in stamps(output) if path != MARKER}


def publish_lazily(output: Path, files: Mapping[str, bytes], spare: Path | None = None) -> None:
    """Publish as the pipeline does: what is the same in every site is only kept, where it can be."""
    gone = missing(output, files)
    publish(output, {p: None if "same" in p and p not in gone else b for p, b in files.items()}, spare=spare)


# Random moments


def fork_publishers(output: Path, spare: Path | None) -> None:
    """For each line read, fork a process that publishes two sites in turn for ever; tell its number and end.

    Run in a process of its own, which has no threads and pays for Python's start only once.
    """
    for _ in sys.stdin:
        child = os.fork()
        names = ("two", "one") if (output / "index.html").read_bytes() == b"one" else ("one", "two")
        while not child:
            for name in names:
                publish_lazily(output, site(name), spare)
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


@contextmanager
def publishers(*arguments: Path) -> Iterator[subprocess.Popen[str]]:
    """Run fork_publishers."""
    environment = {**os.environ, "PYTHONPATH": str(Path(room.__file__).parents[1])}
    command = [sys.executable, __file__, *map(str, arguments)]
    with subprocess.Popen(command, stdin=-1, stdout=-1, text=True, env=environment) as process:
        yield process


def start_and_kill(process: subprocess.Popen[str], delay: float) -> None:
    """Let a publisher begin, and kill it after `delay` seconds."""
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write("another\n")
    process.stdin.flush()
    child = int(process.stdout.readline())
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    assert process.stdout.readline() == "ended\n"


class Reader(threading.Thread):
    """Reads the site all the time, as a server would, and notes what it could not read."""

    def __init__(self, output: Path) -> None:
        super().__init__()
        self.output, self.reads, self.failed, self.stop = output, 0, list[str](), threading.Event()

    def run(self) -> None:
        """Read two files until stopped."""
        while not self.stop.wait(0.0002):
            for path in ("index.html", "same/3/3.html"):
                try:
                    if not (self.output / path).read_bytes().startswith((b"one", b"two", b"same")):
                        self.failed.append(f"{path}: not whole")
                except OSError as error:
                    self.failed.append(str(error))
                self.reads += 1


def seconds_for(output: Path, files: Mapping[str, bytes]) -> float:
    """Publish, and return how long it took."""
    began = time.perf_counter()
    publish_lazily(output, files)
    return time.perf_counter() - began


@pytest.fixture
def quick(tmp_path: Path) -> Iterator[Path]:
    """Return a folder in memory where there is one: ext4 grows slow where thousands of files come and go."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Path(folder)


@pytest.mark.parametrize(("kills", "with_spare"), [(60, False), (30, True)], ids=["plain", "spare"])
def test_random_kills(quick: Path, kills: int, with_spare: bool) -> None:
    output, chance, seen = quick / "site", random.Random(20210122), set[bytes]()
    arguments = [output, quick / "spare"] if with_spare else [output]
    one_publish = min(seconds_for(output, site(name)) for name in ("one", "two", "one", "two"))
    reader = Reader(output)
    reader.start()
    try:
        with publishers(*arguments) as process:
            for _ in range(kills):
                start_and_kill(process, chance.uniform(0, 8 * one_publish))
                found = content(output)
                assert found in (site("one"), site("two"))
                seen.add(found["index.html"])
    finally:
        reader.stop.set()
        reader.join()
    assert seen == {b"one", b"two"}
    assert reader.reads > 100
    assert reader.failed == []
    publish_lazily(output, site("one"))
    assert content(output) == site("one")
    assert set(os.listdir(quick)) <= {path.name for path in arguments}


# Before each call


def is_killed_at(step: int, work: Callable[[], None]) -> bool:
    """Do the work in a fork that is killed before its call number `step`; return whether it came to that."""
    child = os.fork()
    if child:
        status = os.waitpid(child, 0)[1]
        assert status in (0, signal.SIGKILL)
        return status != 0
    calls = 0

    def count(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal calls
        calls += event.startswith(TOUCHING)
        if calls == step:
            calls += 1
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(count)
    try:
        work()
        os._exit(0)
    finally:
        os._exit(1)


def kill_at_each_call(output: Path, old: dict[str, bytes], spare: Path | None = None) -> list[dict[str, bytes]]:
    """Publish another site over `old`, killed at each call in turn; what was there after each kill."""
    new, found = site("two", 6), []
    for step in range(1, 1000):
        if old:
            publish(output, old, spare=spare)
        elif output.exists():
            shutil.rmtree(output)
        killed = is_killed_at(step, lambda: publish_lazily(output, new, spare))
        found.append(content(output))
        publish_lazily(output, new, spare)
        assert content(output) == new
        assert set(os.listdir(output.parent)) <= {"site", "spare"}
        if not killed:
            return found
    raise AssertionError("never came to an end")


def test_a_kill_at_each_call(tmp_path: Path) -> None:
    found = kill_at_each_call(tmp_path / "site", site("one", 6))
    turn = found.index(site("two", 6))
    assert turn > 20
    assert found == [site("one", 6)] * turn + [site("two", 6)] * (len(found) - turn)
    assert len(found) - turn > 10


def test_a_kill_at_each_call_with_a_spare(tmp_path: Path) -> None:
    found = kill_at_each_call(tmp_path / "site", site("one", 6), tmp_path / "spare")
    turn = found.index(site("two", 6))
    assert found == [site("one", 6)] * turn + [site("two", 6)] * (len(found) - turn)


def test_a_kill_at_each_call_of_the_first_publish(tmp_path: Path) -> None:
    found = kill_at_each_call(tmp_path / "site", {})
    turn = found.index(site("two", 6))
    assert found == [{}] * turn + [site("two", 6)] * (len(found) - turn)


def test_a_kill_at_each_call_where_names_cannot_be_swapped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_exchange", lambda one, other: False)
    found = kill_at_each_call(tmp_path / "site", site("one", 6))
    gap = found.index({})
    assert found[:gap] == [site("one", 6)] * gap
    assert found[gap + 1 :] == [site("two", 6)] * (len(found) - gap - 1)


if __name__ == "__main__":
    fork_publishers(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None)
