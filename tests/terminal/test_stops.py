"""A stop at an awkward moment is neither lost nor undone."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

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


class Loop:
    """Does what it is given when it comes to it, and not before."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def call_soon_threadsafe(self, act: Callable[[], None]) -> None:
        self._waiting.append(act)

    def turn(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()


@pytest.fixture
def happened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what drivers have done, in order."""
    found: list[str] = []

    def take(driver: Any) -> None:
        driver._is_taken = True
        found.append("taken")

    def give_back(driver: Any) -> None:
        driver._is_taken = False
        found.append("given back")

    monkeypatch.setattr(TerminalDriver, "resume_application_mode", take)
    monkeypatch.setattr(TerminalDriver, "suspend_application_mode", give_back)
    monkeypatch.setattr(LinuxDriver, "_sigtstp_application", lambda _: found.append("stopped"))
    monkeypatch.setattr(os, "kill", lambda *_: found.append("stopped at once"))
    return found


def driver_of_an_app(*, ends: bool = False, is_taken: bool) -> Any:
    driver: Any = TerminalDriver.__new__(TerminalDriver)
    driver._app, driver._loop = SimpleNamespace(_exit=ends), Loop()
    driver._auto_restart, driver._is_taken = True, is_taken
    driver._is_to_stop = driver._is_to_go_on = False
    return driver


def test_nothing_is_written_while_a_signal_is_handled(happened: list[str]) -> None:
    """What the signal has interrupted may hold the writer's lock."""
    driver = driver_of_an_app(is_taken=True)

    driver._sigtstp_application()
    driver._sigcont_application()

    assert happened == []


def test_a_stop_that_comes_while_the_screen_is_taken_again_is_made_afterwards(
    happened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = driver_of_an_app(is_taken=False)
    take = TerminalDriver.resume_application_mode

    def interrupted(self: TerminalDriver) -> None:
        self._sigtstp_application()
        take(self)

    monkeypatch.setattr(TerminalDriver, "resume_application_mode", interrupted)
    driver._sigcont_application()
    driver._loop.turn()

    assert happened == ["taken", "stopped"]


def test_of_a_stop_and_a_go_on_at_once_the_later_holds(happened: list[str]) -> None:
    driver = driver_of_an_app(is_taken=True)
    driver._sigtstp_application()
    driver._sigcont_application()
    driver._loop.turn()
    went_on = list(happened)

    driver._is_taken = False
    driver._sigcont_application()
    driver._sigtstp_application()
    driver._loop.turn()

    assert went_on == ["given back", "taken"]
    assert happened[2:] == ["stopped at once"]


def test_an_app_that_ends_does_not_take_the_screen_again(happened: list[str]) -> None:
    driver = driver_of_an_app(ends=True, is_taken=True)

    driver._sigcont_application()
    driver._loop.turn()

    assert happened == []
