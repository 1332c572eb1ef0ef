"""Programs in plain mode: typed line by line, and run where a question is about one."""

from __future__ import annotations

import io
from pathlib import Path

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


async def test_an_empty_line_belongs_to_the_program_and_two_end_it(tmp_path: Path) -> None:
    file = tmp_path / "classes.yaml"
    file.write_text(LESSON)
    store, left = MemoryStore(), [*PROGRAM, "", "", "quit"]

    async def read_line(_: str) -> str | None:
        return left.pop(0) if left else None

    runner = FakeRunner(lambda *_: Plain(1))
    session = Session(load_lesson(file), (), record=store.record, runner=runner)
    told = io.StringIO()
    await LessonTalk(session, Console(file=told), read_line).run()

    (program,) = (each for job in runner.jobs for each in job.others if each.name == "typed")
    assert program.source == "\n".join(PROGRAM)
    assert "two empty lines" in told.getvalue()


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


async def test_the_program_of_a_question_runs_when_asked_where_it_leaves_something(
    tmp_path: Path,
) -> None:
    file = tmp_path / "sums.yaml"
    file.write_text(ABOUT_A_PROGRAM)
    store, left = MemoryStore(), ["run", "pin", "3", "next", "run", "quit"]

    async def read_line(_: str) -> str | None:
        return left.pop(0) if left else None

    runner = FakeRunner(lambda *_: Plain(3.0))
    session = Session(load_lesson(file), (), record=store.record, runner=runner)
    told = io.StringIO()
    await LessonTalk(session, Console(file=told), read_line).run()
    first, second = told.getvalue().split("What is y?")

    shown = [each for each in runner.jobs if not each.main.evaluate and not each.others]
    assert [each.main.source for each in shown] == ["x = 1 + 2  #> x\n"]
    assert "`run` runs this program." in first
    assert "`run` runs this program." not in second
    assert "This run is kept" in first
