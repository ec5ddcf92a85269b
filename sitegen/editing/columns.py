"""The columns of a depositary's table, under the many names that tables give them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from sitegen.editing.spreadsheet import Cell
from sitegen.problems import Problem, quoted

KINDS = {
    "ratified": ("ratification", "ratified"),
    "accepted": ("acceptance", "accepted"),
    "approved": ("approval", "approved"),
    "acceded": ("accession", "acceded"),
    "succeeded": ("succession", "succeeded"),
    "consented": ("consent", "consented", "consent to be bound"),
}
"""Our word for an act of consent, and the words of tables for it."""

MARKS = {"a": "acceded", "A": "accepted", "AA": "approved", "d": "succeeded", "P": "consented"}
"""Letters that the United Nations Treaty Collection sets behind a date; a date without one is a ratification."""

KIND_OR_DATE = ("ratification", "consent", "consent to be bound")
"""Words for an act that head other columns: every deposit is called a ratification, and `consent` tells the kind."""

COLUMNS = {
    "code": ("iso3", "iso 3", "iso", "iso2", "iso code", "iso3 code", "alpha 3", "country code", "state code", "m49"),
    "state": ("state", "country", "participant", "party", "state party", "name", "untc name", "country name", "state name"),
    "treaty": ("treaty", "instrument", "convention"),
    "signed": ("signed", "signature", "date of signature", "signature date", "date signed"),
    "kind": ("consent type", "consent", "type", "kind", "act", "action", "type of consent", "kind of consent"),
    "consented on": (
        *("consent date", "date of consent", "deposit", "deposited", "deposit date", "date of deposit", "consent to be bound"),
        *("ratification", "ratification date", "date of ratification"),
    ),
    "marked": (),  # as the Treaty Collection heads it: Ratification, Acceptance(A), Approval(AA), Accession(a)
    **{word: tuple(name for name in names if name not in KIND_OR_DATE) for word, names in KINDS.items()},
    "provisionally_applied": ("provisional application", "provisionally applied"),
    "withdrawn": ("withdrawn", "withdrawal", "denunciation", "date of withdrawal"),
    "in_force": ("entry into force", "in force", "eif", "effective date", "date of effect", "entry into force date"),
    "status": ("status",),
}
"""What a column is for, and the names under which tables have it, in lower-case words."""

CONSENTS = {"consented on", "marked", *KINDS}
"""The columns that may have an act of consent."""


def plain(text: str) -> str:
    """Words in lower case without accents, signs and the article, to compare names."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()
    words = ("saint" if word == "st" else word for word in re.sub(r"[\W_]+", " ", bare).split())
    return " ".join(word for word in words if word != "the")


def role(name: str) -> str:
    """What a column of this name is for, or nothing."""
    words = plain(name)
    if sum(kind in words for kind in ("ratification", "acceptance", "approval", "accession", "succession")) > 1:
        return "marked"
    if words.startswith("signature "):
        return "signed"
    return next((each for each, names in COLUMNS.items() if words in names), "")


def places(path: str, header: Sequence[Cell]) -> tuple[dict[str, int], list[Problem]]:
    """Where each column that is understood stands; what is missing and what stands twice is told."""
    columns: dict[str, int] = {}
    problems = []
    for position, cell in enumerate(header):
        found = role(cell.text)
        if found in columns:
            other = header[columns[found]].text
            problems.append(Problem(path, cell.line, cell.column, f"“{cell.text}” and “{other}” mean the same; keep one"))
        elif found:
            columns[found] = position
    names = ", ".join(cell.text for cell in header)
    if not {"code", "state"} & columns.keys():
        words = f"a column with the states is missing (iso3, state, country or participant); found {quoted(names, 200)}"
        problems.append(Problem(path, header[0].line, 1, words))
    if not {"signed", *CONSENTS} & columns.keys():
        words = f"a column with dates is missing (signed, or consent_date beside consent_type); found {quoted(names, 200)}"
        problems.append(Problem(path, header[0].line, 1, words))
    return columns, problems


def unused(header: Sequence[Cell]) -> list[str]:
    """The columns that nothing is read from."""
    return [cell.text for cell in header if not role(cell.text) and cell.text]
