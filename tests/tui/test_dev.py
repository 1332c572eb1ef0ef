"""`tutor dev`: the lesson follows its file, errors stand in its place."""

from __future__ import annotations

from pathlib import Path

from textual.pilot import Pilot

from tests.fakes import FakeRunner, passes_value
from tests.tui.conftest import press, seen, settled
from tutor.lesson.template import lesson_text
from tutor.store import Store
from tutor.tui.dev import LOOKING, DevApp
from tutor.tui.screens.lesson import LessonScreen


async def test_a_saved_file_is_read_again_at_the_same_step(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(lesson_text("mine"))
    store = Store(tmp_path / "home")
    store.open()
    app = DevApp(file, store, lambda: FakeRunner(passes_value))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await press(pilot, "n")
        file.write_text(lesson_text("mine").replace("Several backward passes", "Other words"))
        mended = await shown(pilot, "Other words")
        file.write_text(lesson_text("mine").replace("title: What", "titel: What"))
        broken = await shown(pilot, "`titel`")
        file.write_text(lesson_text("mine"))
        await shown(pilot, "Several backward passes")
        again = isinstance(app.screen, LessonScreen)
        index = app.screen.session.index if isinstance(app.screen, LessonScreen) else -1
    store.close()

    assert "Other words" in mended
    unbroken = "".join(broken.split())  # a long path is broken anywhere
    assert "didyoumean`title`" in unbroken
    assert "mine.yaml:3:1" in unbroken
    assert again
    assert index == 1


async def shown(pilot: Pilot[int], text: str) -> str:
    """Wait until the screen holds `text`, and return it."""
    for _ in range(100):
        screen = seen(pilot)
        if text in screen:
            return screen
        await pilot.pause(LOOKING)
    raise AssertionError(f"no {text!r} on:\n{screen}")
