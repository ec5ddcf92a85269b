"""One build at a time: who waits, who is told, and which lock file is none."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest
from disk import SITE, alone, content

from sitegen import lock as room
from sitegen.publish import PublishError, publish


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Return a path for the output, in a folder where nothing else is."""
    return tmp_path / "site"


def test_a_stale_lock_file_is_no_lock(output: Path) -> None:
    (output.parent / ".site.lock").write_text("")
    publish(output, SITE)
    assert alone(output)


def test_a_second_build_is_told(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_TRIES", 3)
    told = pytest.raises(PublishError, match=r"another build is at work and holds .*\.site\.lock; wait")
    with room.locked(output.parent / ".site.lock"), told:
        publish(output, SITE)
    publish(output, SITE)
    assert alone(output)


def test_a_second_build_waits_for_the_first(output: Path) -> None:
    lock = output.parent / "cache" / "lock"
    with room.locked(lock):
        second = threading.Thread(target=publish, args=(output, SITE, lock))
        second.start()
        second.join(0.1)
        assert not output.exists()
    second.join()
    assert content(output) == SITE
    assert os.listdir(lock.parent) == []


def test_a_lock_removed_by_its_last_holder_is_no_lock(tmp_path: Path) -> None:
    descriptor = os.open(tmp_path / "lock", os.O_CREAT | os.O_RDWR)
    assert room._is_at(descriptor, tmp_path / "lock")
    (tmp_path / "lock").rename(tmp_path / "away")
    assert not room._is_at(descriptor, tmp_path / "lock")
    (tmp_path / "lock").write_text("of another build")
    assert not room._is_at(descriptor, tmp_path / "lock")
    os.close(descriptor)


def test_a_lock_removed_while_waiting_is_taken_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lock, taken, real = tmp_path / "lock", list[int](), room._take

    def take(descriptor: int) -> bool:
        if not taken:
            lock.unlink()
        taken.append(descriptor)
        return real(descriptor)

    monkeypatch.setattr(room, "_take", take)
    with room.locked(lock):
        assert lock.exists()
    assert len(taken) == 2
    assert not lock.exists()


def test_many_at_once_end_in_one_of_their_sites(output: Path) -> None:
    sites = [{f"{number}/{name}.html": b"%d" % number for name in range(20)} for number in range(6)]
    threads = [threading.Thread(target=publish, args=(output, site)) for site in sites]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert content(output) in sites
    assert alone(output)
