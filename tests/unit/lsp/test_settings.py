"""The settings for editors: each can be read, and starts the command that exists."""

from __future__ import annotations

import json
import tomllib

from typed import ROOT

from sitegen.cli import COMMANDS

CALL = ["build.py", "lsp"]


def test_visual_studio_code() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))
    assert (settings["glspc.server.command"], settings["glspc.server.commandArguments"]) == ("python3", CALL)
    assert json.loads((ROOT / ".vscode/extensions.json").read_text("utf-8"))["recommendations"]


def test_helix() -> None:
    settings = tomllib.loads((ROOT / ".helix/languages.toml").read_text("utf-8"))
    (name,) = settings["language-server"]
    assert settings["language-server"][name] == {"command": "python3", "args": CALL}
    assert all(language["language-servers"] == [name] for language in settings["language"])


def test_zed() -> None:
    settings = json.loads((ROOT / ".zed/settings.json").read_text("utf-8"))
    (name,) = settings["lsp"]
    assert settings["lsp"][name]["binary"] == {"path": "python3", "arguments": CALL}
    assert all(language["language_servers"][0] == name for language in settings["languages"].values())


def test_neovim() -> None:
    text = (ROOT / ".nvim.lua").read_text("utf-8")
    assert '"/build.py", "lsp"' in text
    assert text.count('"arms-control-profiles"') == 2


def test_the_command_exists() -> None:
    assert CALL[1] in COMMANDS
