"""Live values while a program runs: each is sent when its line has run, and kept for the views.

Of a line that runs very often the first values are sent, and the last one at the end.
"""

from __future__ import annotations

import builtins
import contextlib
import sys
from collections.abc import Iterator

from tutor.probes import snapshot
from tutor.probes.kept import Kept
from tutor.records.messages import LiveValue
from tutor.records.values import Plain
from tutor.runner import emit, live, report

_SCALARS = frozenset((float, bool, type(None)))
"""What is its own snapshot; a line that runs a million times is mostly of these."""
MOST_SENT = 300
"""Values of one expression that are sent while the program runs."""


class Watcher:
    """Takes the values that the recording statements of a program hand over."""

    def __init__(self, emitter: emit.Emitter) -> None:
        self._emitter = emitter
        self._watches: tuple[live.Watch, ...] = ()
        self._seen: list[int] = []
        self._last: dict[int, LiveValue] = {}
        self._told: dict[int, LiveValue] = {}
        self.history: dict[str, Kept] = {}
        """Expression → its values each time its line ran."""

    def watch(self, watches: tuple[live.Watch, ...]) -> None:
        """Get ready for the watches of one program; those that cannot be recorded say why now."""
        self._watches = watches
        self._seen = [0] * len(watches)
        for watch in watches:
            if watch.error:
                self._emitter.record(LiveValue(watch.line, watch.expression, None, watch.error))

    @contextlib.contextmanager
    def installed(self) -> Iterator[None]:
        """Let recording statements find their functions."""
        setattr(builtins, live.RECORD, self._record)
        setattr(builtins, live.FAILED, self._failed)
        try:
            yield
        finally:
            delattr(builtins, live.RECORD)
            delattr(builtins, live.FAILED)

    def latest(self) -> list[LiveValue]:
        """Return the last values that were not sent when they came, once each."""
        found = [(n, each) for n, each in tuple(self._last.items()) if self._told.get(n) != each]
        self._told.update(found)
        return [each for _, each in found]

    def finish(self) -> None:
        """Send the last value of each expression whose values were too many to send them all."""
        for message in self._last.values():
            self._emitter.record(message)
        self._last.clear()

    def _record(self, number: int, value: object) -> None:
        watch = self._watches[number]
        taken = Plain(value) if type(value) in _SCALARS else snapshot(value)  # type: ignore[arg-type]
        self.history.setdefault(watch.expression, Kept()).add(watch.line, taken)
        self._send(number, LiveValue(watch.line, watch.expression, taken))

    def _failed(self, number: int) -> None:
        error = sys.exception()
        if isinstance(error, KeyboardInterrupt):
            raise error
        watch = self._watches[number]
        said = "" if error is None else f"{type(error).__name__}: {report.text_of(error)}"
        self._send(number, LiveValue(watch.line, watch.expression, None, said[:300]))

    def _send(self, number: int, message: LiveValue) -> None:
        self._seen[number] += 1
        if self._seen[number] > MOST_SENT:
            self._last[number] = message
            return
        emit.flush_streams()
        if not self._emitter.record(message):
            self._last.pop(number, None)
