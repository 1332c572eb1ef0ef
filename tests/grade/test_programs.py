"""Typed expressions and programs, run by torch: any equivalent one is right, no other is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.grade import grade
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson
from tutor.runner.pool import Pool

pytestmark = pytest.mark.torch
async_in_session = pytest.mark.asyncio(loop_scope="session")

LESSON = """\
format: 1
id: typed
title: Typed programs
minutes: 1
goals: [Write them]
steps:
  - question: expression
    ask: The sum of the squares of x.
    kind: expression
    code: |
      import torch
      x = torch.tensor([1.0, 2.0, 3.0])
    answer: (x * x).sum()
  - question: code
    ask: Write `square(x)`.
    kind: code
    code: import torch
    starter: |
      def square(x):
          ...
    answer: |
      def square(x):
          return x * x
    tests:
      - square(3)
      - square(-2)
      - square(torch.tensor([1.0, 2.0]))
"""

SUMS = """
(x * x).sum()|(x ** 2).sum()|x.pow(2).sum()|torch.sum(x * x)|torch.sum(x ** 2)|x.square().sum()|x @ x|x.dot(x)
torch.dot(x, x)|(x * x).sum(0)|(x * x).sum(dim=0)|sum(x * x)|sum(x ** 2)|sum(v * v for v in x)|x.matmul(x)|x.inner(x)
torch.inner(x, x)|torch.matmul(x, x)|torch.einsum('i,i->', x, x)|(x * x).mean() * 3|x.norm() ** 2|torch.tensor(14.0)
(x * x).sum() + 0|x[0] ** 2 + x[1] ** 2 + x[2] ** 2|torch.vdot(x, x)|torch.square(x).sum()|x.mul(x).sum()
`(x * x).sum()`|>>> (x * x).sum()|(x*x)  .  sum()|torch.linalg.vector_norm(x).square()|x.pow(2).cumsum(0)[-1]
"""
NO_SUMS = """
x.sum()|(x * x)|x ** 2|x.sum() ** 2|(x * x).mean()|(x * x).prod()|x.norm()|(x * x).sum().item()|14|14.0|[14.0]|(x + x).sum()
(x * x).sum(keepdim=True)|(x * x).sum()[None]|(x * x).sum().double()|(x * x).sum().int()|-(x * x).sum()|(x ** 3).sum()
(x * x).max()|(x * x).min()|y|x.y|x @|None|True|'14'|(x * x).sum() * 2|(x * x).sum() / 2|(x * x).sum() + 1|x = 3|import os
x.abs().sum()|(x[1:] * x[1:]).sum()|1/0|torch.tensor(14)
"""
SQUARES = """
x * x|x ** 2|x*x|(x) * (x)|pow(x, 2)|x ** 2 + 0|x * x * 1|-x * -x|(-x) ** 2|(x + 1) ** 2 - 2 * x - 1|x * x / 1 * 1 if False else x * x
+x * x|(x ** 2)|(x * x)|1 * x * x|x * 1 * x|0 + x * x|x * x - 0|abs(x) * abs(x)|abs(x) ** 2|abs(x * x)|(x - 1) * (x + 1) + 1
x * (x + 0)|(lambda v: v * v)(x)|[x * x][0]|(x * x, 0)[0]|x.__mul__(x)|x.__pow__(2)|2 * x * x - x * x|x * x if True else x
x ** (1 + 1)|x * x + x - x
"""
NO_SQUARES = """
x|2 * x|x + x|x ** 3|x * 3|-x * x|x * x + 1|x * x - 1|abs(x)|0|9|None|x * x * x|x ** 0.5|x // 1|x % 2|x * abs(x)|[x * x]|(x * x,)
str(x * x)|x == x|y * y|x.missing|1 / 0|x(x)|x ** 2 if x is 3 else x|x * x > 0|4|x / x|square|x ** x|x * 2 + 1|len(x)
"""


def split(table: str) -> list[str]:
    return [each.strip() for each in table.replace("\n", "|").split("|") if each.strip()]


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    file = tmp_path / "typed.yaml"
    file.write_text(LESSON)
    return load_lesson(file)


def program(expression: str) -> str:
    return f"def square(x):\n    return {expression}"


@async_in_session
@pytest.mark.parametrize(
    ("name", "typed"),
    [("expression", each) for each in split(SUMS)]
    + [("code", program(each)) for each in split(SQUARES)],
)
async def test_an_equivalent_program_is_right(
    lesson: Lesson, pool: Pool, name: str, typed: str
) -> None:
    question = lesson.question(name)
    assert question is not None

    assert (await grade(lesson, question, 0, typed, pool)).kind == "right"


@async_in_session
@pytest.mark.parametrize(
    ("name", "typed"),
    [("expression", each) for each in split(NO_SUMS)]
    + [("code", program(each)) for each in split(NO_SQUARES)],
)
async def test_another_program_is_not(lesson: Lesson, pool: Pool, name: str, typed: str) -> None:
    question = lesson.question(name)
    assert question is not None

    assert (await grade(lesson, question, 0, typed, pool)).kind != "right"


@async_in_session
@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("x + x", "square(3) should give 9; yours gives 6."),
        (
            "x * x if isinstance(x, int) else x",
            "square(torch.tensor([1.0, 2.0])) should give tensor([1., 4.]); "
            "yours gives tensor([1., 2.]).",
        ),
        (
            "x.squared()",
            "square(3) raised AttributeError: 'int' object has no attribute 'squared' "
            "(at `return x.squared()`)",
        ),
    ],
)
async def test_a_failing_case_shows_values_and_never_the_solution(
    lesson: Lesson, pool: Pool, expression: str, said: str
) -> None:
    question = lesson.question("code")
    assert question is not None

    assert (await grade(lesson, question, 0, program(expression), pool)).reply == said


@pytest.mark.parametrize("table", [SUMS, NO_SUMS, SQUARES, NO_SQUARES])
def test_every_table_has_thirty(table: str) -> None:
    assert len(set(split(table))) >= 30


@async_in_session
async def test_right_numbers_in_another_precision_are_asked_back(
    lesson: Lesson, pool: Pool
) -> None:
    question = lesson.questions[0]

    verdict = await grade(lesson, question, 0, "(x * x).sum().double()", pool)

    assert (verdict.kind, verdict.reply) == (
        "asked",
        "The numbers are right; the dtype is not float64.",
    )


@async_in_session
async def test_results_that_look_alike_are_told_apart(lesson: Lesson, pool: Pool) -> None:
    typed = "def square(x):\n    return (x * x).double() if hasattr(x, 'double') else x * x"

    verdict = await grade(lesson, lesson.questions[1], 0, typed, pool)

    assert verdict.kind == "wrong"
    assert verdict.reply.endswith("The numbers are right; the dtype is not float64.")
