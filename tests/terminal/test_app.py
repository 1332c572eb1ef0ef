"""`tutor` as a learner meets it: opened, used, killed, opened again."""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path

import pytest

from tests.terminal.conftest import Open
from tests.terminal.course import ALL_OPEN, LESSONS, go_to_guess, go_to_question
from tests.terminal.screen import left_over
from tutor.lesson.template import lesson_text
from tutor.store import Event, Store

pytestmark = [pytest.mark.pty, pytest.mark.torch]


def kept(home: Path, kind: str = "attempt") -> tuple[Event, ...]:
    store = Store(home)
    store.open()
    try:
        return store.events(kinds=(kind,))
    finally:
        store.close()


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_lesson_from_the_first_key_to_the_last(
    opened: Open, home: Path, size: tuple[int, int]
) -> None:
    terminal = opened(size=size)
    terminal.until(LESSONS[0].title)
    terminal.until(ALL_OPEN)
    terminal.send("j" * [lesson.id for lesson in LESSONS].index("zero-grad-effects"))
    terminal.until("Say what .grad holds")
    terminal.send("\r")
    terminal.until("1 of")
    terminal.send("n")
    terminal.until("Before it runs")
    terminal.send("9\r")
    terminal.until("you guessed")
    terminal.send("n")
    terminal.until("Question 1 of")
    terminal.send("certainly\r")
    terminal.until("This is not read as")
    terminal.send("\x07")
    terminal.until("Hint 1 of")
    terminal.send("\x12")
    screen = terminal.until("The answer:")

    assert terminal.quit() == 0
    assert len(screen.split("\n")) == size[1]
    again = opened(size=size)
    again.until("◐")
    again.send("\r")
    again.until("The answer:")
    assert again.quit() == 0


def test_the_first_picture_is_there_before_torch(opened: Open) -> None:
    terminal = opened()

    screen = terminal.until(LESSONS[0].title)

    assert "PyTorch is starting" in screen or ALL_OPEN in screen
    terminal.until(ALL_OPEN)


def test_twenty_answers_in_one_write_are_twenty_answers(opened: Open, home: Path) -> None:
    terminal = opened("zero-grad-effects")
    go_to_question(terminal)
    terminal.send("".join(f"{n}\r" for n in range(200, 220)))
    terminal.until(lambda _: len(kept(home)) == 20)

    assert [event.body["typed"] for event in kept(home)] == [str(n) for n in range(200, 220)]


def test_kill_9_after_a_verdict_was_shown_loses_nothing(opened: Open, home: Path) -> None:
    terminal = opened("zero-grad-effects")
    go_to_question(terminal)
    for number in (300, 301, 302):
        terminal.send(f"{number}\r")
        terminal.until(f"› {number}")
        terminal.until(lambda screen: "checking" not in screen)
    shown = terminal.read()
    os.kill(terminal.app, signal.SIGKILL)
    assert terminal.end() == 137

    assert "› 302" in shown
    assert [event.body["typed"] for event in kept(home)] == ["300", "301", "302"]
    again = opened("zero-grad-effects")
    again.until("Question 1 of 8")


def test_a_killed_tutor_leaves_no_process(opened: Open) -> None:
    terminal = opened("zero-grad-effects")
    go_to_guess(terminal)
    terminal.send("9\r")
    terminal.until("fresh process")
    below = descendants(terminal.process.pid)
    os.kill(terminal.process.pid, signal.SIGKILL)
    terminal.process.wait()
    end = time.monotonic() + 5
    while any(map(alive, below)) and time.monotonic() < end:
        time.sleep(0.05)

    assert below
    assert [pid for pid in below if alive(pid)] == []


def descendants(pid: int) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            if parent == pid:
                found += [int(entry.name), *descendants(int(entry.name))]
    return found


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


HOSTILE_PROGRAM = """\
      import sys
      print("\\x1b[31mred \\x1b]0;title\\x07 \\x9b1m [red]x[/] \\x1b]52;c;aGk=\\x07 \\u202e")
      print("\\x1b[2J\\x1bc", file=sys.stderr)
      raise ValueError("\\x1b[31m[bold]no[/bold]\\x07")
"""


def hostile_course(folder: Path) -> Path:
    (folder / "unit").mkdir(parents=True)
    (folder / "course.yaml").write_text(
        "format: 1\nid: evil\ntitle: '[red]evil[/] course'\nunits:\n"
        "  - id: unit\n    title: '[blink]unit[/]'\n    lessons: [evil]\n"
    )
    text = lesson_text("evil").replace("What this lesson shows", "'[red]title[/] [/]'")
    start = text.index("      import torch")
    stop = text.index("    show:")
    text = text[:start] + HOSTILE_PROGRAM + text[stop:]
    text = text.replace("      clear: {switch: false, label: clear the gradient}\n", "")
    text = text.replace(
        "    controls:\n      passes: {integer: 3, min: 1, max: 6, label: backward passes}\n", ""
    )
    start, stop = text.index("    show:"), text.index("  - question:")
    text = text[:start] + "\n" + text[stop:]
    text = text[: text.index("  - question:")]
    (folder / "unit/evil.yaml").write_text(text)
    return folder


OSC_OR_BELL = re.compile(rb"\x1b\](?!\d*;\?|8;;|0;|2;|9;)|\x07")


def test_nothing_a_program_prints_acts_on_the_terminal(opened: Open, tmp_path: Path) -> None:
    folder = hostile_course(tmp_path / "course")
    terminal = opened("--lessons", str(folder))
    terminal.until("[red]title[/] [/]")
    terminal.send("\r")
    terminal.until("1 of 2")
    terminal.send("n")
    screen = terminal.until("ValueError: ")

    written = bytes(terminal.written)
    assert "␛[31m" in screen
    assert "[red]x[/]" in screen
    assert "[bold]no[/bold]" in screen
    for sequence in (b"\x1b]52;", b"\x1b]0;title", b"\x1bc", b"\x9b1m", "\u202e".encode()):
        assert sequence not in written
    assert terminal.quit() == 0


def test_what_is_typed_is_shown_as_text(opened: Open) -> None:
    terminal = opened("zero-grad-effects")
    go_to_question(terminal)
    terminal.send("[red]x[/] [/]\r")
    terminal.until("› [red]x[/] [/]")
    terminal.send("\x1b[200~" + "y" * 1_000_000 + "\x1b[201~")
    terminal.until("Not pasted: at most")
    terminal.send("3\r")
    terminal.until(lambda screen: "› 3 " in screen and "checking" not in screen)

    assert terminal.quit() == 0


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=["term", "hup"]
)
def test_a_signal_ends_it_with_the_terminal_restored(
    opened: Open, number: signal.Signals, code: int
) -> None:
    terminal = opened()
    terminal.until(LESSONS[0].title)
    os.kill(terminal.process.pid, number)

    assert terminal.end() == code
    assert left_over(terminal.written) == []


def test_a_half_typed_answer_survives_sigterm(opened: Open) -> None:
    terminal = opened("zero-grad-effects")
    terminal.until("You will be able to")
    terminal.send("n")
    terminal.until("Before it runs")
    terminal.send("half 12")
    terminal.until("half 12")
    os.kill(terminal.process.pid, signal.SIGTERM)
    terminal.end()
    again = opened("zero-grad-effects")

    again.until("half 12")
    assert again.quit() == 0
