"""What the playground holds, without a screen: what is run, what is kept, what stands beside."""

from __future__ import annotations

import pytest

from tutor.playing.history import Played
from tutor.playing.start import Start, of_experiment
from tutor.records.job import Show
from tutor.records.messages import Call, Ended, Message, Raised, Shown
from tutor.records.views.series import Line, SeriesRecord
from tutor.tui.playground import QUICK, Playground
from tutor.tui.runs import Ran

LOSS, SERIES = Show("graph", "loss"), Show("series", "losses")


def record(value: float) -> SeriesRecord:
    return SeriesRecord((Line("losses", (value,)),))


def playground(source: str = "x = 1", *, history: tuple[Played, ...] = ()) -> Playground:
    return Playground(history, Start(source), clock=lambda: 5.0)


def ran(
    made: Playground,
    *messages: Message,
    ended: str = "finished",
    ms: float = 1.0,
    asked: bool = False,
) -> Ran:
    """Run the program as it stands; return the run, which has ended and is shown."""
    run = made.run_began(made.job(), asked=asked)
    for message in (*messages, Ended(ended, ms)):  # type: ignore[arg-type]
        run.add(message)
    made.run_shown(run)
    made.run_over(run)
    return run


def test_a_program_without_history_begins_with_one_that_teaches() -> None:
    made = Playground()

    assert "show(loss)" in made.source
    assert made.job().shows


def test_the_playground_is_left_off_where_it_was() -> None:
    last = Played("y = 2", views=(LOSS,), file="mine.py")

    made = Playground((Played("x = 1"), last))

    assert (made.source, made.views, made.file) == ("y = 2", (LOSS,), "mine.py")


def test_controls_of_an_experiment_are_lines_of_its_program() -> None:
    start = of_experiment("print(n)\n", {"n": 3, "how": "sum", "on": True}, (LOSS,), "Try")

    assert start.source == "n = 3\nhow = 'sum'\non = True\n\nprint(n)\n"
    assert of_experiment("x = 1\n", {}, (), "").source == "x = 1\n"


def test_what_is_kept_of_a_run_says_how_it_ended() -> None:
    made = playground()
    made.views = (LOSS,)
    run = made.run_began(made.job(), asked=True)
    run.add(Raised("ValueError", "no"))
    run.add(Ended("raised", 3.0))

    assert made.run_over(run) == Played(
        "x = 1", 5.0, "raised", "ValueError", 3.0, asked=True, begins=True, views=(LOSS,)
    )


def test_a_run_that_tells_nothing_new_is_not_kept_again() -> None:
    made = playground()
    ran(made)

    run = made.run_began(made.job(), asked=False)
    run.add(Ended("finished", 2.0))

    assert made.run_over(run) is None


def test_a_run_that_was_replaced_is_not_kept() -> None:
    made = playground()
    first = made.run_began(made.job(), asked=False)
    made.run_began(made.job(), asked=False)
    first.add(Ended("finished", 1.0))

    assert made.run_over(first) is None
    assert made.is_running


def test_going_back_keeps_what_was_typed_and_not_run() -> None:
    made = playground()
    ran(made)
    made.source = "x = 2"

    kept = made.set_aside()
    made.begin(Start("x = 1"))
    ran(made)

    assert kept is not None
    assert (kept.source, kept.ended) == ("x = 2", "")
    assert [each.source for each in made.history] == ["x = 2", "x = 1"]


def test_what_was_run_by_a_key_outlives_all_typing() -> None:
    made = playground()
    ran(made, asked=True)
    for number in range(9):
        made.source = f"x = {number} + 1"
        ran(made)

    assert [each.source for each in made.history] == ["x = 1", "x = 8 + 1"]


def test_reset_brings_back_what_was_begun_with_and_keeps_what_was_typed() -> None:
    made = playground()
    made.source = "x = 2"
    ran(made)
    made.set_aside()
    made.reset()
    ran(made)

    assert made.source == "x = 1"
    assert [each.source for each in made.history] == ["x = 2", "x = 1"]


def test_an_untouched_first_program_leaves_no_trace() -> None:
    assert Playground().set_aside() is None


@pytest.mark.parametrize(("ms", "by_itself"), [(5.0, True), (QUICK * 1000 + 1, False)])
def test_a_slow_program_waits_for_a_key(ms: float, by_itself: bool) -> None:
    made = playground()
    ran(made, ms=ms)
    made.source = "x = 2"

    assert made.runs_by_itself is by_itself
    assert bool(made.state().withheld) is not by_itself


def test_views_that_were_chosen_since_are_not_mixed_up_with_those_of_the_run() -> None:
    made = playground()
    made.views = (LOSS,)
    ran(made, Shown(0, record(1.0)))
    made.views = (SERIES, LOSS)

    assert made.state().show == (LOSS,)
    assert made.job().show == (SERIES, LOSS)


def test_a_pinned_run_stands_beside_the_same_view_wherever_that_is_now() -> None:
    made = playground()
    made.views = (LOSS, SERIES)
    call = Call(1, "series", "losses")
    ran(made, Shown(1, record(1.0)), Shown(2, record(7.0), call))
    made.pin()
    made.views = (SERIES,)
    ran(made, Shown(0, record(2.0)))

    pinned = made.state().pinned
    assert pinned is not None
    assert [m.index for m in pinned.messages if isinstance(m, Shown) and m.at is None] == [0]
    assert all(m.index > 100 for m in pinned.messages if isinstance(m, Shown) and m.at is not None)
    made.pin()
    assert made.state().pinned is None


def test_a_file_is_behind_until_it_is_saved() -> None:
    made = Playground((), Start("x = 1", file="mine.py"))
    fresh = made.is_changed
    made.source = "x = 2"
    typed = made.is_changed
    made.file_is("mine.py")

    assert (fresh, typed, made.is_changed) == (False, True, False)


def test_a_new_file_is_not_saved_yet() -> None:
    assert Playground((), Start("x = 1", file="new.py", is_saved=False)).is_changed
