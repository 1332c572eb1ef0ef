"""What runs have sent: the last run of each program, bounded however much a program sends.

Of a live value the first and the last ones are kept, of a view its newest record, of warnings the
first ones; printed text is bounded by the runner. Nothing here decides what is shown.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from tutor.records.job import Job
from tutor.records.messages import Ended, LiveValue, Message, Output, Shown, Unshown, Warned

FIRST_KEPT, LAST_KEPT = 6, 3
"""Values of one live expression that are kept: more than a line has room for."""
MOST_WARNINGS = 50


class Transcript:
    """The messages of one run, in the order in which each first came."""

    def __init__(self) -> None:
        self._slots: dict[object, list[Message]] = {}
        self._warnings = 0
        self._flat: tuple[Message, ...] | None = ()

    def add(self, message: Message) -> None:
        """Keep a message, or what of it is still to be told."""
        self._flat = None
        match message:
            case LiveValue():
                kept = self._slots.setdefault(("live", message.line, message.expression), [])
                if len(kept) == FIRST_KEPT + LAST_KEPT:
                    del kept[FIRST_KEPT]
                kept.append(message)
            case Shown() | Unshown():
                self._slots[("shown", message.index)] = [message]
            case Output():
                self._print(message)
            case Warned():
                self._warnings += 1
                if self._warnings <= MOST_WARNINGS:
                    self._slots[("other", len(self._slots))] = [message]
            case _:
                self._slots[("other", len(self._slots))] = [message]

    def _print(self, message: Output) -> None:
        last = next(reversed(self._slots), None)
        kept = self._slots[last] if last is not None else []
        if kept and isinstance(kept[0], Output) and kept[0].stream == message.stream:
            kept.append(message)
        else:
            self._slots[("other", len(self._slots))] = [message]

    @property
    def messages(self) -> tuple[Message, ...]:
        """Return what is kept; printed text of one stream that came in pieces is one."""
        if self._flat is None:
            for kept in self._slots.values():
                if len(kept) > 1 and isinstance(kept[0], Output):
                    text = "".join(each.text for each in kept if isinstance(each, Output))
                    kept[:] = [Output(kept[0].stream, text)]
            self._flat = tuple(message for kept in self._slots.values() for message in kept)
        return self._flat


@dataclass(eq=False, slots=True)
class Ran:
    """A run of one program, going on or ended."""

    job: Job
    transcript: Transcript = field(default_factory=Transcript)
    ended: Ended | None = None
    began: float = field(default_factory=time.monotonic)
    sent: int = 0
    """How many messages have come."""

    @property
    def elapsed(self) -> float:
        """Return the seconds since it began, or that it took."""
        if self.ended is not None:
            return self.ended.elapsed_ms / 1000
        return time.monotonic() - self.began

    def add(self, message: Message) -> None:
        """Note what the run sent."""
        self.sent += 1
        if isinstance(message, Ended):
            self.ended = message
        else:
            self.transcript.add(message)


class LastRuns:
    """The last run of each program by its name, the one that goes on, and those that are pinned."""

    def __init__(self) -> None:
        self._last: dict[str, Ran] = {}
        self._pinned: dict[str, Ran] = {}
        self._running: Ran | None = None

    def begin(self, job: Job) -> Ran:
        """Note that `job` was started; return what stands for its run."""
        self._running = Ran(job)
        return self._running

    def show(self, name: str, ran: Ran) -> None:
        """Let a run, if it is the one that goes on, take the place of the one before it."""
        if ran is self._running:
            self._last[name] = ran

    def end(self, ran: Ran | None = None) -> None:
        """Note that nothing runs any more (or not `ran`, if another has begun since)."""
        if ran is None or ran is self._running:
            self._running = None

    def pin(self, name: str) -> None:
        """Keep the last run of a program beside those to come."""
        self._pinned[name] = self._last[name]

    def unpin(self, name: str) -> None:
        """Let the pinned run of a program go, if there is one."""
        self._pinned.pop(name, None)

    def forget(self, name: str) -> None:
        """Forget the runs of a program."""
        self._last.pop(name, None)
        self._pinned.pop(name, None)

    def last(self, name: str) -> Ran | None:
        return self._last.get(name)

    def pinned(self, name: str) -> Ran | None:
        return self._pinned.get(name)

    @property
    def is_running(self) -> bool:
        return self._running is not None

    @property
    def elapsed(self) -> float:
        """Return the seconds since the present run began."""
        return self._running.elapsed if self._running is not None else 0.0
