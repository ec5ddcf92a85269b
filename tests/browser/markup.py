"""What the tests read from a page's HTML: references, fragments, and what its security policy forbids."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

ADDRESSES = {"href", "src", "poster", "action", "data", "cite"}
ASSET_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}


@dataclass
class Markup:
    """One page."""

    links: list[str] = field(default_factory=list)  # where a reader or a program can go
    assets: list[str] = field(default_factory=list)  # what the browser fetches
    outside: list[str] = field(default_factory=list)  # the site's own published address: canonical, Open Graph
    fragments: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)  # styles, scripts and handlers that the policy would stop
    policy: str | None = None
    policy_first: bool = False  # nothing is fetched before the policy holds
    redirect: bool = False


class Reader(HTMLParser):
    """Fills a Markup."""

    def __init__(self) -> None:
        super().__init__()
        self.found = Markup()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.found.fragments.add(values["id"])
        self.read_meta(tag, values)
        self.read_addresses(tag, values)
        self.read_inline(tag, values)

    def read_meta(self, tag: str, values: dict[str, str]) -> None:
        rule = values.get("http-equiv", "").lower() if tag == "meta" else ""
        if rule == "content-security-policy":
            self.found.policy, self.found.policy_first = values["content"], not self.found.assets
        elif rule == "refresh":
            self.found.redirect = True
            self.found.links.append(values["content"].partition("url=")[2])

    def read_addresses(self, tag: str, values: dict[str, str]) -> None:
        relations = set(values.get("rel", "").split())
        for name in ADDRESSES & values.keys():
            if tag == "link" and "canonical" in relations:
                self.found.outside.append(values[name])
            elif tag in ("a", "area", "use", "form") or (tag == "link" and not relations & ASSET_LINKS):
                self.found.links.append(values[name])
            elif name != "cite":
                self.found.assets.append(values[name])
        self.found.assets += [each.split()[0] for each in values.get("srcset", "").split(",") if each.strip()]

    def read_inline(self, tag: str, values: dict[str, str]) -> None:
        data = values.get("type", "") in ("application/ld+json", "application/json")
        if tag == "style" or (tag == "script" and "src" not in values and not data):
            self.found.inline.append(f"<{tag}>")
        self.found.inline += [f"<{tag} {name}>" for name in values if name == "style" or name.startswith("on")]


@cache
def read(html: bytes) -> Markup:
    """Read a page; the same bytes are read once."""
    reader = Reader()
    reader.feed(html.decode())
    reader.close()
    return reader.found
