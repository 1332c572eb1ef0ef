"""Follows the run of a bench: what it has sent is drawn while it goes on, and when it has ended."""

from __future__ import annotations

from collections.abc import Callable

from tutor.jobs import Run
from tutor.tui.bench import Bench
from tutor.tui.following import follow, takes_the_place
from tutor.tui.pace import Pace
from tutor.tui.runs import Ran


class Follower:
    """Runs the program of a bench; `draw` draws all, `tell` only that it still runs."""

    def __init__(
        self, bench: Bench, pace: Pace, draw: Callable[[], None], tell: Callable[[], None]
    ) -> None:
        self._bench = bench
        self._pace = pace
        self._draw = draw
        self._tell = tell
        self._run: Run | None = None
        self._drawn: tuple[Ran | None, int] = (None, 0)
        """The run that was drawn last, and how much it had sent."""

    async def follow(self) -> bool:
        """Run the program as it stands now, to its end; return False where there is none."""
        job = self._bench.job()
        if job is None:
            return False
        run = self._run = self._bench.session.run(job)
        ran = self._bench.runs.begin(job)
        try:
            await follow(run, ran, self._pace, lambda: self._draw_progress(ran))
            self._bench.run_shown(ran)
        finally:
            self._bench.runs.end(ran)
        return True

    def ask_to_end(self) -> bool:
        """Ask the run to end; return False where it has been asked already."""
        if self._run is None:
            return False
        self._run.stop()
        self._run = None
        return True

    def _draw_progress(self, ran: Ran) -> None:
        """Draw that a run goes on, and what it has sent since it was drawn last."""
        if takes_the_place(ran):
            self._bench.run_shown(ran)
        if self._drawn == (ran, ran.sent):
            self._tell()
        else:
            self._drawn = (ran, ran.sent)
            self._draw()
