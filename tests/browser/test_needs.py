"""What the machine lacks is said: a skip here, a failure in CI."""

from __future__ import annotations

import pytest

from .chromium import needed


@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_missing_program(monkeypatch: pytest.MonkeyPatch, ci: str, outcome: type[BaseException]) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(outcome, match="no Chromium on this machine"):
        needed("Chromium", "chromium", "google-chrome")
