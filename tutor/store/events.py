"""What the store keeps and what it says of itself when it is opened."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in the order of `at` and, at one moment, of `seq`."""

    seq: int
    id: str
    at: float
    """Seconds since the epoch; never less than that of what happened before on that machine."""
    session: str
    """The run of the tutor it happened in."""
    kind: str
    lesson: str
    body: Mapping[str, object]
    """Plain JSON data."""


@dataclass(frozen=True, slots=True)
class Row:
    """An event as both files hold it, its body still the text that was written."""

    id: str
    at: float
    session: str
    kind: str
    lesson: str
    body: str

    @property
    def crc(self) -> int:
        """Return the checksum: a changed byte in a row does not pass for what was stored."""
        parts = (self.id, repr(self.at), self.kind, self.lesson, self.body)
        return zlib.crc32("\0".join(parts).encode("utf-8", "surrogatepass"))

    def event(self, seq: int) -> Event:
        """Return the event this row is, at its place in the order."""
        try:
            made = json.loads(self.body)
        except (ValueError, RecursionError):
            made = {}
        body = made if isinstance(made, dict) else {}
        return Event(seq, self.id, self.at, self.session, self.kind, self.lesson, body)


@dataclass(frozen=True, slots=True)
class Opened:
    """How opening went."""

    read_only: bool = False
    notices: tuple[str, ...] = ()
    """Sentences for the learner: what was found and what was done about it."""
