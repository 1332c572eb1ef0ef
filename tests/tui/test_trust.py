"""A course of somebody else in the app, where its programs cannot be shut in."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot

from tests.fakes import FakeRunner, passes_value
from tests.tui.conftest import events, press, seen, settled
from tutor.language import say, use
from tutor.lesson.course import load_course
from tutor.records.isolation import SAFE, Isolation
from tutor.store import Store
from tutor.trust import Trust
from tutor.tui.app import TutorApp


def runner_at(level: str) -> FakeRunner:
    runner = FakeRunner(passes_value)
    runner.isolation = Isolation(level, "Operation not permitted")  # type: ignore[arg-type]
    runner.needs = SAFE
    return runner


@asynccontextmanager
async def opened(
    folder: Path, home: Path, runner: FakeRunner, size: tuple[int, int] = (120, 36)
) -> AsyncIterator[Pilot[int]]:
    store = Store(home)
    store.open()
    app = TutorApp(
        lambda: load_course(folder),
        store,
        lambda: runner,
        lesson="passes",
        trust=Trust(folder, store),
    )
    try:
        async with app.run_test(size=size) as pilot:
            await settled(pilot)
            await pilot.pause(0.1)
            yield pilot
    finally:
        store.close()


async def run_experiment(pilot: Pilot[int]) -> str:
    """Go to the experiment, leave its guess and run it; return the screen."""
    await press(pilot, "n", "escape", "r")
    return seen(pilot)


async def test_it_asks_and_runs_nothing_before_a_yes(course_folder: Path, tmp_path: Path) -> None:
    runner = runner_at("limits only")
    async with opened(course_folder, tmp_path / "home", runner) as pilot:
        asked = seen(pilot)
        await press(pilot, "enter", "n")
        refused = await run_experiment(pilot)
        kept = events(pilot, "trusted")

    assert say("runner.trust_title") in asked
    assert str(course_folder.parent.parent) in asked
    assert "isolation: limits only" in asked
    assert "Not run:" in refused
    assert (runner.jobs, kept) == ([], [])


async def test_a_yes_runs_it_and_is_kept(course_folder: Path, tmp_path: Path) -> None:
    runner = runner_at("limits only")
    async with opened(course_folder, tmp_path / "home", runner) as pilot:
        await press(pilot, "y")
        ran = await run_experiment(pilot)
    again = runner_at("limits only")
    async with opened(course_folder, tmp_path / "home", again) as pilot:
        unasked = seen(pilot)
        await run_experiment(pilot)

    assert "fresh process" in ran
    assert say("runner.trust_title") not in unasked
    assert again.jobs


async def test_what_was_changed_meanwhile_is_asked_about_before_it_is_opened(
    course_folder: Path, tmp_path: Path
) -> None:
    runner = runner_at("limits only")
    async with opened(course_folder, tmp_path / "home", runner) as pilot:
        await press(pilot, "y", "escape")
        lesson = course_folder / "first/passes.yaml"
        lesson.write_text(lesson.read_text() + "# changed\n")
        await press(pilot, "enter")
        asked = seen(pilot)
        await press(pilot, "escape")
        refused = await run_experiment(pilot)

    assert say("runner.trust_title") in asked
    assert "Not run:" in refused
    assert not runner.jobs


@pytest.mark.parametrize("level", ["files+network", "full"])
async def test_nothing_is_asked_where_it_is_shut_in(
    course_folder: Path, tmp_path: Path, level: str
) -> None:
    runner = runner_at(level)
    async with opened(course_folder, tmp_path / "home", runner) as pilot:
        unasked = seen(pilot)
        ran = await run_experiment(pilot)

    assert say("runner.trust_title") not in unasked
    assert "fresh process" in ran


@pytest.mark.parametrize("language", ["en", "ko"])
async def test_the_question_fits_a_small_terminal(
    course_folder: Path, tmp_path: Path, language: str
) -> None:
    use(language)
    async with opened(
        course_folder, tmp_path / "home", runner_at("limits only"), (60, 24)
    ) as pilot:
        asked = "".join(seen(pilot).split())

    assert "".join(say("runner.trust_ask").split())[-8:] in asked
    assert "".join(say("tui.key_do_not_trust").split()) in asked
