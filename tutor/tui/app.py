"""The app: owns screens, theme and the life of the runner; what it shows comes from below.

Nothing of a lesson is loaded before the first paint: the lesson's screen, YAML, Markdown and
pydantic come with the first lesson that is opened, torch in a process of its own after the paint.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import Binding

from tutor.display import show_line
from tutor.errors import LessonError, StoreError, TutorError
from tutor.language import say, use
from tutor.lesson.entries import Course, LessonEntry
from tutor.standing import standings_in
from tutor.tui.lasting import LastingApp
from tutor.tui.screens.home import HomeScreen
from tutor.tui.screens.roomy import STYLES
from tutor.tui.themes import NAMES, themes

if TYPE_CHECKING:
    from textual.command import Provider

    from tutor.due import Due
    from tutor.jobs import Runner
    from tutor.playing.start import Start
    from tutor.session import Review
    from tutor.store import Store
    from tutor.trust import Trust
    from tutor.tui.screens.lesson import LessonScreen
    from tutor.tui.screens.review import ReviewScreen
    from tutor.tui.screens.unit import UnitScreen
    from tutor.tui.trusting import Gate

SETTLED = 0.08
"""Seconds after which the first screen has been painted whole."""
PARTS = ("tutor.lesson.load", "tutor.session", "tutor.tui.screens.lesson", "rich.markdown")
"""What opening a lesson imports."""


def _actions() -> type[Provider]:
    """Return what the palette offers; loaded when it is opened."""
    from tutor.tui.commands import Actions

    return Actions


class TutorApp(LastingApp):
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
        super().__init__()
        self.course = read_course()
        self._make_runner = make_runner
        self._runner: Runner | None = None
        self._read_course = read_course
        self._store = store
        self._lesson = lesson
        self._begins_with_review = review
        self._begins_with_play = play
        self._review: Review | None = None
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
        self._check_trust()
        self.run_worker(_load_lesson_parts, thread=True)
        self.run_worker(self._store.tidy, thread=True)

    @property
    def runner(self) -> Runner:
        """Return the runner; it and what it imports come into being when it is first needed."""
        if self._runner is None:
            self._runner = self._make_runner()
        return self._runner

    async def on_unmount(self) -> None:
        """End every process of the runner."""
        if self._runner is not None:
            await self._runner.close()

    def _check_trust(self) -> None:
        """Refuse to run a course of somebody else, or ask, where that needs the learner's yes."""
        if self._trust is None:
            return
        if self._gate is None:
            from tutor.tui.trusting import Gate

            self._gate = Gate(self, self.runner, self._trust, self._reopen)
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

    # Lessons

    def on_home_screen_chosen(self, message: HomeScreen.Chosen) -> None:
        self.open_lesson(message.entry)

    def open_lesson(self, entry: LessonEntry) -> None:
        """Open a lesson where it was left; a broken one says why instead."""
        from tutor.tui.opening import lesson_screen

        self._check_trust()
        try:
            screen = lesson_screen(entry, self.course, self._store, self.runner)
        except (LessonError, StoreError) as error:
            self._say_why_not(error)
            return
        self._back_home()
        self.push_screen(screen)

    def _reopen(self) -> None:
        """Open the lesson that is shown anew, so that its programs run."""
        entry = self.course.lesson(self._shown_lesson())
        if entry is not None:
            self.open_lesson(entry)

    def _shown_lesson(self) -> str:
        """Return the id of the lesson that is shown, or ""."""
        lesson = getattr(getattr(self.screen, "session", None), "lesson", None)
        return lesson.id if lesson is not None else ""

    async def on_lesson_screen_left(self) -> None:
        await self.save_drafts()
        self._back_home()

    def _say_why_not(self, error: TutorError) -> None:
        self.notify(show_line(str(error), columns=600), severity="error", markup=False)

    def _back_home(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    # The playground

    def on_home_screen_playground_asked(self) -> None:
        self.open_playground(None)

    def on_lesson_screen_playground_asked(self, message: LessonScreen.PlaygroundAsked) -> None:
        self.open_playground(message.start)

    def open_playground(self, start: Start | None) -> None:
        """Open the playground over what is shown now: with `start`, or where it was left."""
        from tutor.tui.opening import playground_screen

        try:
            screen = playground_screen(self._store, self.runner, start)
        except StoreError as error:
            self._say_why_not(error)
            return
        self.push_screen(screen)

    def on_playground_screen_left(self) -> None:
        """Go back once, however often that was asked for before it happened."""
        from tutor.tui.screens.playground import PlaygroundScreen

        if isinstance(self.screen, PlaygroundScreen):
            self.pop_screen()

    # Reviews

    async def on_unit_screen_quiz_asked(self, message: UnitScreen.QuizAsked) -> None:
        from tutor.tui.reviewing import quiz_for

        await self.open_review(quiz_for(self._store, self.course, message.unit))

    async def on_home_screen_review_asked(self) -> None:
        await self.open_review()

    def _count_due(self) -> int:
        from tutor.tui.reviewing import waiting_of

        return waiting_of(self._store, self.course).due

    async def open_review(self, due: tuple[Due, ...] | None = None) -> None:
        """Ask what is due (or `due`), one question after the other."""
        from tutor.tui.reviewing import due_of, review_of, waiting_of

        asked = due_of(self._store, self.course) if due is None else due
        if not asked:
            found = waiting_of(self._store, self.course)
            self.notify(found.sentence(time.time()), markup=False)
            return
        self._review = review_of(asked, self.course, self._store, self.runner)
        await self._next_of_review()

    async def on_review_screen_went_on(self) -> None:
        await self._next_of_review()

    async def _next_of_review(self) -> None:
        from tutor.tui.reviewing import next_screen

        if self._review is None:
            return
        self._check_trust()
        try:
            screen = await next_screen(self._review, lambda: self.runner.state)
        except (LessonError, StoreError) as error:
            self._say_why_not(error)
            return
        self._back_home()
        await self.push_screen(screen)

    def on_review_screen_reread(self, message: ReviewScreen.Reread) -> None:
        entry = self.course.lesson(message.lesson)
        if entry is not None:
            self.open_lesson(entry)

    def on_review_end_screen_left(self) -> None:
        self._back_home()

    def on_home_screen_progress_asked(self) -> None:
        from tutor.tui.opening import progress_screen

        self.push_screen(progress_screen(self.course, self._store))

    # Actions

    def action_help(self) -> None:
        from tutor.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "HELP_TABLE", "home")))

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
            self._say_why_not(error)
            return
        shown = self._shown_lesson()
        plays = getattr(self.screen, "playground", None) is not None
        self._back_home()
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
