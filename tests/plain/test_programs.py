"""Programs in plain mode: typed line by line, and run where a question is about one."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import yaml
from rich.console import Console

from tests.fakes import FakeRunner, MemoryStore
from tutor.lesson.load import load_lesson
from tutor.plain.steps import LessonTalk
from tutor.records.values import Plain
from tutor.session import Session

LESSON = """\
format: 1
id: classes
title: Classes
minutes: 1
goals: [Write one]
steps:
  - question: count
    ask: Write `Count`.
    kind: code
    answer: |
      class Count: pass
    tests: [Count()]
"""
PROGRAM = ("class Count:", "    n = 0", "", "    def up(self):", "        self.n += 1")
ABOUT_A_PROGRAM = """\
format: 1
id: sums
title: Sums
minutes: 1
goals: [Add]
steps:
  - question: total
    ask: What is `x`?
    kind: number
    code: |
      x = 1 + 2  #> x
    answer: x
  - question: nothing-to-see
    ask: What is `y`?
    kind: number
    code: |
      y = 1 + 2
    answer: y
"""


async def talked(text: str, typed: Sequence[str], folder: Path) -> tuple[str, FakeRunner]:
    """Return what is told while the lines are typed at a lesson, and the runner it used."""
    lesson = load_lesson(written(folder, text))
    runner, left, told = FakeRunner(lambda *_: Plain(3.0)), list(typed), io.StringIO()

    async def read_line(_: str) -> str | None:
        return left.pop(0) if left else None

    session = Session(lesson, (), record=MemoryStore().record, runner=runner)
    await LessonTalk(session, Console(file=told), read_line).run()
    return told.getvalue(), runner


def written(folder: Path, text: str) -> Path:
    file = folder / f"{yaml.safe_load(text)['id']}.yaml"
    file.write_text(text)
    return file


async def test_an_empty_line_belongs_to_the_program_and_two_end_it(tmp_path: Path) -> None:
    told, runner = await talked(LESSON, (*PROGRAM, "", "", "quit"), tmp_path)

    (program,) = (each for job in runner.jobs for each in job.others if each.name == "typed")
    assert program.source == "\n".join(PROGRAM)
    assert "two empty lines" in told


async def test_the_program_of_a_question_runs_when_asked_where_it_leaves_something(
    tmp_path: Path,
) -> None:
    told, runner = await talked(
        ABOUT_A_PROGRAM, ("run", "pin", "3", "next", "run", "quit"), tmp_path
    )
    first, second = told.split("What is y?")

    shown = [each for each in runner.jobs if not each.main.evaluate and not each.others]
    assert [each.main.source for each in shown] == ["x = 1 + 2  #> x\n"]
    assert "`run` runs this program." in first
    assert "`run` runs this program." not in second
    assert "This run is kept" in first
