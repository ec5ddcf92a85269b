"""The index of the full-text search, made of the main part of pages; the only user of Pagefind."""

from __future__ import annotations

import gzip
import html
import json
import re
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import takewhile
from subprocess import DEVNULL, PIPE, Popen
from threading import Thread
from typing import IO, Any

from sitegen.cache import digest
from sitegen.checks import main_part
from sitegen.content_types.country import Country
from sitegen.derive.facts import Facts
from sitegen.finish.finished import Finish, Finished, Unfinished
from sitegen.model import Code, Entry, Ref, walk
from sitegen.site import Page

FOLDER = "pagefind"
FILTERS = f"{FOLDER}/filters.json"
FRAGMENT = ".pf_fragment"
NOT_TEXT = (
    ".trail",
    ".neighbours",
    "[aria-labelledby=cite]",
    "[aria-labelledby=sources]",
    ".terms",
    ".screen-only",
    "[aria-labelledby=follow]",
    "svg",
)
"""What stands in the main part of a page and says nothing of its own; each source has a page with all that was taken from it, each
term one with its meaning."""

SEAMS = (
    (re.compile(r"</dt>"), ":</dt> "),
    (re.compile(r"(</?)(?:dd|th)\b"), r"\1td"),
    (re.compile(r"(</?)caption\b"), r"\1p"),
    (re.compile(r"(?<=[^\s>(“])((?:</\w+>|<br>)*)(?=<(?:span|small)\b)"), r"\1 "),
)
"""Where a style sets apart what a page writes without a space: Pagefind parts sentences at `td` and `p`, not at these."""

UNUSED = ("-ui.js", "-ui.css", "-highlight.js", "-worker.js")
"""Endings of the files that Pagefind brings along and `static/search.js` has no use for."""


def _mark(finished: Finished) -> str:
    """A digest of the text that is indexed, and of what it can be filtered by."""
    facts = finished.site.facts
    parts = [
        (each.path, _head(each, facts), named(each, facts), finished.made[each.path].outline.text) for each in _pages(finished)
    ]
    return digest(repr((finished.site.frame.language, sorted(parts))).encode())


def _make(finished: Finished) -> dict[str, bytes]:
    """The files of the index by path, and the table of filters.

    Pagefind's own filters come out in another order each time (1.5), so that two builds would differ; hence the table: by
    the name of a page's fragment, which is the name of a result, what the page can be filtered by.
    """
    pages = {f"/{page.path}": page for page in sorted(_pages(finished), key=lambda page: page.path)}
    index = _index(
        ((address, _document(page, finished)) for address, page in pages.items()), len(pages), finished.site.frame.language
    )
    found = {f"{FOLDER}/{path}": content for path, content in index if not path.endswith(UNUSED)}
    fragments = {path.rpartition("/")[2].removesuffix(FRAGMENT): file for path, file in found.items() if path.endswith(FRAGMENT)}
    filters = {name: named(pages[_address(content)], finished.site.facts) for name, content in sorted(fragments.items())}
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(values, separators=(',', ':'))}" for name, values in filters.items())
    return found | {FILTERS: f"{{\n{lines}\n}}\n".encode()}


def _address(fragment: bytes) -> str:
    address: str = json.loads(gzip.decompress(fragment).removeprefix(b"pagefind_dcd"))["url"]
    return address


# ---- what is indexed, and under what --------------------------------------------------------------------------


def _pages(finished: Finished) -> Iterator[Page]:
    """The page of each entry, and the lists; not what shows an entry once more, for a day or on one sheet."""
    for page in finished.site.pages:
        own = page.entry is None or finished.site.facts.library[page.entry].address == page.address
        if own and page.address.endswith("/") and page.address not in ("/", "/search/"):
            yield page


def named(page: Page, facts: Facts) -> tuple[str, ...]:
    """What a page can be filtered by: its type, and as slugs the countries and treaties that its entry is or names."""
    if page.entry is None:
        return ("type:list",)
    entry = facts.library[page.entry]
    leaves = (leaf for _, leaf in walk(entry.fields) if isinstance(leaf, (Ref, Code)))
    refs = {entry.ref, *(facts.library[leaf].ref for leaf in leaves), *(ref for ref, *_ in entry.body.refs)}
    return (f"type:{entry.type}", *(f"{ref.type}:{ref.slug}" for ref in sorted(refs) if ref.type in ("country", "treaty")))


def _document(page: Page, finished: Finished) -> str:
    """A document for the indexer alone: what it is listed by, and the main part of the page. Of a list only the head is
    indexed, for its lines have pages of their own."""
    body = "" if page.entry is None else _parted(main_part(finished.read(page.path).decode()))
    return f"<!doctype html><html><body>{_head(page, finished.site.facts)}{body}</body></html>"


