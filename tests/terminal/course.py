"""The course as the tutor in a terminal shows it, read once."""

from __future__ import annotations

from tests.terminal.screen import Terminal
from tutor.lesson.course import load_course
from tutor.paths import shipped

LESSONS = load_course(shipped("lessons")).lessons
FIRST = LESSONS[0].title
ALL_OPEN = f"of {len(LESSONS)} done"
"""What stands on the first screen once PyTorch is ready."""


def go_to_guess(terminal: Terminal) -> None:
    """Come to the first guess of `zero-grad-effects`, which has just been opened."""
    terminal.until("1 of 15")
    terminal.send("n")
    terminal.until("Before it runs")


def go_to_question(terminal: Terminal) -> None:
    """Come to its first question, the guess left open."""
    go_to_guess(terminal)
    terminal.send("\x0e")
    terminal.until("Question 1 of 8")
