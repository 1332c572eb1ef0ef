"""Two runs side by side: what an answer assumed, and what happens."""

from __future__ import annotations

import asyncio
from dataclasses import replace

from rich.console import RenderableType
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Container, VerticalScroll

from tutor.jobs import outcome
from tutor.language import say
from tutor.records.job import Job
from tutor.session import Session
from tutor.tui.keys import HELP, PALETTE, QUIT_ANYWHERE, Key, bindings
from tutor.tui.screens.roomy import Roomy
from tutor.tui.state import LabState
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.painted import Draw, Painted
from tutor.views.beside import first_difference
from tutor.views.palette import Palette
from tutor.views.run import code_picture, result_picture

KEYS = (
    Key("escape,s,ctrl+o,enter,q", "app.pop_screen", "close", "esc"),
    Key("j,down", "scroll(2)", "down", "j"),
    Key("k,up", "scroll(-2)", "up", "k"),
    HELP,
    PALETTE,
    QUIT_ANYWHERE,
)


class CompareScreen(Roomy):
    """Runs both programs and shows them beside each other."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual's own)
    BINDINGS = bindings(KEYS)

    def __init__(self, session: Session, assumed: Job, happened: Job) -> None:
        super().__init__()
        self._session = session
        self._jobs = {"assumed": assumed, "happened": happened}

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with Container(id="body"):
            for name in self._jobs:
                with VerticalScroll(id=name, classes="run", can_focus=False):
                    yield Painted(_head(name), id=f"{name}-head")
                    yield Painted(id=f"{name}-code")
                    yield Painted(id=f"{name}-result")
        yield KeyLine(id="keys")

    def on_mount(self) -> None:
        self.query_one(Bar).show_path((self._session.lesson.title, say("tui.both_runs")))
        self.query_one(KeyLine).show_keys(KEYS)
        for name, job in self._jobs.items():
            self._show(name, self._state(name, job))
        self.run_worker(self._run())

    async def _run(self) -> None:
        async def one(name: str, job: Job) -> LabState:
            done = await outcome(self._session.run(job))
            state = self._state(name, job)
            return replace(state, ran=True, messages=done.messages, ended=done.ended)

        states = await asyncio.gather(*(one(name, job) for name, job in self._jobs.items()))
        for state, other in zip(states, reversed(states), strict=True):
            self._show(state.name, state, other)

    def _state(self, name: str, job: Job) -> LabState:
        """Return a program that points at the first line in which the two differ."""
        marked = first_difference([each.main.source for each in self._jobs.values()])
        return LabState(name, "", job.main.source, show=job.show, marked=marked)

    def _show(self, name: str, state: LabState, other: LabState | None = None) -> None:
        code = self.query_one(f"#{name}-code", Painted)
        code.paint(lambda width, palette: code_picture(state, width, palette, other))
        result = self.query_one(f"#{name}-result", Painted)
        result.paint(lambda width, palette: result_picture(state, width, 10, palette))

    def action_scroll(self, rows: int) -> None:
        for side in self.query(VerticalScroll):
            side.scroll_relative(y=rows, animate=False)
        self.query_one("#body").scroll_relative(y=rows, animate=False)


def _head(name: str) -> Draw:
    def draw(width: int, palette: Palette) -> RenderableType:
        del width
        style = palette.bold(palette.warm if name == "assumed" else palette.text)
        return Text(say(f"tui.{name}"), style=style)

    return draw
