"""The bytes of one file of content become text: front matter, and a body that starts on a line of its own."""

from __future__ import annotations

import re

from sitegen.problems import quoted

MAX_FILE = 1 << 20
MAX_BODY = 256 << 10
INVISIBLE = {
    "\u200b": "a zero-width space", "\u200c": "a zero-width non-joiner", "\u200d": "a zero-width joiner",
    "\ufeff": "a byte-order mark", "\u00a0": "a no-break space", "\u202f": "a no-break space", "\u00ad": "a soft hyphen",
    "\u2060": "a word joiner", "\u061c": "a mark that turns the direction of text", "\ufffd": "a sign for a letter that was lost",
    **{chr(c): "a mark that turns the direction of text" for c in (0x200E, 0x200F)},
    **{chr(c): "a sign that can't be seen" for c in (*range(0x2061, 0x2066), *range(0xFE00, 0xFE10), *range(0xE0000, 0xE0080))},
    **{chr(c): "a mark that turns the direction of text" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}  # fmt: skip
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
UNSEEN = re.compile(f"[{''.join(INVISIBLE)}]|{CONTROL.pattern}|[\ue000-\uf8ff]")
CONFLICT = re.compile(r"^(?:(?:<{7}|>{7}|\|{7})(?: |$)|={7}$)", re.MULTILINE)
GARBLED = re.compile("\u00c3[\u0080-\u00bf\u0152\u0153\u0160\u0161\u017d\u017e\u2013-\u2122]|\u00e2\u20ac.|\u00c2[\u0080-\u00bf]")
"""What letters beyond ASCII become where UTF-8 is read as Windows-1252 and saved again."""
KEY_LINE = r"(?:[a-z][a-z0-9_]*:(?: .*)?\n)"
FRONT_AGAIN = re.compile(
    rf"^(---)[ \t]*\n{KEY_LINE}+---[ \t]*$|(?:\A\s*|\n[ \t]*\n|^---[ \t]*\n)(title: |{KEY_LINE}{{2}})", re.MULTILINE
)
"""Front matter in a body: between dashes, or a paragraph that starts with a title or with two keys."""
DASHES_BUT_NOT_THREE = re.compile(r"(?!---$)(?:-{2,}|[\u2010-\u2015\u2212]+)")
Mark = tuple[int, int]
"""Line and column, from 1."""


class Fault(Exception):
    """A problem that ends the reading of one file."""

    def __init__(self, message: str, line: int = 1, column: int = 1, field: str = "") -> None:
        super().__init__(message)
        self.at = (line, column, message, field)


def decode(raw: bytes) -> str:
    if len(raw) > MAX_FILE:
        raise Fault(f"the file must not be larger than {MAX_FILE >> 20} MiB; it has {len(raw):,} bytes")
    if raw[:4] in (b"\xff\xfe\0\0", b"\0\0\xfe\xff"):
        raise Fault("the file must be saved as UTF-8; it is UTF-32")
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(raw) > 1 and 0 in raw[:2] and any(raw[:2])):
        raise Fault("the file must be saved as UTF-8; it is UTF-16")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
        raise Fault(
            f"the file must be saved as UTF-8; byte 0x{raw[error.start]:02x} is not", *place(before, len(before))
        ) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := CONTROL.search(text):
        raise Fault(f"{named(found[0])} must be removed", *place(text, found.start()))
    if found := CONFLICT.search(text):
        raise Fault("a merge conflict is left in the file; keep one side and remove the marks", *place(text, found.start()))
    if found := GARBLED.search(text):
        words = "is what is left of another letter since the file was opened as something else than UTF-8; write it again"
        raise Fault(f"{quoted(found[0])} {words}", *place(text, found.start()))
    return text


def place(text: str, position: int) -> Mark:
    """Line and column of a position in a text, from 1."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def named(char: str) -> str:
    return f"{INVISIBLE.get(char, 'a control character')} (U+{ord(char):04X})"


def split(text: str) -> tuple[str, str, int]:
    """Return front matter, body and the line on which the body starts."""
    lines = text.split("\n")
    if not text.strip():
        raise Fault("the file is empty; it must start with front matter between two lines of three dashes")
    if lines[0].strip() == "+++":
        raise Fault("the front matter must be YAML between lines of three dashes (---); +++ is TOML")
    if lines[0].rstrip() != "---":
        raise Fault(f"the first line must be three dashes (---), which open the front matter; found {quoted(lines[0])}")
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == "---":
            body = "\n".join(lines[number:])
            if again := FRONT_AGAIN.search(body):
                below = number + 1 + body.count("\n", 0, again.start(again.lastindex or 0))
                raise Fault("there must be one front matter; a second one starts here, below the first", below)
            if len(body.encode()) > MAX_BODY:
                raise Fault(f"the body must not be larger than {MAX_BODY >> 10} KiB", number + 1)
            return "\n".join(lines[: number - 1])[3:], body, number + 1
        if DASHES_BUT_NOT_THREE.fullmatch(line.rstrip()):
            raise Fault(f"the line that closes the front matter must be three dashes (---); found {quoted(line)}", number)
    raise Fault("the front matter is not closed: a second line of three dashes (---) is missing")
