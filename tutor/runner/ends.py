"""The descriptors that come with a forked spare: each closed once, opened as a stream or not."""

from __future__ import annotations

import asyncio
import contextlib
import os
import socket
from collections import deque
from functools import partial


class Ends(contextlib.ExitStack):
    """Opens descriptors one after the other; `close` closes them all."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self._left = deque(ends)
        self.callback(self._close_left)

    def _close_left(self) -> None:
        for end in self._left:
            os.close(end)

    async def socket(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Open the next one as a socket, to be read from and written to."""
        channel = socket.socket(fileno=self._left.popleft())
        frames, jobs = await asyncio.open_unix_connection(sock=channel)
        self.callback(jobs.close)
        return frames, jobs

    async def pipe(self) -> asyncio.StreamReader:
        """Open the next one as the reading end of a pipe."""
        reader = asyncio.StreamReader()
        transport, _ = await asyncio.get_running_loop().connect_read_pipe(
            partial(asyncio.StreamReaderProtocol, reader),
            open(self._left.popleft(), "rb", buffering=0),  # noqa: SIM115, PTH123 (closed by it)
        )
        self.callback(transport.close)
        return reader
