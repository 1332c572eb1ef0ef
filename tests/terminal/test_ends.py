"""However the app ends, its terminal is as it was and no process is left."""

from __future__ import annotations

import fcntl
import os
import random
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.course import FIRST, go_to_guess, go_to_question
from tests.terminal.screen import Terminal, child_of, left_over
from tests.terminal.test_app import alive, descendants, kept

pytestmark = [pytest.mark.pty, pytest.mark.torch]

STEPS = int(os.environ.get("TUTOR_KEYS", "40"))
"""Keys and sizes at random; the few of an ordinary run are a smoke test."""
TUTOR = [sys.executable, "-m", "tutor.cli"]


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for something to become so, however busy the machine is; fails where it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.parametrize("name", ["SIGKILL", "SIGSEGV", "SIGABRT"])
def test_a_killed_app_gives_the_terminal_back(opened: Open, home: Path, name: str) -> None:
    number = getattr(signal, name)
    terminal = opened()
    before = termios.tcgetattr(terminal.process.child_fd)
    terminal.until(FIRST)

    os.kill(terminal.app, number)

    assert terminal.end() == 128 + number
    assert left_over(terminal.written) == []
    said = terminal.written.rpartition(b"1049l")[2].decode()
    assert name in said
    reports = list((home / "state").glob("crash-*.txt"))
    assert len(reports) == (name != "SIGKILL")
    assert before[3] & (termios.ECHO | termios.ICANON)


@pytest.mark.parametrize("ignoring", [False, True], ids=["told", "hang-ups ignored"])
def test_a_closed_window_ends_it(opened: Open, home: Path, ignoring: bool) -> None:
    trap = "trap '' HUP; " if ignoring else ""
    terminal = opened(
        program=["bash", "-c", f"{trap}exec {' '.join(TUTOR)} zero-grad-effects"],
    )
    go_to_guess(terminal)
    terminal.send("half 12")
    terminal.until("half 12")
    launcher = terminal.process.pid
    below = [launcher, *descendants(launcher)]

    os.close(terminal.process.child_fd)
    terminal.process.child_fd = -1
    terminal.process.closed = True

    until(lambda: not any(map(alive, below)))
    assert [event.body["text"] for event in kept(home, "draft")][-1] == "half 12"


def test_what_is_typed_while_nothing_is_read_is_answered_once_it_is(
    opened: Open, home: Path
) -> None:
    """A terminal that is not read takes only so much: the app then waits for it, and goes on."""
    terminal = opened("zero-grad-effects")
    go_to_question(terminal)

    for number in range(200, 230):
        terminal.send(f"{number}\r")
        time.sleep(0.01)
    until(lambda: len(kept(home)) >= 5)
    terminal.until("› 229")

    assert [event.body["typed"] for event in kept(home)] == [str(n) for n in range(200, 230)]
    assert terminal.quit() == 0


def test_resizing_at_random_ends_well(opened: Open, home: Path) -> None:
    dice = random.Random(3)
    terminal = opened(size=(1, 1), draws=False)
    terminal.until(lambda _: b"1049h" in terminal.written)
    keys = ["j", "k", "n", "p", "\r", "\x1b", "?", "\t", "\x0e", "12\r", "\x1b[A", "é", "[/]"]

    for _ in range(STEPS):
        if dice.random() < 0.5:
            size = dice.choice([(1, 1), (0, 0), (24, 80), (9, 36), (200, 500), (36, 120)])
            resize(terminal, size)
        terminal.send(dice.choice(keys))
        if dice.random() < 0.2:
            terminal.read()
    resize(terminal, (36, 120))
    terminal.send("\x1b" * 3)

    assert terminal.process.isalive()
    assert terminal.quit() == 0
    assert left_over(terminal.written) == []
    assert not list((home / "state").glob("crash-*"))


def resize(terminal: Terminal, size: tuple[int, int]) -> None:
    fcntl.ioctl(terminal.process.child_fd, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))


def test_the_app_does_not_inherit_a_deaf_ear(opened: Open) -> None:
    terminal = opened()
    terminal.until(FIRST)

    ignored = int(status(terminal.app)["SigIgn"], 16)

    assert not ignored & (1 << (signal.SIGINT - 1))
    assert child_of(terminal.process.pid) == terminal.app
    assert terminal.quit() == 0


def status(pid: int) -> dict[str, str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {name: value.strip() for name, _, value in (line.partition(":") for line in lines)}
