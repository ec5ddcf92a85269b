"""How to cite each page, as files for reference managers: BibTeX and RIS."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from sitegen.days import MONTHS
from sitegen.site import Artifact, Frame, Page, Site

LATEX = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "#$%&_"},
}
"""The signs that LaTeX reads as commands. Braces become words: BibTeX counts them even behind a backslash."""


def plan(site: Site) -> Iterator[Artifact]:
    """Two files beside each page with a lasting address."""
    for page in site.pages:
        if page.is_lasting:
            yield Artifact(page.beside("cite.bib")[1:], "bytes", bibtex(page, site.frame).encode())
            yield Artifact(page.beside("cite.ris")[1:], "bytes", ris(page, site.frame).encode())


def bibtex(page: Page, frame: Frame) -> str:
    """A BibTeX entry in UTF-8; the publisher stands as author too, since no person signs a page. Titles keep their capitals
    by a second pair of braces."""
    day = frame.as_of
    fields = {
        "title": f"{{{latex(page.title)}}}",
        "author": f"{{{latex(frame.name)}}}",
        "publisher": latex(frame.name),
        "year": f"{day.year}",
        "version": frame.version,
        "note": f"As of {day.isoformat()}, version {frame.version} of the data",
        "url": _web(frame.at(page.address)),
        "language": frame.language,
    }
    lines = [f"  {name} = {{{value}}},\n" for name, value in fields.items()]
    lines.insert(4, f"  month = {MONTHS[day.month - 1][:3]},\n")
    return f"@misc{{{key(page, frame)},\n{''.join(lines)}}}\n"


def key(page: Page, frame: Frame) -> str:
    """The key of a citation: the site's name and the page's address, which are both there to stay."""
    ascii_name = unicodedata.normalize("NFKD", f"{frame.name} {page.address}").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")


def latex(text: str) -> str:
    """Text on one line with the signs that LaTeX would read as commands made plain; other letters stay as they are."""
    return "".join(LATEX.get(sign, sign) for sign in _line(text))


def ris(page: Page, frame: Frame) -> str:
    """A record of the Research Information Systems format: two capitals, two spaces, a hyphen, a space, the value; lines end
    with CRLF. A name without a comma is read as that of a body."""
    day = frame.as_of
    lines = [
        ("TY", "ELEC"),
        ("TI", page.title),
        ("T2", frame.name),
        ("AU", frame.name.replace(",", "")),
        ("PB", frame.name),
        ("PY", f"{day.year}"),
        ("DA", f"{day:%Y/%m/%d}/"),
        ("ET", frame.version),
        ("N1", f"As of {day.isoformat()}, version {frame.version} of the data"),
        ("LA", frame.language),
        ("UR", _web(frame.at(page.address))),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {_line(value)}\r\n" for tag, value in lines)


def _line(text: str) -> str:
    return " ".join(text.split())


def _web(address: str) -> str:
    """An address without the signs that would end a value of BibTeX (RFC 3986, section 2.1)."""
    return "".join(f"%{ord(sign):02X}" if sign in "{}\\" else sign for sign in address)
