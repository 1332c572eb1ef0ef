"""The page of progress: read and folded in a thread, since a history may be long."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date

from rich.console import RenderableType
from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll

from tutor.due import Waiting
from tutor.language import say
from tutor.lesson.entries import Course
from tutor.lesson.model import Lesson
from tutor.session.beliefs import beliefs_met
from tutor.statistics import Belief, Statistics, statistics
from tutor.store import Event
from tutor.tui.keys import PROGRESS, bindings
from tutor.tui.screens.roomy import Roomy
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette
from tutor.views.progress import progress_page


class ProgressScreen(Roomy):
    """What was done, and what of it is still known."""

    BINDINGS = bindings(PROGRESS)
    KEY_TABLE = PROGRESS
    HELP_TABLE = "home"

    def __init__(
        self,
        course: Course,
        events: Callable[[], Sequence[Event]],
        waiting: Waiting,
        load: Callable[[str], Lesson],
    ) -> None:
        super().__init__()
        self._course = course
        self._events = events
        self._waiting = waiting
        self._load = load

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with VerticalScroll(id="progress"):
            yield Painted(id="progress-page")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        self.query_one(Bar).show_path(("tutor", say("tui.progress")))
        self.query_one(KeyLine).show_keys(PROGRESS)
        self.query_one("#progress").focus()
        self._read()

    @work(thread=True)
    def _read(self) -> None:
        made = statistics(self._events(), named=self._course.present_name)
        beliefs = beliefs_met(made, self._load)
        self.app.call_from_thread(self._show, made, beliefs)

    def _show(self, made: Statistics, beliefs: tuple[Belief, ...]) -> None:
        now = time.time()

        def draw(width: int, palette: Palette) -> RenderableType:
            return progress_page(
                made,
                self._course,
                self._waiting,
                beliefs,
                now=now,
                today=date.fromtimestamp(now),
                width=min(width, 96),
                palette=palette,
            )

        self.query_one("#progress-page", Painted).paint(draw)
