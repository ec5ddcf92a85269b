"""Markdown bodies become HTML, references and headings: the only user of markdown-it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from difflib import get_close_matches
from functools import cache
from html import unescape
from itertools import zip_longest
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen import misread
from sitegen.model import SLUG, Body, Heading, Ref
from sitegen.problems import Problem, odd_letter, quoted

MAX_NESTING = 10
ENTRY_LINK = re.compile(rf"([a-z]+):((?i:{SLUG}))(#[\w-]+)?")
"""Whether there is an entry of that name, in lower case or not, is asked of all entries."""
SITE_LINK = re.compile(r"#[\w-]+|/(?:[a-z0-9-][a-z0-9.-]*/)*(?:[a-z0-9-][a-z0-9.-]*)?(?:#[\w-]+)?")
WEB_LINK = re.compile(r"(?:https?://[^/]|mailto:[^\s]+@)", re.IGNORECASE)
NESTING = {f"{name}_{end}" for name in ("blockquote", "bullet_list", "ordered_list") for end in ("open", "close")}
UNSEEN = re.compile(
    "[\x0b\x0c\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufffd\ue000-\uf8ff\U000e0000-\U000e007f]"
)
AddressOf = Callable[[Ref], str | None]


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, without raw HTML and without guessing links."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the list of our own is below
    parser.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def render(path: str, text: str, first_line: int, address_of: AddressOf, types: Sequence[str] = ()) -> tuple[Body, list[Problem]]:
    """Render a body. `first_line` is the line of the file on which it starts; `address_of` gives the address of a
    reference, or None where there is no such type; `types` are their names. HTML and
    `javascript:` come out as text or as a problem, never live."""
    if not text.strip():
        return Body(), []
    reader = _Reader(path, text.split("\n"), first_line, address_of, types)
    found: dict[str, Any] = {}
    tokens = _parser().parse(text, found)
    reader.notes = {each["href"] for label, each in found.get("references", {}).items() if label.startswith("^")}
    reader.read(tokens)
    html = "" if reader.problems else _parser().renderer.render(tokens, _parser().options, {})
    problems = reader.problems + list(_unseen(path, text, html, first_line))
    html = "" if problems else html
    return Body(html, reader.plain(tokens), tuple(reader.refs), tuple(reader.headings), tuple(reader.links)), problems


def _unseen(path: str, text: str, html: str, first_line: int) -> Iterator[Problem]:
    """Marks that turn the direction of text or feed a page, as such or written as an entity, which the HTML alone shows."""
    lines = text.split("\n")
    if UNSEEN.search(html) and not UNSEEN.search(text):
        lines = [unescape(line) for line in lines]
    found = ((number, match) for number, line in enumerate(lines, first_line) if (match := UNSEEN.search(line)))
    for number, match in found:
        column = match.start() + 1 if UNSEEN.search(text) else 1
        yield Problem(path, number, column, f"a mark that can't be seen (U+{ord(match[0]):04X}) must be removed")


class _Reader:
    """Walks the tokens of one body: resolves links, anchors headings, notes what must not be there."""

    def __init__(self, path: str, lines: list[str], first_line: int, address_of: AddressOf, types: Sequence[str]) -> None:
        self.types = types
        self.path, self.lines, self.first_line, self.address_of = path, lines, first_line, address_of
        self.problems: list[Problem] = []
        self.refs: list[tuple[Ref, str, int, int]] = []
        self.links: list[tuple[str, int, int]] = []
        self.met: dict[tuple[int, str], int] = {}
        self.headings: list[Heading] = []
        self.notes: set[str] = set()
        self.anchors: dict[str, int] = {}

    def read(self, tokens: Sequence[Token]) -> None:
        line, depth, deepest = self.first_line, 0, MAX_NESTING
        for position, token in enumerate(tokens):
            line = self.first_line + token.map[0] if token.map else line
            if token.type in NESTING:
                depth += token.nesting
            if depth > deepest:
                self._complain(line, f"lists and quotations must not be nested more than {MAX_NESTING} deep")
                deepest = len(tokens)
            if token.type == "heading_open":
                self._heading(token, tokens[position + 1], line)
            elif token.type == "inline":
                self._inline(token, tokens[position + 1].type, line)
            elif token.type in ("fence", "table_open"):
                self._block(token)

    def plain(self, tokens: Sequence[Token]) -> str:
        """The words of the body, for descriptions and search."""
        blocks = (_words(token) for token in tokens if token.type == "inline")
        return " ".join(" ".join(blocks).split())

    def _heading(self, token: Token, inline: Token, line: int) -> None:
        level = int(token.tag[1])
        before = self.headings[-1].level if self.headings else 1
        if level == 1:
            self._complain(line, "a heading in the body must start with ##; the page's # is its title")
        elif level > before + 1:
            self._complain(line, f"headings must not skip a level; {'#' * level} follows {'#' * before}")
        elif not token.markup.startswith("#"):
            self._complain(line, "a heading must start with ##; a line of dashes below a text makes one of it: leave a line free")
        text = _words(inline)
        if not text.strip():
            self._complain(line, "a heading must have words")
        anchor = self._anchor(text)
        token.attrSet("id", anchor)
        self.headings.append(Heading(level, anchor, text))

    def _inline(self, token: Token, closing: str, line: int) -> None:
        if closing == "paragraph_close":
            for found in misread.in_paragraph(token.content.split("\n"), line):
                self.problems.append(Problem(self.path, found[0], found[1] + 1, found[2]))
        children = token.children or []
        for child, then in zip_longest(children, children[1:]):
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                if then is None or then.type == "link_close":
                    self._complain(line, "a link must have words between its square brackets", "[]")
                self._link(child, "href", line)
            elif child.type == "image":
                self._complain(line, "an image must not stand in a body; no image is published here", "![")
        first = line - sum(child.type in ("softbreak", "hardbreak") for child in children)
        for number, text in _texts(children, first):
            for position, words in misread.in_text(text):
                self._complain(number, words, text[position : position + 12].partition("\0")[0])

    def _block(self, token: Token) -> None:
        """A block of code that is not closed, and rows of a table that have not its number of cells, which would be lost."""
        assert token.map
        start, end = token.map
        if token.type == "fence":
            last = self.lines[end - 1].strip() if end <= len(self.lines) else ""
            if end - start < 2 or set(last) != {token.markup[0]} or len(last) < len(token.markup):
                self._complain(self.first_line + start, f"a block of code is opened by {token.markup} and not closed")
            return
        rows = [line.lstrip(" >") for line in self.lines[start:end]]
        for number, row in enumerate(rows[2:], start + 2):
            if row.strip() and (count := misread.cells(row)) != (must := misread.cells(rows[0])):
                words = f"a row must have as many cells as the first of the table, {must}; found {count}"
                self._complain(self.first_line + number, words)

    def _link(self, token: Token, attribute: str, line: int) -> None:
        target = str(token.attrGet(attribute) or "")
        if target in self.notes:
            self._complain(line, misread.FOOTNOTE, "[^")
            return
        ways = ((f"]({target})", 2), (f"]({target}", 2), (f"]({unquote(target)}", 2), (target, 0))
        column = next((found for words, past in ways if (found := self._column(line, words, past))), 1)
        match = ENTRY_LINK.fullmatch(target)
        address = self.address_of(Ref(match[1], match[2])) if match else None
        if match and address:
            fragment = match[3] or ""
            self.refs.append((Ref(match[1], match[2]), fragment.removeprefix("#"), line, column))
            token.attrSet(attribute, address + fragment)
        elif WEB_LINK.match(target):
            token.attrSet("rel", "external")
        elif SITE_LINK.fullmatch(target):
            self.links.append((target, line, column))
        else:
            kinds = "http, https, mailto, an entry such as country:nepal, or an address of this site"
            near = f" (did you mean {meant}?)" if (meant := self._meant(target)) else ""
            typed = unquote(target) if self._column(line, unquote(target)) else target
            self.problems.append(
                Problem(self.path, line, column, f"a link must be {kinds}; found {quoted(typed)}{near}{odd_letter(typed)}")
            )

    def _meant(self, target: str) -> str:
        """The link that may be meant by one that is none: another type of that name, lower case, a missing scheme."""
        kind, colon, slug = target.partition(":")
        names = [
            kind.lower(),
            kind.lower().removesuffix("s"),
            re.sub("ies$", "y", kind.lower()),
            *get_close_matches(kind.lower(), self.types, 1, 0.85),
        ]
        known = next((name for name in names if name in self.types), "")
        if colon and known and re.fullmatch(SLUG, slug.lower()) and not re.fullmatch("[A-Z]{2,3}", slug):
            return f"{known}:{slug.lower()}"
        if target.startswith("www."):
            return f"https://{target}"
        return f"mailto:{target}" if re.fullmatch(r"[\w.-]+@[\w.-]+", target) else ""

    def _column(self, line: int, words: str, past: int = 0) -> int:
        """The column `past` the start of words on a line, the next time they are asked for that of the next; 0 where there
        are none."""
        text = self.lines[line - self.first_line] if line - self.first_line < len(self.lines) else ""
        found = text.find(words, self.met.get((line, words), 0)) if words else -1
        self.met[line, words] = found + 1
        return found + 1 + past if found >= 0 else 0

    def _anchor(self, text: str) -> str:
        """A heading's anchor: its words in ASCII, with a number where it stands twice."""
        ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        base = anchor = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "section"
        while anchor in self.anchors:
            self.anchors[base] += 1
            anchor = f"{base}-{self.anchors[base]}"
        self.anchors[anchor] = 1
        return anchor

    def _complain(self, line: int, message: str, words: str = "") -> None:
        if message in misread.ONCE and any(problem.message == message for problem in self.problems):
            return
        self.problems.append(Problem(self.path, line, self._column(line, words) or 1, message))


def _texts(children: Sequence[Token], line: int) -> Iterator[tuple[int, str]]:
    """What stands as text on each line of a block, with a sign for what is code or the words of a link."""
    text, within = "", 0
    for child in children:
        within += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type in ("softbreak", "hardbreak"):
            yield line, text
            line, text = line + 1, ""
        elif child.type == "text" and not within:
            text += child.content
        elif child.type not in ("strong_open", "strong_close", "em_open", "em_close"):
            text += "\0"
    yield line, text


def _words(inline: Token) -> str:
    """The text of a block without its marks, line breaks as spaces."""
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in inline.children or ())
