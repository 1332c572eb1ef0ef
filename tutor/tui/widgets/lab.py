"""The lab: controls, the program (or its editor), and what its last run did.

It runs the program on its bench and draws what comes. A quick run is painted once, with the
control that caused it; a picture is kept for a moment when a new run begins, so that it does not
flicker; a long run is drawn while it goes on, as often as leaves time for keys.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.message import Message

from tutor.jobs import Run
from tutor.language import say
from tutor.tui.bench import Bench
from tutor.tui.lab_picture import code_picture, title_picture
from tutor.tui.pace import Pace
from tutor.tui.runs import Ran
from tutor.tui.state import LabState
from tutor.tui.widgets.controls import Chip, Controls
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.painted import Painted
from tutor.tui.widgets.stage import Stage

LOWEST_PLOT, TALLEST_PLOT = 8, 24
HOLD = 0.03
"""Seconds a run may take to be painted together with what caused it."""
PATIENCE, MOST_PATIENCE = 0.25, 1.0
"""Seconds for which the picture before is kept: where the run has sent something, where not."""

Keep = Callable[[Awaitable[object]], Awaitable[bool]]


class Lab(VerticalScroll, can_focus=False):
    """Draws and runs the program of the present step."""

    class RunEnded(Message):
        """A run has come to its end."""

    def __init__(
        self,
        bench: Bench,
        keep: Keep,
        runner_state: Callable[[], str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._keep = keep
        self._runner_state = runner_state
        self._pace = Pace()
        self._run: Run | None = None
        self._drawn: tuple[Ran | None, int] = (None, 0)
        """The run that was drawn last, and how much it had sent."""

    def compose(self) -> ComposeResult:
        yield Painted(id="lab-title")
        yield Controls(id="controls")
        yield Painted(id="code")
        yield Editor(id="editor")
        yield Stage(id="result")

    def on_mount(self) -> None:
        self.editor.display = False

    async def on_unmount(self) -> None:
        await self._keep(self._bench.store_moves())

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
        state = self._bench.state()
        self.display = state is not None
        if state is None:
            return
        self._show_title(state)
        self.query_one(Controls).show_controls(state.controls, state.settings)
        self._part("code").paint(lambda w, p: code_picture(state, w, p))
        self.stage.show(state, self._height(state))

    def _show_title(self, state: LabState) -> None:
        doing = self._doing() if state.running or state.waiting else ""
        self._part("lab-title").paint(lambda w, p: title_picture(state, doing, w, p))

    def _doing(self) -> str:
        """Return what the runner is doing, while a program runs or cannot run yet."""
        state = self._runner_state()
        if state != "ready":
            return say(f"tui.runner_{state}")
        return say("tui.running", elapsed=f"{self._bench.elapsed:.1f}")

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
        self.leave_editor()
        self.scroll_home(animate=False)
        self.show()
        self.run_if_free()

    def run_if_free(self) -> None:
        """Run the program unless a guess or an answer comes first."""
        if self._bench.runs_by_itself:
            self.start()

    def start(self) -> None:
        """Run the program as it stands; a run that is still going on is stopped."""
        if self._bench.program is not None:
            self._follow_run()

    def stop(self) -> None:
        """Ask the present run to end, and show how far it came; asked again, let it go."""
        if self._run is not None:
            self._run.stop()
            self._run = None
        else:
            self._drop_run()
            self.show()

    def _drop_run(self) -> None:
        self.workers.cancel_group(self, "run")
        self._bench.run_over()

    @work(group="run", exclusive=True)
    async def _follow_run(self) -> None:
        job = self._bench.job()
        if job is None:
            return
        run = self._run = self._bench.session.run(job)
        ran = self._bench.run_began(job)
        reading = asyncio.ensure_future(_read(run, ran))
        try:
            await asyncio.wait((reading,), timeout=HOLD)
            while not reading.done():
                self._show_progress(ran)
                await asyncio.wait((reading,), timeout=self._pace.pause)
            reading.result()
            self._bench.run_shown(ran)
        finally:
            reading.cancel()
            run.stop()
            self._bench.run_over(ran)
        self.show()
        self.post_message(self.RunEnded())

    def _show_progress(self, ran: Ran) -> None:
        """Show that a run goes on, and what it has sent since it was drawn last."""
        if ran.elapsed > (PATIENCE if ran.sent else MOST_PATIENCE):
            self._bench.run_shown(ran)
        state, now = self._bench.state(), (ran, ran.sent)
        if state is not None and self._drawn == now:
            self._show_title(state)
            return
        self._drawn = now
        began = time.monotonic()
        self.show()
        self.call_after_refresh(lambda: self._pace.drawn(time.monotonic() - began))

    # Changing

    def edit(self) -> None:
        """Open the editor on the program."""
        experiment = self._bench.experiment
        if experiment is not None:
            self._part("code").display = False
            self.editor.open(self._bench.session.source(experiment))

    def leave_editor(self) -> None:
        """Show the program in place of its editor."""
        self.editor.display = False
        self._part("code").display = True

    async def reset(self) -> None:
        """Put program and controls back to the lesson's."""
        await self._keep(self._bench.reset())
        if self.is_editing:
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
        if not await self._keep(self._bench.store_moves()):
            self._changed()

    async def on_editor_edited(self, message: Editor.Edited) -> None:
        message.stop()
        experiment = self._bench.experiment
        if experiment is None:
            return
        await self._keep(self._bench.session.edit(experiment, message.source))
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
        if self._bench.runs_by_itself:
            self.start()
        else:
            self.show()


async def _read(run: Run, ran: Ran) -> None:
    """Note all that a run sends."""
    async for message in run:
        ran.add(message)
