"""What reads the code before we do: types, lint and format."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("build.py", "benchmarks", "sitegen", "tests")


def assert_clean(*command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_types() -> None:
    assert_clean("mypy", "--strict")


@pytest.mark.parametrize("room", ROOMS)
def test_lint(room: str) -> None:
    assert_clean("ruff", "check", "--quiet", "--output-format", "concise", room)


@pytest.mark.parametrize("room", ROOMS)
def test_format(room: str) -> None:
    assert_clean("ruff", "format", "--check", "--quiet", "--diff", room)
