"""The preview: builds at each save, serves this computer's browser alone, tells it to reload; the only user of livereload."""

from __future__ import annotations

import asyncio
import errno
import json
import mimetypes
import secrets
import socket
import threading
import time
import traceback
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler  # type: ignore[import-untyped]
from tornado import netutil, web
from tornado.httpserver import HTTPServer

from sitegen import pipeline, preview, watch
from sitegen.content_types import CONTENT_TYPES
from sitegen.problems import Problem

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
STOPPED, WRONG_CALL = 0, 2
LAST_BREATH = 0.3  # seconds that a running build has to end after Ctrl-C; publishing survives to be cut off


def serve(
    paths: pipeline.Paths, wishes: pipeline.Wishes, port: int, say: Callable[[str], None], open_browser: bool = False
) -> int:
    """Preview the site on this computer until Ctrl-C. Returns the exit code: 0, or 2 where the port can't be had.

    `port` 0 takes a free one. Where the preview is, and what each build came to, is told through `say`.
    """
    try:
        sockets = netutil.bind_sockets(port, ADDRESS, socket.AF_INET)
    except OSError as error:
        say(_port_fault(port, error))
        return WRONG_CALL
    with suppress(KeyboardInterrupt):
        asyncio.run(Preview(paths, wishes, port, say).run(sockets, open_browser))
    return STOPPED


def _port_fault(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use, perhaps by another preview; stop that one, or name another port with --port"
    return f"port {port} can't be had ({error.strerror}); name another one with --port"


@dataclass(frozen=True)
class State:
    """What the last build came to: the last good build's name, and what the terminal was told, with its problems."""

    build: str
    text: str = ""
    problems: tuple[Problem, ...] = ()


class Preview:
    """A thread that builds, a loop that serves, and what both know, which is replaced whole and never changed."""

    def __init__(self, paths: pipeline.Paths, wishes: pipeline.Wishes, port: int, say: Callable[[str], None]) -> None:
        folder = (paths.cache / f"preview-{port}").absolute()
        self.paths, self.wishes, self.say = replace(paths, output=folder), wishes, say
        self.hosts: frozenset[str] = frozenset()
        self.files: watch.Snapshot = {}
        self.state = State(secrets.token_hex(4))  # no name twice: a page of the preview before this one is an old page
        self._over = threading.Event()
        self._built, self._end = asyncio.Event(), asyncio.Event()

    async def run(self, sockets: list[socket.socket], open_browser: bool = False) -> None:
        """Build, then serve on the sockets and build after each change, until cancelled or stopped."""
        self._loop = asyncio.get_running_loop()
        port = sockets[0].getsockname()[1]
        self.hosts = frozenset((*(f"{name}:{port}" for name in NAMES), *(NAMES if port == 80 else ())))
        server = HTTPServer(_application(self))
        builder = threading.Thread(target=self._keep_building, daemon=True)  # a daemon does not hold up Ctrl-C
        builder.start()
        try:
            await self._built.wait()
            server.add_sockets(sockets)
            self._announce(f"http://{ADDRESS}:{port}/", open_browser)
            await self._end.wait()
        finally:
            self._over.set()
            server.stop()
            for each in sockets:
                each.close()
            builder.join(LAST_BREATH)

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._loop.call_soon_threadsafe(self._end.set)

    def page_last_saved(self) -> str:
        """The address of the page of the entry that was saved last; of the home page where there is no entry."""
        kinds = {kind.folder: kind for kind in CONTENT_TYPES}
        for file in watch.last_saved(self.files, self.paths.content):
            if file.parent.name in kinds:
                return kinds[file.parent.name].address_of(file.stem)
        return "/"

    def _announce(self, address: str, open_browser: bool) -> None:
        self.say(f"preview on {address} until Ctrl-C")
        if open_browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    # In the builder's thread

    def _keep_building(self) -> None:
        """Build now and after each change. One thread, one loop: never two builds at once."""
        found: watch.Snapshot | None = watch.scan(self.paths.inputs)
        while found is not None:
            self.files = found
            state = self._build()
            if state and not self._over.is_set():
                self._loop.call_soon_threadsafe(self._show, state)
            found = watch.next_change(self.paths.inputs, found, self._over)

    def _build(self) -> State | None:
        """Build once; None where it failed because the files changed meanwhile, and so will be built again anyway."""
        start = time.monotonic()
        try:
            report = pipeline.build(self.paths, self.wishes)
        except Exception as error:  # a bug of ours, or a file that vanished: neither may end the preview
            if watch.scan(self.paths.inputs) != self.files:
                return None
            problem = Problem("sitegen", 0, 0, f"a mistake of the generator's own: {error!r}")
            return State(self.state.build, f"{problem}\n{traceback.format_exc()}", (problem,))
        if report.problems:
            count = len(report.problems)
            last = f"{count} problem{'s' if count > 1 else ''}; the preview stays as it was"
            return State(self.state.build, "\n".join([*map(str, report.problems), last]), report.problems)
        build = secrets.token_hex(4) if report.made or report.removed else self.state.build
        summary = f"{report.made} files made, {report.kept} kept, {report.removed} removed, no problem"
        return State(build, f"{summary}, {time.monotonic() - start:.1f} s")

    # In the loop

    def _show(self, state: State) -> None:
        """Tell the terminal and each open page what a build came to."""
        before, self.state = self.state, state
        self._built.set()
        self.say(state.text)
        if state.problems:
            _tell_pages({"command": "alert", "message": state.text})
        elif before.problems or before.build != state.build:
            _tell_pages({"command": "reload", "path": "*", "liveCSS": False})


# ---- what answers the browser ---------------------------------------------------------------------------------


def _application(of: Preview) -> web.Application:
    given = {"of": of}
    routes = [(preview.SOCKET, _Socket, given), (f"{preview.CONTROL}(.*)", _Control, given), ("/(.*)", _Files, given)]
    return web.Application(routes, log_function=lambda handler: None)


class _Guarded(web.RequestHandler):
    """Answers only who called this computer by its own name: another name that leads here is a stranger's page at work."""

    def initialize(self, of: Preview) -> None:
        self.of = of

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        if self.request.host.lower() not in self.of.hosts:
            self.answer(403, preview.bare_page("Refused", "The preview answers to 127.0.0.1 and localhost alone."))

    def answer(self, status: int, content: bytes, kind: str = "text/html") -> None:
        """Finish with these bytes; a document gets the preview's script unless it is refused."""
        self.set_status(status)
        in_utf_8 = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if in_utf_8 else kind)
        if kind == "text/html" and status != 403:
            content = preview.dressed(content, self.request.host, self.of.state.build)
        self.finish(content)

    def is_ours(self, origin: str) -> bool:
        return origin.lower() in {f"http://{host}" for host in self.of.hosts}


