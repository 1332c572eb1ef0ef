"""What the program of the playground did: it runs the program and draws what comes."""

from __future__ import annotations

import time
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.jobs import Run, Runner, playground_job
from tutor.language import say
from tutor.playing.history import Played
from tutor.records.messages import Output, Raised, Shown, Unshown
from tutor.tui.following import follow, takes_the_place
from tutor.tui.lab_picture import title_picture
from tutor.tui.pace import Pace
from tutor.tui.playground import Playground
from tutor.tui.runs import Ran
from tutor.tui.state import LabState
from tutor.tui.widgets.painted import Painted
from tutor.tui.widgets.stage import Stage
from tutor.views.beside import pin_head
from tutor.views.palette import Palette

LOWEST_PLOT, TALLEST_PLOT = 8, 20
"""Rows of a picture that can be of any height."""
ROWS_BESIDE = 6
"""Rows that are not the picture's: the status, its title, the lines between."""


class PlaySide(VerticalScroll, can_focus=False):
    """The results of the playground."""

    @dataclass
    class Drawn(Message):
        """A run, or more of it, is shown."""

        state: LabState

    @dataclass
    class RunEnded(Message):
        """A run has come to its end; `played` is what is to be kept of it."""

        played: Played | None

    def __init__(self, playground: Playground, runner: Runner, *, id: str) -> None:  # noqa: A002
        super().__init__(id=id)
        self._playground = playground
        self._runner = runner
        self._pace = Pace()
        self._run: Run | None = None
        self._drawn: tuple[Ran | None, int] = (None, 0)
        """The run that was drawn last, and how much it had sent."""

    def compose(self) -> ComposeResult:
        yield Painted(self._head, id="play-head")
        yield Stage(id="result")

    @property
    def stage(self) -> Stage:
        return self.query_one(Stage)

    # Drawing

    def show(self) -> None:
        """Show what the last run did."""
        state = self._playground.state()
        room = self.size.height - ROWS_BESIDE
        self.stage.show(state, max(LOWEST_PLOT, min(TALLEST_PLOT, room)))
        self._show_head()
        self.post_message(self.Drawn(state))

    def _show_head(self) -> None:
        self.query_one("#play-head", Painted).repaint()

    def _head(self, width: int, palette: Palette) -> RenderableType:
        state = self._playground.state()
        parts: list[RenderableType] = [title_picture(state, self._doing(), width, palette)]
        if state.pinned is not None:
            parts += [Text(""), pin_head(state, state.pinned, palette)]
        if state.ran and not state.running and not _has_pictures(state):
            parts += [Text(""), Text(say("tui.play_nothing"), style=palette.support)]
        return Group(*parts)

    def _doing(self) -> str:
        state = self._runner.state
        if state != "ready":
            return say(f"tui.runner_{state}")
        return say("tui.running", elapsed=f"{self._playground.elapsed:.1f}")

    # Running

    def start(self, *, asked: bool = False) -> None:
        """Run the program as it stands; a run that is still going on is stopped."""
        self._follow_run(asked)

    def stop(self) -> None:
        """Ask the present run to end, and show how far it came; asked again, let it go."""
        if self._run is not None:
            self._run.stop()
            self._run = None
        else:
            self.workers.cancel_group(self, "run")

    @work(group="run", exclusive=True)
    async def _follow_run(self, asked: bool) -> None:
        job = self._playground.job()
        run = self._run = self._runner.run(job)
        ran = self._playground.run_began(job, asked=asked)
        played: Played | None = None
        try:
            await follow(run, ran, self._pace, lambda: self._show_progress(ran))
            self._playground.run_shown(ran)
        finally:
            played = self._playground.run_over(ran)
        self.show()
        self.post_message(self.RunEnded(played))

    def _show_progress(self, ran: Ran) -> None:
        """Show that a run goes on, and what it has sent since it was drawn last."""
        if takes_the_place(ran):
            self._playground.run_shown(ran)
        if self._drawn == (ran, ran.sent):
            self._show_head()
            return
        self._drawn = (ran, ran.sent)
        began = time.monotonic()
        self.show()
        self.call_after_refresh(lambda: self._pace.drawn(time.monotonic() - began))

    @work(group="pin", exclusive=True)
    async def pin(self, played: Played) -> None:
        """Run an earlier program again, and keep that run beside those to come."""
        ran = Ran(playground_job(played.source, self._playground.views))
        await follow(self._runner.run(ran.job), ran, Pace(), lambda: None)
        self._playground.pin(ran)
        self.show()


def _has_pictures(state: LabState) -> bool:
    seen = (Shown, Unshown, Output, Raised)
    return any(isinstance(message, seen) for message in state.messages)
