"""The wire: the language server protocol on standard input and output; the only user of pygls and lsprotocol."""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Mapping
from pathlib import Path
from typing import BinaryIO

from lsprotocol import types as lsp
from pygls import uris
from pygls.lsp.server import LanguageServer

from sitegen.lsp import complete, explain, locate, mend, place
from sitegen.lsp.desk import Desk, Snapshot
from sitegen.lsp.text import Span, Text, from_units, to_units
from sitegen.problems import Problem

NAME = "arms-control-profiles"
PAUSE = 0.2  # seconds without a key before the content is checked
STOPPED, CUT_OFF = 0, 1
ITEM_KINDS = {
    "key": lsp.CompletionItemKind.Property,
    "word": lsp.CompletionItemKind.EnumMember,
    "state": lsp.CompletionItemKind.Constant,
    "entry": lsp.CompletionItemKind.Reference,
}


Asked = lsp.CompletionParams | lsp.HoverParams | lsp.DefinitionParams | lsp.ReferenceParams

Told = (
    lsp.DidOpenTextDocumentParams
    | lsp.DidChangeTextDocumentParams
    | lsp.DidSaveTextDocumentParams
    | lsp.DidChangeWatchedFilesParams
)


class Server(LanguageServer):
    """Answers from the last snapshot of the content, and takes a new one when something changed and the typing pauses."""

    def __init__(self, content: Path) -> None:
        super().__init__(NAME, "1", text_document_sync_kind=lsp.TextDocumentSyncKind.Full)
        self.desk = Desk(content)
        self.known = Snapshot()
        self.ready, self.wanted = asyncio.Event(), asyncio.Event()
        self.watching: asyncio.Task[None] | None = None
        self.ended = False

    # ---- documents and places ----

    def named(self) -> dict[str, str]:
        """The address of each open file of the content by the file's name."""
        names = ((self.name_of(uri), uri) for uri in self.workspace.text_documents)
        return {name: uri for name, uri in names if name}

    def name_of(self, uri: str) -> str:
        path = uris.to_fs_path(uri)
        return self.desk.name_of(Path(path)) if path else ""

    def uri_of(self, name: str) -> str:
        return self.named().get(name) or self.desk.file_of(name).as_uri()

    def text_of(self, name: str) -> Text:
        """The text of a file, as it is open or as it is on the disk; an empty one where it is neither."""
        if uri := self.named().get(name):
            return Text(self.workspace.get_text_document(uri).source)
        try:
            return Text(self.desk.file_of(name).read_text("utf-8", "replace"))
        except OSError:
            return Text("")

    def at(self, params: Asked) -> tuple[place.Document, int, int] | None:
        """The document that a request is about, with line and column in characters; None where it is not of the content."""
        name = self.name_of(params.text_document.uri)
        if not name:
            return None
        found = place.document(name, self.workspace.get_text_document(params.text_document.uri).source)
        line = params.position.line
        return found, line, from_units(found.text.line(line), params.position.character, self.encoding)

    @property
    def encoding(self) -> str:
        agreed = self.workspace.position_encoding
        return str(getattr(agreed, "value", agreed) or "utf-16")

    def range(self, text: Text, span: Span) -> lsp.Range:
        line = text.line(span.line)
        start, end = (lsp.Position(span.line, to_units(line, column, self.encoding)) for column in (span.start, span.end))
        return lsp.Range(start, end)

    # ---- problems ----

    async def watch(self) -> None:
        """Take a snapshot whenever one is wanted and nothing more came for a while, and tell the problems of what is open."""
        while True:
            await self.wanted.wait()
            while self.wanted.is_set():
                self.wanted.clear()
                await asyncio.sleep(PAUSE if self.ready.is_set() else 0)
            names = self.named()
            texts = {name: self.workspace.get_text_document(uri).source for name, uri in names.items()}
            try:
                self.known = await asyncio.to_thread(self.desk.look, texts)
                self.tell(names, texts)
            except OSError:  # a file vanished while it was read; what tells of that wants the next snapshot
                continue
            except Exception as error:  # a mistake of ours must not end the answers
                message = f"a mistake of the language server's own: {error!r}"
                self.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Error, message))
            finally:
                self.ready.set()

    def tell(self, names: Mapping[str, str], texts: Mapping[str, str]) -> None:
        for name, uri in names.items():
            text = Text(texts[name])
            found = [self.diagnostic(text, problem) for problem in self.known.problems.get(name, ())]
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))

    def diagnostic(self, text: Text, problem: Problem) -> lsp.Diagnostic:
        severity = lsp.DiagnosticSeverity.Warning if problem.warning else lsp.DiagnosticSeverity.Error
        message = f"{problem.field}: {problem.message}" if problem.field else problem.message
        return lsp.Diagnostic(self.range(text, mend.marked(text, problem).span), message, severity, source=NAME)


