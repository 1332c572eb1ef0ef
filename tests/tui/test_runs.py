"""What a run sent is kept within bounds, and tells the same."""

from __future__ import annotations

from tutor.records.job import Job, Program
from tutor.records.messages import Ended, LiveValue, Output, Raised, Shown, Warned
from tutor.records.values import Plain
from tutor.tui.pace import TICK, Pace
from tutor.tui.runs import MOST_WARNINGS, Ran, Transcript


def live(number: int, line: int = 1) -> LiveValue:
    return LiveValue(line, "x", Plain(number))


def test_first_and_last_values_of_a_line_are_kept() -> None:
    transcript = Transcript()
    for number in range(10_000):
        transcript.add(live(number))

    values = [m.value.value for m in transcript.messages if isinstance(m, LiveValue)]  # type: ignore[union-attr]
    assert values == [0, 1, 2, 3, 4, 5, 9997, 9998, 9999]


def test_printed_text_of_one_stream_is_one_message() -> None:
    transcript = Transcript()
    for number in range(3):
        transcript.add(Output("stdout", f"{number}\n"))
    transcript.add(Output("stderr", "!"))
    transcript.add(Output("stdout", "4"))

    assert transcript.messages == (
        Output("stdout", "0\n1\n2\n"),
        Output("stderr", "!"),
        Output("stdout", "4"),
    )


def test_printed_text_is_still_one_after_it_was_looked_at() -> None:
    transcript = Transcript()
    for text in ("a", "b", "c"):
        transcript.add(Output("stdout", text))
        assert len(transcript.messages) == 1

    assert transcript.messages == (Output("stdout", "abc"),)


def test_a_view_is_replaced_by_its_newer_record() -> None:
    transcript = Transcript()
    transcript.add(Shown(0, "old"))
    transcript.add(Raised("ValueError", "x"))
    transcript.add(Shown(0, "new"))

    assert transcript.messages == (Shown(0, "new"), Raised("ValueError", "x"))


def test_only_the_first_warnings_are_kept() -> None:
    transcript = Transcript()
    for number in range(1000):
        transcript.add(Warned("UserWarning", str(number), None))

    assert len(transcript.messages) == MOST_WARNINGS


def test_a_run_that_ended_took_the_time_it_says() -> None:
    ran = Ran(Job(Program("main", "")))
    ran.add(Ended("finished", 1500.0))

    assert ran.elapsed == 1.5


def test_pictures_that_take_long_are_drawn_less_often() -> None:
    pace = Pace()
    quick = pace.pause
    pace.drawn(0.1)

    assert quick == TICK
    assert pace.pause > 0.15
