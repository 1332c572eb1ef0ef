"""Programs typed line by line in plain mode."""

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
