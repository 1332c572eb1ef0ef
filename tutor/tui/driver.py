"""Textual's driver, made to survive: odd input, a terminal that goes, a stop at any moment.

It sleeps until there is input (Textual looks ten times a second), and reports when it takes the
screen and gives it back, so that a process that outlives it can bring the terminal back.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual.drivers.linux_driver import LinuxDriver
from textual.geometry import Size

from tutor.terminal import GIVEN_BACK, TAKEN, report
from tutor.tui.keyboard import Keyboard, within

if TYPE_CHECKING:
    from textual.app import App

LARGEST = 2**16
"""Bytes read at once."""


class TerminalDriver(LinuxDriver):
    """Shows the app in a terminal, for as long as there is one."""

    def __init__(self, app: App[Any], **options: Any) -> None:
        super().__init__(app, **options)
        self._file = _Output()  # type: ignore[assignment]
        self._wake, self._waker = os.pipe()
        self._is_taken = False
        self._is_to_stop = self._is_to_go_on = False

    # Taking the screen, and giving it back

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        self._is_taken = True
        report(TAKEN)

    def stop_application_mode(self) -> None:
        super().stop_application_mode()
        self._is_taken = False

    def close(self) -> None:
        super().close()
        report(GIVEN_BACK)

    # What a signal interrupts may hold the lock that writing needs: the loop does what it asks for.

    def _sigtstp_application(self, *_: object) -> None:
        self._is_to_stop, self._is_to_go_on = True, False
        self._obey_soon()

    def _sigcont_application(self, *_: object) -> None:
        if self._auto_restart:
            self._is_to_stop, self._is_to_go_on = False, True
            self._obey_soon()

    def _obey_soon(self) -> None:
        with suppress(RuntimeError):  # the loop is over
            self._loop.call_soon_threadsafe(self._obey)

    def _obey(self) -> None:
        """Stop or go on, whichever was asked for last."""
        if self._is_to_go_on:
            self._is_to_go_on = False
            self._go_on()
        elif self._is_to_stop:
            self._is_to_stop = False
            self._stop()

    def _stop(self) -> None:
        if self._is_taken or not self._auto_restart:
            super()._sigtstp_application()
        else:
            os.kill(os.getpid(), signal.SIGSTOP)

    def _go_on(self) -> None:
        """Take the screen again; after a stop that was not announced, give it back first.

        An app that ends has no more use for it: keys would be read that nobody waits for.
        """
        if self._app._exit:  # noqa: SLF001
            return
        if self._is_taken:
            self.suspend_application_mode()
            self._must_signal_resume = True
        self.resume_application_mode()

    def _get_terminal_size(self) -> tuple[int, int]:
        for descriptor in (sys.__stderr__, sys.__stdin__):
            with suppress(AttributeError, ValueError, OSError):
                found = os.get_terminal_size(descriptor.fileno())  # type: ignore[union-attr]
                if found.columns and found.lines:
                    return _drawn(Size(*found))
        return _drawn(Size(*super()._get_terminal_size()))

    # Reading

    def disable_input(self) -> None:
        os.write(self._waker, b"\0")
        super().disable_input()
        os.read(self._wake, 1)

    def _run_input_thread(self) -> None:
        try:
            self.run_input_thread()
        except Exception as error:  # noqa: BLE001 (a thread's failure is the app's)
            self._app.call_later(self._app._handle_exception, error)  # noqa: SLF001

    def run_input_thread(self) -> None:
        """Pass on what is typed until asked to leave, or until the terminal has gone."""
        keyboard = Keyboard()
        while True:
            ready, _, _ = select.select((self.fileno, self._wake), (), (), keyboard.wait)
            if self._wake in ready:
                return
            data = self._read() if ready else None
            if data == b"":
                self._app.call_later(self._app.terminal_went)  # type: ignore[attr-defined]
                return
            for event in keyboard.feed(data) if data else keyboard.tick():
                self.process_message(event)

    def _read(self) -> bytes:
        """Return what was typed; b"" where the terminal has gone."""
        try:
            return os.read(self.fileno, LARGEST)
        except OSError:
            return b""


def _drawn(size: Size) -> tuple[int, int]:
    return within(size).width, within(size).height


class _Output:
    """The terminal to write to; what is written once it has gone is lost, and that is all."""

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            sys.__stderr__.write(text)  # type: ignore[union-attr]

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            sys.__stderr__.flush()  # type: ignore[union-attr]

    def fileno(self) -> int:
        return sys.__stderr__.fileno()  # type: ignore[union-attr]
