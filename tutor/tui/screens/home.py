"""The home screen: the course as a tree, the lesson under the cursor beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widgets import Input

from tutor.display import show_line
from tutor.language import say
from tutor.lesson.entries import Course, LessonEntry
from tutor.standing import Standing
from tutor.tui.keys import HOME, bindings
from tutor.tui.preview import preview
from tutor.tui.screens.roomy import Roomy
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.course_tree import CourseTree
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Painted

TITLES = 200
"""Lessons whose titles say how wide the course is: those of more take longer to be read."""
BESIDE_TITLE = 12
"""Columns of a lesson's row beside its title: margin, indent, state and scroll bar."""


class HomeScreen(Roomy):
    """The course and where one stands in it."""

    CSS_PATH: ClassVar[Path | None] = None
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-wide")]  # noqa: RUF012 (Textual's own)
    BINDINGS = bindings(HOME)
    KEY_TABLE = HOME
    HELP_TABLE = "home"
    AUTO_FOCUS = "CourseTree"

    @dataclass
    class Chosen(Message):
        """A lesson is to be opened."""

        entry: LessonEntry

    class ProgressAsked(Message):
        """The page of progress is to be shown."""

    class PlaygroundAsked(Message):
        """The playground is to be opened."""

    class ReviewAsked(Message):
        """What is due is to be asked."""

    def __init__(
        self,
        course: Course,
        standings: Callable[[], Mapping[str, Standing]],
        notices: Sequence[str],
        *,
        count_due: Callable[[], int] = lambda: 0,
    ) -> None:
        super().__init__()
        self._course = course
        self._standings = standings
        self._notices = tuple(notices)
        self._count_due = count_due
        self._due = 0
        self._runner_note = ""
        self._done = ""

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with Horizontal(id="body"):
            with Vertical(id="course-side"):
                yield CourseTree(self._course, id="course")
            with VerticalScroll(id="preview-side", can_focus=False):
                yield Painted(id="preview")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        self._fill()
        for notice in self._notices:
            self.notify(show_line(notice), severity="warning", timeout=15, markup=False)

    def fit(self, columns: int) -> None:
        """Be laid out for so many columns at once, not only when told how many there are."""
        fitting = [name for least, name in self.HORIZONTAL_BREAKPOINTS if least <= columns]
        self.set_class(True, fitting[-1])

    async def show_course(self, course: Course) -> None:
        """Show another course, or the same in another language."""
        self._course = course
        await self.recompose()
        self._fill()
        self.refresh_standings()

    def _fill(self) -> None:
        self.query_one("#course-side").styles.width = _columns(self._course)
        self.query_one(KeyLine).show_keys(HOME)

    def refresh_standings(self) -> None:
        """Show where the learner stands now."""
        found = self._standings()
        self.query_one(CourseTree).show_standings(found)
        done = sum(standing.state == "done" for standing in found.values())
        self._done = say("tui.done_of", done=done, count=len(self._course.ids))
        self._show_bar()
        self._show_preview(self.query_one(CourseTree).entry)
        # What counting needs is loaded once the screen has been painted.
        self.call_after_refresh(self._show_due)

    def _show_due(self) -> None:
        due = self._count_due()
        if due != self._due and self.is_mounted:
            self._due = due
            self._show_bar()

    def _show_bar(self) -> None:
        note = self._done
        if self._due:
            note = f"{note} · {say('tui.due_now', count=self._due)}"
        self.query_one(Bar).show_path(("tutor", self._course.title), note=self._runner_note or note)

    def show_runner(self, note: str) -> None:
        """Show what the runner is doing; "" shows progress instead."""
        if note != self._runner_note:
            self._runner_note = note
            if self.is_mounted:
                self.refresh_standings()

    def on_screen_resume(self) -> None:
        self.refresh_standings()

    def on_course_tree_pointed(self, message: CourseTree.Pointed) -> None:
        self._show_preview(message.entry)

    def on_course_tree_unit_opened(self, message: CourseTree.UnitOpened) -> None:
        self._open_unit(message.unit.id)

    def action_unit(self) -> None:
        entry = self.query_one(CourseTree).entry
        if entry is not None:
            self._open_unit(entry.unit)

    def _open_unit(self, name: str) -> None:
        from tutor.tui.screens.unit import UnitScreen

        unit = self._course.unit(name)
        if unit is not None:
            self.app.push_screen(UnitScreen(self._course, unit, self._standings()))

    def on_course_tree_opened(self, message: CourseTree.Opened) -> None:
        self.post_message(self.Chosen(message.entry))

    def _show_preview(self, entry: LessonEntry | None) -> None:
        standing = self.query_one(CourseTree).standing(entry)
        course = self._course
        self.query_one("#preview", Painted).paint(
            lambda width, palette: preview(course, entry, standing, width, palette)
        )

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(CourseTree).narrow(event.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        del event
        tree = self.query_one(CourseTree)
        tree.focus()
        tree.open_pointed()

    async def action_search(self) -> None:
        """Search the course; the field is made when it is first asked for."""
        found = self.query("#search")
        if not found:
            search = Input(id="search", placeholder=say("tui.search"), compact=True)
            search.cursor_blink = False  # a cursor that blinks keeps an idle machine awake
            await self.query_one("#course-side").mount(search, before=0)
        self.query_one("#search").display = True
        self.set_focus(self.query_one("#search"))  # at once: what is typed next belongs there

    def key_escape(self) -> None:
        """Close the search."""
        for search in self.query("#search").results(Input):
            if search.display:
                search.value = ""
                search.display = False
                self.query_one(CourseTree).focus()

    def action_playground(self) -> None:
        self.post_message(self.PlaygroundAsked())

    def action_review(self) -> None:
        self.post_message(self.ReviewAsked())

    def action_progress(self) -> None:
        self.post_message(self.ProgressAsked())

    def action_open(self) -> None:
        self.query_one(CourseTree).open_pointed()

    def action_cursor(self, rows: int) -> None:
        self.query_one(CourseTree).move(rows)

    def action_cursor_first(self) -> None:
        self.query_one(CourseTree).move_to_end(-1)

    def action_cursor_last(self) -> None:
        self.query_one(CourseTree).move_to_end(1)


def _columns(course: Course) -> int:
    """Return how many columns the course takes with the titles of its first lessons whole."""
    entries = islice((entry for unit in course.units for entry in unit.lessons), TITLES)
    return max([40, *(cell_len(show_line(entry.title)) + BESIDE_TITLE for entry in entries)])
