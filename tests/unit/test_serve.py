"""The preview as a browser, an editor and a stranger meet it."""

from __future__ import annotations

import asyncio
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Project, lay_out
from tornado.httpclient import HTTPClientError, HTTPRequest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from sitegen import serve as room
from sitegen.pipeline import Wishes

HELLO = '{"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}'
INFO = '{"command": "info", "url": "/"}'


@dataclass
class Site:
    """A preview that runs, as seen from outside."""

    project: Project
    preview: room.Preview
    said: list[str] = field(default_factory=list)

    @property
    def host(self) -> str:
        return self.preview.address.split("/")[2]

    def get(self, path: str, method: str = "GET", **headers: str) -> tuple[int, str, http.client.HTTPMessage]:
        """Ask for a path exactly as it is written."""
        with closing(http.client.HTTPConnection(self.host, timeout=5)) as connection:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name.replace("_", "-"), value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers

    def state(self) -> dict[str, Any]:
        state: dict[str, Any] = json.loads(self.get("/__preview__/problems")[1])
        return state

    def until(self, holds: Callable[[], object], seconds: float = 20) -> None:
        """Wait until something holds, but not longer than so many seconds."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, self.said
            time.sleep(0.02)

    @property
    def about(self) -> Path:
        return self.project.root / "content/pages/about.md"


@contextmanager
def running(project: Project, open_browser: bool = False) -> Iterator[Site]:
    """A preview of a project, in a thread; it is ready, and ends with the test."""
    said: list[str] = []
    with socket.create_server((room.ADDRESS, 0)) as door:
        preview = room.Preview(project.paths, Wishes(), door, said.append)
        thread = threading.Thread(target=lambda: asyncio.run(preview.run(open_browser)))
        thread.start()
        site = Site(project, preview, said)
        site.until(lambda: any("preview on" in words for words in said), 20)
        yield site
        preview.stop()
        thread.join(5)
        assert not thread.is_alive()


@pytest.fixture(scope="module")
def _shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with running(lay_out(tmp_path_factory.mktemp("serve") / "project")) as site:
        yield site


@pytest.fixture
def site(_shared: Site) -> Iterator[Site]:
    """The preview that all tests share; afterwards the content is as it was."""
    content = _shared.project.paths.content
    kept = {path: path.read_bytes() for path in content.rglob("*.*")}
    yield _shared
    changed = [path for path, text in kept.items() if not path.exists() or path.read_bytes() != text]
    new = [path for path in content.rglob("*.*") if path not in kept]
    count = len(_shared.said)
    for path in changed:
        path.write_bytes(kept[path])
    for path in new:
        path.unlink()
    if changed or new:
        _shared.until(lambda: any("no problem" in words for words in _shared.said[count:]))


# ---- what it serves -------------------------------------------------------------------------------------------


def test_pages_are_served_with_the_script_and_the_leave_to_listen(site: Site) -> None:
    status, page, headers = site.get("/")
    assert (status, headers["Content-Type"], headers["Cache-Control"]) == (200, "text/html; charset=utf-8", "no-store")
    assert page.count('<script src="/__preview__/preview.js"></script>') == 1
    assert f"connect-src 'self' ws://{site.host}" in page
    assert int(headers["Content-Length"]) == len(page.encode())


def test_the_preview_leaves_the_site_alone(site: Site) -> None:
    assert not site.project.output.exists()
    assert site.preview.folder.parent == site.project.paths.cache


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/site.css", "text/css"),
        ("/icon.svg", "image/svg+xml"),
        ("/404.html", "text/html"),
        ("/feed.atom", "application/atom+xml"),
        ("/calendar.ics", "text/calendar"),
    ],
)
def test_files_are_served_as_what_they_are(site: Site, path: str, kind: str) -> None:
    status, _, headers = site.get(path)
    assert (status, headers["Content-Type"]) == (200, f"{kind}; charset=utf-8")


def test_a_file_of_unknown_kind_is_just_bytes(site: Site) -> None:
    (site.preview.folder / "x.unheard-of").write_bytes(b"x")
    assert site.get("/x.unheard-of")[2]["Content-Type"] == "application/octet-stream"


def test_the_script_and_its_style_are_served(site: Site) -> None:
    assert "WebSocket" in site.get("/__preview__/preview.js")[1]
    assert ":host" in site.get("/__preview__/preview.css")[1]
    assert site.get("/__preview__/other")[0] == 404


def test_head_gives_the_headers_alone(site: Site) -> None:
    status, body, headers = site.get("/", "HEAD")
    assert (status, body) == (200, "")
    assert int(headers["Content-Length"]) > 1000


@pytest.mark.parametrize(("path", "place"), [("/countries", "/countries/"), ("/./countries", "/countries/")])
def test_a_folder_without_its_slash_leads_to_the_one_with_it(site: Site, path: str, place: str) -> None:
    status, _, headers = site.get(path)
    assert (status, headers["Location"]) == (302, place)


@pytest.mark.parametrize("path", ["/nowhere/", "/nowhere", "/site.css/", "/" + "x" * 3000])
def test_what_is_not_there_gives_the_sites_own_page(site: Site, path: str) -> None:
    status, page, _ = site.get(path)
    assert status == 404
    assert "Page not found" in page
    assert "/__preview__/preview.js" in page


# ---- what it refuses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/__preview__/problems", "/livereload"])
@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}"])
def test_other_names_are_refused(site: Site, path: str, host: str) -> None:
    assert site.get(path, Host=host.format(port=site.host.split(":")[1]))[0] == 403


def test_localhost_is_one_of_its_names(site: Site) -> None:
    name = site.host.replace("127.0.0.1", "LocalHost")
    status, page, _ = site.get("/", Host=name)
    assert status == 200
    assert f"ws://{name.lower()}" in page.lower()


def test_it_listens_on_this_computer_alone(site: Site) -> None:
    assert site.preview._door.getsockname()[0] == "127.0.0.1"


@pytest.mark.parametrize(
    "path",
    [
        "/../secret",
        "/..%2fsecret",
        "/%2e%2e/secret",
        "/countries/../../secret",
        "//etc/passwd",
        "/..%5csecret",
        "/a%00b",
        "//countries",
    ],
)
def test_paths_that_lead_out_are_refused(site: Site, path: str) -> None:
    (site.preview.folder.parent / "secret").write_text("secret")
    status, text, _ = site.get(path)
    assert status == 403
    assert text == "This address leads out of the site.\n"


@pytest.mark.parametrize(
    "header", [{"Origin": "http://evil.example"}, {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"}]
)
def test_its_own_addresses_are_not_for_other_sites(site: Site, header: dict[str, str]) -> None:
    assert site.get("/__preview__/problems", **header)[0] == 403


def test_its_own_addresses_are_for_its_pages_and_who_types_them(site: Site) -> None:
    assert site.get("/__preview__/problems", Origin=f"http://{site.host}", Sec_Fetch_Site="same-origin")[0] == 200
    assert site.get("/__preview__/last", Sec_Fetch_Site="none")[0] == 302


async def _connect(site: Site, origin: str) -> WebSocketClientConnection:
    return await websocket_connect(HTTPRequest(f"ws://{site.host}/livereload", headers={"Origin": origin}))


async def _hang_up(socket: WebSocketClientConnection) -> None:
    socket.close()
    while await socket.read_message() is not None:
        pass  # the other side closes in its turn


@pytest.mark.parametrize("origin", ["http://evil.example", "https://{host}", "http://127.0.0.1:1", "null"])
def test_the_socket_refuses_other_origins(site: Site, origin: str) -> None:
    with pytest.raises(HTTPClientError) as refused:
        asyncio.run(_connect(site, origin.format(host=site.host)))
    assert refused.value.code == 403


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_the_socket_takes_its_own_origins(site: Site, name: str) -> None:
    async def greet() -> str | bytes | None:
        socket = await _connect(site, f"http://{name}:{site.host.split(':')[1]}")
        await socket.write_message(HELLO)
        answer = await socket.read_message()
        await _hang_up(socket)
        return answer

    assert '"hello"' in str(asyncio.run(greet()))


# ---- what it does at a save -----------------------------------------------------------------------------------


async def _listen(site: Site, do: Callable[[], object], command: str) -> dict[str, Any]:
    """Connect as a page does, do something, and return the next message of that command, once the build is told."""
    told = len(site.said)
    socket = await _connect(site, f"http://{site.host}")
    await socket.write_message(HELLO)
    assert json.loads(await socket.read_message() or "")["command"] == "hello"
    await socket.write_message(INFO)
    await asyncio.sleep(0.05)
    do()
    message: dict[str, Any] = {}
    while message.get("command") != command:  # a slow computer may tell the build before once more
        message = json.loads(await asyncio.wait_for(socket.read_message(), 20) or "")
    await _hang_up(socket)
    site.until(lambda: len(site.said) > told)
    return message


def test_a_saved_body_appears(site: Site) -> None:
    build = site.state()["build"]
    site.about.write_text(site.about.read_text() + "\nA sentence that was just saved.\n")
    site.until(lambda: "A sentence that was just saved." in site.get("/about/")[1])
    site.until(lambda: site.state()["build"] != build)


def test_a_save_reloads_the_open_pages(site: Site) -> None:
    message = asyncio.run(_listen(site, lambda: site.about.write_text(site.about.read_text() + "\nMore.\n"), "reload"))
    assert message in [{"command": "reload", "path": path, "liveCSS": False} for path in ("*", "/about/")], "all, or it first"


def test_a_mistake_shows_as_on_the_terminal_and_goes_when_mended(site: Site) -> None:
    sound = site.about.read_text()
    message = asyncio.run(_listen(site, lambda: site.about.write_text(sound.replace("title:", "titel:")), "alert"))
    state = site.state()
    assert message == {"command": "alert", "message": state["text"]}
    assert site.said[-1] == state["text"]
    assert (state["problems"][0]["path"], state["problems"][0]["line"]) == ("content/pages/about.md", 2)
    assert "did you mean title?" in state["text"]
    assert site.get("/about/")[0] == 200
    asyncio.run(_listen(site, lambda: site.about.write_text(sound), "reload"))
    assert site.state()["problems"] == []


def test_a_save_that_changes_nothing_reloads_nothing(site: Site) -> None:
    build, count = site.state()["build"], len(site.said)
    os.utime(site.about)
    site.until(lambda: len(site.said) > count)
    assert site.state()["build"] == build


def test_a_message_of_another_protocol_only_ends_its_connection(site: Site) -> None:
    async def babble() -> None:
        for words in ("no JSON", "[1]", "{}"):
            socket = await _connect(site, f"http://{site.host}")
            await socket.write_message(words)
            assert await socket.read_message() is None
            socket.close()

    asyncio.run(babble())
    assert site.get("/")[0] == 200


def test_fifty_saves_give_few_builds(site: Site) -> None:
    """One or two; on a busy computer the saves themselves may come with pauses between them."""
    time.sleep(0.3)  # what the test before saved is built
    count, sound = len(site.said), site.about.read_text()
    for number in range(50):
        site.about.write_text(f"{sound}\nSave {number}.\n")
        time.sleep(0.005)
    site.until(lambda: "Save 49." in site.get("/about/")[1])
    site.until(lambda: len(site.said) > count)
    time.sleep(0.3)
    assert len(site.said) - count <= 4


def test_a_file_that_is_added_renamed_and_deleted(site: Site) -> None:
    one, two = site.about.with_name("one.md"), site.about.with_name("two.md")
    one.write_text(site.about.read_text().replace("title: ", "title: More "))
    site.until(lambda: site.get("/about/one/")[0] == 200)
    assert site.get("/__preview__/last")[2]["Location"] == "/about/one/"
    one.rename(two)
    site.until(lambda: (site.get("/about/one/")[0], site.get("/about/two/")[0]) == (404, 200))
    two.unlink()
    site.until(lambda: site.get("/about/two/")[0] == 404)


def test_the_page_saved_last_is_led_to(site: Site) -> None:
    site.about.write_text(site.about.read_text() + "\nLast.\n")
    assert site.get("/__preview__/last")[2]["Location"] == "/about/"
    settings = site.project.paths.content / "site.yaml"
    settings.write_text(settings.read_text() + "\n")
    count = len(site.said)
    site.until(lambda: len(site.said) > count)
    assert site.get("/__preview__/last")[2]["Location"] == "/about/"


def test_it_lives_on_when_its_folder_vanishes(site: Site) -> None:
    shutil.rmtree(site.preview.folder)
    status, page, _ = site.get("/")
    assert status == 404
    assert "/__preview__/preview.js" in page
    site.about.write_text(site.about.read_text() + "\nBack again.\n")
    site.until(lambda: site.get("/")[0] == 200)


def test_a_project_that_is_broken_from_the_start_is_told_and_served_once_mended(project: Project) -> None:
    settings = project.paths.content / "site.yaml"
    sound = settings.read_text()
    settings.write_text("")
    with running(project) as site:
        status, page, _ = site.get("/")
        assert status == 404
        assert "/__preview__/preview.js" in page
        assert "settings are missing" in site.state()["text"]
        assert site.get("/__preview__/last")[0] == 302
        settings.write_text(sound)
        site.until(lambda: site.get("/")[0] == 200)


def test_without_entries_the_page_saved_last_is_home(project: Project) -> None:
    shutil.rmtree(project.paths.content)
    with running(project) as site:
        assert site.get("/__preview__/last")[2]["Location"] == "/"


# ---- start and end --------------------------------------------------------------------------------------------


def test_the_browser_is_opened_where_it_is_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    shutil.rmtree(project.paths.content)
    with running(project, open_browser=True) as site:
        site.until(lambda: opened == [f"http://{site.host}/"])


def test_a_port_in_use_is_a_plain_message(project: Project) -> None:
    said: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert room.serve(project.paths, Wishes(), port, said.append) == 2
    assert said == [f"port {port} is in use, perhaps by another preview; stop that one, or name another port with --port"]


def test_a_port_that_the_system_keeps_is_a_plain_message(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    said: list[str] = []
    monkeypatch.setattr(socket, "create_server", refuse)
    assert room.serve(project.paths, Wishes(), 80, said.append) == 2
    assert said == ["port 80 can't be had (Permission denied); name another one with --port"]


def test_ctrl_c_is_a_good_end(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    async def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(room.Preview, "run", interrupted)
    assert room.serve(project.paths, Wishes(), 0, print) == 0


def _interrupt(project: Project, moment: str) -> float:
    """Run the command, stop it by Ctrl-C at a moment, and return how many seconds it took to end."""
    code = "import sys, pathlib; from sitegen import cli; print('begun', flush=True); sys.exit(cli.main(sys.argv[1:], pathlib.Path.cwd()))"
    command = [sys.executable, "-W", "error", "-c", code, "serve", "--port", "0"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    shutil.rmtree(project.paths.cache, ignore_errors=True)
    with subprocess.Popen(command, cwd=project.root, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout
        assert process.stderr
        next(line for line in process.stdout if line.startswith(moment))
        while moment == "begun" and not project.paths.cache.exists():
            time.sleep(0.01)
        start = time.monotonic()
        process.send_signal(signal.SIGINT)
        process.wait(10)
        took = time.monotonic() - start
        assert (process.returncode, process.stderr.read()) == (0, "")
    return took


@pytest.mark.parametrize("moment", ["begun", "preview on http://127.0.0.1:"])
def test_ctrl_c_stops_the_command_at_once(project: Project, moment: str) -> None:
    """While it builds and while it serves. On a busy computer the first try may be slow for no fault of ours."""
    assert any(_interrupt(project, moment) < 1 for _ in range(3))
