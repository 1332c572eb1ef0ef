"""Looking at runs in plain mode: kept for comparing, stepped through and read by typed words.

It keeps the last run of each experiment or question, the pinned one, and where one stands in them;
what is said of them comes from the views.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tutor.language import say
from tutor.plain.drawing import draw, draw_graphs, draw_points, draw_run, run_state
from tutor.records.messages import Shown
from tutor.records.views.series import SeriesRecord
from tutor.views.beside import RunState
from tutor.views.reading import moved_to, reach
from tutor.views.stepping import Move, graphs_of, last_of, moved, typed_position

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.jobs import Outcome
    from tutor.records.job import Job

MOVES: dict[str, Move] = {"": "forward", "back": "back", "start": "start", "end": "end"}
READS = {"": 1, "back": -1}


@dataclass(slots=True)
class _Looked:
    """The runs of one step, and where one stands in the last."""

    run: RunState
    pinned: RunState | None = None
    at: int | None = None
    step: int | None = None
    """The step of the series that is read."""


class Looking:
    """What can be done with the last run of each step."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._looked: dict[str, _Looked] = {}
        self._told: set[str] = set()
        """Words that have been explained: once is enough."""

    def show(self, name: str, job: Job, done: Outcome) -> None:
        """Draw a run of the step `name`, compared with the pinned one if there is one."""
        before = self._looked.get(name)
        looked = _Looked(run_state(job, done), before.pinned if before is not None else None)
        self._looked[name] = looked
        draw_run(self._console, replace(looked.run, pinned=looked.pinned))
        can = {
            "pin": True,
            "step": bool(graphs_of(looked.run.messages)),
            "read": reach(looked.run.messages) > 0,
        }
        for word in [word for word in can if can[word] and word not in self._told]:
            self._told.add(word)
            draw(self._console, say(f"plain.can_{word}"))

    def has_run(self, name: str) -> bool:
        """Tell whether there is a run to look at."""
        return name in self._looked

    def act(self, name: str, line: str) -> bool:
        """Carry out a line that is about the last run; return False where it is about none."""
        word, _, rest = line.strip().lower().removeprefix(":").partition(" ")
        act = {"pin": self._pin, "step": self._step, "read": self._read}.get(word)
        if act is None:
            return False
        looked = self._looked.get(name)
        if looked is None:
            draw(self._console, say("plain.no_run"))
        else:
            act(looked, rest.strip())
        return True

    def _pin(self, looked: _Looked, rest: str) -> None:
        del rest
        looked.pinned = looked.run if looked.pinned is None else None
        draw(self._console, say("plain.unpinned" if looked.pinned is None else "plain.pinned"))

    def _step(self, looked: _Looked, to: str) -> None:
        graphs = graphs_of(looked.run.messages)
        if not graphs:
            draw(self._console, say("plain.no_graph"))
            return
        if to in MOVES:
            looked.at = moved(looked.at, MOVES[to], last_of(graphs))
        elif (at := typed_position(to, looked.at, graphs)) is not None:
            looked.at = at
        else:
            draw(self._console, say("plain.no_step", step=to))
            return
        draw_graphs(self._console, looked.run, looked.at)

    def _read(self, looked: _Looked, to: str) -> None:
        every, last = _steps(looked.run)
        if last < 0:
            draw(self._console, say("plain.no_series"))
            return
        if to in READS:
            at = None if looked.step is None else looked.step // every
            point = moved_to(at, READS[to], far=False, count=last // every + 1)
            looked.step = None if point is None else point * every
        elif to.isdecimal() and int(to[:9]) <= last:
            looked.step = int(to[:9])
        else:
            draw(self._console, say("plain.no_step", step=to))
            return
        if looked.step is None:
            draw(self._console, say("plain.read_end"))
        else:
            draw_points(self._console, looked.run, looked.step)


def _steps(run: RunState) -> tuple[int, int]:
    """Return how many steps lie between two points of the longest series, and its last step."""
    views = [each.view for each in run.messages if isinstance(each, Shown)]
    series = [each for each in views if isinstance(each, SeriesRecord)]
    every = max((each.every for each in series), default=1)
    return every, (reach(run.messages) - 1) * every
