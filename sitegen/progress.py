"""How far a build is: one line on a terminal, wiped once it is over; nothing where no terminal watches, or for a quick build."""

from __future__ import annotations

import time
from typing import TextIO

QUICK = 0.5  # seconds that need no word
PAUSE = 0.1  # seconds between two words
WIPE = "\r\x1b[K"


class Progress:
    """Called with what a build is at, as often as one likes."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream if stream.isatty() else None
        self._shown = False
        self._begun = self._last = 0.0

    def __call__(self, doing: str) -> None:
        now = time.monotonic()
        self._begun = self._begun or now
        if now - self._begun >= QUICK and now - self._last >= PAUSE:
            self._last, self._shown = now, True
            self._put(f"{WIPE}{doing} …")

    def over(self) -> None:
        """Wipe the line; the next call begins another build."""
        if self._shown:
            self._put(WIPE)
        self._shown, self._begun = False, 0.0

    def _put(self, text: str) -> None:
        try:
            if self._stream:
                self._stream.write(text)
                self._stream.flush()
        except OSError:  # the terminal is gone: there is nobody to tell
            self._stream = None
