"""A record that does not fit together is a sentence; it neither ends the tutor nor keeps it busy."""

from __future__ import annotations

import pytest

from tests.views.test_views import drawn
from tutor.language import say
from tutor.records.messages import Frame, Raised
from tutor.records.values import Plain, TensorValue
from tutor.records.views.graph import Graph, GraphNode, GraphRecord
from tutor.records.views.loading import LoaderPass, LoadingRecord
from tutor.records.views.memory import MemoryRecord, Storage, Strided
from tutor.records.views.modules import ModuleRow, ModulesRecord
from tutor.views import draw, guarded, view
from tutor.views.memory import letter
from tutor.views.values import value_text

REFUSAL = guarded.refusal
HUGE = 2**40


@pytest.fixture
def shown_to_learners(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "refusal", REFUSAL)


@pytest.mark.parametrize(
    "record",
    [
        GraphRecord("y", (Graph((GraphNode("AddBackward0", (7,)),)),)),
        GraphRecord("y", reason="of no kind"),
        Plain(1),
    ],
    ids=["a node that is not there", "a reason nobody knows", "no view"],
)
def test_what_does_not_fit_together_is_a_sentence(record: object, shown_to_learners: None) -> None:
    assert drawn(view(record, width=80)).strip() == say("views.not_drawn")


def test_who_proves_lessons_is_told_what_it_raises() -> None:
    with pytest.raises(TypeError, match="no view draws a Plain"):
        draw(Plain(1), width=80)


@pytest.mark.parametrize(
    "record",
    [
        LoadingRecord((LoaderPass("loader", 0, 1, HUGE, 0.0, 1.0, 9.0, True),)),
        ModulesRecord("net", (ModuleRow(HUGE, "net", "Linear", "x"),)),
        MemoryRecord(
            (Strided("x", (2,), "int8", stride=(1,), storage=0, cells=((0,), (1,))),),
            (Storage(HUGE, 1, (1, 2)),),
        ),
        Raised("SyntaxError", "x", (Frame(1, "<module>", "x = ("),), (), HUGE),
    ],
    ids=["workers", "levels", "cells", "column"],
)
def test_a_number_that_is_too_large_is_drawn_at_once(record: object) -> None:
    assert len(drawn(view(record, width=80))) < 20_000


def test_the_name_of_any_storage_is_a_letter() -> None:
    assert [letter(number) for number in (0, 25, 26, 64)] == ["A", "Z", "A1", "M2"]


def test_rows_that_are_not_there_are_not_written() -> None:
    assert len(value_text(TensorValue((HUGE, 1), "float32", (1.0,)))) < 200
