"""The index of the full-text search, made of the main part of pages; the only user of Pagefind."""

from __future__ import annotations

import asyncio
import html
import tempfile
from collections.abc import Iterator
from pathlib import Path

from sitegen.cache import digest
from sitegen.checks import main_part
from sitegen.derive.facts import Facts
from sitegen.finish.finished import Finish, Finished, Unfinished
from sitegen.model import Code, Ref, walk
from sitegen.site import Page

FOLDER = "pagefind"
PATIENCE = 600.0  # seconds; the library waits for ever where the indexer dies
NOT_TEXT = (".trail", ".neighbours", "[aria-labelledby=cite]", "[aria-labelledby=sources]", "svg")
"""What stands in the main part of a page and says nothing of its own; each source has a page with all that was taken from it."""

UNUSED = ("-ui.js", "-ui.css", "-highlight.js", "-worker.js")
"""Endings of the files that Pagefind brings along and `static/search.js` has no use for."""


def _mark(finished: Finished) -> str:
    """A digest of the text that is indexed, and of what it can be filtered by."""
    facts = finished.site.facts
    parts = [(page.path, _head(page, facts), finished.made[page.path].outline.text) for page in _indexed(finished)]
    return digest(repr((finished.site.frame.language, sorted(parts))).encode())


def _make(finished: Finished) -> dict[str, bytes]:
    """The files of the index by path."""
    with tempfile.TemporaryDirectory(prefix="sitegen-search-") as name:
        pages, index = Path(name, "pages"), Path(name, FOLDER)
        pages.mkdir()
        for page in _indexed(finished):
            file = pages / page.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_document(page, finished), encoding="utf-8")
        asyncio.run(_run(pages, index, finished.site.frame.language))
        found = {path.relative_to(name).as_posix(): path for path in sorted(index.rglob("*")) if path.is_file()}
        return {path: file.read_bytes() for path, file in found.items() if not path.endswith(UNUSED)}


async def _run(pages: Path, index: Path, language: str) -> None:
    """Let Pagefind read a folder of documents and write the index. One message for all of them: the library waits a tenth
    of a second after each."""
    from pagefind.index import IndexConfig, PagefindIndex

    config = IndexConfig(
        keep_index_url=True, exclude_selectors=list(NOT_TEXT), force_language=language, output_path=str(index)
    )
    try:
        async with asyncio.timeout(PATIENCE), PagefindIndex(config) as service:
            await service.add_directory(str(pages))
    except Exception as error:  # the library raises whatever comes
        raise Unfinished(f"Pagefind: {error or type(error).__name__}") from error


# ---- what is indexed, and under what --------------------------------------------------------------------------


def _indexed(finished: Finished) -> Iterator[Page]:
    """The page of each entry, and the lists; not what shows an entry once more, for a day or on one sheet."""
    for page in finished.site.pages:
        own = page.entry is None or finished.site.facts.library[page.entry].address == page.address
        if own and page.address.endswith("/") and page.address not in ("/", "/search/"):
            yield page


def named(page: Page, facts: Facts) -> tuple[tuple[str, str], ...]:
    """What a page can be filtered by: its type, and as slugs the countries and treaties that its entry is or names."""
    if page.entry is None:
        return (("type", "list"),)
    entry = facts.library[page.entry]
    leaves = (leaf for _, leaf in walk(entry.fields) if isinstance(leaf, (Ref, Code)))
    refs = {entry.ref, *(facts.library[leaf].ref for leaf in leaves), *(ref for ref, _, _ in entry.body.refs)}
    return (("type", entry.type), *sorted(ref for ref in refs if ref.type in ("country", "treaty")))


def _document(page: Page, finished: Finished) -> str:
    """A document for the indexer alone: what it is filtered and listed by, and the main part of the page. Of a list only the
    head is indexed, for its lines have pages of their own."""
    body = "" if page.entry is None else main_part(finished.read(page.path).decode())
    return f"<!doctype html><html><body>{_head(page, finished.site.facts)}{body}</body></html>"


def _head(page: Page, facts: Facts) -> str:
    """The title, the abbreviation and the filters of a page as Pagefind reads them; of a list its title as a heading too."""
    title = html.escape(page.title)
    short = str(getattr(facts.library[page.entry].fields, "abbreviation", "")) if page.entry else ""
    parts = [f'<p data-pagefind-meta="title" data-pagefind-sort="title" data-pagefind-ignore>{title}</p>']
    parts += [f'<p data-pagefind-meta="short" data-pagefind-ignore>{html.escape(short)}</p>'] if short else []
    parts += [f'<p data-pagefind-filter="{name}:{value}"></p>' for name, value in named(page, facts)]
    return "".join(parts) + (f"<h1>{title}</h1><p>{html.escape(page.description)}</p>" if page.entry is None else "")


FINISH = Finish("search", (f"{FOLDER}/pagefind.js", f"{FOLDER}/pagefind-entry.json"), _mark, _make)
