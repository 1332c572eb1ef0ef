"""The lab: controls, the program (or its editor), and what its last run did.

It draws its bench and hands on what is turned and typed; when a run is drawn, its follower says.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message
from textual.widget import Widget

from tutor.language import say
from tutor.tui.bench import Bench
from tutor.tui.follower import Follower
from tutor.tui.keeping import kept
from tutor.tui.lab_picture import title_picture
from tutor.tui.pace import Pace
from tutor.tui.state import LabState
from tutor.tui.widgets.controls import Chip, Controls
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.painted import Painted
from tutor.tui.widgets.source import Source
from tutor.tui.widgets.stage import Stage

LOWEST_PLOT, TALLEST_PLOT = 8, 24

Cause: TypeAlias = Literal["", "asked", "told"]
"""Why a program runs: by itself, because the learner asked, or because they told their guess."""


class Lab(VerticalScroll, can_focus=False):
    """Draws and runs the program of the present step."""

    @dataclass
    class Drawn(Message):
        """A run that the learner brought about is drawn, in part or as a whole."""

        cause: Cause

    class RunEnded(Message):
        """A run has come to its end."""

    def __init__(
        self,
        bench: Bench,
        runner_state: Callable[[], str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._runner_state = runner_state
        self._pace = Pace()
        self._cause: Cause = ""
        self._to_tell: Cause = ""
        """Why the present run was begun, until its first picture has been drawn."""
        self._follower = Follower(bench, self._pace, self._draw_progress, self._tell_progress)

    def compose(self) -> ComposeResult:
        yield Painted(id="lab-title")
        yield Controls(id="controls")
        yield Source(id="source")
        yield Stage(id="result")

    async def on_unmount(self) -> None:
        await kept(self, self._bench.moves.store())

    @property
    def stage(self) -> Stage:
        return self.query_one(Stage)

    @property
    def source(self) -> Source:
        return self.query_one(Source)

    @property
    def top(self) -> Widget:
        """Return what is first of what can be changed: the controls, or the program."""
        controls = self.query_one(Controls)
        return controls if controls.display and controls.size.height else self.source

    # Drawing

    def show(self) -> None:
        """Draw the program as it stands now; nothing where the step has none."""
        state = self._bench.state()
        self.display = state is not None
        if state is None:
            return
        self._show_title(state)
        self.query_one(Controls).show_controls(state.controls, state.settings)
        self.source.show(state)
        self.stage.show(state, self._height(state))

    def _show_title(self, state: LabState) -> None:
        doing = self._doing() if state.running or state.waiting else ""
        self._part("lab-title").paint(lambda w, p: title_picture(state, doing, w, p))

    def _doing(self) -> str:
        """Return what the runner is doing, while a program runs or cannot run yet."""
        state = self._runner_state()
        if state != "ready":
            return say(f"tui.runner_{state}")
        return say("tui.running", elapsed=f"{self._bench.runs.elapsed:.1f}")

    def _height(self, state: LabState) -> int:
        """Return the rows a picture may fill: what the program leaves of the side or screen."""
        is_wide = self.screen.has_class("-wide")
        room = self.size.height if is_wide else self.screen.size.height - 6
        rows = len(state.source.splitlines()) if is_wide else 0
        return max(LOWEST_PLOT, min(TALLEST_PLOT, room - rows - 6))

    def _part(self, name: str) -> Painted:
        return self.query_one(f"#{name}", Painted)

    # Running

    def enter(self) -> None:
        """Show the program of another step; run it where that goes without asking."""
        self._drop_run()
        self.source.enter()
        self.scroll_home(animate=False)
        self.show()
        self.run_if_free()

    def run_if_free(self, cause: Cause = "") -> None:
        """Run the program unless a guess or an answer comes first."""
        if self._bench.runs_by_itself:
            self.start(cause)

    def start(self, cause: Cause = "asked") -> None:
        """Run the program as it stands; a run that is still going on is stopped."""
        if self._bench.program is not None:
            self._cause = self._to_tell = cause
            self._follow_run()

    def stop(self) -> None:
        """Ask the present run to end, and show how far it came; asked again, let it go."""
        if not self._follower.ask_to_end():
            self._drop_run()
            self.show()

    def _drop_run(self) -> None:
        self.workers.cancel_group(self, "run")
        self._bench.runs.end()

    @work(group="run", exclusive=True)
    async def _follow_run(self) -> None:
        if await self._follower.follow():
            self.show()
            self._tell_drawn(self._cause)
            self.post_message(self.RunEnded())

    def _draw_progress(self) -> None:
        began = time.monotonic()
        self.show()
        self.call_after_refresh(lambda: self._pace.drawn(time.monotonic() - began))
        self._tell_drawn(self._to_tell)
        self._to_tell = ""

    def _tell_drawn(self, cause: Cause) -> None:
        if cause:
            self.post_message(self.Drawn(cause))

    def _tell_progress(self) -> None:
        state = self._bench.state()
        if state is not None:
            self._show_title(state)

    # Changing

    def edit(self) -> None:
        """Open the editor on the program."""
        experiment = self._bench.experiment
        if experiment is not None:
            self.source.edit(self._bench.session.experiments.source(experiment))

    async def reset(self) -> None:
        """Put program and controls back to the lesson's."""
        await kept(self, self._bench.reset())
        if self.source.is_editing:
            self.edit()
        self._changed()

    def pin(self) -> None:
        """Keep the run that is shown beside those to come, or let it go."""
        self._bench.pin()
        self.show()

    def on_chip_turned(self, message: Chip.Turned) -> None:
        message.stop()
        self._bench.move(message.name, message.value)
        self._changed()
        self._store_moves()

    @work(group="store")
    async def _store_moves(self) -> None:
        if not await kept(self, self._bench.moves.store()):
            self._changed()

    async def on_editor_edited(self, message: Editor.Edited) -> None:
        message.stop()
        experiment = self._bench.experiment
        if experiment is None:
            return
        await kept(self, self._bench.session.experiments.edit(experiment, message.source))
        if message.left:
            self.source.leave_editor()
            self.screen.set_focus(None)
        self._changed()

    async def on_editor_reset_asked(self, message: Editor.ResetAsked) -> None:
        message.stop()
        await self.reset()

    def _changed(self) -> None:
        """Run again what was changed, unless a guess comes first; the run is shown when it ends."""
        if self._bench.runs_by_itself:
            self.start()
        else:
            self.show()
