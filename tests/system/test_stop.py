"""Ctrl-C at any moment ends a command with 130 and without a traceback."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT


@pytest.mark.skipif(os.name == "nt", reason="no such signal")
@pytest.mark.parametrize("moment", [0.05, 0.3])
def test_ctrl_c_before_the_command_begins(tmp_path: Path, moment: float) -> None:
    (tmp_path / "build.py").write_text((ROOT / "build.py").read_text("utf-8"), encoding="utf-8")
    (tmp_path / "sitegen").mkdir()
    began = tmp_path / "began"
    slow = f"import time, pathlib\npathlib.Path({str(began)!r}).touch()\ntime.sleep(60)\n"
    (tmp_path / "sitegen" / "bootstrap.py").write_text(slow, encoding="utf-8")
    running = subprocess.Popen([sys.executable, "build.py"], cwd=tmp_path, stderr=subprocess.PIPE)
    while not began.exists():
        time.sleep(0.02)
    time.sleep(moment)
    running.send_signal(signal.SIGINT)
    assert running.communicate(timeout=30)[1] == b"stopped\n"
    assert running.returncode == 130
