"""Planned pages are furnished for publication: what to edit, terms explained, a preview to share, and data for programs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

from sitegen.derive.facts import Facts
from sitegen.glossary import Forms, forms, mark
from sitegen.linked_data import linked_data
from sitegen.model import Ref
from sitegen.site import Explained, Link, Page, Preview, Site


def furnished(site: Site) -> Iterator[Page]:
    """Every page as it is published, in order."""
    known = term_forms(site.facts)
    for page in site.pages:
        file = source(page, site.facts)
        if not page.is_lasting:
            yield dataclasses.replace(page, source=file)
            continue
        yield dataclasses.replace(
            explained(page, known, site.facts),
            source=file,
            preview=preview(page, site.facts),
            linked=linked_data(page, site.frame, site.facts, site.addresses),
        )


# ---- sources --------------------------------------------------------------------------------------------------

LISTS = {"changes": "countries", "compare": "countries", "outreach": "events", "corrections": "sources"}
"""The folder of the entries that a page is made of, where its address begins with another word."""


def source(page: Page, facts: Facts) -> str:
    """What an editor opens to change a page, as a path in the repository: the file of its entry or of the entry that it is
    about; for a list the folder of what is listed, with a slash at its end; for all others the template with its words."""
    if page.source:
        return page.source
    if page.entry:
        return facts.library[page.entry].path
    first = page.address.split("/")[1]
    folders = {each[0].path.rpartition("/")[0] + "/" for each in facts.library.by_type.values() if each}
    wanted = f"/{LISTS.get(first, first)}/"
    return next((folder for folder in folders if folder.endswith(wanted)), f"templates/{page.template}")


# ---- terms ----------------------------------------------------------------------------------------------------


def term_forms(facts: Facts) -> Forms:
    """The words that the glossary's terms go by: title, abbreviation and aliases."""
    terms = facts.library.of("term")
    return forms({e.slug: (e.fields.title, e.fields.abbreviation, *e.fields.aliases) for e in terms})


def explained(page: Page, known: Forms, facts: Facts) -> Page:
    """A page with the terms of its text marked and listed; a term is not explained on its own page."""
    body = getattr(page.view, "body", "")
    if not body:
        return page
    own = page.entry.slug if page.entry and page.entry.type == "term" else ""
    html, found = mark(body, tuple(pair for pair in known if pair[1] != own) if own else known)
    if not found:
        return page
    entries = [facts.library[Ref("term", slug)] for slug in found]
    notes = tuple(Explained(f"term-{e.slug}", Link(e.title, e.address), e.fields.meaning) for e in entries)
    return dataclasses.replace(page, view=dataclasses.replace(page.view, body=html), terms=notes)


# ---- previews -------------------------------------------------------------------------------------------------


def preview(page: Page, facts: Facts) -> Preview:
    """The picture of a page: a treaty's and a profiled state's own, the site's for all others."""
    lead, default = facts.config.lead_treaty, facts.library[facts.config.default_grouping].title
    entry = facts.library[page.entry] if page.entry else None
    if entry and entry.address == page.address:
        if entry.type == "treaty":
            return Preview(page.beside("card.png"), entry.title, default)
        if entry.type == "country" and facts.is_profiled(entry):
            return Preview(page.beside("card.png"), facts.library[lead].title, default, entry.title)
    return Preview("/card.png", facts.library[lead].title, default)
