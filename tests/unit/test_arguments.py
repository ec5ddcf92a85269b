"""Words of the command line become values."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from sitegen import arguments


def test_a_folder_has_a_name_wherever_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert arguments.folder(".") == tmp_path
    with pytest.raises(argparse.ArgumentTypeError, match="must be the name of a folder; found nothing"):
        arguments.folder("")


@pytest.mark.parametrize("text", ["golden", "javascript:x", "https://a b/", "https://x.example/?a", ""])
def test_an_address_that_is_none(text: str) -> None:
    assert arguments.address("https://x.example/site") == "https://x.example/site"
    with pytest.raises(argparse.ArgumentTypeError, match="must be an address"):
        arguments.address(text)


@pytest.mark.parametrize("text", ["x", "-1", "65536", "", "８０"])
def test_a_port_that_is_none(text: str) -> None:
    assert arguments.port("8001") == 8001
    with pytest.raises(argparse.ArgumentTypeError, match="must be a whole number from 0 to 65535"):
        arguments.port(text)


@pytest.mark.parametrize(
    ("word", "is_named", "told"),
    [
        ("--strct", True, "there is no option “--strct” (did you mean --strict?)"),
        ("extra", True, "“extra” is one word too many"),
        ("serv", False, "there is no command “serv” (did you mean serve?); there are build, serve"),
    ],
)
def test_a_strange_word(word: str, is_named: bool, told: str) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--strict")
    assert arguments.strange(word, parser, ("build", "serve"), is_named=is_named) == told
