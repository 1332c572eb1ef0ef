"""Frames on the descriptor between the tutor and a run: a length, a kind, a payload.

Both sides use this file. The tutor's side trusts nothing it reads: a frame that is too long or of
an unknown kind raises RecordError before a byte of it is decoded.
"""

from __future__ import annotations

import struct
from typing import Final

from tutor.errors import RecordError

READY: Final = b"s"
"""The spare has confined itself and waits for a job; the payload is the level of isolation."""
JOB: Final = b"j"
"""A job record, from the tutor to the spare."""
RECORD: Final = b"r"
"""One message record."""
STDOUT: Final = b"o"
"""Bytes the program wrote to sys.stdout."""
STDERR: Final = b"e"
"""Bytes the program wrote to sys.stderr."""
DONE: Final = b"d"
"""All is sent; the payload is FINISHED, RAISED or INTERRUPTED."""

FINISHED: Final = b"finished"
RAISED: Final = b"raised"
INTERRUPTED: Final = b"interrupted"

FROM_CHILD: Final = frozenset((READY, RECORD, STDOUT, STDERR, DONE))
FROM_TUTOR: Final = frozenset((JOB,))

MOST_FRAME: Final = 256 * 2**10
"""Bytes of one frame's payload from a run: room for two tensors of the most elements sent."""
MOST_JOB: Final = 16 * 2**20

_HEADER = struct.Struct(">Ic")
HEADER_SIZE: Final = _HEADER.size


def frame(kind: bytes, payload: bytes = b"") -> bytes:
    """Return `payload` with its header."""
    return _HEADER.pack(len(payload), kind) + payload


def header(data: bytes) -> tuple[int, bytes]:
    """Return the length and the kind that the header of a frame names."""
    length, kind = _HEADER.unpack(data)
    return int(length), bytes(kind)


class Frames:
    """Cuts a stream of bytes into frames, however the bytes arrive."""

    __slots__ = ("_buffer", "_kinds", "_most")

    def __init__(self, kinds: frozenset[bytes] = FROM_CHILD, most: int = MOST_FRAME) -> None:
        self._buffer = bytearray()
        self._kinds = kinds
        self._most = most

    @property
    def partial(self) -> bool:
        """Return whether the bytes fed so far end inside a frame."""
        return bool(self._buffer)

    def feed(self, data: bytes) -> list[tuple[bytes, bytes]]:
        """Return the frames `data` completes as (kind, payload); raises RecordError."""
        buffer = self._buffer
        buffer += data
        found: list[tuple[bytes, bytes]] = []
        start = 0
        while len(buffer) - start >= HEADER_SIZE:
            length, kind = _HEADER.unpack_from(buffer, start)
            if kind not in self._kinds:
                raise RecordError(f"no frame of kind {kind!r}")
            if length > self._most:
                raise RecordError(f"a frame of {length} bytes")
            end = start + HEADER_SIZE + length
            if len(buffer) < end:
                break
            found.append((kind, bytes(buffer[start + HEADER_SIZE : end])))
            start = end
        del buffer[:start]
        return found
