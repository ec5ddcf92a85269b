"""The codes of states and languages are those of the standards, and all of one state."""

from __future__ import annotations

from collections.abc import Iterator

from sitegen import iso3166
from sitegen.content_types.country import Country
from sitegen.load import complaint
from sitegen.model import Entry
from sitegen.problems import Problem, did_you_mean


def check(state: Entry[Country]) -> Iterator[Problem]:
    """Codes that ISO 3166-1, M49 or ISO 639-1 do not have, or that are another state's than the entry's other two."""
    fields = state.fields
    meant = iso3166.meant(fields.iso2, fields.iso3, fields.m49)
    for name in ("iso3", "iso2", "m49"):
        found, known = str(getattr(fields, name)), [str(getattr(each, name)) for each in iso3166.ALL]
        if meant and found != getattr(meant, name):
            must = f"must be {getattr(meant, name)}, the code of the state that the entry's other codes name"
            yield complaint(state, (name,), f"{must}; found {found}")
        elif found not in known:
            yield complaint(state, (name,), f"no state has the code {found}{did_you_mean(found, known)}")
    for position, language in enumerate(fields.languages):
        if len(language) == 2 and language not in iso3166.LANGUAGES:
            yield complaint(state, ("languages", position), f"no language has the code {language}")
