"""The history of the playground: each program that was run, to go back to or to compare with."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import ClassVar, Literal

from rich.console import Group, RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll

from tutor.display import show_line
from tutor.language import say
from tutor.playing.history import Played
from tutor.playing.views import line_of
from tutor.tui.keys import PAST, Key, bindings
from tutor.tui.screens.ready import Overlay
from tutor.tui.screens.roomy import STYLES
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.menu import Menu, Row
from tutor.tui.widgets.painted import Painted
from tutor.views.beside import changed_lines
from tutor.views.code import code_view
from tutor.views.palette import Palette

MARKS = {"finished": "●", "raised": "▲", "": "○"}
DAY = 24 * 3600


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done with an earlier program."""

    act: Literal["back", "compare"]
    played: Played


class PastScreen(Overlay[Wanted | None]):
    """The newest first; beside them the one under the cursor."""

    CSS_PATH = STYLES
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual's own)
    BINDINGS = bindings(PAST)
    KEY_TABLE: ClassVar[tuple[Key, ...]] = PAST
    HELP_TABLE = "playground"

    def __init__(self, history: tuple[Played, ...], now: float) -> None:
        super().__init__()
        self._past = history[::-1]
        self._now = now

    def compose(self) -> ComposeResult:
        rows = [self._row(number) for number in range(len(self._past))]
        with Vertical(id="past", classes="overlay"):
            with Horizontal(id="past-sides"):
                with VerticalScroll(id="past-side", can_focus=False):
                    yield Menu(rows or [Row(say("tui.play_no_past"), is_head=True)])
                with VerticalScroll(id="past-program-side", can_focus=False):
                    yield Painted(self._program, id="past-program")
            yield KeyLine(id="overlay-keys")

    def on_mount(self) -> None:
        self.query_one(KeyLine).show_keys(PAST if self._past else PAST[2:])
        self.query_one(Menu).focus()

    def on_menu_pointed(self) -> None:
        self.query_one("#past-program", Painted).repaint()

    def on_menu_picked(self) -> None:
        self._want("back")

    def action_compare(self) -> None:
        self._want("compare")

    def action_pick(self) -> None:
        self.query_one(Menu).action_pick()

    def action_close(self) -> None:
        self.dismiss(None)

    def _want(self, act: Literal["back", "compare"]) -> None:
        if self._past:
            self.dismiss(Wanted(act, self._past[self.query_one(Menu).row]))

    def _row(self, number: int) -> Row:
        played = self._past[number]
        before = self._past[number + 1] if number + 1 < len(self._past) else None
        name = f"{when(played.at, self._now)}  {_told(played, before)}"
        return Row(name, ending(played), MARKS.get(played.ended, "■"))

    def _program(self, width: int, palette: Palette) -> RenderableType:
        if not self._past:
            return Text("")
        at = max(0, self.query_one(Menu).row)
        played = self._past[at]
        parts: list[RenderableType] = [code_view(played.source, width=width, palette=palette)]
        if played.views:
            lines = "\n".join(show_line(line_of(each)) for each in played.views)
            parts += [Text(""), Text(lines, style=palette.support)]
        return Group(*parts)


def _told(played: Played, before: Played | None) -> str:
    """Return what is new in a program: the first line that the one before it does not have."""
    lines = [line for line in played.source.split("\n") if line.strip()]
    changed = changed_lines(before.source, played.source) if before is not None else []
    new = [line for sign, line in changed if sign == "+" and line.strip()]
    return show_line((new or lines or [""])[0].strip(), columns=60)


def when(at: float, now: float) -> str:
    """Return the time of today, or the day where it is longer ago."""
    moment = time.localtime(at)
    is_today = time.localtime(now)[:3] == moment[:3]
    return time.strftime("%H:%M" if is_today else "%m-%d", moment)


def ending(played: Played) -> str:
    """Return how the last run of a program ended, in a few words."""
    if played.error:
        return show_line(played.error, columns=30)
    name = played.ended.replace("-", "_") or "none"
    return say(f"tui.play_ended_{name}", ms=f"{played.elapsed_ms:.0f}")
