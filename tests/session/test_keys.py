"""Keys are remembered, and only those of runs that came to their own end."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.fakes import FakeRun, FakeRunner, passes_value
from tutor.grade import Posed, pose
from tutor.lesson.load import load_lesson
from tutor.lesson.template import lesson_text
from tutor.records.job import Job
from tutor.session.keys import KnownKeys


class CutShort(FakeRunner):
    """Reaches the time limit after all has been evaluated."""

    def run(self, job: Job) -> FakeRun:
        run = super().run(job)
        run._ended = replace(run._ended, kind="timed-out")
        return run


@pytest.fixture
def posed(tmp_path: Path) -> Posed:
    file = tmp_path / "passes.yaml"
    file.write_text(lesson_text("passes"))
    lesson = load_lesson(file)
    return pose(lesson, lesson.questions[0], 1)


@pytest.mark.parametrize(("kind", "runs"), [(FakeRunner, 1), (CutShort, 2)])
async def test_what_was_cut_short_is_run_again(
    posed: Posed, kind: type[FakeRunner], runs: int
) -> None:
    runner = kind(passes_value)
    keys = KnownKeys(runner)

    for _ in range(2):
        await keys.find(posed, "9")

    assert len(runner.jobs) == runs
