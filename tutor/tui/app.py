"""The app: owns its first screen, theme, language and the life of the runner.

Nothing of a lesson is loaded before the first paint: the lesson's screen, YAML, Markdown and
pydantic come with the first lesson that is opened, torch in a process of its own after the paint.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from tutor.errors import LessonError, StoreError
from tutor.language import say, use
from tutor.lesson.entries import Course
from tutor.standing import standings_in
from tutor.tui.navigating import NavigatingApp
from tutor.tui.screens.home import HomeScreen
from tutor.tui.screens.roomy import STYLES
from tutor.tui.themes import NAMES, themes

if TYPE_CHECKING:
    from textual.command import Provider

    from tutor.jobs import Runner
    from tutor.playing.start import Start
    from tutor.store import Store
    from tutor.trust import Trust
    from tutor.tui.trusting import Gate

SETTLED = 0.08
"""Seconds after which the first screen has been painted whole."""
PARTS = ("tutor.lesson.load", "tutor.session", "tutor.tui.screens.lesson", "rich.markdown")
"""What opening a lesson imports."""


def _actions() -> type[Provider]:
    """Return what the palette offers; loaded when it is opened."""
    from tutor.tui.commands import Actions

    return Actions


class TutorApp(NavigatingApp):
    """`tutor` in a terminal."""

    CSS_PATH = "tutor.tcss"
    TITLE = "tutor"
    COMMANDS: ClassVar[set[Any]] = {_actions}
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = "ctrl+p"
    BINDINGS: ClassVar[list[Any]] = [
        Binding("ctrl+q", "quit", "", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "", show=False),
    ]

    def __init__(
        self,
        read_course: Callable[[], Course],
        store: Store,
        make_runner: Callable[[], Runner],
        *,
        lesson: str | None = None,
        theme: str = "dark",
        notices: Sequence[str] = (),
        review: bool = False,
        play: Start | bool = False,
        trust: Trust | None = None,
    ) -> None:
        super().__init__(read_course(), store, make_runner)
        self._read_course = read_course
        self._lesson = lesson
        self._begins_with_review = review
        self._begins_with_play = play
        self._notices = tuple(notices)
        self._trust = trust
        self._gate: Gate | None = None

        for each in themes():
            self.register_theme(each)
        self.theme = NAMES.get(theme, NAMES["dark"])

    def get_default_screen(self) -> HomeScreen:
        home = HomeScreen(
            self.course,
            lambda: standings_in(self.course, self._store),
            self._notices,
            count_due=self._count_due,
        )
        home.fit(self.size.width)
        return home

    def on_mount(self) -> None:
        self.end_on_signals()

    def refresh_css(self, animate: bool = True) -> None:
        """Style everything anew; before there is a screen only the colours have to be known."""
        if self.screen_stack:
            super().refresh_css(animate)
        else:
            self.stylesheet.set_variables(self.get_css_variables())

    async def on_ready(self) -> None:
        """Once something has been painted, start the runner and load what a lesson needs."""
        entry = self.course.lesson(self._lesson) if self._lesson else None
        if entry is not None:
            self.open_lesson(entry)
        elif self._begins_with_review:
            await self.open_review()
        elif self._begins_with_play:
            begins = self._begins_with_play
            self.open_playground(None if begins is True else begins)
        self.set_timer(SETTLED, self._begin)

    async def _begin(self) -> None:
        self.runner.watch(self._runner_changed)
        await self.runner.start()
        self._show_runner()
        self.stylesheet.read(STYLES)
        self.check_trust()
        self.run_worker(_load_lesson_parts, thread=True)
        self.run_worker(self._store.tidy, thread=True)

    async def on_unmount(self) -> None:
        """End every process of the runner."""
        if self._runner is not None:
            await self._runner.close()

    def check_trust(self) -> None:
        """Refuse to run a course of somebody else, or ask, where that needs the learner's yes."""
        if self._trust is None:
            return
        if self._gate is None:
            from tutor.tui.trusting import Gate

            self._gate = Gate(self, self.runner, self._trust, self.reopen)
        self._gate.check()

    def _runner_changed(self) -> None:
        self.call_later(self._show_runner)

    def _show_runner(self) -> None:
        """Show on the home screen what the runner is doing."""
        for screen in self.screen_stack:
            if isinstance(screen, HomeScreen):
                screen.show_runner(self._runner_note())

    def _runner_note(self) -> str:
        state = self.runner.state
        return "" if state == "ready" else say(f"tui.runner_{state}")

    # Actions

    def show_theme(self, name: str) -> None:
        """Use the dark, the light or the terminal's own colours, now and next time."""
        self.theme = NAMES[name]
        self.remember("theme", name)

    async def action_language(self, language: str) -> None:
        """Speak another language, now and next time: every screen is built anew."""
        use(language)
        self.remember("language", language)
        try:
            self.course = self._read_course()
        except LessonError as error:
            self.say_why_not(error)
            return
        shown = self.shown_lesson()
        plays = getattr(self.screen, "playground", None) is not None
        self.back_home()
        if isinstance(self.screen, HomeScreen):
            await self.screen.show_course(self.course)
        entry = self.course.lesson(shown)
        if entry is not None:
            self.open_lesson(entry)
        if plays:
            self.open_playground(None)

    def remember(self, name: str, value: str) -> None:
        """Keep a choice of looks; that it cannot be kept is no error."""
        try:
            self._store.append("chose", "", {"name": name, "value": value})
        except StoreError:
            return


def _load_lesson_parts() -> None:
    """Import in an idle moment what opening a lesson would have to wait for."""
    for module in PARTS:
        importlib.import_module(module)
