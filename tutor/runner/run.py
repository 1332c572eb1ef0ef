"""One run seen from the tutor: frames in, messages out, ended on time whatever the run does."""

from __future__ import annotations

import asyncio
import codecs
import contextlib
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Final, Literal

from tutor.errors import NotTrusted, RecordError, RunnerError
from tutor.records import codec, views
from tutor.records.job import Job
from tutor.records.messages import (
    Ended,
    EndingKind,
    Evaluated,
    LiveValue,
    Message,
    Output,
    Raised,
    Shown,
    Unshown,
    Warned,
)
from tutor.runner import wire
from tutor.runner.folder import is_too_full
from tutor.runner.spare import Spare

GRACE: Final = 1.0
"""Seconds between asking a program to end and killing it."""
LOOKING: Final = 0.5
"""Seconds between two looks at how much a run has written."""
CHUNK: Final = 2**16
BREATH: Final = 16
"""Messages after which others get a turn: keys are answered also while a run sends much."""
MOST_RECORDS: Final = 8 * 2**20
"""Bytes of records after which a run is no longer believed to be ours."""
assert views.KINDS  # importing them registers their records with the codec
_FROM_RUN = (Output, LiveValue, Warned, Raised, Evaluated, Shown, Unshown)
_ENDINGS: Final[dict[bytes, EndingKind]] = {wire.FINISHED: "finished", wire.RAISED: "raised"}


