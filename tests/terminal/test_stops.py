"""A stop at an awkward moment is neither lost nor undone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any
from unittest.mock import Mock

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


def driver_of_an_app(*, ends: bool, is_taken: bool) -> Any:
    """Return a driver whose loop only notes what it is to do."""
    driver: Any = TerminalDriver.__new__(TerminalDriver)
    driver._app = SimpleNamespace(_exit=ends)
    driver._loop = Mock()
    driver._auto_restart, driver._is_taken = True, is_taken
    driver._is_changing = driver._is_to_stop = False
    return driver


def what_the_loop_was_left(driver: Any) -> Callable[[], None]:
    """Return what is done once the loop comes to it."""
    (act,) = driver._loop.call_soon_threadsafe.call_args.args
    return act  # type: ignore[no-any-return]


def test_a_stop_that_comes_while_the_screen_is_taken_again_is_made_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driver = driver_of_an_app(ends=False, is_taken=False)
    happened: list[str] = []

    def resume(self: TerminalDriver) -> None:
        self._sigtstp_application()
        happened.append("taken")

    monkeypatch.setattr(TerminalDriver, "resume_application_mode", resume)
    monkeypatch.setattr(LinuxDriver, "_sigtstp_application", lambda *_: happened.append("stopped"))

    driver._sigcont_application()
    while_the_signal_is_handled = list(happened)
    what_the_loop_was_left(driver)()

    assert while_the_signal_is_handled == []  # what it interrupts may hold the writer's lock
    assert happened == ["taken", "stopped"]


def test_an_app_that_ends_does_not_take_the_screen_again(monkeypatch: pytest.MonkeyPatch) -> None:
    driver = driver_of_an_app(ends=True, is_taken=True)
    happened: list[str] = []
    for name in ("suspend_application_mode", "resume_application_mode"):
        monkeypatch.setattr(TerminalDriver, name, lambda *_, name=name: happened.append(name))

    driver._sigcont_application()
    what_the_loop_was_left(driver)()

    assert happened == []
