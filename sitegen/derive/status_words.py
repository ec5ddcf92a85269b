"""Words of status in our texts, held against the register: who is called a party, whose act is called an accession."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sitegen.content_types.country import Country
from sitegen.content_types.treaty import Treaty
from sitegen.derive.status import Standing, Status, standing
from sitegen.links import AnyEntry, Library
from sitegen.model import Entry, Ref, Saying
from sitegen.problems import Problem
from sitegen.words import dotted

LINK = re.compile(r"\[([^\[\]]{0,200})\]\((country|treaty):([a-z0-9-]+)[^()\s]*\)")
OTHER_LINK = re.compile(r"\[([^\[\]]{0,200})\]\([^()\s]*\)")
HEDGE = re.compile(
    r"\b(?:no|not|nor|neither|never|none|without|outside|before|until|unless|if|whether|would|could|should|may|might|can|must|will"
    r"|shall|hope[sd]?|plan(?:s|ned|ning)?|intend(?:s|ed)?|intention|consider\w*|towards?|prepar\w*|ask\w*|urge\w*|call\w*|invit\w*"
    r"|encourag\w*|obstacles?|way to|steps?|support\w*|wish\w*|process|promot\w*|possible|future|announc\w*|said|says|speaks?)\b",
    re.IGNORECASE,
)
"""A sentence that denies, wishes, asks or reports says nothing that the register could bear out."""

WORDS = {
    "member": re.compile(r"member(?:s|ship)?", re.IGNORECASE),
    "party": re.compile(r"part(?:y|ies)", re.IGNORECASE),
    "accession": re.compile(r"acced\w+|accessions?", re.IGNORECASE),
    "ratification": re.compile(r"ratif\w+", re.IGNORECASE),
    "signatory": re.compile(r"signator(?:y|ies)", re.IGNORECASE),
}
SAME = {"ratified": {"ratified", "consented"}, "acceded": {"acceded", "succeeded", "consented"}}
"""The register's acts that a sentence may call a ratification or an accession. A protocol's consent has no word of its own."""

ACTS = {
    "ratified": "ratified",
    "accepted": "accepted",
    "approved": "approved",
    "acceded": "acceded",
    "succeeded": "succeeded",
    "consented": "consented to be bound",
}
INSTEAD = {"ratified": ("ratification", "ratified"), "acceded": ("accession", "acceded")}


def warnings(library: Library, day: date) -> list[Problem]:
    """Warnings for every word of status that the register bears out for no state and treaty named in its sentence."""
    names = _Names(library)
    entries = (entry for entry in library.entries.values() if entry.sayings)
    return [problem for entry in entries for said in entry.sayings for problem in _judged(entry, said, names, library, day)]


@dataclass(frozen=True)
class _Names:
    """How the states and treaties of a library are called in sentences."""

    library: Library

    @cached_property
    def states(self) -> Mapping[str, AnyEntry]:
        return {e.title: e for e in self.library.of("country")}

    @cached_property
    def treaties(self) -> Mapping[str, AnyEntry]:
        return {n: e for e in self.library.of("treaty") for n in (e.title, e.fields.abbreviation, e.fields.full_title) if n}

    @cached_property
    def any_state(self) -> re.Pattern[str]:
        return _one_of(self.states)

    @cached_property
    def any_treaty(self) -> re.Pattern[str]:
        return _one_of(self.treaties)


def _one_of(names: Mapping[str, object]) -> re.Pattern[str]:
    """A pattern for any of some names, the longer before the shorter; for nothing where there are none."""
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])") if names else re.compile(r"(?!)")


def _judged(entry: AnyEntry, said: Saying, names: _Names, library: Library, day: date) -> Iterator[Problem]:
    kinds = {word: kind for word, _ in said.words for kind, form in WORDS.items() if form.fullmatch(word)}
    if HEDGE.search(OTHER_LINK.sub(r"\1", said.text)):
        return
    treaties, text = _named(said.text, "treaty", names.treaties, names.any_treaty, library)
    states, text = _named(text, "country", names.states, names.any_state, library)
    if not states and entry.type == "country":
        states = [entry]
    standings = [standing(treaty, state.fields, day) for treaty in treaties for state in states]
    if not standings or any(each.status in (Status.UNKNOWN, Status.NO_PART) for each in standings):
        return
    # where the register's own word stands beside another, the sentence sets the two against each other
    borne_out = {kind for kind in kinds.values() if any(_bears_out(kind, each) for each in standings)}
    if borne_out:
        return
    for word, mark in said.words:
        if kinds[word] != "member" or _of_a_treaty(word, text):
            message = f"the register does not bear out “{word}”{_meant(word, standings[0])}: {_record(standings[0], library)}"
            yield Problem(entry.path, *mark, message, dotted(said.path), warning=True)


def _named(
    text: str, kind: str, names: Mapping[str, AnyEntry], any_name: re.Pattern[str], library: Library
) -> tuple[list[AnyEntry], str]:
    """The entries of a type that a sentence links or names, and the sentence with a mark for each of them."""
    found: dict[Ref, AnyEntry] = {}

    def link(match: re.Match[str]) -> str:
        ref = Ref(match[2], match[3])
        if ref.type != kind or ref not in library.entries:
            return match[0]
        found[ref] = library.entries[ref]
        return MARKS[kind]

    def name(match: re.Match[str]) -> str:
        found[names[match[0]].ref] = names[match[0]]
        return MARKS[kind]

    text = any_name.sub(name, LINK.sub(link, text))
    return list(found.values()), text


MARKS = {"treaty": "\x02", "country": "\x03"}


def _of_a_treaty(word: str, text: str) -> bool:
    """Whether a membership is a treaty's: “member of the …”, “ATT membership”, “its membership”; not an organization's."""
    before = r"(?:\x02(?:[’']s)? |\b(?:its|their|whose) |\x03[’']s? |full |treaty )"
    after = r" (?:of|in|to) (?:the )?\x02"
    return bool(re.search(rf"\b{word}{after}|{before}{word}\b(?! (?:of|in))", text))


def _bears_out(kind: str, standing: Standing) -> bool:
    if kind in ("member", "party"):
        return bool(standing.consent)
    if kind == "signatory":
        return standing.signed is not None
    return standing.consent in SAME["acceded" if kind == "accession" else "ratified"]


def _meant(word: str, standing: Standing) -> str:
    """ "(did you mean …?)" where the register has one word for another."""
    if standing.consent not in INSTEAD or not re.match("acced|accession|ratif", word, re.IGNORECASE):
        return ""
    noun, verb = INSTEAD[standing.consent]
    return f" (did you mean {verb if word.lower().endswith('ed') else noun}?)"


def _record(standing: Standing, library: Library) -> str:
    """What the register has, in a clause: “Nepal signed the Arms Trade Treaty on 2013-01-01 and has not consented to be bound”."""
    state: Entry[Country] = library[standing.state]
    treaty: Entry[Treaty] = library[standing.treaty]
    title = treaty.fields.short
    if standing.consent:
        return f"{state.title} {ACTS[standing.consent]} on {standing.consent_date} ({title})"
    if standing.signed:
        return f"{state.title} signed on {standing.signed} and has not consented to be bound ({title})"
    return f"{state.title} has no act ({title})"