class _Socket(_Guarded, LiveReloadHandler):  # type: ignore[misc]  # livereload has no types
    """Livereload's side of the wire. Its own polling, deaf for three seconds after each reload, is never started."""

    def check_origin(self, origin: str) -> bool:
        return self.is_ours(origin)

    def on_message(self, message: str | bytes) -> None:
        try:
            super().on_message(message)
        except (ValueError, TypeError, AttributeError):  # not of livereload's protocol
            self.close()


def _tell_pages(message: dict[str, object]) -> None:
    for page in list(LiveReloadHandler.waiters):
        page.send_message(message)


class _Control(_Guarded):
    """The preview's own addresses, for its own pages and for who types them."""

    def get(self, name: str) -> None:
        origin = self.request.headers.get("Origin")
        elsewhere = self.request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin")
        if elsewhere or (origin and not self.is_ours(origin)):
            self.answer(403, preview.bare_page("Refused", "Another site's page has no business here."))
        elif name == "preview.js":
            self.answer(200, preview.SCRIPT.encode(), "text/javascript")
        elif name == "preview.css":
            self.answer(200, preview.STYLE.encode(), "text/css")
        elif name == "problems":
            self.answer(200, json.dumps(asdict(self.of.state), ensure_ascii=False).encode(), "application/json")
        elif name == "last":
            self.redirect(self.of.page_last_saved())
        else:
            self.answer(404, preview.bare_page("Not found", "The preview has no such address."))


class _Files(_Guarded):
    """The files of the last good build, read anew each time."""

    def get(self, path: str) -> None:
        folder = self.of.paths.output
        if preview.leads_out(folder, path):
            self.answer(403, preview.bare_page("Refused", "This address leads out of the site."))
            return
        file = folder / path
        try:
            if file.is_dir() and not path.endswith("/") and path:
                self.redirect(quote(f"/{file.relative_to(folder).as_posix()}/"))
                return
            file = file / "index.html" if not path or path.endswith("/") else file
            self.answer(200, file.read_bytes(), mimetypes.guess_type(file.name)[0] or "application/octet-stream")
        except OSError:  # it is not there, or no more
            self._not_found(folder)

    head = get

    def _not_found(self, folder: Path) -> None:
        try:
            page = (folder / "404.html").read_bytes()
        except OSError:
            page = preview.bare_page("Not found", "The site has no such page, or was not built yet.")
        self.answer(404, page)
