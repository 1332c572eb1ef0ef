"""Keys that come at the wrong moment, windows of any size, fields that are gone: the app goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events as textual_events
from textual.command import CommandList, CommandPalette
from textual.widgets import Input, Static

from tests.tui.conftest import OpenApp, press, seen, settled
from tutor.language import say
from tutor.tui.screens.home import HomeScreen
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.roomy import FEWEST_COLUMNS, FEWEST_ROWS
from tutor.tui.widgets.answer_box import AnswerBox

TOO_SMALL = say("tui.too_small", columns=FEWEST_COLUMNS, rows=FEWEST_ROWS)


async def test_keys_that_come_before_the_widgets_are_dropped(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        for key in ("enter", "enter", "a", "n", "r", "h"):
            pilot.app.post_message(textual_events.Key(key, None))
        await settled(pilot)
        screen = pilot.app.screen

    assert isinstance(screen, LessonScreen)


async def test_a_page_up_in_a_palette_without_lines_does_nothing(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        for key in ("ctrl+p", "pageup", "pagedown", "down", "up"):
            pilot.app.post_message(textual_events.Key(key, None))
        await settled(pilot)
        await press(pilot, *"no such thing", "pageup", "enter", "escape")
        screen = pilot.app.screen

    assert isinstance(screen, HomeScreen)


async def test_a_palette_can_be_asked_for_while_one_is_closing(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "ctrl+p")
        pilot.app.screen.dismiss()
        await pilot.app.run_action("app.command_palette")
        await settled(pilot)
        screen = pilot.app.screen

    assert isinstance(screen, CommandPalette)


async def test_a_palette_under_another_screen_is_not_opened_again(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "ctrl+p", "f1", "ctrl+p")
        palettes = [each for each in pilot.app.screen_stack if isinstance(each, CommandPalette)]

    assert len(palettes) == 1


async def test_a_command_that_is_chosen_twice_runs_once(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "ctrl+p", *"what this")
        palette = pilot.app.screen
        commands = palette.query_one(CommandList)
        chosen = commands.get_option_at_index(0)
        for _ in range(3):
            commands.post_message(CommandList.OptionSelected(commands, chosen, 0))
        palette.query_one(Input).post_message(Input.Submitted(palette.query_one(Input), ""))
        await settled(pilot)
        lessons = [each for each in pilot.app.screen_stack if isinstance(each, LessonScreen)]

    assert isinstance(palette, CommandPalette)
    assert len(lessons) == 1


async def test_a_field_that_is_gone_does_not_keep_the_keys(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        gone = Static("", markup=False)
        gone.can_focus = True
        await pilot.app.screen.mount(gone)
        gone.focus()
        await settled(pilot)
        await gone.remove()
        pilot.app.screen.focused = gone
        await press(pilot, "enter")
        screen = pilot.app.screen

    assert isinstance(screen, LessonScreen)


@pytest.mark.parametrize("size", [(FEWEST_COLUMNS - 1, 24), (80, FEWEST_ROWS - 1)])
async def test_a_window_that_is_too_small_says_so(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(size) as pilot:
        home = seen(pilot)
        await press(pilot, "enter")
        lesson = seen(pilot)

    assert " ".join(home.split()) == TOO_SMALL
    assert " ".join(lesson.split()) == TOO_SMALL


async def test_what_was_typed_is_there_once_the_window_is_large_again(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "n", *"12")
        await pilot.resize_terminal(5, 2)
        await settled(pilot)
        small = seen(pilot)
        await pilot.resize_terminal(120, 36)
        await settled(pilot)
        await press(pilot, "3")
        large = seen(pilot)
        focused = pilot.app.focused

    assert "12" not in small
    assert "› 123" in large
    assert isinstance(focused, AnswerBox)


@pytest.mark.parametrize("size", [(200, 500), (500, 200)])
async def test_a_very_large_window_is_drawn(open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app((80, 24), lesson="passes") as pilot:
        await pilot.resize_terminal(*size)
        await settled(pilot)
        text = seen(pilot)

    assert len(text.split("\n")) == size[1]
    assert "1 of 3" in text


HOSTILE = "\x1b[31m[red]x[/] \x1b]52;c;aGk=\x07 \x9b1m \u202e a\rb"


async def test_what_is_pasted_stands_there_as_text(open_app: OpenApp) -> None:
    async with open_app(lesson="passes") as pilot:
        await press(pilot, "n")
        pilot.app.post_message(textual_events.Paste(HOSTILE))
        await settled(pilot)
        box = pilot.app.screen.query_one(AnswerBox).text
        text = seen(pilot)

    assert box == "␛[31m[red]x[/] ␛]52;c;aGk=␇ U+009B1m U+202E a\nb"
    assert not any(c in text for c in "\x1b\x07\x9b\u202e")


async def test_what_is_pasted_into_the_search_stands_there_as_text(open_app: OpenApp) -> None:
    async with open_app() as pilot:
        await press(pilot, "slash")
        pilot.app.post_message(textual_events.Paste(HOSTILE))
        await settled(pilot)
        text = seen(pilot)

    assert "␛[31m[red]x[/]" in text
    assert not any(c in text for c in "\x1b\x07\x9b\u202e")


async def test_the_palette_shows_titles_as_text(open_app: OpenApp, course_folder: Path) -> None:
    file = course_folder / "first/passes.yaml"
    title = "'[red]a[/] [/] [@click=app.quit]b[/]'"
    file.write_text(file.read_text().replace("What this lesson shows", title))
    async with open_app() as pilot:
        await press(pilot, "ctrl+p", *"click")
        await settled(pilot)
        text = seen(pilot)

    assert "[red]a[/] [/] [@click=app.quit]b[/]" in text
