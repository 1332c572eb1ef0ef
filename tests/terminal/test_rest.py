"""Nobody touches it, nothing runs: then neither the app nor its runner wakes up."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator

import pytest

from tests.bench.processes import family, wakeups, worked
from tests.terminal.conftest import Open
from tests.terminal.course import ALL_OPEN, FIRST, go_to_guess
from tests.terminal.screen import Terminal

pytestmark = [pytest.mark.pty, pytest.mark.torch]

WINDOW = 2.0
"""Seconds that are looked at: a cursor that blinks would wake up four times."""
MOST_WAKEUPS, MOST_MS = 2, 100
SETTLED = 40
"""Seconds after which there has been a window in which nothing was still loading."""
TEN_A_SECOND = "import time\nwhile True: time.sleep(0.1)"
BUSY = "while True: pass"


def rests(pid: int) -> bool:
    """Tell whether a process and all below it do nothing for a while."""
    pids = list(family(pid))
    woken, used = wakeups(*pids), worked(*pids)
    time.sleep(WINDOW)
    return wakeups(*pids) - woken <= MOST_WAKEUPS and worked(*pids) - used <= MOST_MS


def comes_to_rest(terminal: Terminal) -> bool:
    """Tell whether the app rests once what the last key began is done.

    What wakes up regularly does so in every window; what is still loading, or what the machine
    does meanwhile, not in all of them.
    """
    end = time.monotonic() + SETTLED
    while time.monotonic() < end:
        terminal.read()
        if rests(terminal.process.pid):
            return True
    return False


@pytest.fixture(params=[TEN_A_SECOND, BUSY])
def restless(request: pytest.FixtureRequest) -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "-c", request.param])
    yield process.pid
    process.kill()
    process.wait()


def test_what_wakes_up_ten_times_a_second_does_not_rest(restless: int) -> None:
    assert not rests(restless)


def test_the_course_and_its_search_field_rest(opened: Open) -> None:
    terminal = opened()
    terminal.until(FIRST)
    terminal.until(ALL_OPEN)
    assert comes_to_rest(terminal)

    terminal.send("/sta")
    terminal.until("sta")
    assert comes_to_rest(terminal)


def test_a_lesson_rests_while_an_answer_or_the_program_could_be_typed(opened: Open) -> None:
    terminal = opened("zero-grad-effects")
    go_to_guess(terminal)
    assert comes_to_rest(terminal)

    terminal.send("9\r")
    terminal.until("fresh process")
    terminal.send("e")
    terminal.until("^j run")
    assert comes_to_rest(terminal)
