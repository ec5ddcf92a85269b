"""The files of the folders beside the content: templates, styles, static."""

from __future__ import annotations

from pathlib import Path

from sitegen.problems import Problem


def texts(folder: Path) -> tuple[dict[str, str], list[Problem]]:
    """The text of every file below a folder by its path in it, and the files that can't be read as text."""
    found, problems = {}, []
    for path in files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            found[name] = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(f"{folder.name}/{name}", 0, 0, f"can't be read as text in UTF-8: {error}"))
    return found, problems


def files(folder: Path) -> list[Path]:
    """Every file below a folder, whatever the order of the disk; not those whose names start with a dot."""
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
