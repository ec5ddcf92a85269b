"""axe-core on pages; its slow rules, those of colour, only where a page shows a style not met before."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOUR = ["color-contrast", "link-in-text-block"]  # most of the time that axe needs

RUN = """async ([options, within]) => {
  const wanted = within ? window.unseen : [document];
  if (!wanted.length) return [];
  const { violations } = await axe.run(within ? { include: wanted } : document, options);
  return violations.map((each) => {
    const first = each.nodes[0], checks = [...first.any, ...first.all, ...first.none];
    const why = checks.map((check) => check.message).join("; ");
    return `${each.id} (${each.nodes.length}): ${first.target.join(" ")}: ${why}`;
  });
}"""

# The shades at the edges of boxes that scroll: axe leaves text undecided that stands on a picture, however small.
PLAIN = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(".scroll, .tile-grid__tiles { background: none !important; }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""

# A shape is what the style of text can depend on: names, classes and attributes from the root down, and whether text stands
# beside an element. Places in a grid are left out. One letter is too little for axe, so an element with more text is better.
SHAPES = """() => {
  const silent = ["id", "class", "href", "datetime", "lang", "aria-label", "aria-labelledby"];
  const step = (node) => node.localName + "." + node.className.replace(/\\b(row|column)-\\d+\\b/g, "") + [...node.attributes]
    .filter(({ name }) => !silent.includes(name) && !name.startsWith("data-"))
    .map(({ name, value }) => `[${name}=${value}]`).join("");
  const text = (node) => [...node.childNodes].filter((each) => each.nodeType === 3).map((each) => each.data.trim()).join("");
  window.shapes = new Map();
  const walk = (node, path) => {
    const own = text(node), here = `${path}>${step(node)}${own ? "+" : ""}`;
    if (own.length > 1 && !window.shapes.has(here)) window.shapes.set(here, node);
    for (const child of node.children) if (child.localName !== "svg") walk(child, here);
  };
  for (const each of document.querySelectorAll("details")) each.open = true;
  walk(document.body, "");
  return [...window.shapes.keys()];
}"""


def rules(names: list[str] | None = None, *, without: list[str] | None = None) -> dict[str, Any]:
    """Options for axe: some rules, or all of our tags without some; target-size is off unless asked for."""
    only = {"type": "rule", "values": names} if names else {"type": "tag", "values": TAGS}
    off = {name: {"enabled": False} for name in without or []}
    chosen = {} if names else {"target-size": {"enabled": True}, **off}
    return {"runOnly": only, "rules": chosen, "resultTypes": ["violations"], "preload": False}


def run(page: Page, options: dict[str, Any], within: bool = False) -> list[str]:
    """What axe says of the page, or of the elements that were marked as not yet seen."""
    return [f"{page.url}: {each}" for each in page.evaluate(RUN, [options, within])]


def check(page: Page, *names: str) -> list[str]:
    """Some rules on the whole page."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(PLAIN)
    return run(page, rules(list(names)))


def check_all(page: Page, seen: set[str]) -> list[str]:
    """All rules, in light and dark, but those of colour only on one element of each shape that is not in `seen`."""
    page.evaluate(AXE_SCRIPT)
    page.evaluate(PLAIN)
    problems = run(page, rules(without=COLOUR))
    fresh = [shape for shape in page.evaluate(SHAPES) if shape not in seen]
    seen.update(fresh)
    page.evaluate("fresh => { window.unseen = fresh.map((shape) => window.shapes.get(shape)); }", fresh)
    for scheme in ("light", "dark") if fresh else ():
        page.emulate_media(color_scheme=scheme)
        problems += [f"{each} ({scheme})" for each in run(page, rules(COLOUR), within=True)]
    return problems
