"""What the preview adds to a page at serve time: one script, the leave to run it, and an overlay that tells problems."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Mapping
from pathlib import Path

SOCKET = "/livereload"
CONTROL = "/__preview__/"
_POLICY = re.compile(rb"""(<meta\b[^>]*http-equiv="Content-Security-Policy"[^>]*content=")([^"]*)(")""", re.IGNORECASE)
_HEAD_END = re.compile(rb"</head\s*>", re.IGNORECASE)


def dressed(page: bytes, host: str, build: str) -> bytes:
    """A document as the preview serves it: with the preview's script, which its policy allows to run and to listen.

    `host` is the name and port that the browser called; `build` names the build that the page came from.
    """
    leave = {"script-src": "'self'", "style-src": "'self'", "connect-src": f"'self' ws://{host}"}
    page = _POLICY.sub(lambda found: found[1] + widened(found[2].decode(), leave).encode() + found[3], page)
    extra = f'<meta name="preview-build" content="{html.escape(build)}"><script src="{CONTROL}preview.js"></script>'.encode()
    end = _HEAD_END.search(page)
    place = end.start() if end else len(page)
    return page[:place] + extra + page[place:]


def widened(policy: str, leave: Mapping[str, str]) -> str:
    """A Content-Security-Policy with further sources for some directives; one that it lacks starts from `default-src`."""
    given = [part.split() for part in policy.split(";")]
    directives = {words[0].lower(): words[1:] for words in given if words}
    for name, sources in leave.items():
        old = directives.get(name, directives.get("default-src"))
        if old is not None:
            kept = [source for source in old if source != "'none'"]
            directives[name] = [*kept, *(source for source in sources.split() if source not in kept)]
    return "; ".join(" ".join([name, *sources]) for name, sources in directives.items())


def leads_out(folder: Path, path: str) -> bool:
    """Whether a path, as an address has it, leads out of a folder: upwards, by a link, or in another system's spelling."""
    if "\0" in path or "\\" in path or path.startswith("/") or ".." in path.split("/"):
        return True
    return not Path(os.path.realpath(folder / path)).is_relative_to(os.path.realpath(folder))


def bare_page(title: str, text: str) -> bytes:
    """A page for when the site has none of its own to show."""
    lines = ('<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">', f"<title>{html.escape(title)}</title></head>")
    return "\n".join([*lines, f"<body><h1>{html.escape(title)}</h1><p>{html.escape(text)}</p></body>", "</html>", ""]).encode()


SCRIPT = r"""// Reloads the page after each build, and lays the problems over it while there are any.
"use strict";
(() => {
  const build = document.querySelector('meta[name="preview-build"]').content;
  const overlay = document.createElement("div");
  const style = document.createElement("link");
  const box = document.createElement("pre");
  style.rel = "stylesheet";
  style.href = "/__preview__/preview.css";
  box.tabIndex = 0;
  box.setAttribute("role", "alert");
  overlay.id = "preview-problems";
  overlay.attachShadow({ mode: "open" }).append(style, box);

  function show(text) {
    box.textContent = text;
    document.documentElement.append(overlay);
  }

  async function ask() {
    const state = await (await fetch("/__preview__/problems", { cache: "no-store" })).json();
    if (![state.build, state.coming].includes(build)) location.reload();
    else if (state.problems.length) show(state.text);
    else overlay.remove();
  }

  function listen() {
    const socket = new WebSocket(`ws://${location.host}/livereload`);
    const send = (message) => socket.send(JSON.stringify(message));
    socket.onopen = () => send({ command: "hello", protocols: ["http://livereload.com/protocols/official-7"] });
    socket.onclose = () => setTimeout(listen, 1000);
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(data);
      if (message.command === "reload" && message.path === location.pathname) location.reload();
      if (message.command === "reload" && message.path === "*") ask().catch(() => location.reload());
      if (message.command === "alert") show(message.message);
      if (message.command === "hello") {
        send({ command: "info", url: location.href });
        ask().catch(() => {});
      }
    };
  }

  ask().catch(() => {});
  listen();
})();
"""

STYLE = """:host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647; }
pre {
  box-sizing: border-box; max-height: 60vh; margin: 0; padding: 1rem 1.25rem; overflow: auto;
  font: 0.9375rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap; overflow-wrap: anywhere;
  color: #fff; background: #3b0d0c; border-top: 4px solid #ff8a80;
}
pre:focus-visible { outline: 3px solid #fff; outline-offset: -6px; }
@media print { :host { display: none; } }
"""

FILES = {"preview.js": (SCRIPT.encode(), "text/javascript"), "preview.css": (STYLE.encode(), "text/css")}
