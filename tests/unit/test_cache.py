"""The cache: kept whole or not at all, never trusted when damaged, and every input noticed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen import cache


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "some.memory"


def test_what_was_kept_comes_back(file: Path) -> None:
    memory = cache.Memory(
        "key", {"a": ((1, 2, 3, 4), "d")}, {"x.html": cache.Made("f", cache.Outline(("#a",), frozenset("a")))}, {}
    )
    cache.save(file, "code", memory)
    assert cache.load(file, "code") == memory


def test_nothing_kept_is_nothing(file: Path) -> None:
    assert cache.load(file, "code") is None


def test_other_code_does_not_read_it(file: Path) -> None:
    cache.save(file, "code", [1])
    assert cache.load(file, "other") is None


@pytest.mark.parametrize("content", [b"", b"\n", b"rubbish", b"\x80\x05.", b"0" * 32 + b"\n\x80\x05]."])
def test_what_was_never_a_cache_is_not_read(file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    assert cache.load(file, "code") is None


def test_any_damage_is_noticed(file: Path) -> None:
    cache.save(file, "code", {"body": "<p>Nepal is a party.</p>"})
    whole = file.read_bytes()

    @given(st.integers(0, len(whole) - 1), st.integers(1, 255))
    @settings(max_examples=200, deadline=None)
    def damage(position: int, change: int) -> None:
        file.write_bytes(whole[:position] + bytes([whole[position] ^ change]) + whole[position + 1 :])
        assert cache.load(file, "code") is None

    damage()
    for length in range(len(whole)):
        file.write_bytes(whole[:length])
        assert cache.load(file, "code") is None


def test_a_folder_in_its_place_is_not_read(file: Path) -> None:
    file.mkdir(parents=True)
    assert cache.load(file, "code") is None


def test_a_cache_that_can_not_be_written_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache.save(tmp_path / "file" / "some.memory", "code", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_nothing_is_left_beside(file: Path) -> None:
    cache.save(file, "code", 1)
    cache.save(file, "code", 2)
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert cache.load(file, "code") == 2


# ---- digests --------------------------------------------------------------------------------------------------


def test_a_digest_knows_where_parts_end() -> None:
    assert len({cache.digest(), cache.digest(b""), cache.digest(b"ab"), cache.digest(b"a", b"b"), cache.digest(b"", b"ab")}) == 5


def test_the_digest_of_the_code_changes_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    first = cache.code_digest(tmp_path)
    assert cache.code_digest(tmp_path) == first
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.py").write_text("")
    second = cache.code_digest(tmp_path)
    (tmp_path / "a.py").write_text("x = 2")
    assert len({first, second, cache.code_digest(tmp_path)}) == 3


def test_a_library_that_is_missing_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "LIBRARIES", ("there-is-no-such-library",))
    assert cache.code_digest(tmp_path)


# ---- scan -----------------------------------------------------------------------------------------------------


def digests(found: dict[str, tuple[cache.Signature, str]], root: Path) -> dict[str, str]:
    return {os.path.relpath(path, root): digest for path, (_, digest) in found.items()}


def test_every_file_is_found_and_its_digest_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "one").write_bytes(b"1")
    (tmp_path / "a" / "b" / "two").write_bytes(b"2")
    found = cache.scan([tmp_path / "a", tmp_path / "not-there"], {})
    assert digests(found, tmp_path) == {"a/one": cache.digest(b"1"), "a/b/two": cache.digest(b"2")}


def test_a_known_file_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "one").write_bytes(b"1")
    found = cache.scan([tmp_path], {})
    known = {path: (signature, "from before") for path, (signature, _) in found.items()}
    assert cache.scan([tmp_path], known) == known
    (tmp_path / "one").write_bytes(b"2")
    assert digests(cache.scan([tmp_path], known), tmp_path) == {"one": cache.digest(b"2")}


def test_an_edit_that_keeps_size_and_time_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "one"
    file.write_bytes(b"1")
    found = cache.scan([tmp_path], {})
    before = file.stat()
    file.write_bytes(b"2")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert digests(cache.scan([tmp_path], found), tmp_path) == {"one": cache.digest(b"2")}


def test_a_link_to_a_file_is_followed_and_one_to_a_folder_is_not(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "file").write_bytes(b"far")
    (tmp_path / "near").mkdir()
    (tmp_path / "near" / "file").symlink_to(tmp_path / "far" / "file")
    (tmp_path / "near" / "folder").symlink_to(tmp_path / "far")
    (tmp_path / "near" / "loop").symlink_to(tmp_path / "near")
    (tmp_path / "near" / "gone").symlink_to(tmp_path / "nowhere")
    assert digests(cache.scan([tmp_path / "near"], {}), tmp_path) == {"near/file": cache.digest(b"far")}


def test_what_is_no_file_ispassed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert cache.scan([tmp_path], {}) == {}
    (tmp_path / "file").write_bytes(b"")
    assert cache.scan([tmp_path / "file"], {}) == {}


def test_a_file_that_can_not_be_read_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one").write_bytes(b"1")
    (tmp_path / "two").write_bytes(b"2")
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "one":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert digests(cache.scan([tmp_path], {}), tmp_path) == {"two": cache.digest(b"2")}