def _parted(main: str) -> str:
    """The main part of a page with a space or a stop between what stands in boxes of its own."""
    for seam, put in SEAMS:
        main = seam.sub(put, main)
    return main


def _head(page: Page, facts: Facts) -> str:
    """The title and the other names of a page as Pagefind reads them; of a list its title as a heading too."""
    title = html.escape(page.title)
    short, full = other_names(facts.library[page.entry]) if page.entry else ((), "")
    parts = [f'<p data-pagefind-meta="title" data-pagefind-sort="title" data-pagefind-ignore>{title}</p>']
    for name, words in (("short", "; ".join(short)), ("full", full)):
        parts += [f'<p data-pagefind-meta="{name}" data-pagefind-ignore>{html.escape(words)}</p>'] if words else []
    return "".join(parts) + (f"<h1>{title}</h1><p>{html.escape(page.description)}</p>" if page.entry is None else "")


def other_names(entry: Entry[Any]) -> tuple[tuple[str, ...], str]:
    """The short names of an entry, and its title in full: the abbreviation; of a state its codes and its initials."""
    fields = entry.fields
    if isinstance(fields, Country):
        found = (fields.iso2, fields.iso3, *initials(entry.title), *initials(fields.formal_name))
        return tuple(dict.fromkeys(found)), fields.formal_name
    return tuple(filter(None, [getattr(fields, "abbreviation", "")])), getattr(fields, "full_title", "")


def initials(name: str) -> tuple[str, ...]:
    """The initials of the words with a capital, of all and of those before the first without: USA and US, UKGBNI and UK."""
    words = re.sub(r"[^\w\s'’-]", "", name).split()
    first = takewhile(lambda word: word[0].isupper(), words)
    found = ["".join(word[0] for word in some if word[0].isupper()) for some in (words, first)]
    return tuple(each for each in found if len(each) > 1)


# ---- Pagefind -------------------------------------------------------------------------------------------------


def _index(documents: Iterable[tuple[str, str]], count: int, language: str) -> Iterator[tuple[str, bytes]]:
    """The files of the index of documents, given with their addresses.

    This speaks with Pagefind's service as its Python package does, and not through it: the package (1.5) waits a tenth of a
    second for each reply, takes no reply of more than 2 MiB, waits for ever where the service dies, and may end it before
    the files that it writes are whole.
    """
    from pagefind.service import get_executable

    program = get_executable()
    if program is None:
        raise Unfinished("Pagefind has no program for this system")

    def messages() -> Iterator[dict[str, Any]]:
        yield {"type": "NewIndex", "config": {"exclude_selectors": NOT_TEXT, "force_language": language}}
        for address, document in documents:
            yield {"type": "AddFile", "index_id": 0, "url": address, "file_contents": document}
        yield {"type": "GetFiles", "index_id": 0}

    last = _conversation([str(program), "--service"], messages, count + 2)
    yield from ((file["path"], b64decode(file["content"])) for file in last["files"])


def _conversation(command: list[str], messages: Callable[[], Iterator[dict[str, Any]]], count: int) -> dict[str, Any]:
    """Send messages to the service and return its reply to the last; it ends when its input does, so that stays open."""
    faults: list[Exception] = []
    reply: dict[str, Any] = {}
    with suppress(BrokenPipeError), Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as service:
        assert service.stdin
        assert service.stdout
        sender = Thread(target=_send, args=(service.stdin, messages(), faults), daemon=True)
        sender.start()
        for reply in _replies(service.stdout):
            if reply["payload"]["type"] == "Error" or reply["message_id"] == count:
                break
        service.kill()  # nothing more is asked of it, and a sender that waits for it is let go
        sender.join()  # a stream is closed by one thread at a time
    payload: dict[str, Any] = reply.get("payload", {})
    if payload.get("type") == "Error":
        raise Unfinished(f"Pagefind: {payload['message']}")
    if reply.get("message_id") != count:
        raise Unfinished(f"Pagefind ended before the index was made{''.join(f': {each}' for each in faults)}")
    return payload


def _send(stream: IO[bytes], messages: Iterable[dict[str, Any]], faults: list[Exception]) -> None:
    """Write each message as the service reads it: JSON in base 64, ended by a comma."""
    try:
        for number, payload in enumerate(messages, 1):
            stream.write(b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b",")
        stream.flush()
    except Exception as error:  # a thread's exception reaches nobody: the reader is told, and its input ends
        faults.append(error)
        with suppress(OSError):
            stream.close()


def _replies(stream: IO[bytes]) -> Iterator[dict[str, Any]]:
    rest = b""
    while block := stream.read1(1 << 20):  # type: ignore[attr-defined]  # a pipe is buffered
        *whole, rest = (rest + block).split(b",")
        yield from (json.loads(b64decode(each)) for each in whole)


FINISH = Finish("search", (f"{FOLDER}/pagefind.js", f"{FOLDER}/pagefind-entry.json", FILTERS), _mark, _make)
