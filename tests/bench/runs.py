"""Fresh runs, grading and proving on the warm pool."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.paint import TUTOR
from tutor.grade import grade
from tutor.jobs import outcome
from tutor.lesson.load import load_lesson
from tutor.paths import shipped
from tutor.records.job import Job, Program
from tutor.runner.pool import Pool

PAUSE = 0.06
"""Seconds between two runs: a learner's keys do not come faster, and the next spare is made in it."""


async def warm_pool(spares: int = 1) -> Pool:
    """Return a pool whose spares hold the whole warm list."""
    pool = Pool(spares=spares)
    await pool.start()
    await outcome(pool.run(Job(Program("main", "import torch"))))
    await asyncio.sleep(3)
    return pool


async def fresh(source: str, *, count: int = 200) -> list[float]:
    """Return ms from asking for a run to its last message."""
    pool = await warm_pool()
    times = []
    try:
        for _ in range(count):
            began = time.perf_counter()
            done = await outcome(pool.run(Job(Program("main", source))))
            times.append((time.perf_counter() - began) * 1000)
            assert done.ended.kind == "finished"
            await asyncio.sleep(PAUSE)
    finally:
        await pool.close()
    return times[10:]


async def graded(*, count: int = 40) -> list[float]:
    """Return ms of grading one typed answer, key and misconceptions run anew each time."""
    lesson = load_lesson(shipped("lessons") / "autograd/zero-grad-effects.yaml")
    question = lesson.questions[0]
    pool = await warm_pool()
    times = []
    try:
        for _ in range(count):
            began = time.perf_counter()
            verdict = await grade(lesson, question, 0, "12", pool)
            times.append((time.perf_counter() - began) * 1000)
            assert verdict.kind == "right"
            await asyncio.sleep(PAUSE)
    finally:
        await pool.close()
    return times[5:]


def proved(*files: Path) -> float:
    """Return ms of `tutor check` over lessons, from its start to its end."""
    began = time.perf_counter()
    command = [sys.executable, *TUTOR, "check", *map(str, files)]
    subprocess.run(command, capture_output=True, check=True)
    return (time.perf_counter() - began) * 1000
