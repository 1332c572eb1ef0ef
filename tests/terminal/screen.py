"""A terminal with `tutor` in it: keys in, a screen out, every byte kept."""

from __future__ import annotations

import os
import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pexpect
import pyte


class Terminal:
    """Runs `tutor` in a pty and draws what it writes."""

    def __init__(
        self,
        home: Path,
        *args: str,
        size: tuple[int, int] = (120, 36),
        draws: bool = True,
        program: Sequence[str] = (sys.executable, "-m", "tutor.cli"),
        **env: str,
    ) -> None:
        columns, rows = size
        self.written = bytearray()
        self._draws = draws
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
            program[0],
            [*program[1:], *args],
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
            if not self._draws:
                continue
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
        return self.end()

    @property
    def app(self) -> int:
        """Return the process that shows the app; the one we started waits beside it."""
        return child_of(self.process.pid)

    def end(self, seconds: float = 20) -> int:
        """Wait for the end and return the exit code."""
        end = time.monotonic() + seconds
        while self.process.isalive() and time.monotonic() < end:
            self.read()
        assert not self.process.isalive(), f"still there:\n{self.read()}"
        self.read()
        assert self.process.exitstatus is not None, self.process.signalstatus
        return int(self.process.exitstatus)

    def close(self) -> None:
        if self.process.isalive():
            self.process.close(force=True)


def child_of(pid: int) -> int:
    """Return the first process that `pid` started."""
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])


MODES = re.compile(rb"\x1b\[\?([\d;]+)([hl])")
KEYS = re.compile(rb"\x1b\[([><])[\d;]*u")
SWITCHED_ON_AT_REST = {7, 25}
"""Wrapping lines and a cursor that is seen: what a terminal does by itself."""


def left_over(written: bytes) -> list[str]:
    """Return what has been switched on in the terminal and not off again, or the other way round."""
    state = dict.fromkeys(SWITCHED_ON_AT_REST, True)
    for numbers, to in MODES.findall(written):
        state |= {int(number): to == b"h" for number in numbers.split(b";")}
    odd = [str(mode) for mode, on in state.items() if on != (mode in SWITCHED_ON_AT_REST)]
    pushed = sum(1 if to == b">" else -1 for to in KEYS.findall(written))
    return odd + ["key protocol"] * max(0, pushed)
