"""Markdown bodies become HTML, references and headings: the only user of markdown-it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sitegen.model import SLUG, Body, Heading, Ref
from sitegen.problems import Problem, quoted

MAX_NESTING = 10
ENTRY_LINK = re.compile(rf"([a-z]+):({SLUG})(#[\w-]+)?")
SITE_LINK = re.compile(r"#[\w-]+|/(?:[a-z0-9-][a-z0-9.-]*/)*(?:[a-z0-9-][a-z0-9.-]*)?(?:#[\w-]+)?")
WEB_LINK = re.compile(r"(?:https?://[^/]|mailto:[^\s]+@)", re.IGNORECASE)
NESTING = {f"{name}_{end}" for name in ("blockquote", "bullet_list", "ordered_list") for end in ("open", "close")}
UNSEEN = re.compile("[\x0b\x0c\u202a-\u202e\u2066-\u2069]")
AddressOf = Callable[[Ref], str | None]


@cache
def _parser() -> MarkdownIt:
    """CommonMark with tables, without raw HTML and without guessing links."""
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # the list of our own is below
    parser.add_render_rule("table_open", lambda *_: '<div class="scroll" tabindex="0"><table>\n')
    parser.add_render_rule("table_close", lambda *_: "</table></div>\n")
    return parser


def render(path: str, text: str, first_line: int, address_of: AddressOf) -> tuple[Body, list[Problem]]:
    """Render a body. `first_line` is the line of the file on which it starts; `address_of` gives the address of a
    reference, or None where there is no such type. HTML and `javascript:` come out as text or as a problem, never live."""
    if not text.strip():
        return Body(), []
    reader = _Reader(path, first_line, address_of)
    tokens = _parser().parse(text)
    reader.read(tokens)
    html = "" if reader.problems else _parser().renderer.render(tokens, _parser().options, {})
    problems = reader.problems + list(_unseen(path, text, html, first_line))
    return Body("" if problems else html, reader.plain(tokens), tuple(reader.refs), tuple(reader.headings)), problems


def _unseen(path: str, text: str, html: str, first_line: int) -> Iterator[Problem]:
    """Marks that turn the direction of text or feed a page, as such or written as an entity, which the HTML alone shows."""
    lines = text.split("\n")
    if UNSEEN.search(html) and not UNSEEN.search(text):
        lines = [unescape(line) for line in lines]
    found = ((number, match) for number, line in enumerate(lines, first_line) if (match := UNSEEN.search(line)))
    for number, match in found:
        yield Problem(path, number, 1, f"a mark that can't be seen (U+{ord(match[0]):04X}) must be removed")


class _Reader:
    """Walks the tokens of one body: resolves links, anchors headings, notes what must not be there."""

    def __init__(self, path: str, first_line: int, address_of: AddressOf) -> None:
        self.path, self.first_line, self.address_of = path, first_line, address_of
        self.problems: list[Problem] = []
        self.refs: list[tuple[Ref, str, int]] = []
        self.headings: list[Heading] = []
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
                self._inline(token, line)

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
        text = _words(inline)
        anchor = self._anchor(text)
        token.attrSet("id", anchor)
        self.headings.append(Heading(level, anchor, text))

    def _inline(self, token: Token, line: int) -> None:
        for child in token.children or ():
            if child.type in ("softbreak", "hardbreak"):
                line += 1
            elif child.type == "link_open":
                self._link(child, "href", line)
            elif child.type == "image":
                self._complain(line, "an image must not stand in a body; no image is published here")

    def _link(self, token: Token, attribute: str, line: int) -> None:
        target = str(token.attrGet(attribute) or "")
        match = ENTRY_LINK.fullmatch(target)
        address = self.address_of(Ref(match[1], match[2])) if match else None
        if match and address:
            fragment = match[3] or ""
            self.refs.append((Ref(match[1], match[2]), fragment.removeprefix("#"), line))
            token.attrSet(attribute, address + fragment)
        elif WEB_LINK.match(target):
            token.attrSet("rel", "external")
        elif not SITE_LINK.fullmatch(target):
            kinds = "http, https, mailto, an entry such as country:nepal, or an address of this site"
            self._complain(line, f"a link must be {kinds}; found {quoted(target)}")

    def _anchor(self, text: str) -> str:
        """A heading's anchor: its words in ASCII, with a number where it stands twice."""
        ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
        base = anchor = re.sub(r"[^a-z0-9]+", "-", ascii_text).strip("-") or "section"
        while anchor in self.anchors:
            self.anchors[base] += 1
            anchor = f"{base}-{self.anchors[base]}"
        self.anchors[anchor] = 1
        return anchor

    def _complain(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, 1, message))


def _words(inline: Token) -> str:
    """The text of a block without its marks, line breaks as spaces."""
    return "".join(" " if child.type in ("softbreak", "hardbreak") else child.content for child in inline.children or ())
