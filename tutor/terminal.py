"""The terminal as it was, and what brings it back whoever has left it in what state.

Standard library alone: the process that waits beside the app holds no more than this.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from typing import Any, Final, TextIO

TAKEN: Final = b"\x01"
"""The app has taken the whole screen."""
GIVEN_BACK: Final = b"\x02"
"""It has given it back."""

RESET: Final = (
    "\x1b[?2026l"  # no picture is half drawn
    "\x1b[?1000l\x1b[?1002l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1016l"  # mouse
    "\x1b[?2004l\x1b[?1004l\x1b[?2048l"  # reports of pastes, focus and size
    "\x1b[<u"  # the key protocol; belongs to the other screen, so it goes first
    "\x1b[?1049l"
    "\x1b[?7h\x1b[?25h\x1b[0m"  # wrapped lines, a cursor, plain colours
)
"""Undoes all that the app switches on."""

_companions: list[Companion] = []


@dataclass(frozen=True, slots=True)
class Companion:
    """A process that waits beside this one to bring the terminal back."""

    told: int
    """Where it reads what is reported."""
    alive: int
    """What ends when it ends."""


def accompanied_by(companion: Companion) -> None:
    """Report to `companion` from now on when the screen is taken and given back."""
    _companions[:] = [companion]


def companion() -> Companion | None:
    """Return the process that waits beside this one, if there is one."""
    return next(iter(_companions), None)


def report(event: bytes) -> None:
    """Report TAKEN or GIVEN_BACK to the process beside this one."""
    for each in _companions:
        with contextlib.suppress(OSError):
            os.write(each.told, event)


@dataclass(frozen=True, slots=True)
class Terminal:
    """A terminal as it was before the app."""

    descriptor: int
    attributes: list[Any]

    def restore(self) -> None:
        """Bring it back, unless it belongs to another job by now or is gone."""
        import termios

        with contextlib.suppress(OSError, termios.error):
            if os.tcgetpgrp(self.descriptor) != os.getpgrp():
                return
            termios.tcsetattr(self.descriptor, termios.TCSAFLUSH, self.attributes)
            os.write(2, RESET.encode())


def present() -> Terminal | None:
    """Return the terminal as it is now, if there is one to bring back."""
    try:
        import termios

        return Terminal(0, termios.tcgetattr(0))
    except (ImportError, OSError, termios.error):
        return None


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether `stream`, which may have been closed before we began, is a terminal."""
    return stream is not None and not stream.closed and stream.isatty()


def draw_with(stream: TextIO | None) -> None:
    """Let `stream` write simpler characters for those it has none for, each as wide as it."""
    from tutor.simple import register

    reconfigure = getattr(stream, "reconfigure", None)
    encoding = getattr(stream, "encoding", None) or "utf-8"
    if reconfigure is not None and not encoding.lower().startswith("utf"):
        reconfigure(errors=register())


def can_draw_all() -> bool:
    """Tell whether the app can show every character here."""
    return (sys.stderr.encoding or "utf-8").lower().startswith("utf")
