"""What the tutor opens for a process it was offered is closed, however far it had come."""

from __future__ import annotations

import asyncio
import json
import os
import socket
from pathlib import Path

import pytest

from tutor.errors import RunnerError
from tutor.runner.forked import ForkedSource


def descriptors() -> set[str]:
    return {entry.name for entry in Path("/proc/self/fd").iterdir() if entry.exists()}


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts descriptors in /proc")
@pytest.mark.parametrize("turns", range(8))
async def test_closing_while_a_spare_arrives_leaves_nothing_open(turns: int) -> None:
    before = descriptors()
    source = ForkedSource()
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    channel, far = socket.socketpair()
    pipes = [os.pipe(), os.pipe()]
    source._control = ours
    asked = asyncio.ensure_future(source.spare())
    await asyncio.sleep(0)
    socket.send_fds(
        theirs,
        [json.dumps({"spare": 1, "number": 1}).encode()],
        [channel.fileno(), *(r for r, _ in pipes)],
    )

    source._heard()
    for _ in range(turns):
        await asyncio.sleep(0)
    await source.close()
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    await asyncio.sleep(0)
    for end in (theirs, channel, far):
        end.close()
    for pair in pipes:
        for end in pair:
            os.close(end)

    assert descriptors() == before


async def test_a_source_that_is_closed_gives_no_spare() -> None:
    source = ForkedSource()
    await source.close()

    with pytest.raises(RunnerError):
        await asyncio.wait_for(source.spare(), 5)
