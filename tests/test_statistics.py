"""What a history amounts to, and the page that shows it."""

from __future__ import annotations

import io
from datetime import UTC, date
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from tutor.due import Waiting
from tutor.language import use
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.review import body_of, graded
from tutor.statistics import Belief, Statistics, statistics
from tutor.store import Event
from tutor.views.palette import DARK
from tutor.views.progress import progress_page

START = 1_700_000_000.0
"""14 November 2023, 22:13 UTC, a Tuesday."""
DAY = 86400.0


class History:
    """Events at the moments one names."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def add(self, at: float, kind: str, /, lesson: str = "a", **body: object) -> History:
        number = len(self.events)
        self.events.append(Event(number, str(number), START + at, "s", kind, lesson, body))
        return self

    def answer(self, at: float, verdict: str, question: str = "q", **body: object) -> History:
        return self.add(at, "attempt", question=question, verdict=verdict, **body)

    def made(self) -> Statistics:
        return statistics(self.events, UTC)


def test_time_is_counted_but_for_long_pauses() -> None:
    history = History().add(0, "visited").add(60, "visited").add(4000, "visited")

    assert history.add(4030, "visited").made().seconds == 90.0


def test_a_first_answer_counts_once() -> None:
    made = History().answer(0, "wrong").answer(1, "right").answer(2, "right", "r").made()

    lesson = made.lessons["a"]
    assert (lesson.answers, lesson.questions, lesson.right_at_once) == (3, 2, 1)


def test_a_misconception_is_left_behind_by_a_right_answer_to_its_question() -> None:
    history = History().answer(0, "wrong", misconception=1).answer(1, "wrong", "r", misconception=0)

    assert history.made().lessons["a"].overcome == 0
    assert history.answer(2, "right").made().lessons["a"].beliefs == {
        ("q", 1): True,
        ("r", 0): False,
    }


def test_days_in_a_row_reach_up_to_today_or_yesterday() -> None:
    made = History().answer(0, "right").answer(DAY, "right").answer(3 * DAY, "right").made()
    last = date(2023, 11, 17)

    assert made.days == {date(2023, 11, 14): 1, date(2023, 11, 15): 1, last: 1}
    assert made.streak(last) == 1
    assert made.streak(date(2023, 11, 16)) == 2
    assert made.streak(date(2023, 11, 20)) == 0


def test_answers_of_a_review_count_too() -> None:
    made = History().add(0, "review.attempt", question="q", verdict="right").made()

    assert made.lessons["a"].answers == 1
    assert sum(made.days.values()) == 1


def test_sureness_is_counted_by_level() -> None:
    made = History().answer(0, "right", sure=3).answer(1, "wrong", "r", sure=3).made()

    assert made.sure == {3: (1, 2)}


def test_bodies_of_a_newer_tutor_are_passed_over() -> None:
    made = History().answer(0, "right", sure="very", misconception="first").made()
    made = History().add(0, "graded", question="q", due="soon").made()

    assert made.sure == {}
    assert made.lessons["a"].cards == {}


@pytest.fixture
def course() -> Course:
    entry = LessonEntry(
        "a", "unit", Path("a"), "A lesson with a rather long title 텐서", questions=("q", "r")
    )
    return Course("c", "C", Path(), (Unit.of("unit", "A unit", "", (entry,)),))


def page(course: Course, made: Statistics, width: int) -> str:
    console = Console(width=width, file=io.StringIO(), color_system=None)
    console.print(
        progress_page(
            made,
            course,
            Waiting(2, None),
            [Belief("backward replaces .grad", "A lesson", overcome=False)],
            now=START + 10 * DAY,
            today=date(2023, 11, 24),
            width=width,
            palette=DARK,
        )
    )
    file = console.file
    assert isinstance(file, io.StringIO)
    return file.getvalue()


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_the_page_keeps_to_its_width(course: Course, width: int, language: str) -> None:
    use(language)
    history = History().answer(0, "wrong", misconception=0, sure=2).answer(30, "right", sure=3)
    history.add(40, "graded", **body_of(graded(None, "good", START), "q", "good"))
    history.add(50, "predicted", experiment="e", agrees=False)

    text = page(course, history.made(), width)
    use("en")

    assert max(cell_len(line.rstrip()) for line in text.splitlines()) <= width
    assert "░" in text
    assert "1/2" in text


def test_the_page_says_what_was_met_and_how_well_it_is_known(course: Course) -> None:
    history = History().answer(0, "wrong", misconception=0, sure=2)
    history.add(40, "graded", **body_of(graded(None, "good", START), "q", "good"))

    text = page(course, history.made(), 100)

    assert "2 due for review." in text
    assert "Misconceptions met: 1, left behind: 0" in text
    assert "◆ backward replaces .grad" in text
    assert "fairly sure     0 of 1 right" in text
    assert "recall" in text


def test_an_empty_history_says_so(course: Course) -> None:
    assert "Nothing has been done yet" in page(course, History().made(), 80)


def test_what_happened_under_an_earlier_name_counts_for_the_lesson() -> None:
    history = History().answer(0, "wrong", lesson="before").answer(1, "right", lesson="now")

    made = statistics(history.events, UTC, named=lambda _: "now")

    assert list(made.lessons) == ["now"]
    assert (made.lessons["now"].answers, made.lessons["now"].questions) == (2, 1)
