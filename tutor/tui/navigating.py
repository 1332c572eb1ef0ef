"""Which screen comes after which: lessons, the playground, reviews, progress, help.

What a screen asks for arrives as its message; each screen is loaded when it is first opened.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from tutor.display import show_line
from tutor.errors import LessonError, StoreError, TutorError
from tutor.tui.lasting import LastingApp
from tutor.tui.screens.home import HomeScreen

if TYPE_CHECKING:
    from tutor.due import Due
    from tutor.jobs import Runner
    from tutor.lesson.entries import Course, LessonEntry
    from tutor.playing.start import Start
    from tutor.session import Review
    from tutor.store import Store
    from tutor.tui.screens.lesson import LessonScreen
    from tutor.tui.screens.review import ReviewScreen
    from tutor.tui.screens.unit import UnitScreen


class NavigatingApp(LastingApp):
    """An app that goes from screen to screen of one course."""

    def __init__(self, course: Course, store: Store, make_runner: Callable[[], Runner]) -> None:
        super().__init__()
        self.course = course
        self._store = store
        self._make_runner = make_runner
        self._runner: Runner | None = None
        self._review: Review | None = None

    @property
    def runner(self) -> Runner:
        """Return the runner; it and what it imports come into being when it is first needed."""
        if self._runner is None:
            self._runner = self._make_runner()
        return self._runner

    def check_trust(self) -> None:
        """See to it that only programs run that may: called before any screen that runs some."""

    # Lessons

    def on_home_screen_chosen(self, message: HomeScreen.Chosen) -> None:
        self.open_lesson(message.entry)

    def open_lesson(self, entry: LessonEntry) -> None:
        """Open a lesson where it was left; a broken one says why instead."""
        from tutor.tui.opening import lesson_screen

        self.check_trust()
        try:
            screen = lesson_screen(entry, self.course, self._store, self.runner)
        except (LessonError, StoreError) as error:
            self.say_why_not(error)
            return
        self.back_home()
        self.push_screen(screen)

    def reopen(self) -> None:
        """Open the lesson that is shown anew, so that its programs run."""
        entry = self.course.lesson(self.shown_lesson())
        if entry is not None:
            self.open_lesson(entry)

    def shown_lesson(self) -> str:
        """Return the id of the lesson that is shown, or ""."""
        lesson = getattr(getattr(self.screen, "session", None), "lesson", None)
        return lesson.id if lesson is not None else ""

    async def on_lesson_screen_left(self) -> None:
        await self.save_drafts()
        self.back_home()

    def say_why_not(self, error: TutorError) -> None:
        self.notify(show_line(str(error), columns=600), severity="error", markup=False)

    def back_home(self) -> None:
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
            self.say_why_not(error)
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
        self.check_trust()
        try:
            screen = await next_screen(self._review, lambda: self.runner.state)
        except (LessonError, StoreError) as error:
            self.say_why_not(error)
            return
        self.back_home()
        await self.push_screen(screen)

    def on_review_screen_reread(self, message: ReviewScreen.Reread) -> None:
        entry = self.course.lesson(message.lesson)
        if entry is not None:
            self.open_lesson(entry)

    def on_review_end_screen_left(self) -> None:
        self.back_home()

    def on_home_screen_progress_asked(self) -> None:
        from tutor.tui.opening import progress_screen

        self.push_screen(progress_screen(self.course, self._store))

    def action_help(self) -> None:
        from tutor.tui.screens.help import HelpScreen

        self.push_screen(HelpScreen(getattr(self.screen, "HELP_TABLE", "home")))
