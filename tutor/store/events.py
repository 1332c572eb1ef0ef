"""What the store keeps and what it says of itself when it is opened."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, in the order of `seq`."""

    seq: int
    id: str
    at: float
    """Seconds since the epoch; never less than that of the event before."""
    session: str
    """The run of the tutor it happened in."""
    kind: str
    lesson: str
    body: Mapping[str, object]
    """Plain JSON data."""


@dataclass(frozen=True, slots=True)
class Opened:
    """How opening went."""

    read_only: bool = False
    notices: tuple[str, ...] = ()
    """Sentences for the learner: what was found and what was done about it."""


def checksum(id: str, at: float, kind: str, lesson: str, body: str) -> int:  # noqa: A002
    """Return the CRC of a row: a changed byte in it does not pass for what was stored."""
    return zlib.crc32("\0".join((id, repr(at), kind, lesson, body)).encode())
