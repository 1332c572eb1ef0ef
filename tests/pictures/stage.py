"""Sets a scene in the real app, with real torch, and takes its picture."""

from __future__ import annotations

import re
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from textual.pilot import Pilot

from tutor.lesson.course import load_course
from tutor.paths import shipped
from tutor.runner.pool import Pool
from tutor.store import Store
from tutor.tui.app import TutorApp


@asynccontextmanager
async def open_app(
    size: tuple[int, int], *, theme: str = "dark", lesson: str | None = None
) -> AsyncIterator[Pilot[int]]:
    """Run the app with an empty store and a real runner; yield its pilot once torch is ready."""
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home))
        store.open()
        pool = Pool()
        app = TutorApp(
            lambda: load_course(shipped("lessons")),
            store,
            lambda: pool,
            lesson=lesson,
            theme=theme,
        )
        try:
            async with app.run_test(size=size) as pilot:
                while pool.state != "ready":
                    await pilot.pause(0.1)
                await pilot.pause(0.3)
                yield pilot
        finally:
            await pool.close()
            store.close()


async def play(pilot: Pilot[int], keys: Sequence[str]) -> None:
    """Press keys; what is in angle brackets is one key ("<enter>"), the rest is typed."""
    for part in keys:
        for key in re.findall(r"<[^<>]+>|.", part):
            await pilot.press(key.strip("<>") if len(key) > 1 else key)
        await pilot.pause(0.6)


def picture(pilot: Pilot[int], title: str) -> str:
    """Return the screen as SVG in which wide characters keep their width."""
    svg = pilot.app.export_screenshot(title=title)
    return re.sub(r"@font-face \{[^}]*\}", "", svg)
