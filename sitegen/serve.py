"""The preview: serves this computer's browser alone and tells it to reload after each build; the only user of livereload."""

from __future__ import annotations

import asyncio
import errno
import json
import mimetypes
import os
import socket
import threading
import webbrowser
from collections.abc import Callable, Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, replace
from pathlib import Path
from urllib.parse import quote

from livereload.handlers import LiveReloadHandler  # type: ignore[import-untyped]
from tornado import web
from tornado.httpserver import HTTPServer

from sitegen import pipeline, preview
from sitegen.rebuild import Rebuilder, State

ADDRESS = "127.0.0.1"
NAMES = (ADDRESS, "localhost")
FORMATS = {".atom": "application/atom+xml", ".ics": "text/calendar"}
"""Endings that Python does not know by itself."""
STOPPED, WRONG_CALL = 0, 2
PATIENCE = 0.3  # seconds for a running build to end after Ctrl-C


def serve(
    paths: pipeline.Paths,
    wishes: pipeline.Wishes,
    port: int,
    say: Callable[[str], None],
    open_browser: bool = False,
    progress: Callable[[str], None] = lambda doing: None,
) -> int:
    """Preview the site on this computer until Ctrl-C. Returns the exit code: 0, or 2 where the port can't be had.

    `port` 0 takes a free one. Where the preview is, and what each build came to, is told through `say`; what a build is at through
    `progress`.
    """
    try:
        door = socket.create_server((ADDRESS, port))
    except OSError as error:
        say(_port_fault(port, error))
        return WRONG_CALL
    with door, suppress(KeyboardInterrupt):
        asyncio.run(Preview(paths, wishes, door, say, progress).run(open_browser))
    return STOPPED


def _port_fault(port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is in use, perhaps by another preview; stop that one, or name another port with --port"
    return f"port {port} can't be had ({os.strerror(error.errno or 0)}); name another one with --port"


class Preview:
    """A loop that serves a folder of its own below the cache, and a thread that builds it."""

    def __init__(
        self,
        paths: pipeline.Paths,
        wishes: pipeline.Wishes,
        door: socket.socket,
        say: Callable[[str], None],
        progress: Callable[[str], None] = lambda doing: None,
    ) -> None:
        """`door` is the socket to serve on, bound and listening."""
        port = door.getsockname()[1]
        self.hosts = frozenset((*(f"{name}:{port}" for name in NAMES), *(NAMES if port == 80 else ())))
        self.folder = (paths.cache / f"preview-{port}").absolute()
        self.builds = Rebuilder(replace(paths, output=self.folder), wishes, self._built, self._built_early, progress)
        self._door, self._say, self.address = door, say, f"http://{ADDRESS}:{port}/"
        self._ready, self._end = asyncio.Event(), asyncio.Event()

    async def run(self, open_browser: bool = False) -> None:
        """Build, then serve and build after each change, until cancelled or stopped."""
        self._loop = asyncio.get_running_loop()
        server = HTTPServer(_application(self))
        self._say("making the site; the first time takes longest …")
        self.builds.start()
        try:
            await self._ready.wait()
            self._door.setblocking(False)
            server.add_socket(self._door)
            self._say(f"preview on {self.address} until Ctrl-C")
            if open_browser:
                threading.Thread(target=webbrowser.open, args=(self.address,), daemon=True).start()
            await self._end.wait()
        finally:
            server.stop()
            self.builds.stop(PATIENCE)

    def stop(self) -> None:
        """End `run`, from any thread."""
        self._loop.call_soon_threadsafe(self._end.set)

    def _built(self, before: State, after: State) -> None:
        """Take the news of a build from its thread into the loop."""
        with suppress(RuntimeError):  # the loop is closed: it ended meanwhile
            self._loop.call_soon_threadsafe(self._tell, before, after)

    def _built_early(self, paths: Collection[str]) -> None:
        """Have the open pages reload that are there before the rest of the site, or all ask for their problems."""
        addresses = [f"/{path.removesuffix('index.html')}" for path in paths] or ["*"]
        with suppress(RuntimeError):
            self._loop.call_soon_threadsafe(_reload, addresses)

    def _tell(self, before: State, after: State) -> None:
        """Tell the terminal, and each open page where it matters."""
        self._ready.set()
        self._say(after.text)
        if after.problems:
            _tell_pages({"command": "alert", "message": after.text})
        elif before.problems or before.build != after.build:
            _reload(["*"])


# ---- what answers the browser ---------------------------------------------------------------------------------


def _application(of: Preview) -> web.Application:
    given = {"of": of}
    routes = [(preview.SOCKET, _Socket, given), (f"{preview.CONTROL}(.*)", _Control, given), ("/(.*)", _Files, given)]
    return web.Application(routes, log_function=lambda handler: None)


class _Guarded(web.RequestHandler):
    """Answers only who calls this computer by its own name, for any other name that leads here is a stranger's trick."""

    def initialize(self, of: Preview) -> None:
        self.of = of

    def set_default_headers(self) -> None:
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")

    def prepare(self) -> None:
        origin = self.request.headers.get("Origin")
        if self.request.host.lower() not in self.of.hosts:
            self.refuse("The preview answers to 127.0.0.1 and localhost alone.")
        elif origin and not self.is_ours(origin):  # Tornado asks check_origin only where it takes the origin for another one
            self.refuse("The preview answers to its own pages alone.")

    def answer(self, content: bytes, kind: str = "text/html", status: int = 200, path: str = "") -> None:
        """Finish with these bytes; a document gets the preview's script. `path` is that of the file."""
        self.set_status(status)
        in_utf_8 = kind.startswith("text/") or kind.endswith(("json", "xml"))
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if in_utf_8 else kind)
        if kind == "text/html":
            content = preview.dressed(content, self.request.host, self.of.builds.name_of(path))
        self.finish(content)

    def refuse(self, why: str) -> None:
        self.set_status(403)
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(why + "\n")

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


