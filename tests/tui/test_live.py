"""The lab on real torch: turned fast, running long, flooding, stopped."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.runner.running import AT_REST
from tests.tui.conftest import press, seen
from tutor.lesson.course import load_course
from tutor.runner.pool import Pool
from tutor.store import Store
from tutor.tui.app import TutorApp
from tutor.tui.widgets.controls import Chip

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

COURSE = """\
format: 1
id: live
title: Live
units:
  - id: first
    title: First
    lessons: [live]
"""
LESSON = """\
format: 1
id: live
title: Live
minutes: 1
goals: [See it run]
steps:
  - experiment: passes
    title: Several passes
    controls:
      passes: {integer: 1, min: 1, max: 20}
    code: |
      import torch
      w = torch.tensor(1.0, requires_grad=True)
      for step in range(passes):
          (3 * w).backward()  #> w.grad
    show:
      - series: w.grad
  - experiment: long
    title: It takes long
    code: |
      import time
      losses = []
      while True:
          losses.append(1.0 / (len(losses) + 1))
          time.sleep(0.01)
    show:
      - series: losses
  - experiment: flood
    title: It floods
    code: |
      count = 0
      while True:
          count += 1  #> count
    show:
      - series: count
"""


class Shared:
    """A pool that outlives the apps which use it."""

    def __init__(self, pool: Pool) -> None:
        self.run = pool.run
        self.start = pool.start
        self.watch = pool.watch
        self._pool = pool

    @property
    def state(self) -> str:
        return self._pool.state

    @property
    def versions(self) -> object:
        return self._pool.versions

    async def close(self) -> None:
        pass


@asynccontextmanager
async def opened(tmp_path: Path, pool: Pool) -> AsyncIterator[Pilot[int]]:
    folder = tmp_path / "live"
    (folder / "first").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE)
    (folder / "first/live.yaml").write_text(LESSON)
    store = Store(tmp_path / "store")
    store.open()
    app = TutorApp(
        lambda: load_course(folder),
        store,
        lambda: Shared(pool),  # type: ignore[arg-type, return-value]
        lesson="live",
    )
    try:
        async with app.run_test(size=(110, 40)) as pilot:
            await until(pilot, lambda text: "fresh process" in text)
            yield pilot
    finally:
        store.close()


async def until(pilot: Pilot[int], holds: Callable[[str], bool]) -> str:
    """Wait until something can be seen, and return the screen; fails where it never can."""
    for _ in range(600):
        text = seen(pilot)
        if holds(text):
            return text
        await pilot.pause(0.05)
    raise AssertionError(seen(pilot))


def below(pid: int) -> set[int]:
    """Return all processes that `pid` started, and those they started."""
    found: set[int] = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text().split()):
            try:
                found |= {child} | below(child)
            except OSError:
                continue
    return found


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="counts processes in /proc")
async def test_ten_turns_in_a_row_end_with_the_last_value_and_no_process_more(
    tmp_path: Path, pool: Pool
) -> None:
    async with opened(tmp_path, pool) as pilot:
        pilot.app.screen.query_one(Chip).focus()
        assert pool.isolation is not None
        at_rest = AT_REST[pool.isolation.level]
        await until(pilot, lambda _: len(below(os.getpid())) == at_rest)
        await pilot.press(*["right"] * 10)
        await until(pilot, lambda text: "3. → 6. → … → 30. → 33." in text and "running" not in text)
        await until(pilot, lambda _: len(below(os.getpid())) == at_rest)
        text = seen(pilot)

    assert "‹ 11 ›" in text
    assert "10 │" in text


async def test_a_long_run_grows_on_screen_and_stays_when_it_is_stopped(
    tmp_path: Path, pool: Pool
) -> None:
    async with opened(tmp_path, pool) as pilot:
        await press(pilot, "n")
        early = await until(pilot, lambda text: "● losses  1. →" in text and "running" in text)
        later = await until(pilot, lambda text: "● losses  1. →" in text and text != early)
        await pilot.press("escape")
        stopped = await until(pilot, lambda text: "Stopped after" in text)

    assert "esc stops it" in later
    assert "● losses  1. →" in stopped


async def test_keys_are_answered_while_a_program_floods(tmp_path: Path, pool: Pool) -> None:
    async with opened(tmp_path, pool) as pilot:
        await press(pilot, "n", "n")
        await until(pilot, lambda text: "running" in text and "→ … →" in text)
        await pilot.press("question_mark")
        helped = await until(pilot, lambda text: "esc stops it" not in text or "Keys" in text)
        await pilot.press("escape", "escape")
        stopped = await until(pilot, lambda text: "Stopped after" in text)

    assert "Keys" in helped
    assert "● count  1. →" in stopped
