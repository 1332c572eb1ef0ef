"""Wait beside the app: bring the terminal back whatever ends or stops it, and say what happened.

The app runs in a process forked from this one before anything large is imported, so that neither a
kill nor a crash of an extension can leave the terminal in the app's state.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Final

from tutor import terminal
from tutor.language import say

CRASHES: Final = ("SIGSEGV", "SIGABRT", "SIGBUS", "SIGFPE", "SIGILL")
"""Signals that a process gets for what it did itself."""
_PASSED_ON: Final = ("SIGTERM", "SIGHUP", "SIGTSTP")
_TOGETHER: Final = 0.05
"""Seconds in which a shell has told the whole job to go on."""


def beside(app: Callable[[], int]) -> int:
    """Run `app` in a process of its own and return its exit code, 128 + n for signal n."""
    before = terminal.present()
    if before is None or not hasattr(os, "fork"):
        return app()
    told, tell = os.pipe()
    alive, held = os.pipe()
    for end in (told, tell):
        os.set_blocking(end, False)
    try:
        child = os.fork()
    except OSError:
        return app()
    if child == 0:
        os.close(told)
        os.close(held)
        terminal.accompanied_by(terminal.Companion(tell, alive))
        faulthandler.enable(file=tell, all_threads=False)
        return app()
    os.close(tell)
    os.close(alive)
    return _Watch(child, before, told).until_it_ends()


class _Watch:
    """The app's process, and what it has reported of itself."""

    def __init__(self, child: int, before: terminal.Terminal, told: int) -> None:
        self._child = child
        self._before = before
        self._told = told
        self._is_taken = False
        self._fault = b""

    def until_it_ends(self) -> int:
        """Wait for the app's end, stopping and going on with it."""
        self._pass_signals_on()
        _, status = os.waitpid(self._child, os.WUNTRACED)
        while os.WIFSTOPPED(status):
            self._listen()
            self._give_back()
            os.kill(os.getpid(), signal.SIGSTOP)
            status = self._go_on()
        self._listen()
        return self._ended(os.waitstatus_to_exitcode(status))

    def _pass_signals_on(self) -> None:
        def pass_on(number: int, _: object) -> None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._child, number)
                if number != signal.SIGTSTP:
                    os.kill(self._child, signal.SIGCONT)

        for name in _PASSED_ON:
            if signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:
                signal.signal(getattr(signal, name), pass_on)
        # Ignored by us, it would be ignored by all that the app starts.
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)

    def _go_on(self) -> int:
        """Let the app go on where whoever told us to has not told it as well; return what next.

        It may have gone on and been stopped again meanwhile: then it is to stay so.
        """
        time.sleep(_TOGETHER)
        changed, status = os.waitpid(self._child, os.WNOHANG | os.WCONTINUED | os.WUNTRACED)
        if changed == 0:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self._child, signal.SIGCONT)
        elif not os.WIFCONTINUED(status):
            return status
        return os.waitpid(self._child, os.WUNTRACED)[1]

    def _listen(self) -> None:
        """Take what the app has reported: the state of the screen, and where it crashed."""
        with contextlib.suppress(BlockingIOError):
            while data := os.read(self._told, 2**16):
                for byte in data:
                    event = bytes((byte,))
                    if event in (terminal.TAKEN, terminal.GIVEN_BACK):
                        self._is_taken = event == terminal.TAKEN
                    else:
                        self._fault += event

    def _give_back(self) -> None:
        if self._is_taken:
            self._before.restore()

    def _ended(self, code: int) -> int:
        self._give_back()
        if code >= 0:
            return code
        name = signal.Signals(-code).name
        lines = [say("cli.app_killed", signal=name)]
        if name in CRASHES:
            from tutor.cli import crash

            lines.append(crash.told(crash.write(name, self._fault.decode("utf-8", "replace"))))
        # Where the terminal has gone as well there is nobody to tell.
        with contextlib.suppress(OSError, ValueError):
            print("tutor:", *lines, file=sys.stderr, flush=True)
        return 128 - code