class PoolRun:
    """A run of one job on a spare that comes when there is one; ends in exactly one Ended."""

    def __init__(
        self, job: Job, spare: Spare | Awaitable[Spare], done: Callable[[Spare], None]
    ) -> None:
        self._job = job
        self._messages: asyncio.Queue[Message] = asyncio.Queue()
        self._stopped = ""
        self._stopping = asyncio.Event()
        self._printed = 0
        self._dropped = 0
        self._records = 0
        self._isolation = ""
        self._task = asyncio.get_running_loop().create_task(self._whole(spare, done))

    async def __aiter__(self) -> AsyncIterator[Message]:
        while True:
            for _ in range(BREATH):
                message = await self._messages.get()
                yield message
                if isinstance(message, Ended):
                    return
            await asyncio.sleep(0)

    def stop(self) -> None:
        """Ask the run to end: SIGINT, then after a second of grace SIGKILL. Safe to repeat."""
        self._stop("request")

    def _stop(self, why: str) -> None:
        self._stopped = self._stopped or why
        self._stopping.set()

    async def _whole(self, spare: Spare | Awaitable[Spare], done: Callable[[Spare], None]) -> None:
        began = time.monotonic()
        try:
            found = spare if isinstance(spare, Spare) else await _first(spare, self._stopping)
        except NotTrusted:
            self._end("refused", began, "")
            return
        except RunnerError as error:
            self._end("died", began, str(error))
            return
        if found is None:
            self._end("stopped", began, self._stopped)
            return
        began = time.monotonic()
        self._isolation = found.level or ""
        try:
            kind, detail = await self._on(found)
            self._end(kind, began, detail)
            await asyncio.sleep(0)  # what waits for the end comes before the cleaning up
        finally:
            found.kill()
            done(found)

    async def _on(self, spare: Spare) -> tuple[EndingKind, str]:
        """Run on `spare` and return how it ended."""
        with contextlib.suppress(OSError):
            spare.jobs.write(wire.frame(wire.JOB, codec.encode(self._job)))
        reading = asyncio.ensure_future(self._read(spare))
        clock = asyncio.ensure_future(self._keep_time(spare))
        disk = asyncio.ensure_future(self._keep_room(spare))
        plain = [asyncio.ensure_future(self._read_plain(*each)) for each in spare.plain]
        try:
            ending = await reading
            await _briefly()
        except RecordError as error:
            return "died", str(error)
        finally:
            for task in (clock, disk, reading, *plain):
                task.cancel()
        if self._stopped:
            return ("timed-out" if self._stopped == "time" else "stopped"), self._stopped
        if ending in _ENDINGS:
            return _ENDINGS[ending], ""
        if ending:
            return "stopped", "request"
        code = spare.code.result() if spare.code.done() else 0
        return "died", f"signal {-code}" if code < 0 else f"exit {code}"

    async def _read(self, spare: Spare) -> bytes:
        """Pass messages on until the run says how it is done, or ends without (returns b"")."""
        frames = wire.Frames()
        text = {kind: codecs.getincrementaldecoder("utf-8")("replace") for kind in _STREAMS}
        while True:
            data = await self._next(spare)
            if not data:
                return b""
            for number, (kind, payload) in enumerate(_joined(frames.feed(data)), start=1):
                if number % BREATH == 0:
                    await asyncio.sleep(0)
                if kind == wire.DONE:
                    return payload
                if kind == wire.RECORD:
                    self._record(payload)
                elif kind in _STREAMS:
                    self._print(kind, text[kind].decode(payload), len(payload))

    async def _next(self, spare: Spare) -> bytes:
        """Return what the run sends next; b"" once it has ended and all has been read.

        The end of the stream alone does not tell: a process it forked may keep it open.
        """
        reading = asyncio.ensure_future(spare.frames.read(CHUNK))
        await asyncio.wait((reading, spare.code), return_when=asyncio.FIRST_COMPLETED)
        if not reading.done():
            await asyncio.wait((reading,), timeout=0.05)
        if not reading.done():
            reading.cancel()
            return b""
        data = b"" if reading.exception() else reading.result()
        if not data:
            await asyncio.wait((spare.code,), timeout=GRACE)
        return data

    async def _read_plain(self, name: str, stream: asyncio.StreamReader) -> None:
        kind = wire.STDOUT if name == "stdout" else wire.STDERR
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while data := await stream.read(CHUNK):
            self._print(kind, decoder.decode(data), len(data))

    async def _keep_time(self, spare: Spare) -> None:
        """Stop the run when its time is up or someone asks; kill it where it does not obey."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), self._job.limits.seconds)
        self._stop("time")
        if self._stopped not in ("output", "files"):
            spare.interrupt()
            await asyncio.sleep(GRACE)
        spare.kill()

    async def _keep_room(self, spare: Spare) -> None:
        """Stop a run that fills the disk, where its folder is not of a size of its own."""
        while spare.level != "full":
            await asyncio.sleep(LOOKING)
            if await asyncio.to_thread(is_too_full, spare.folder):
                self._stop("files")

    def _record(self, payload: bytes) -> None:
        self._records += len(payload)
        if self._records > MOST_RECORDS:
            raise RecordError("more records than a run may send")
        message = codec.decode(payload)
        if not isinstance(message, _FROM_RUN):
            raise RecordError(f"a run does not send {type(message).__name__}")
        self._messages.put_nowait(message)

    def _print(self, kind: bytes, text: str, size: int) -> None:
        limits = self._job.limits
        room = limits.shown - self._printed
        self._printed += size
        if room > 0 and text:
            self._messages.put_nowait(Output(_STREAMS[kind], text[:room]))
        self._dropped += max(0, size - max(0, room))
        if self._printed > limits.output:
            self._stop("output")

    def _end(self, kind: EndingKind, began: float, detail: str) -> None:
        elapsed = (time.monotonic() - began) * 1000
        self._messages.put_nowait(Ended(kind, elapsed, detail, self._dropped, self._isolation))


_STREAMS: Final[dict[bytes, Literal["stdout", "stderr"]]] = {
    wire.STDOUT: "stdout",
    wire.STDERR: "stderr",
}


def _joined(frames: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Return the frames with neighbours of one output stream joined: one a read, not one a line."""
    joined: list[tuple[bytes, list[bytes]]] = []
    for kind, payload in frames:
        if joined and joined[-1][0] == kind and kind in _STREAMS:
            joined[-1][1].append(payload)
        else:
            joined.append((kind, [payload]))
    return [(kind, b"".join(parts)) for kind, parts in joined]


async def _first(spare: Awaitable[Spare], stopped: asyncio.Event) -> Spare | None:
    """Return the spare, or None where the run was stopped before there was one."""
    waiting = asyncio.ensure_future(spare)
    stopping = asyncio.ensure_future(stopped.wait())
    await asyncio.wait((waiting, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if waiting.done():
        return waiting.result()
    waiting.cancel()
    return None


async def _briefly() -> None:
    """Let what is already in the plain pipes be read; their end may never come."""
    for _ in range(2):
        await asyncio.sleep(0)
