"""Follows one run to its end: a quick one is drawn once, a long one while it goes on.

A picture is kept for a moment when a new run begins, so that it does not flicker; a long run is
drawn as often as leaves time for keys.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tutor.jobs import Run
from tutor.tui.pace import Pace
from tutor.tui.runs import Ran

HOLD = 0.03
"""Seconds a run may take to be painted together with what caused it."""
PATIENCE, MOST_PATIENCE = 0.25, 1.0
"""Seconds for which the picture before is kept: where the run has sent something, where not."""


async def follow(run: Run, ran: Ran, pace: Pace, show_progress: Callable[[], None]) -> None:
    """Note all that a run sends; `show_progress` is called while it goes on.

    Left or cancelled before the end, it stops the run.
    """
    reading = asyncio.ensure_future(_read(run, ran))
    try:
        await asyncio.wait((reading,), timeout=HOLD)
        while not reading.done():
            show_progress()
            await asyncio.wait((reading,), timeout=pace.pause)
        reading.result()
    finally:
        reading.cancel()
        run.stop()


def takes_the_place(ran: Ran) -> bool:
    """Tell whether a run that goes on is to be shown in place of the one before it."""
    return ran.elapsed > (PATIENCE if ran.sent else MOST_PATIENCE)


async def _read(run: Run, ran: Ran) -> None:
    async for message in run:
        ran.add(message)
