"""A stop at an awkward moment is neither lost nor undone."""

from __future__ import annotations

import os
import signal
import time
from types import SimpleNamespace

import pytest
from textual.drivers.linux_driver import LinuxDriver

from tutor import terminal
from tutor.cli import launcher
from tutor.tui.driver import TerminalDriver


def test_an_app_that_is_stopped_again_at_once_is_not_told_to_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        while True:
            signal.pause()
    try:
        os.kill(child, signal.SIGSTOP)
        os.waitpid(child, os.WUNTRACED)

        def meanwhile(seconds: float) -> None:
            for sent in (signal.SIGCONT, signal.SIGSTOP):
                os.kill(child, sent)
                os.waitid(os.P_PID, child, os.WCONTINUED | os.WSTOPPED | os.WNOWAIT)

        monkeypatch.setattr(time, "sleep", meanwhile)
        watch = launcher._Watch(child, terminal.Terminal(0, []), told)
        status = watch._go_on()

        assert os.WIFSTOPPED(status)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(told)
        os.close(tell)


def test_a_stop_that_comes_while_the_screen_is_taken_again_is_made_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driver = TerminalDriver.__new__(TerminalDriver)
    driver._auto_restart = True
    driver._app = SimpleNamespace(_exit=False)  # type: ignore[assignment]
    driver._is_taken = driver._is_changing = driver._is_to_stop = False
    happened: list[str] = []

    def resume(self: TerminalDriver) -> None:
        self._sigtstp_application()
        happened.append("taken")

    monkeypatch.setattr(TerminalDriver, "resume_application_mode", resume)
    monkeypatch.setattr(LinuxDriver, "_sigtstp_application", lambda *_: happened.append("stopped"))

    driver._sigcont_application()

    assert happened == ["taken", "stopped"]


def test_an_app_that_ends_does_not_take_the_screen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    driver = TerminalDriver.__new__(TerminalDriver)
    driver._auto_restart = True
    driver._app = SimpleNamespace(_exit=True)  # type: ignore[assignment]
    driver._is_taken, driver._is_changing, driver._is_to_stop = True, False, False
    happened: list[str] = []
    for name in ("suspend_application_mode", "resume_application_mode"):
        monkeypatch.setattr(TerminalDriver, name, lambda *_, name=name: happened.append(name))

    driver._sigcont_application()

    assert happened == []
