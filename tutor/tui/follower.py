"""Follows the run of a bench: when what it has sent is drawn, until it has ended.

A quick run is drawn once, when it has ended. The picture before it is kept for a moment; of a run
that goes on, what it has sent since is drawn as often as leaves time for keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tutor.jobs import Run
from tutor.tui.bench import Bench
from tutor.tui.pace import Pace
from tutor.tui.runs import Ran

HOLD = 0.03
"""Seconds a run may take to be painted together with what caused it."""
PATIENCE, MOST_PATIENCE = 0.25, 1.0
"""Seconds for which the picture before is kept: where the run has sent something, where not."""


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
        ran = self._bench.run_began(job)
        reading = asyncio.ensure_future(_read(run, ran))
        try:
            await asyncio.wait((reading,), timeout=HOLD)
            while not reading.done():
                self._draw_progress(ran)
                await asyncio.wait((reading,), timeout=self._pace.pause)
            reading.result()
            self._bench.run_shown(ran)
        finally:
            reading.cancel()
            run.stop()
            self._bench.run_over(ran)
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
        if ran.elapsed > (PATIENCE if ran.sent else MOST_PATIENCE):
            self._bench.run_shown(ran)
        if self._drawn == (ran, ran.sent):
            self._tell()
        else:
            self._drawn = (ran, ran.sent)
            self._draw()


async def _read(run: Run, ran: Ran) -> None:
    """Note all that a run sends."""
    async for message in run:
        ran.add(message)
