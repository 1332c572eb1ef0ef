"""What is recognised is answered; only what is nearly right is asked back."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import FakeRunner, passes_value
from tutor.grade import grade
from tutor.grade.judge import spoken
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson

LESSON = """\
format: 1
id: names
title: Names
minutes: 1
goals: [Read them]
steps:
  - question: third
    ask: What is the weight of the third block called?
    kind: words
    literal: blocks.2.weight
    misconceptions:
      - believes: It is written as in Python.
        literal: blocks[2].weight
        say: In the name there are only dots.
"""


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    file = tmp_path / "names.yaml"
    file.write_text(LESSON)
    return load_lesson(file)


@pytest.mark.parametrize(
    ("typed", "kind", "believed"),
    [
        ("blocks[2].weight", "wrong", 0),
        ("blocks.2.weigth", "asked", None),
        ("blocks.3.weight", "wrong", None),
        ("blocks.2.weight", "right", None),
    ],
)
async def test_a_known_mistake_is_answered_before_a_near_miss_is_asked_back(
    lesson: Lesson, typed: str, kind: str, believed: int | None
) -> None:
    verdict = await grade(lesson, lesson.questions[0], 0, typed, FakeRunner(passes_value))

    assert (verdict.kind, verdict.misconception) == (kind, believed)


@pytest.mark.parametrize(
    ("key", "in_a_sentence"),
    [("9.", "9"), ("-12.", "-12"), ("0.5", "0.5"), ("[1., 2.]", "[1., 2.]"), ("w.", "w.")],
)
def test_a_whole_number_is_named_without_the_point_torch_writes(
    key: str, in_a_sentence: str
) -> None:
    assert spoken(key) == in_a_sentence


ORDERED = """\
format: 1
id: orders
title: Orders
minutes: 1
goals: [Put them in order]
steps:
  - question: nodes
    ask: In which order?
    kind: order
    literal: sum, mul
    misconceptions:
      - believes: They run forward.
        literal: mul, sum
        say: Backward begins at the end.
"""


@pytest.mark.parametrize(
    ("typed", "kind"), [("sum, mull", "asked"), ("mul, sum", "wrong"), ("sum, mul", "right")]
)
async def test_what_is_no_step_at_all_is_asked_back(tmp_path: Path, typed: str, kind: str) -> None:
    file = tmp_path / "orders.yaml"
    file.write_text(ORDERED)
    lesson = load_lesson(file)

    verdict = await grade(lesson, lesson.questions[0], 0, typed, FakeRunner(passes_value))

    assert verdict.kind == kind
