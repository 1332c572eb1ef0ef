"""The state of the playground: the program, the views that look at it, its runs and its history.

It knows nothing of Textual. What is to be kept is handed out as `Played`, for the screen to store.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from tutor.jobs import playground_job
from tutor.language import say
from tutor.playing.history import Played, added
from tutor.playing.start import Start, first_program
from tutor.records.job import Job
from tutor.records.messages import Message, Raised, Shown
from tutor.tui.runs import Ran
from tutor.tui.state import LabState
from tutor.views.beside import RunState

QUICK = 2.0
"""Seconds within which a run must end for the program to run whenever typing pauses."""
_BEHIND = 10_000
"""Added to the index of what a pinned program itself showed: no view of the present run has it."""


class Playground:
    """What the playground's screen shows."""

    def __init__(
        self,
        history: tuple[Played, ...] = (),
        start: Start | None = None,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.history = history
        self._clock = clock
        self._ran: Ran | None = None
        self._running: Ran | None = None
        self._asked = False
        self._pinned: Ran | None = None
        last = history[-1] if history else Played(first_program())
        self.begin(start or Start(last.source, last.views, file=last.file))

    def begin(self, start: Start) -> None:
        """Go on with another program; what stood before is kept in the history."""
        self.source = self._begun = start.source
        self.views = start.views
        self.name, self.file = start.name, start.file
        self.saved: str | None = start.source if start.file and start.is_saved else None
        """What is in the file, as far as is known."""
        self._begins = True
        self._ran = None

    def reset(self) -> None:
        """Put the program back to what was begun with."""
        self.source = self._begun
        self._begins = True

    # Runs

    def job(self) -> Job:
        """Return the run of the program as it stands."""
        return playground_job(self.source, self.views)

    @property
    def runs_by_itself(self) -> bool:
        """Tell whether the program is run whenever typing pauses: not where that takes long."""
        ran = self._running or self._ran
        return ran is None or ran.elapsed < QUICK

    def run_began(self, job: Job, *, asked: bool) -> Ran:
        """Note that a run was started; return what stands for it."""
        self._running, self._asked = Ran(job), asked
        return self._running

    def run_shown(self, ran: Ran) -> None:
        """Let a run take the place of the one before it."""
        if ran is self._running:
            self._ran = ran

    def run_over(self, ran: Ran) -> Played | None:
        """Note that a run has ended or was left; return what is to be kept of it, if anything."""
        if ran is not self._running:
            return None
        self._running = None
        return self._kept(ran) if ran.ended is not None else None

    @property
    def is_running(self) -> bool:
        return self._running is not None

    @property
    def elapsed(self) -> float:
        return self._running.elapsed if self._running is not None else 0.0

    # History

    def set_aside(self) -> Played | None:
        """Return the program as it is left, where it has not been run as it stands."""
        last = self.history[-1] if self.history else None
        if last is not None and last.source == self.source:
            return None
        if not self.history and self.source == self._begun and not self.name:
            return None
        return self._add(Played(self.source, self._clock(), views=self.views, file=self.file))

    def _kept(self, ran: Ran) -> Played | None:
        main, ended = ran.job.main, ran.ended
        assert ended is not None
        raised = next((m for m in ran.transcript.messages if isinstance(m, Raised)), None)
        played = Played(
            main.source,
            self._clock(),
            ended=ended.kind,
            error=raised.exception if raised is not None else "",
            elapsed_ms=ended.elapsed_ms,
            asked=self._asked,
            views=ran.job.show,
            file=self.file,
        )
        last = self.history[-1] if self.history else None
        is_known = last is not None and not played.asked and _same(last, played)
        return None if is_known else self._add(played)

    def _add(self, played: Played) -> Played:
        played = replace(played, begins=self._begins)
        self._begins = False
        self.history = added(self.history, played)
        return played

    # The pinned run

    @property
    def is_pinned(self) -> bool:
        return self._pinned is not None

    @property
    def can_pin(self) -> bool:
        """Tell whether there is a run to pin, or one that can be let go."""
        return self.is_pinned or (self._ran is not None and not self.is_running)

    def pin(self, ran: Ran | None = None) -> None:
        """Keep a run (the one shown) beside those to come; let it go where one is kept."""
        if ran is not None:
            self._pinned = ran
        elif self._pinned is not None:
            self._pinned = None
        elif self.can_pin:
            self._pinned = self._ran

    # Drawing

    @property
    def shown_source(self) -> str | None:
        """Return the program whose run is shown, if any is."""
        return self._ran.job.main.source if self._ran is not None else None

    def file_is(self, name: str) -> None:
        """Note that the program has been saved under a name."""
        self.file, self.saved = name, self.source

    @property
    def is_changed(self) -> bool:
        """Tell whether the file, if there is one, lacks what has been typed since."""
        return bool(self.file) and self.source != self.saved

    def state(self) -> LabState:
        """Return the program and what its last run sent, for what draws a lab."""
        ran = self._ran
        state = LabState(
            name="playground",
            title=self.name or self.file,
            source=self.source,
            show=self.views,
            edited=self.is_changed,
            running=self.is_running,
        )
        if ran is None:
            return state
        is_old = ran.job.main.source != self.source and not self.is_running
        return replace(
            state,
            ran=True,
            show=ran.job.show,
            messages=ran.transcript.messages,
            ended=ran.ended,
            pinned=self._pin_beside(ran),
            withheld=say("tui.play_changed") if is_old and not self.runs_by_itself else "",
        )

    def _pin_beside(self, ran: Ran) -> RunState | None:
        pinned = self._pinned
        if pinned is None:
            return None
        shows = pinned.job.show
        places = {n: ran.job.show.index(s) for n, s in enumerate(shows) if s in ran.job.show}
        messages = (_moved(message, places) for message in pinned.transcript.messages)
        return RunState(pinned.job.main.source, {}, tuple(messages), pinned.ended)


def _moved(message: Message, places: dict[int, int]) -> Message:
    """Return a view of the pinned run at the place that the same view has in the present one."""
    if not isinstance(message, Shown):
        return message
    return replace(message, index=places.get(message.index, _BEHIND + message.index))


def _same(a: Played, b: Played) -> bool:
    return (a.source, a.ended, a.error, a.views) == (b.source, b.ended, b.error, b.views)
