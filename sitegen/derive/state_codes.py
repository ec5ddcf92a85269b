"""The codes of states and languages are those of the standards, and all of one state: the only user of pycountry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sitegen.content_types.country import Country
from sitegen.load import complaint
from sitegen.model import Entry
from sitegen.problems import Problem, did_you_mean


class Codes(NamedTuple):
    """The codes of one country or area: ISO 3166-1 alpha-2 and alpha-3, and the three digits that M49 shares with it."""

    iso2: str
    iso3: str
    m49: str


def check(state: Entry[Country]) -> Iterator[Problem]:
    """Codes that ISO 3166-1, M49 or ISO 639-1 do not have, or that are another state's than the entry's other two."""
    fields = state.fields
    codes = Codes(str(fields.iso2), str(fields.iso3), str(fields.m49))
    if codes not in _of_countries():
        yield from _odd(state, codes)
    for position, language in enumerate(fields.languages):
        if len(language) == 2 and language not in _of_languages():
            yield complaint(state, ("languages", position), f"no language has the code {language}")


def _odd(state: Entry[Country], codes: Codes) -> Iterator[Problem]:
    meant = _meant(codes)
    for name, found in codes._asdict().items():
        known = [getattr(each, name) for each in _of_countries()]
        if meant and found != getattr(meant, name):
            must = f"must be {getattr(meant, name)}, the code of the state that the entry's other codes name"
            yield complaint(state, (name,), f"{must}; found {found}")
        elif found not in known:
            yield complaint(state, (name,), f"no state has the code {found}{did_you_mean(found, known)}")


def _meant(found: Codes) -> Codes | None:
    """The country that codes speak of: the one that has most of them, where one has more than any other."""
    alike = [sum(a == b for a, b in zip(each, found, strict=True)) for each in _of_countries()]
    most = max(alike)
    return list(_of_countries())[alike.index(most)] if most and alike.count(most) == 1 else None


@cache
def _of_countries() -> dict[Codes, None]:
    import pycountry  # not before: a run with nothing to do loads no library

    return dict.fromkeys(Codes(each.alpha_2, each.alpha_3, each.numeric) for each in pycountry.countries)  # in their order


@cache
def _of_languages() -> frozenset[str]:
    import pycountry

    return frozenset(each.alpha_2 for each in pycountry.languages if hasattr(each, "alpha_2"))
