"""All that was read is linked and held together: every problem between files, each mistake once."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen import links, load
from sitegen.derive import contradictions, groupings, state_codes
from sitegen.links import Library
from sitegen.model import ContentType
from sitegen.problems import Problem


def link(found: load.Read, types: Sequence[ContentType]) -> tuple[Library | None, list[Problem]]:
    """A library, perhaps with holes, wherever the settings can be read; and all problems, sorted by file and line."""
    problems, unread, odd_codes = set(found.problems), found.unread, False
    for state in (entry for entry in found.entries if entry.type == "country"):
        odd = list(state_codes.check(state))
        problems.update(_not_told(odd, problems))
        odd_codes |= bool(odd)
        if any(problem.field == "iso3" for problem in odd):
            unread |= {state.ref}
    if found.settings is None:  # what can be read of them stands last among the halves
        faults = links.link(found.entries, found.halves[-1], types, unread, found.halves)[1] if found.halves else []
        return None, sorted({*problems, *_not_told(faults, problems)})
    library, faults = links.link(found.entries, found.settings, types, unread, found.halves, sound=not problems)
    if odd_codes:  # a code that is another state's is told where it is wrong
        faults = [fault for fault in faults if fault.field not in ("iso2", "iso3", "m49")]
    problems.update(_not_told(faults, problems))
    day = found.settings.fields.as_of
    if not unread and not any("/groupings/" in p.path or p.path == library.settings.path for p in problems):
        problems.update(groupings.check(library, day))
    contrary = list(contradictions.check(library, day, {problem.path for problem in problems}))
    return library, sorted(problems | set(_not_told(contrary, problems)))


def _not_told(faults: Sequence[Problem], told: set[Problem]) -> list[Problem]:
    """Those of the faults whose place has no problem yet: one mistake makes one message."""
    places = {(problem.path, problem.line, problem.column) for problem in told if problem.line}
    return [fault for fault in faults if (fault.path, fault.line, fault.column) not in places]
