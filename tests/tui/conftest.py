"""The app over a small course, a store on disk and a runner that replays."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from tests.fakes import FakeRunner, passes_value
from tutor.lesson.course import load_course
from tutor.lesson.template import lesson_text
from tutor.store import Store
from tutor.tui.app import TutorApp

COURSE = """\
format: 1
id: small
title: A small course
units:
  - id: first
    title: First steps
    lessons: [passes, broken]
"""

OpenApp = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture
def course_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    (folder / "first").mkdir(parents=True)
    (folder / "course.yaml").write_text(COURSE)
    (folder / "first/passes.yaml").write_text(lesson_text("passes"))
    (folder / "first/broken.yaml").write_text("format: 1\nid: broken\ntitel: x\n")
    return folder


@pytest.fixture
def open_app(course_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenApp:
    """Return what opens the app; opened again, it finds the same store."""

    @asynccontextmanager
    async def opened(
        size: tuple[int, int] = (120, 36),
        *,
        lesson: str | None = None,
        theme: str = "dark",
        runner: FakeRunner | None = None,
    ) -> AsyncIterator[Pilot[int]]:
        store = Store(tmp_path / "home")
        store.open()
        app = TutorApp(
            lambda: load_course(course_folder),
            store,
            lambda: runner or FakeRunner(passes_value),
            lesson=lesson,
            theme=theme,
        )
        # A pilot waits after each key for a processor that is idle: most of a test would be that.
        monkeypatch.setattr("textual.app.wait_for_idle", lambda *_: at_rest(app))
        try:
            async with app.run_test(size=size) as pilot:
                await settled(pilot)
                yield pilot
        finally:
            store.close()

    return opened


TURNS = 4
"""How often what was done may cause something more that has to be stored and drawn."""
MOST = 5_000
"""Turns of the event loop after which it is taken for one that never rests."""


async def settled(pilot: Pilot[int]) -> None:
    """Wait until what was asked for has been stored, run and drawn."""
    for _ in range(TURNS):
        await pilot.pause(0)
        await at_rest(pilot.app)


async def at_rest(app: App[int]) -> None:
    """Wait until nothing more is ready to run, here or in the thread of the store."""
    await _nothing_ready()
    if isinstance(app, TutorApp):
        await asyncio.wrap_future(app._store._submit(lambda keeper: None))
        await _nothing_ready()


async def _nothing_ready() -> None:
    loop = asyncio.get_running_loop()
    for _ in range(MOST):
        await asyncio.sleep(0)
        if not loop._ready:  # type: ignore[attr-defined]
            return


async def comes(pilot: Pilot[int], holds: Callable[[], object]) -> bool:
    """Wait for what takes its time to become so; return False where it never does."""
    for _ in range(1_000):
        if holds():
            return True
        await pilot.pause(0.02)
    return False


async def press(pilot: Pilot[int], *keys: str) -> None:
    """Press keys one after the other, then wait for what they cause."""
    await pilot.press(*keys)
    await settled(pilot)


async def type_answer(pilot: Pilot[int], text: str) -> None:
    """Type an answer and hand it over."""
    await press(pilot, *text, "enter")


def seen(pilot: Pilot[int]) -> str:
    """Return what is on the screen, as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


def events(pilot: Pilot[int], kind: str) -> list[dict[str, object]]:
    """Return the bodies of all stored events of a kind."""
    store = pilot.app._store  # type: ignore[attr-defined]
    return [dict(event.body) for event in store.events(kinds=(kind,))]
