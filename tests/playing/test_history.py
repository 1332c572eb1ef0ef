"""The history of the playground: programs, not pauses; bounded; whatever the store holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.playing.history import MOST_KEPT, Played, added, body_of, history_of
from tutor.records.job import Show
from tutor.store import Event

A, B, C = Played("a = 1"), Played("b = 1"), Played("c = 1")


def asked(played: Played) -> Played:
    return replace(played, asked=True)


def begins(played: Played) -> Played:
    return replace(played, begins=True)


def event(body: dict[str, object], at: float = 1.0) -> Event:
    return Event(1, "x", at, "s", "played", "", body)


CASES = {
    "of runs by themselves the newest stays": ((A, B, C), "c"),
    "a run that was asked for stays": ((A, asked(B), C), "bc"),
    "the same program again is one": ((A, asked(A), A, B), "ab"),
    "another program leaves the one before": ((A, begins(B), C), "ac"),
    "back to an earlier one leaves both": ((asked(A), B, begins(A)), "aba"),
    "going back twice": ((asked(A), begins(B), begins(A), begins(B)), "abab"),
}


@pytest.mark.parametrize("name", CASES)
def test_what_stays(name: str) -> None:
    runs, left = CASES[name]
    history: tuple[Played, ...] = ()
    for run in runs:
        history = added(history, run)

    assert "".join(each.source[0] for each in history) == left


def test_how_the_last_run_of_a_program_ended_is_told() -> None:
    history = added(added((), replace(asked(A), ended="finished")), replace(A, ended="raised"))

    assert [(each.ended, each.asked) for each in history] == [("raised", True)]


def test_the_history_is_bounded() -> None:
    history: tuple[Played, ...] = ()
    for number in range(3 * MOST_KEPT):
        history = added(history, asked(Played(f"x = {number}")))

    assert len(history) == MOST_KEPT
    assert history[-1].source == f"x = {3 * MOST_KEPT - 1}"


def test_a_run_comes_back_from_the_store_as_it_was() -> None:
    played = Played(
        "show(1)\n", 7.0, "raised", "ValueError", 1.5, True, True,
        (Show("padding", "x", (("value", "0"),)), Show("timeline", "")), "mine.py",
    )  # fmt: skip

    assert history_of([event(body_of(played), at=7.0)]) == (played,)


@given(st.lists(st.dictionaries(st.sampled_from(["source", "views", "ended", "elapsed_ms"]),
    st.none() | st.integers() | st.text() | st.lists(st.lists(st.text(max_size=3))))))  # fmt: skip
def test_whatever_the_store_holds_makes_a_history(bodies: list[dict[str, object]]) -> None:
    assert len(history_of(map(event, bodies))) <= len(bodies)
