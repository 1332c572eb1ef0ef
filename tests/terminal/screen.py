"""A terminal with `tutor` in it: keys in, a screen out, every byte kept."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte


class Terminal:
    """Runs `tutor` in a pty and draws what it writes."""

    def __init__(
        self, home: Path, *args: str, size: tuple[int, int] = (120, 36), **env: str
    ) -> None:
        columns, rows = size
        self.written = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        environment = os.environ | {
            "TUTOR_HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LANG": "C.UTF-8",
            **env,
        }
        self.process = pexpect.spawn(
            sys.executable,
            ["-m", "tutor.cli", *args],
            env=environment,  # type: ignore[arg-type]
            dimensions=(rows, columns),
            timeout=20,
        )

    def read(self) -> str:
        """Take what has been written so far and return the screen as text."""
        while True:
            try:
                data = self.process.read_nonblocking(65536, timeout=0.05)
            except (pexpect.TIMEOUT, pexpect.EOF):
                break
            self.written += data
            # pyte knows no DECRQM and prints the end of it.
            self._stream.feed(data.replace(b"\x1b[?2026$p", b"").replace(b"\x1b[?2048$p", b""))
        return "\n".join(line.rstrip() for line in self._screen.display)

    def until(self, text: str | Callable[[str], bool], seconds: float = 20) -> str:
        """Wait until the screen holds `text`; raises AssertionError with the screen if it does not."""
        fits = text if callable(text) else (lambda screen: text in screen)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.read()
            if fits(screen):
                return screen
        raise AssertionError(f"no {text!r} on:\n{self.read()}")

    def send(self, keys: str) -> None:
        """Type keys in one write."""
        self.process.send(keys)

    def quit(self) -> int:
        """Leave and return the exit code."""
        self.send("\x11")
        end = time.monotonic() + 10
        while self.process.isalive() and time.monotonic() < end:
            self.read()
        self.close()
        return self.process.exitstatus if self.process.exitstatus is not None else -1

    def close(self) -> None:
        if self.process.isalive():
            self.process.close(force=True)
