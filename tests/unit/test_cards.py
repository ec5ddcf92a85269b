"""Pictures for sharing: their size and bytes, what they show, and that they are drawn only when that changes."""

from __future__ import annotations

import dataclasses
import io
import struct
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT, Project
from PIL import Image

from sitegen import cards
from sitegen.cards import Card, Figure, Square, draw, plain
from sitegen.derive.facts import Facts

SQUARES = tuple(
    Square(n // 3 + 1, n % 3 + 1, code, status)
    for n, (code, status) in enumerate(
        [
            ("AAA", "party"),
            ("BBB", "signatory"),
            ("CCC", "neither"),
            ("DDD", "deposited"),
            ("EEE", "unknown"),
            ("FFF", "withdrawn"),
        ]
    )
)
CARD = Card("Name", "Heading", SQUARES, (Figure(2, "parties", "party"), Figure(1, "other")), ("a line",), date(2026, 1, 31))


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def test_the_same_card_gives_the_same_bytes_in_another_process() -> None:
    script = (
        "import hashlib, sys; sys.path.insert(0, 'tests/unit'); sys.path.insert(0, 'tests');"
        "import test_cards as t; print(hashlib.sha256(t.draw(t.CARD, 'day')).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert draw(CARD, "day") == draw(CARD, "day")


def test_it_is_a_png_of_the_promised_size_without_a_date_of_making() -> None:
    content = draw(CARD, "day")
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == (1200, 630) == (cards.WIDTH, cards.HEIGHT)
    chunks, place = [], 8
    while place < len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        chunks.append(content[place + 4 : place + 8])
        place += length + 12
    assert set(chunks) == {b"IHDR", b"PLTE", b"IDAT", b"IEND"}


@pytest.mark.parametrize(
    "change", [{"heading": "Other"}, {"squares": SQUARES[:5]}, {"figures": ()}, {"lines": ()}, {"name": "N"}]
)
def test_what_a_card_says_is_seen(change: dict[str, object]) -> None:
    assert draw(dataclasses.replace(CARD, **change), "day") != draw(CARD, "day")  # type: ignore[arg-type]
    assert draw(CARD, "another day") != draw(CARD, "day")


def test_a_square_has_the_look_of_its_status() -> None:
    """80 pixels a square from the right edge of the grid's box."""
    image = picture(draw(CARD, "day"))
    left, top = cards.GRID[2] - 3 * 80, cards.GRID[1]
    corner = {s.code: image.getpixel((left + (s.column - 1) * 80 + 8, top + (s.row - 1) * 80 + 10)) for s in SQUARES}
    blue, light, white = (0x0B, 0x5C, 0x8A), (0xCF, 0xE6, 0xF3), (255, 255, 255)
    assert corner == {"AAA": blue, "BBB": light, "CCC": white, "DDD": blue, "EEE": white, "FFF": white}


def test_a_card_without_squares_or_with_a_long_heading_is_drawn() -> None:
    picture(draw(dataclasses.replace(CARD, squares=(), heading="word " * 60), "day"))


@pytest.mark.parametrize(
    ("text", "drawn"),
    [("Côte d’Ivoire", "Cote d’Ivoire"), ("1946–2026", "1946-2026"), ("“a”", "“a”"), ("中", "?"), ("a\tb", "a?b")],
)
def test_letters_that_the_font_lacks_are_replaced(text: str, drawn: str) -> None:
    assert plain(text) == drawn


def test_which_cards_there_are(real_site: Path, facts: Facts) -> None:
    owners = [e for e in facts.library.of("country") if facts.is_profiled(e)] + list(facts.library.of("treaty"))
    found = {path.relative_to(real_site).as_posix() for path in real_site.rglob("card.png")}
    assert found == {"card.png", *(f"{entry.address[1:]}card.png" for entry in owners)}
    assert all((real_site / path).stat().st_size < 40_000 for path in found)


def test_no_letter_of_a_profiled_state_or_treaty_is_missing(facts: Facts) -> None:
    names = [e.title for e in facts.library.of("treaty")] + [e.title for e in facts.library.of("country") if facts.is_profiled(e)]
    assert [name for name in names if "?" in plain(name)] == []


def test_a_card_is_drawn_again_only_when_it_would_change(built: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    real = cards.draw

    def noted(card: Card, day: str) -> bytes:
        drawn.append(card.heading)
        return real(card, day)

    monkeypatch.setattr(cards, "draw", noted)
    built.edit("content/pages/method.md", "title: ", "title: New ")
    assert built.problems() == []
    assert drawn == []
    before = built.files()
    built.edit("content/countries/nepal.md", "title: Nepal", "title: Nepaal")
    assert built.problems() == []
    assert drawn == ["Nepaal"]
    assert built.files()["countries/nepal/card.png"] != before["countries/nepal/card.png"]
    assert built.files()["card.png"] == before["card.png"]
