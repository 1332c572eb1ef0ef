"""Looking at runs in plain mode: pinned, stepped through and read by words typed."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tests.views.test_graph_view import RECORD
from tutor.jobs import Outcome
from tutor.plain.looking import Looking
from tutor.records.job import Job, Program, Show
from tutor.records.messages import Ended, LiveValue, Message, Raised, Shown
from tutor.records.values import Plain
from tutor.records.views.series import Line, SeriesRecord

SOURCE = "for step in range(3):\n    grad = step  #> grad\n"
SHOW = (Show("series", "grad"), Show("graph", "loss"))


def series(*values: float, every: int = 1) -> Shown:
    return Shown(0, SeriesRecord((Line("grad", values),), every))


class Talk:
    """What is printed about the runs of one experiment."""

    def __init__(self) -> None:
        self._file = io.StringIO()
        made = Console(file=self._file, width=80, color_system=None, markup=False)
        self.looking = Looking(made)

    def run(self, *messages: Message, source: str = SOURCE, clear: bool = False) -> str:
        job = Job(Program("main", source, (("clear", clear),)), show=SHOW)
        self.looking.show("x", job, Outcome(messages, Ended("finished", 1.0)))
        return self.printed()

    def say(self, line: str) -> str:
        assert self.looking.act("x", line)
        return self.printed()

    def printed(self) -> str:
        text = self._file.getvalue()
        self._file.seek(0)
        self._file.truncate()
        return "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")


@pytest.fixture
def talk() -> Talk:
    return Talk()


def test_what_differs_from_the_pinned_run_is_said_in_words(talk: Talk) -> None:
    talk.run(LiveValue(2, "grad", Plain(3.0)), series(3.0, 6.0), Shown(1, RECORD))
    talk.say("pin")

    text = talk.run(LiveValue(2, "grad", Plain(4.0)), series(3.0, 7.0), clear=True)

    assert "now clear = on, pinned clear = off" in text
    assert "line 2, grad: now 4.0, pinned 3.0" in text
    assert "grad: ≠ 1 of 2 steps differ from the pinned run, the first at step 1." in text


def test_pictures_of_two_runs_stand_one_above_the_other(talk: Talk) -> None:
    talk.run(Shown(1, RECORD))
    talk.say("pin")

    text = talk.run(Shown(1, type(RECORD)(RECORD.of, RECORD.graphs, RECORD.passes[:1])))

    assert "graph of loss: not as in the pinned run" in text
    assert not any("now" in line and "pinned" in line for line in text.split("\n"))


def test_a_run_like_the_pinned_one_says_so(talk: Talk) -> None:
    talk.run(series(3.0))
    talk.say("pin")

    assert "Nothing differs from the pinned run." in talk.run(series(3.0))


def test_an_edited_line_and_an_exception_are_differences(talk: Talk) -> None:
    talk.run(series(3.0))
    talk.say("pin")

    text = talk.run(Raised("ValueError", "no"), source=SOURCE.replace("grad = step", "grad = 1"))

    assert "a line of the pinned program: grad = step #> grad" in text
    assert "a line of the program now: grad = 1 #> grad" in text
    assert "now ValueError, pinned –" in text


def test_long_values_differ_where_they_first_do(talk: Talk) -> None:
    talk.run(*(LiveValue(2, "grad", Plain(float(n))) for n in range(9)))
    talk.say("pin")

    text = talk.run(*(LiveValue(2, "grad", Plain(-1.0 if n == 4 else float(n))) for n in range(9)))

    assert "line 2, grad: time 5: now -1.0, pinned 4.0" in text


def test_a_second_pin_lets_the_run_go(talk: Talk) -> None:
    talk.run(series(3.0))
    talk.say("pin")
    talk.say("pin")

    assert "pinned run" not in talk.run(series(4.0))


def test_backward_is_stepped_through_forwards_and_back(talk: Talk) -> None:
    talk.run(Shown(1, RECORD))

    said = [talk.say(line).split("\n")[0] for line in ("step", "step", "step 5", "step back")]

    assert said == [
        "pass 1 of 2 · step 0 of 6",
        "pass 1 of 2 · step 1 of 6",
        "pass 1 of 2 · step 5 of 6",
        "pass 1 of 2 · step 4 of 6",
    ]


def test_a_step_of_another_pass_is_asked_for_by_both_numbers(talk: Talk) -> None:
    talk.run(Shown(1, RECORD))

    text = talk.say("step 2.4")

    assert text.startswith("pass 2 of 2 · step 4 of 6")
    assert "b.grad 6. → 12." in text
    assert talk.say("step 3").startswith("pass 2 of 2 · step 3 of 6")
    assert talk.say("step end").startswith("after the run · 2 backward passes, 12 steps")


@pytest.mark.parametrize("where", ["7", "3.1", "-1", "x", "1.x", "x.1", "0.1", "9" * 30])
def test_there_is_no_other_step(where: str, talk: Talk) -> None:
    talk.run(Shown(1, RECORD))

    assert talk.say(f"step {where}") == f"There is no step {where}."


def test_nothing_can_be_clicked_line_by_line(talk: Talk) -> None:
    talk.run(Shown(1, RECORD))

    assert "‹" not in talk.say("step")


def test_values_of_a_series_are_read_step_by_step(talk: Talk) -> None:
    talk.run(series(3.0, 6.0, 9.0))

    said = [talk.say(line) for line in ("read", "read", "read back", "read 2", "read", "read 3")]

    assert said == [
        "● grad  step 0: 3.",
        "● grad  step 1: 6.",
        "● grad  step 0: 3.",
        "● grad  step 2: 9.",
        "There are no more steps.",
        "There is no step 3.",
    ]


def test_a_thinned_series_is_read_by_its_own_steps(talk: Talk) -> None:
    talk.run(series(3.0, 6.0, 9.0, every=4))

    assert [talk.say("read 8"), talk.say("read back")] == [
        "● grad  step 8: 9.",
        "● grad  step 4: 6.",
    ]


@pytest.mark.parametrize("line", ["pin", "step", "read"])
def test_before_a_run_there_is_nothing_to_look_at(line: str, talk: Talk) -> None:
    assert talk.say(line) == "Nothing has run yet."


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("step", "Nothing in this run went backward."),
        ("read", "This run has no series to read."),
    ],
)
def test_what_a_run_has_not_is_said(line: str, said: str, talk: Talk) -> None:
    talk.run(LiveValue(2, "grad", Plain(3.0)))

    assert talk.say(line) == said


def test_words_are_explained_once_and_only_where_they_help(talk: Talk) -> None:
    first, second = talk.run(series(3.0)), talk.run(series(3.0))

    assert "`read`" in first
    assert "`step`" not in first
    assert "`read`" not in second


def test_other_lines_are_left_to_others(talk: Talk) -> None:
    assert not talk.looking.act("x", "stepping = 3")
