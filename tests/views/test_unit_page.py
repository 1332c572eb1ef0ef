"""A unit's page: what it gives, what builds on what, where one stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from tutor.language import use
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.standing import Standing
from tutor.views.palette import DARK
from tutor.views.unit import unit_page


def entry(name: str, unit: str, *requires: str) -> LessonEntry:
    return LessonEntry(
        name, unit, Path(name), f"Lesson {name} 텐서", 10, requires, questions=("q1", "q2")
    )


@pytest.fixture
def course() -> Course:
    first = Unit.of("one", "One", "", (entry("before", "one"),))
    second = Unit.of(
        "two",
        "Two",
        "What it gives, in a sentence or two that is longer than a narrow screen.",
        (
            entry("root", "two", "before"),
            entry("a", "two", "root"),
            entry("b", "two", "root"),
            entry("c", "two", "a", "b", "before"),
            entry("alone", "two"),
        ),
    )
    return Course("c", "C", Path(), (first, second))


def page(course: Course, width: int = 90, **states: str) -> str:
    unit = course.unit("two")
    assert unit is not None
    console = Console(width=width, file=io.StringIO(), color_system=None)
    standings = {name: Standing(state) for name, state in states.items()}
    console.print(unit_page(course, unit, standings, width=width, palette=DARK))
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


def test_each_lesson_stands_under_what_it_builds_on(course: Course) -> None:
    lines = page(course, root="done", a="started").splitlines()

    assert lines[-5:] == [
        "● Lesson root 텐서   after Lesson before 텐서",
        "├─◐ Lesson a 텐서",
        "└─○ Lesson b 텐서",
        "  └─○ Lesson c 텐서   after Lesson before 텐서, Lesson a 텐서",
        "○ Lesson alone 텐서",
    ]


def test_it_counts_lessons_minutes_questions_and_what_is_done(course: Course) -> None:
    assert "5 lessons · 50 minutes · 10 questions · 1 done" in page(course, a="done")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_it_keeps_to_its_width(course: Course, width: int, language: str) -> None:
    use(language)

    text = page(course, width)
    use("en")

    assert max(cell_len(line.rstrip()) for line in text.splitlines()) <= width
