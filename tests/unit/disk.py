"""A small site for the tests of publishing, what is there of it on the disk, and a disk that fails."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sitegen.publish import MARKER, stamps

SITE = {"index.html": b"home", "countries/chad/index.html": b"Chad", "feed.xml": b"<feed/>"}


def content(output: Path) -> dict[str, bytes]:
    """Return all files below output but the marker, by path."""
    return {path: (output / path).read_bytes() for path in stamps(output) if path != MARKER}


def alone(output: Path) -> bool:
    """Whether nothing at all lies beside the output."""
    return os.listdir(output.parent) == [output.name]


def fail_on(monkeypatch: pytest.MonkeyPatch, name: str, number: int, needle: str = "") -> None:
    """Let `os.<name>` fail with that errno, for paths with `needle`."""
    real: Callable[..., Any] = getattr(os, name)

    def failing(*arguments: Any, **options: Any) -> Any:
        if needle in str(arguments[0]):
            raise OSError(number, os.strerror(number), str(arguments[0]))
        return real(*arguments, **options)

    monkeypatch.setattr(os, name, failing)
