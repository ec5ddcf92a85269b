"""A plain static server for a folder, at the root or below a path."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


class Handler(SimpleHTTPRequestHandler):
    """Serves what lies below the prefix; all else is not found."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def __init__(self, *arguments: object, prefix: str, **words: object) -> None:
        self.prefix = prefix
        super().__init__(*arguments, **words)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        if not self.path.startswith(self.prefix):
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.path = "/" + self.path.removeprefix(self.prefix)
        super().do_GET()

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def serve(folder: Path, prefix: str = "/") -> Iterator[str]:
    """Serve a folder on this machine alone while the block runs; yields its address, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder), prefix=prefix)) as server:
        server.daemon_threads = True
        server.block_on_close = False
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{prefix}"
        finally:
            server.shutdown()
            thread.join()
