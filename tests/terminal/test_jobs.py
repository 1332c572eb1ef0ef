"""Stopped and gone on with, in a real shell with job control: the terminal is always the shell's or the app's."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.course import FIRST
from tests.terminal.screen import Terminal, child_of, left_over

pytestmark = [pytest.mark.pty, pytest.mark.torch]

PROMPT = "ready>"


@pytest.fixture
def shell(home: Path) -> Iterator[Terminal]:
    """Return a shell in a terminal, with `tutor` opened from it."""
    terminal = Terminal(
        home, program=["bash", "--norc", "--noprofile", "-i"], PS1=PROMPT, HISTFILE="/dev/null"
    )
    terminal.until(PROMPT)
    terminal.send(f"{sys.executable} -m tutor.cli\r")
    terminal.until(FIRST)
    yield terminal
    terminal.close()


def by_key(terminal: Terminal) -> None:
    terminal.send("\x1a")


def by_signal(number: signal.Signals, *, app: bool) -> Callable[[Terminal], None]:
    def stop(terminal: Terminal) -> None:
        launcher = child_of(terminal.process.pid)
        os.kill(child_of(launcher) if app else launcher, number)

    return stop


@pytest.mark.parametrize(
    "stop",
    [
        by_key,
        by_signal(signal.SIGTSTP, app=False),
        by_signal(signal.SIGTSTP, app=True),
        by_signal(signal.SIGSTOP, app=True),
    ],
    ids=["ctrl+z", "tstp", "tstp to the app", "stop"],
)
def test_a_stop_gives_the_shell_its_terminal_and_fg_brings_the_app_back(
    shell: Terminal, stop: Callable[[Terminal], None]
) -> None:
    for _ in range(2):
        stop(shell)
        shell.until("Stopped")
        assert left_over(shell.written.rpartition(b"Stopped")[0]) == []
        shell.send("clear; stty -a\r")
        shell.until(" echo ")
        shell.send("clear; fg\r")
        shell.until(FIRST)

    shell.send("\x11")
    shell.until(lambda _: b"1049l" in shell.written.rpartition(b"1049h")[2])
    shell.send("clear; echo ended $?\r")
    shell.until("ended 0")
    assert left_over(shell.written.rpartition(b"ended 0")[0]) == []
