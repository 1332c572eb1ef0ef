"""The playground on screen: typed, run, looked at, gone back to, saved, opened; and left as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from textual import events as textual_events
from textual.pilot import Pilot

from tests.fakes import FakeRun, FakeRunner, passes_value
from tests.tui.conftest import OpenApp, comes, events, press, seen, settled, type_answer
from tutor.errors import StoreFull
from tutor.records.job import Job, Show
from tutor.records.messages import Call, Ended, Frame, LiveValue, Message, Raised, Shown
from tutor.records.values import Plain
from tutor.records.views.series import Line, SeriesRecord
from tutor.tui.screens.form import FormScreen
from tutor.tui.screens.home import HomeScreen
from tutor.tui.screens.lesson import LessonScreen
from tutor.tui.screens.past import PastScreen
from tutor.tui.screens.playground import PlaygroundScreen
from tutor.tui.screens.views_menu import ViewsScreen
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.menu import Menu


class PlayRunner(FakeRunner):
    """Sends what a program is about to say, read from its text: no program runs."""

    def __init__(self) -> None:
        super().__init__(passes_value)

    def run(self, job: Job) -> FakeRun:
        if job.main.evaluate:
            return super().run(job)
        self.jobs.append(job)
        messages: list[Message] = []
        record = SeriesRecord((Line("x", (1.0, 2.0)),))
        messages += [Shown(index, record) for index in range(len(job.show))]
        for number, line in enumerate(job.main.source.split("\n"), start=1):
            if "#>" in line:
                name = line.partition("#>")[2].strip()
                messages.append(LiveValue(number, name, Plain(number * 11)))
            if line.startswith("show("):
                call = Call(number, "series", line[5:-1])
                messages.append(Shown(100 + number, record, call))
            if line.startswith("raise"):
                messages.append(Raised("ValueError", "no", (Frame(number, "", line),)))
        raised = any(isinstance(each, Raised) for each in messages)
        return FakeRun(messages, Ended("raised" if raised else "finished", 1.0))


@pytest.fixture
def runner() -> PlayRunner:
    return PlayRunner()


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    # A slow machine must not let typing pause where a test does not mean it.
    monkeypatch.setattr(Editor, "PAUSE", 60)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def write(pilot: Pilot[int], text: str) -> None:
    """Put another program into the editor, as if it had been typed, and run it."""
    screen(pilot).editor.text = text
    await press(pilot, "ctrl+j")


def screen(pilot: Pilot[int]) -> PlaygroundScreen:
    found = pilot.app.screen
    assert isinstance(found, PlaygroundScreen)
    return found


def sources(pilot: Pilot[int]) -> list[str]:
    return [str(each["source"]) for each in events(pilot, "played")]


async def test_one_key_opens_it_and_it_is_running(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        text = seen(pilot)
        await press(pilot, "escape", "escape")
        after = pilot.app.screen

    assert runner.jobs[-1].shows
    assert "Playground" in text
    assert re.search(r"#> loss +88", text)
    assert isinstance(after, HomeScreen)


async def test_from_a_lesson_it_has_the_experiment_with_its_settings_and_views(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(lesson="passes", runner=runner) as pilot:
        await press(pilot, "n")
        await type_answer(pilot, "9")
        await press(pilot, "o")
        made = screen(pilot).playground
        text = seen(pilot)
        await press(pilot, "escape", "escape")
        after = pilot.app.screen

    assert made.source.startswith("clear = False\npasses = 3\n\nimport torch")
    assert made.views == (Show("series", "w.grad"),)
    assert "Several backward passes" in text
    assert isinstance(after, LessonScreen)


async def test_what_is_typed_runs_when_typing_pauses(
    open_app: OpenApp, runner: PlayRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Editor, "PAUSE", 0.01)
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await press(pilot, *"y = 1  #> y", "enter")

        assert await comes(pilot, lambda: re.search(r"y = 1 +#> y +11", seen(pilot)))

    assert runner.jobs[-1].main.source.startswith("y = 1  #> y\n")


async def test_a_new_line_keeps_its_indent_and_a_paste_comes_once(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        editor = screen(pilot).editor
        editor.text = ""
        await press(pilot, *"for n in x:  # each", "enter", *"a", "enter", "backspace", *"b")
        pilot.app.post_message(textual_events.Paste(" = 1"))
        await settled(pilot)
        text = editor.text

    assert text == "for n in x:  # each\n    a\nb = 1"


async def test_an_error_is_marked_in_the_editor_and_explained_beside_it(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "x = 1\nraise ValueError('no')")
        text = seen(pilot)

    assert "2▸ raise" in text
    assert "ValueError: no" in text


async def test_views_are_added_and_taken_away_by_the_menu(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o", "ctrl+t", "down", "enter")
        await press(pilot, *"losses +", "enter")
        refused = seen(pilot)
        await press(pilot, "backspace", "backspace", "enter")
        added = runner.jobs[-1].show
        await press(pilot, "ctrl+t")
        menu = seen(pilot)
        await press(pilot, "enter")

    assert "is not a Python expression" in refused
    assert added == (Show("series", "losses"),)
    assert "● series losses" in menu
    assert runner.jobs[-1].show == ()


async def test_options_of_a_view_are_asked_for(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o", "ctrl+t", *(["down"] * 7), "enter")
        form = isinstance(pilot.app.screen, FormScreen)
        await press(pilot, *"x", "tab", *"y", "enter")

    assert form
    assert runner.jobs[-1].show == (Show("tensor", "x", (("against", "y"),)),)


async def test_the_mouse_chooses_too(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o", "ctrl+t")
        await pilot.click(Menu, offset=(6, 3))
        await settled(pilot)
        text = seen(pilot)

    assert "timeline" in text
    assert "(all of it, if left empty)" in text


@pytest.mark.parametrize("key", ["ctrl+t", "ctrl+r", "ctrl+s"])
async def test_no_window_is_too_small_to_go_on(
    key: str, open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o", key)
        for size in ((1, 1), (20, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            await settled(pilot)
        await press(pilot, "escape")
        focused = screen(pilot).focused

    assert isinstance(focused, Editor)


async def test_the_playground_is_left_once(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(lesson="passes", runner=runner) as pilot:
        await press(pilot, "n", "escape", "o")
        left = screen(pilot)
        for _ in range(3):
            left.post_message(PlaygroundScreen.Left())
        await settled(pilot)
        back = pilot.app.screen

    assert isinstance(back, LessonScreen)


async def test_what_is_picked_twice_is_taken_once(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "first = 1")
        await write(pilot, "second = 2")
        await press(pilot, "ctrl+r", "down")
        past = pilot.app.screen
        for _ in range(2):
            past.post_message(Menu.Picked(1))
        await settled(pilot)
        back = screen(pilot).editor.text

    assert isinstance(past, PastScreen)
    assert back == "first = 1"


async def test_closing_the_menu_changes_nothing(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o", "ctrl+t")
        opened = isinstance(pilot.app.screen, ViewsScreen)
        count = len(runner.jobs)
        await press(pilot, "escape")
        focused = screen(pilot).focused

    assert opened
    assert len(runner.jobs) == count
    assert focused is not None


async def test_one_goes_back_to_an_earlier_program_and_loses_none(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "first = 1")
        await write(pilot, "second = 2")
        await press(pilot, "ctrl+r")
        listed = seen(pilot)
        await press(pilot, "down", "enter")
        back = screen(pilot).editor.text
        history = [each.source for each in screen(pilot).playground.history]

    assert listed.index("second = 2") < listed.index("first = 1")
    assert back == "first = 1"
    assert history[-3:] == ["first = 1", "second = 2", "first = 1"]


async def test_an_earlier_program_is_pinned_beside(open_app: OpenApp, runner: PlayRunner) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "x = 1\nshow(x)")
        await write(pilot, "x = 2\nshow(x)")
        await press(pilot, "ctrl+r", "down", "c")
        pinned = seen(pilot)
        await press(pilot, "ctrl+g")
        after = seen(pilot)

    assert runner.jobs[-1].main.source == "x = 1\nshow(x)"
    assert "○ x = 1" in pinned
    assert "● x = 2" in pinned
    assert "○ x = 1" not in after


async def test_program_history_and_views_survive_quitting(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "first = 1")
        screen(pilot).playground.views = (Show("variables", ""),)
        await write(pilot, "second = 2")
        await press(pilot, *"not_run = 3", "escape")
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        made = screen(pilot).playground
        history = [each.source for each in made.history]

    assert made.source == "not_run = 3second = 2"
    assert made.views == (Show("variables", ""),)
    assert history[-3:] == ["first = 1", "second = 2", "not_run = 3second = 2"]


async def test_a_run_that_cannot_be_kept_is_said_and_shown(
    open_app: OpenApp, runner: PlayRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")

        async def full(*_: object) -> None:
            raise StoreFull("the disk is full.")

        monkeypatch.setattr(screen(pilot), "_record", full)
        await write(pilot, "x = 1  #> x")
        text = seen(pilot)
        told = [each.message for each in pilot.app._notifications]
        monkeypatch.undo()

    assert told == ["This run is not in the history: the disk is full."]
    assert re.search(r"#> x +11", text)


async def test_a_program_is_saved_and_saved_again(
    open_app: OpenApp, runner: PlayRunner, in_a_folder: Path
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "x = 1\n")
        await press(pilot, "ctrl+s", "enter")
        unnamed = seen(pilot)
        await press(pilot, *"mine.py", "enter")
        first = (in_a_folder / "mine.py").read_text()
        await write(pilot, "x = 2\n")
        edited = seen(pilot)
        await press(pilot, "ctrl+s")

    assert "Type the name of a file." in unnamed
    assert first == "x = 1\n"
    assert re.search(r"mine\.py +edited", edited)
    assert (in_a_folder / "mine.py").read_text() == "x = 2\n"


async def test_another_file_of_that_name_is_replaced_only_when_said_twice(
    open_app: OpenApp, runner: PlayRunner, in_a_folder: Path
) -> None:
    file = in_a_folder / "mine.py"
    file.write_text("precious = 1\n")
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "x = 1\n")
        await press(pilot, "ctrl+s", *"mine.py", "enter")
        warned, kept = seen(pilot), file.read_text()
        await press(pilot, "enter")

    assert "Enter once more replaces it." in warned
    assert kept == "precious = 1\n"
    assert file.read_text() == "x = 1\n"


async def test_a_file_is_opened_and_one_that_is_not_there_says_so(
    open_app: OpenApp, runner: PlayRunner, in_a_folder: Path
) -> None:
    (in_a_folder / "mine.py").write_text("opened = 1\n")
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o", "ctrl+o", *"nine.py", "enter")
        missing = seen(pilot)
        await press(pilot, "ctrl+u", *"mine.py", "enter")
        text = screen(pilot).editor.text

    assert "There is no file nine.py." in missing
    assert text == "opened = 1\n"


async def test_the_bottom_line_names_the_keys_that_work_now(
    open_app: OpenApp, runner: PlayRunner
) -> None:
    async with open_app(runner=runner) as pilot:
        await press(pilot, "o")
        typing = seen(pilot).splitlines()[-1]
        await press(pilot, "escape")
        looking = seen(pilot).splitlines()[-1]
        await press(pilot, "question_mark")
        helped = seen(pilot)

    assert "^t views" in typing
    assert "v views" in looking
    assert "The playground" in helped


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_how_it_looks(
    size: tuple[int, int], open_app: OpenApp, runner: PlayRunner, snapshot: SnapshotAssertion
) -> None:
    async with open_app(size, runner=runner) as pilot:
        await press(pilot, "o")
        await write(pilot, "x = 1  #> x\ny = 2\nshow(y)\n")
        text = seen(pilot)

    assert text == snapshot