def _reload(addresses: Iterable[str]) -> None:
    """Have the pages of some addresses reload; with `*` those that are not of the last build."""
    for address in addresses:
        _tell_pages({"command": "reload", "path": address, "liveCSS": False})


class _Control(_Guarded):
    """The preview's own addresses, for its own pages and for who types them."""

    def get(self, name: str) -> None:
        if self.request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            self.refuse("The preview's own addresses are not for other sites' pages.")
        elif name == "problems":
            state = asdict(self.of.builds.state)
            self.answer(json.dumps(state, ensure_ascii=False).encode(), "application/json")
        elif name == "last":
            self.redirect(self.of.builds.page_last_saved())
        elif name in preview.FILES:
            self.answer(*preview.FILES[name])
        else:
            self.answer(preview.bare_page("Not found", "The preview has no such address."), status=404)


class _Files(_Guarded):
    """The files of the last good build, each read anew."""

    def get(self, path: str) -> None:
        if preview.leads_out(self.of.folder, path):
            self.refuse("This address leads out of the site.")
            return
        try:
            self._answer_from(self.of.folder / path, path)
        except OSError:  # it is not there, or not any more
            self._not_found()

    head = get

    def _answer_from(self, file: Path, path: str) -> None:
        is_folder = not path or path.endswith("/")
        if not is_folder and file.is_dir():
            self.redirect(quote(f"/{file.relative_to(self.of.folder).as_posix()}/"))
            return
        name = f"{path}index.html" if is_folder else path
        content = self.of.builds.early.get(name) or (self.of.folder / name).read_bytes()
        kind = FORMATS.get(file.suffix) or mimetypes.guess_type("index.html" if is_folder else file.name)[0]
        if kind == "text/html":
            self.of.builds.ask(name)
        self.answer(content, kind or "application/octet-stream", path=name)

    def _not_found(self) -> None:
        try:
            page = (self.of.folder / "404.html").read_bytes()
        except OSError:
            page = preview.bare_page("Not found", "The site has no such page, or could not be built yet.")
        self.answer(page, status=404)
