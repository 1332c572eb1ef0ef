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
