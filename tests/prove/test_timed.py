"""What must be alike in two runs of one experiment, and what need not be."""

from __future__ import annotations

import pytest

from tutor.jobs import Outcome
from tutor.lesson.model import Experiment
from tutor.prove.experiments import _comparable
from tutor.records.messages import Ended, Message, Output, Shown
from tutor.records.views.loading import LoaderPass, LoadingRecord
from tutor.records.views.series import Line, SeriesRecord

EXPERIMENT = Experiment.model_validate(
    {
        "experiment": "load",
        "title": "Load",
        "code": "losses = []",
        "show": [{"loading": ""}, {"series": "losses"}],
    }
)


def ran(milliseconds: float, loss: float, *printed: str) -> Outcome:
    one_pass = LoaderPass("loader", 0, 0, 0, 0.0, 0.0, milliseconds, True)
    messages: tuple[Message, ...] = (
        *(Output("stdout", piece) for piece in printed),
        Shown(0, LoadingRecord((one_pass,))),
        Shown(1, SeriesRecord((Line("losses", (loss,)),))),
    )
    return Outcome(messages, Ended("finished", 1.0))


def test_times_may_differ_from_run_to_run() -> None:
    first, second = ran(10.0, 1.0, "done"), ran(20.0, 1.0, "done")

    assert _comparable(first, EXPERIMENT) == _comparable(second, EXPERIMENT)


def test_a_text_may_arrive_in_pieces() -> None:
    first, second = ran(10.0, 1.0, "one\ntwo\n"), ran(10.0, 1.0, "one\n", "two\n")

    assert _comparable(first, EXPERIMENT) == _comparable(second, EXPERIMENT)


@pytest.mark.parametrize("second", [ran(10.0, 2.0, "done"), ran(10.0, 1.0, "gone")])
def test_nothing_else_may(second: Outcome) -> None:
    assert _comparable(ran(10.0, 1.0, "done"), EXPERIMENT) != _comparable(second, EXPERIMENT)
