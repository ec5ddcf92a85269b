"""A plain static server for a folder, at the root or below a path; it compresses text, as the README has servers do."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import MappingProxyType

PACKED = (".html", ".css", ".js", ".json", ".svg", ".csv", ".xml", ".atom", ".ics")


@cache
def packed(path: Path) -> bytes:
    """A file as it goes over the wire."""
    return gzip.compress(path.read_bytes(), mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Serves what lies below the prefix; all else is not found."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *arguments: object, prefix: str, headers: Mapping[str, str], **words: object) -> None:
        self.prefix, self.added = prefix, headers
        super().__init__(*arguments, **words)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self.path.startswith(self.prefix):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.path = "/" + self.path.removeprefix(self.prefix)
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() and self.path.endswith("/") else file
        if file.suffix in PACKED and file.is_file() and "gzip" in self.headers.get("Accept-Encoding", ""):
            self.send_packed(file)
        else:
            super().do_GET()

    def send_packed(self, file: Path) -> None:
        """Send a file with gzip."""
        content = packed(file)
        self.send_response(HTTPStatus.OK)
        for name, value in {
            "Content-Type": self.guess_type(file),
            "Content-Encoding": "gzip",
            "Content-Length": len(content),
        }.items():
            self.send_header(name, str(value))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        for name, value in self.added.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, prefix: str = "/", headers: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Serve a folder on this machine alone while the block runs; yields its address, with a slash at its end.

    Each reply has the `headers` too.
    """
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder), prefix=prefix, headers=headers)) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
