"""The lab: controls, the program (or its editor), and what its last run did.

It runs the program its desk names and draws what comes, thirty times a second at most; a picture
is kept for a moment when a new run begins, so that a quick run does not flicker.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.language import say
from tutor.lesson.model import Experiment
from tutor.records.messages import Ended
from tutor.tui.desk import Desk
from tutor.tui.lab_picture import code_picture, title_picture
from tutor.tui.widgets.controls import Chip, Controls
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.painted import Painted
from tutor.tui.widgets.stage import Stage

TALLEST_PLOT = 18
TICK = 1 / 30
PATIENCE = 0.12
"""Seconds for which the picture before is kept."""

Keep = Callable[[Awaitable[object]], Awaitable[bool]]


class Lab(VerticalScroll, can_focus=False):
    """Draws and runs the program of the present step."""

    class RunEnded(Message):
        """A run has come to its end."""

    def __init__(
        self,
        desk: Desk,
        keep: Keep,
        runner_state: Callable[[], str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._desk = desk
        self._keep = keep
        self._runner_state = runner_state

    def compose(self) -> ComposeResult:
        yield Painted(id="lab-title")
        yield Controls(id="controls")
        yield Painted(id="code")
        yield Editor(id="editor")
        yield Stage(id="result")

    def on_mount(self) -> None:
        self.editor.display = False

    @property
    def editor(self) -> Editor:
        return self.query_one(Editor)

    @property
    def stage(self) -> Stage:
        return self.query_one(Stage)

    @property
    def is_editing(self) -> bool:
        return bool(self.editor.display)

    # Drawing

    def show(self) -> None:
        """Draw the program as it stands now; nothing where the step has none."""
        state = self._desk.lab()
        self.display = state is not None
        if state is None:
            return
        waiting = self._waiting() if self._desk.is_running else ""
        self._part("lab-title").paint(lambda w, p: title_picture(state, waiting, w, p))
        self.query_one(Controls).show_controls(state.controls, state.settings)
        self._part("code").paint(lambda w, p: code_picture(state, w, p))
        height = max(8, min(TALLEST_PLOT, self.size.height - len(state.source.splitlines()) - 6))
        self.stage.show(state, height)

    def _waiting(self) -> str:
        """Return what the runner is doing, while the program cannot run yet."""
        state = self._runner_state()
        return say("tui.running") if state == "ready" else say(f"tui.runner_{state}")

    def _part(self, name: str) -> Painted:
        return self.query_one(f"#{name}", Painted)

    # Running

    def enter(self) -> None:
        """Show the program of another step; run it where that goes without asking."""
        self.stop()
        self.leave_editor()
        self.scroll_home(animate=False)
        self.show()
        self.run_if_free()

    def run_if_free(self) -> None:
        """Run the program unless a guess or an answer comes first."""
        if self._desk.runs_by_itself:
            self.start()

    def start(self) -> None:
        """Run the program as it stands; a run that is still going on is stopped."""
        if self._desk.job() is not None:
            self._run()

    def stop(self) -> None:
        """Stop the present run."""
        self.workers.cancel_group(self, "run")
        self._desk.run_over()

    @work(group="run", exclusive=True)
    async def _run(self) -> None:
        job = self._desk.job()
        if job is None:
            return
        run = self._desk.session.run(job)
        mine = self._desk.run_began(job)
        began = shown = time.monotonic()
        ticking = self.set_interval(PATIENCE, self._still_running)
        try:
            async for message in run:
                self._desk.run_said(message)
                now = time.monotonic()
                is_long = now - began > PATIENCE and now - shown > TICK
                if is_long and not isinstance(message, Ended):
                    self._still_running()
                    shown = now
            self._desk.run_shown()
        finally:
            ticking.stop()
            run.stop()
            self._desk.run_over(mine)
        self.show()
        self.post_message(self.RunEnded())

    def _still_running(self) -> None:
        """Say that a run goes on, and what it has sent so far."""
        if self._desk.is_running:
            self._desk.run_shown()
            self.show()

    # Changing

    def edit(self) -> None:
        """Open the editor on the program."""
        bench = self._desk.bench()
        if isinstance(bench, Experiment):
            self._part("code").display = False
            self.editor.open(self._desk.session.source(bench))

    def leave_editor(self) -> None:
        """Show the program in place of its editor."""
        self.editor.display = False
        self._part("code").display = True

    async def reset(self) -> None:
        """Put program and controls back to the lesson's."""
        bench = self._desk.bench()
        if isinstance(bench, Experiment):
            await self._keep(self._desk.session.reset(bench))
            if self.is_editing:
                self.edit()
            self._changed()

    async def on_chip_turned(self, message: Chip.Turned) -> None:
        message.stop()
        bench = self._desk.bench()
        if isinstance(bench, Experiment):
            await self._keep(self._desk.session.set(bench, message.name, message.value))
            self._changed()

    async def on_editor_edited(self, message: Editor.Edited) -> None:
        message.stop()
        bench = self._desk.bench()
        if not isinstance(bench, Experiment):
            return
        await self._keep(self._desk.session.edit(bench, message.source))
        if message.left:
            self.leave_editor()
            self.screen.set_focus(None)
        self._changed()

    async def on_editor_reset_asked(self, message: Editor.ResetAsked) -> None:
        message.stop()
        await self.reset()

    def on_editor_refused(self, message: Editor.Refused) -> None:
        message.stop()
        self.notify(message.reason, severity="warning", markup=False)

    def _changed(self) -> None:
        """Run again what was changed, unless a guess comes first; the run is shown when it ends."""
        if self._desk.runs_by_itself:
            self.start()
        else:
            self.show()
