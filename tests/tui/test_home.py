"""The course, the preview beside it, and what opens from it."""

from __future__ import annotations

import pytest
from textual.events import Key

from tests.tui.conftest import OpenApp, press, seen, settled
from tutor.tui.screens.help import HelpScreen
from tutor.tui.screens.home import HomeScreen
from tutor.tui.screens.lesson import LessonScreen


async def test_the_course_stands_beside_the_lesson_under_the_cursor(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        text = seen(pilot)

    assert "A small course" in text
    assert "○ What this lesson shows" in text
    assert "Say what the learner will be able to do" in text
    assert "enter open" in text


async def test_a_broken_lesson_is_shown_with_why_and_does_not_open(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "j", "enter")
        text = seen(pilot)
        screen = pilot.app.screen

    assert "✗ broken" in text
    assert "This lesson cannot be opened" in text
    assert "broken.yaml:3:1" in text
    assert isinstance(screen, HomeScreen)


async def test_enter_opens_the_lesson_and_esc_comes_back(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "enter")
        opened = pilot.app.screen
        await press(pilot, "n", "escape", "escape")
        await settled(pilot)
        text = seen(pilot)

    assert isinstance(opened, LessonScreen)
    assert "◐ What this lesson shows" in text
    assert "step 2 of 3" in text


async def test_search_narrows_the_course(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "slash", *"brok")
        narrowed = seen(pilot)
        await press(pilot, "escape")
        whole = seen(pilot)

    assert "○ What this lesson shows" not in narrowed
    assert "✗ broken" in narrowed
    assert "○ What this lesson shows" in whole


async def test_the_lesson_found_is_the_one_shown_and_opened(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "j", "slash", *"passes")
        found = seen(pilot)
        await press(pilot, "enter")
        opened = pilot.app.screen

    assert "Say what the learner will be able to do" in found
    assert isinstance(opened, LessonScreen)


async def test_where_no_lesson_is_found_none_is_shown(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "slash", *"nowhere")
        text = seen(pilot)

    assert "Say what the learner will be able to do" not in text


async def test_help_lists_every_key(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "question_mark")
        text = seen(pilot)
        is_help = isinstance(pilot.app.screen, HelpScreen)
        await press(pilot, "escape")

    assert is_help
    assert "Keys" in text
    assert "search" in text


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 6), (5, 2), (1, 1), (300, 90)])
async def test_no_size_breaks_it(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size) as pilot:
        await press(pilot, "enter", "n", "n")
        await pilot.resize_terminal(80, 24)
        await settled(pilot)

        assert isinstance(pilot.app.screen, LessonScreen)


@pytest.mark.parametrize("theme", ["dark", "light", "ansi"])
async def test_every_theme_draws_every_screen(open_app: OpenApp, theme: str) -> None:
    async with open_app(theme=theme) as pilot:
        home = seen(pilot)
        await press(pilot, "enter", "n")
        lesson = seen(pilot)

    assert "A small course" in home
    assert "Several backward passes" in lesson


async def test_another_language_is_spoken_at_once_and_next_time(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await pilot.app.action_language("ko")  # type: ignore[attr-defined]
        await settled(pilot)
        text = seen(pilot)
        chose = [e.body for e in pilot.app._store.events(kinds=("chose",))]  # type: ignore[attr-defined]

    assert "찾기" in text
    assert chose == [{"name": "language", "value": "ko"}]


async def test_the_palette_holds_lessons_looks_and_keys(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "ctrl+p")
        text = seen(pilot)
        await press(pilot, *"light theme", "enter")
        await settled(pilot)
        theme = pilot.app.theme

    assert "search" in text
    assert theme == "tutor-light"


async def test_an_exception_ends_the_app_and_is_found_by_who_runs_it(open_app: OpenApp) -> None:
    def fail() -> None:
        raise ValueError("no such thing")

    opened = open_app()
    pilot = await opened.__aenter__()
    pilot.app.call_later(fail)
    await settled(pilot)
    with pytest.raises(ValueError, match="no such thing"):
        await opened.__aexit__(None, None, None)

    assert isinstance(pilot.app.failure, ValueError)  # type: ignore[attr-defined]
    assert pilot.app.return_code == 1


async def test_a_key_that_comes_while_the_app_ends_does_nothing(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        key = Key("slash", "/")
        key._set_forwarded()  # as one that no widget had a use for
        pilot.app.exit(0)

        await pilot.app.on_event(key)

    assert pilot.app.return_code == 0
