"""An editor that is a script: starts the language server as editors do and speaks JSON-RPC with it over its pipes."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from sitegen.lsp import server

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60


class Process:
    """The server as editors start it: a process and its pipes."""

    def __init__(self, content: Path) -> None:
        command = [sys.executable, "-W", "error", str(ROOT / "build.py"), "lsp", "--content", str(content)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        assert self.process.stdin
        assert self.process.stdout
        self.to, self.out = self.process.stdin, self.process.stdout

    def end(self) -> int:
        """Wait for the end; the exit code. Nothing may have been said beside the protocol."""
        code = self.process.wait(PATIENCE)
        assert self.process.stderr
        assert self.process.stderr.read() == b""
        return code

    def close(self) -> None:
        self.process.kill()
        self.process.wait(PATIENCE)
        for pipe in (self.to, self.out, self.process.stderr):
            if pipe and not pipe.closed:
                pipe.close()


class Thread:
    """The server in this process, where its coverage is measured."""

    def __init__(self, content: Path) -> None:
        ours, theirs = os.pipe(), os.pipe()
        self.to, self.out = os.fdopen(ours[1], "wb"), os.fdopen(theirs[0], "rb")
        self.theirs = os.fdopen(ours[0], "rb"), os.fdopen(theirs[1], "wb")
        self.code = -1
        self.thread = threading.Thread(target=self._run, args=(content,), daemon=True)
        self.thread.start()

    def _run(self, content: Path) -> None:
        self.code = server.serve(content, self.theirs)

    def end(self) -> int:
        self.to.close()
        self.thread.join(PATIENCE)
        assert not self.thread.is_alive()
        return self.code

    def close(self) -> None:
        for pipe in (self.to, *self.theirs, self.out):
            if not pipe.closed:
                pipe.close()


class Editor:
    """One session; `uri` addresses a file of the project, and positions are lines and UTF-16 units from 0."""

    def __init__(self, root: Path, *, encodings: tuple[str, ...] = (), server: type[Process | Thread] = Process) -> None:
        self.root, self.number, self.versions = root, 0, 0
        self.peer = server(root / "content")
        self.answers: dict[int, queue.Queue[dict[str, Any]]] = {}
        self.told: queue.Queue[dict[str, Any]] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        general = {"positionEncodings": list(encodings)} if encodings else {}
        watching = {"didChangeWatchedFiles": {"dynamicRegistration": True}}
        capabilities = {"general": general, "workspace": watching, "textDocument": {"publishDiagnostics": {}}}
        self.server = self.ask("initialize", processId=None, rootUri=root.as_uri(), capabilities=capabilities)
        self.tell("initialized")

    def _read(self) -> None:
        out = self.peer.out
        while header := out.readline():
            assert header.startswith(b"Content-Length: "), f"not of the protocol: {header!r}"
            while (line := out.readline()).strip():
                assert line.lower().startswith(b"content-type:")
            message = json.loads(out.read(int(header.split()[1])))
            if "method" not in message:
                self.answers[message["id"]].put(message)
            elif "id" in message:
                with suppress(OSError, ValueError):  # the session is over meanwhile
                    self._send({"id": message["id"], "result": None})
            elif message["method"] == "textDocument/publishDiagnostics":
                self.told.put(message["params"])

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.peer.to.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        self.peer.to.flush()

    def tell(self, method: str, **params: Any) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        self.number += 1
        self.answers[self.number] = queue.Queue()
        self._send({"id": self.number, "method": method, **({"params": params} if params else {})})
        answer = self.answers[self.number].get(timeout=PATIENCE)
        assert "error" not in answer, answer
        return answer["result"]

    def uri(self, path: str) -> str:
        return (self.root / path).as_uri()

    def open(self, path: str, text: str | None = None) -> None:
        text = (self.root / path).read_text("utf-8") if text is None else text
        document = {"uri": self.uri(path), "languageId": "markdown", "version": 0, "text": text}
        self.tell("textDocument/didOpen", textDocument=document)

    def change(self, path: str, text: str) -> None:
        self.versions += 1
        document = {"uri": self.uri(path), "version": self.versions}
        self.tell("textDocument/didChange", textDocument=document, contentChanges=[{"text": text}])

    def ask_at(self, method: str, path: str, line: int, character: int, **further: Any) -> Any:
        position = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": self.uri(path)}, position=position, **further)

    def problems(self, path: str) -> list[dict[str, Any]]:
        """What is told next of a file."""
        while True:
            told = self.told.get(timeout=PATIENCE)
            if told["uri"] == self.uri(path):
                found: list[dict[str, Any]] = told["diagnostics"]
                return found

    def leave(self, *, properly: bool = True) -> int:
        if properly:
            assert self.ask("shutdown") is None
        self.tell("exit")
        code = self.peer.end()
        self.close()
        return code

    def close(self) -> None:
        """End the server, if it lives, and close its pipes."""
        self.peer.close()
        self.reader.join(PATIENCE)
