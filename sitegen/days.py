"""What day or span is meant where one is written in another way than YYYY-MM-DD or start/end."""

from __future__ import annotations

import re
from datetime import date

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SEPARATOR = r"[\s./,_\u2010-\u2015\u2212-]+"


JOINED = (
    r"(?:from\s+)?(.+?)\s+(?:-|to|until|till)\s+(.+)",
    r"(.+?)\s*[\u2010-\u2015\u2212/]\s*(.+)",
    r"(\d{1,2})-(\d{1,2}\s.+)",
    r"(\d{4})-(\d{4})",
)


def meant(text: str) -> str:
    """The day, or the month, that a text can only mean, as YYYY-MM-DD or YYYY-MM; nothing where it may mean several."""
    parts = [part for part in re.split(SEPARATOR, text.strip()) if part]
    numbers = [_number(part) for part in parts]
    if len(parts) == 3 and None not in numbers:
        return _day([number or 0 for number in numbers], parts)
    if len(parts) == 1 and re.fullmatch("[0-9]{8}", text):
        return _whole(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(parts) == 2 and numbers[1] and (month := _month(parts[0])):
        return f"{numbers[1]}-{month:02}" if len(parts[1]) == 4 else ""
    return ""


def doubt(text: str) -> str:
    """What to say of a text that may mean two days, and of which `meant` therefore knows none; else nothing."""
    parts = re.split(SEPARATOR, text.strip())
    if len(parts) != 3 or len(parts[2]) != 4 or not all(part.isascii() and part.isdigit() for part in parts):
        return ""
    one, other, year = (int(part) for part in parts)
    days = sorted({_whole(year, one, other), _whole(year, other, one)} - {""})
    return f"; it may mean {' or '.join(days)}" if len(days) == 2 else ""


def span(text: str) -> str:
    """The span start/end that a text can only mean: two dates that are joined in another way than by a slash, or of which one
    leaves out what both have."""
    joined = next((found for pattern in JOINED if (found := re.fullmatch(pattern, text.strip()))), None)
    if not joined:
        return ""
    start, end = joined.groups()
    if re.fullmatch(r"\d{1,2}", start):  # 7–9 March 2018
        start += re.sub(r"^\d{1,2}", "", end)
    elif re.fullmatch(r"\d{2}", end):  # 2018-03-07/09
        end = start[:-2] + end
    elif not re.search(r"\d{4}", start):  # 7 March to 9 April 2018
        start += f" {end[-4:]}"
    both = [each if re.fullmatch(r"[0-9]{4}(-[0-9]{2})?", each) else meant(each) for each in (start, end)]
    return "/".join(both) if all(both) and both[0] < both[1] else ""


def _number(part: str) -> int | None:
    """A number in any digits, or that of a month's name."""
    if re.fullmatch(r"\d{1,4}(?:st|nd|rd|th)?", part):
        return int(re.sub(r"\D", "", part))
    return _month(part) or None


def _month(part: str) -> int:
    """The number of a month, by the first three letters of its name; 0 where it is none."""
    return next((number for number, name in enumerate(MONTHS, 1) if part.isalpha() and name[:3] == part.lower()[:3]), 0)


def _day(numbers: list[int], parts: list[str]) -> str:
    first, second, third = numbers
    if len(parts[0]) == 4:
        return _whole(first, second, third) or _whole(first, third, second)
    if len(parts[2]) != 4:
        return ""
    if parts[0].isalpha():
        return _whole(third, first, second)
    if parts[1].isalpha() or first > 12 or first == second:
        return _whole(third, second, first)
    return _whole(third, first, second) if second > 12 else ""


def _whole(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat() if 1800 <= year <= 2200 else ""
    except ValueError:
        return ""
