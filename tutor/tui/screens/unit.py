"""A unit's page, from which its quiz begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.console import RenderableType
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.lesson.entries import Course, Unit
from tutor.standing import Standing
from tutor.tui.keys import UNIT, bindings
from tutor.tui.screens.roomy import Roomy
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Painted
from tutor.views.palette import Palette
from tutor.views.unit import unit_page


class UnitScreen(Roomy):
    """What a unit gives, and how its lessons build on each other."""

    BINDINGS = bindings(UNIT)
    KEY_TABLE = UNIT
    HELP_TABLE = "home"

    @dataclass
    class QuizAsked(Message):
        """A short quiz across the unit is wanted."""

        unit: str

    def __init__(self, course: Course, unit: Unit, standings: Mapping[str, Standing]) -> None:
        super().__init__()
        self._course = course
        self._unit = unit
        self._standings = standings

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with VerticalScroll(id="unit"):
            yield Painted(self._page)
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        self.query_one(Bar).show_path((self._course.title, self._unit.title))
        self.query_one(KeyLine).show_keys(UNIT)
        self.query_one("#unit").focus()

    def _page(self, width: int, palette: Palette) -> RenderableType:
        return unit_page(self._course, self._unit, self._standings, width=width, palette=palette)

    def action_quiz(self) -> None:
        self.post_message(self.QuizAsked(self._unit.id))