def serve(content: Path, wire: tuple[BinaryIO, BinaryIO] | None = None) -> int:
    """Speak the protocol on standard input and output, or on another `wire`, until the editor ends it. Returns the exit code:
    0 after a proper shutdown, 1 where the editor left without one (LSP 3.17, `exit`)."""
    server = Server(content)
    _changes(server)
    _answers(server)
    server.start_io(*(wire or ()))
    return STOPPED if server.ended else CUT_OFF


def _changes(server: Server) -> None:
    """What the editor tells."""

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        server.watching = asyncio.create_task(server.watch())
        server.wanted.set()
        workspace = server.client_capabilities.workspace
        watched = workspace.did_change_watched_files if workspace else None
        if watched and watched.dynamic_registration:
            pattern = lsp.FileSystemWatcher(f"{server.desk.content.as_posix()}/**")
            options = lsp.DidChangeWatchedFilesRegistrationOptions([pattern])
            registration = lsp.Registration("content", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(lsp.RegistrationParams([registration]))

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def changed(params: Told) -> None:
        server.wanted.set()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))
        server.wanted.set()

    @server.feature(lsp.SHUTDOWN)
    def shutdown(params: None) -> None:
        server.ended = True


def _answers(server: Server) -> None:
    """What the editor asks."""

    @server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=[" ", ":", "(", "[", "{", "-", '"']))
    async def completion(params: lsp.CompletionParams) -> lsp.CompletionList:
        await server.ready.wait()
        found = server.at(params)
        items = complete.completions(*found, server.known) if found else []
        return lsp.CompletionList(is_incomplete=False, items=[_item(server, found[0].text, item) for item in items if found])

    @server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def hover(params: lsp.HoverParams) -> lsp.Hover | None:
        await server.ready.wait()
        found = server.at(params)
        here = place.standing(*found, server.known) if found else None
        text = explain.hover(found[0], here, server.known) if found and here else ""
        if not (found and here and text):
            return None
        return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, text), server.range(found[0].text, here.span))

    @server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
    async def definition(params: lsp.DefinitionParams) -> lsp.Location | None:
        await server.ready.wait()
        found = server.at(params)
        here = place.standing(*found, server.known) if found else None
        name = locate.definition(here.ref, server.known) if here else ""
        return lsp.Location(server.uri_of(name), server.range(Text(""), Span(0, 0, 0))) if name else None

    @server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
    async def references(params: lsp.ReferenceParams) -> list[lsp.Location]:
        await server.ready.wait()
        found = server.at(params)
        if not found:
            return []
        here = place.standing(*found, server.known)
        text_of = functools.cache(server.text_of)
        places = locate.references((here and here.ref) or found[0].ref, server.known, text_of)
        return [lsp.Location(server.uri_of(name), server.range(text_of(name), span)) for name, span in places]

    @server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix]))
    def code_action(params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        ours = [each for each in params.context.diagnostics if each.source == NAME]
        meant = [(each, word) for each in ours if (word := mend.meant(each.message))]
        return [_fix(params.text_document.uri, each, word) for each, word in meant]


def _item(server: Server, text: Text, item: complete.Item) -> lsp.CompletionItem:
    return lsp.CompletionItem(
        label=item.label,
        kind=ITEM_KINDS[item.kind],
        detail=item.detail or None,
        documentation=item.explained or None,
        sort_text=item.sort,
        filter_text=f"{item.label} {item.detail}" if item.kind in ("entry", "state") else item.label,
        text_edit=lsp.TextEdit(server.range(text, item.span), item.new),
    )


def _fix(uri: str, problem: lsp.Diagnostic, word: str) -> lsp.CodeAction:
    edit = lsp.WorkspaceEdit(changes={uri: [lsp.TextEdit(problem.range, word)]})
    kind = lsp.CodeActionKind.QuickFix
    return lsp.CodeAction(f"Replace with “{word}”", kind=kind, diagnostics=[problem], edit=edit, is_preferred=True)
