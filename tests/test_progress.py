"""Progress is the fold of what was stored, whatever was stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.progress import LessonProgress, fold


@dataclass(frozen=True)
class Stored:
    kind: str
    body: Mapping[str, object] = field(default_factory=dict)


def attempt(verdict: str, question: str = "q") -> Stored:
    body = {"question": question, "seed": 1, "typed": "9", "reading": "9", "verdict": verdict}
    return Stored("attempt", body)


def drawn(seed: int) -> Stored:
    return Stored("drawn", {"question": "q", "seed": seed})


def first(*events: Stored) -> str:
    return fold(events).question("q").first


def test_nothing_stored_is_a_new_lesson() -> None:
    assert fold(()) == LessonProgress()


def test_the_last_visit_is_where_the_learner_stands() -> None:
    progress = fold((Stored("visited", {"step": 2}), Stored("visited", {"step": 5})))

    assert progress.step == 5


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ((attempt("right"),), "at once"),
        ((attempt("wrong"), attempt("right")), "in the end"),
        ((Stored("hint", {"question": "q", "shown": 1}), attempt("right")), "hints"),
        ((attempt("wrong"), Stored("revealed", {"question": "q"})), "revealed"),
        ((Stored("revealed", {"question": "q"}), attempt("right")), "revealed"),
        ((attempt("wrong"),), ""),
        ((attempt("wrong"), drawn(7), attempt("right")), "in the end"),
        ((attempt("wrong"), drawn(7), drawn(8), attempt("right")), "in the end"),
        ((Stored("hint", {"question": "q", "shown": 1}), drawn(7), attempt("right")), "hints"),
        ((drawn(7), drawn(8), attempt("right")), "at once"),
    ],
)
def test_how_a_question_went_the_first_time(events: tuple[Stored, ...], expected: str) -> None:
    assert first(*events) == expected


def test_new_numbers_open_the_question_and_keep_how_it_went_first() -> None:
    progress = fold((attempt("right"), Stored("drawn", {"question": "q", "seed": 7})))

    question = progress.question("q")

    assert (question.seed, question.ended, question.tried, question.first) == (7, "", 0, "at once")


def test_a_moved_control_and_an_edited_program_are_kept() -> None:
    progress = fold(
        (
            Stored("set", {"experiment": "e", "name": "lr", "value": 0.5}),
            Stored("edited", {"experiment": "e", "source": "x = 1"}),
        )
    )

    made = progress.experiment("e")

    assert (dict(made.settings), made.source) == ({"lr": 0.5}, "x = 1")


def test_a_program_put_back_is_not_edited() -> None:
    edited = Stored("edited", {"experiment": "e", "source": "x = 1"})

    progress = fold((edited, Stored("edited", {"experiment": "e", "source": None})))

    assert progress.experiment("e").source is None


kinds = st.sampled_from(
    ["visited", "drawn", "attempt", "hint", "revealed", "predicted", "set", "edited", "newer"]
)
junk = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.lists(st.integers())
names = st.sampled_from(["question", "experiment", "step", "seed", "shown", "value", "source"])


@given(st.lists(st.builds(Stored, kinds, st.dictionaries(names, junk))))
def test_damaged_events_never_stop_a_lesson_from_opening(events: list[Stored]) -> None:
    assert isinstance(fold(events), LessonProgress)
