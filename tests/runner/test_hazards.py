"""Programs that misbehave: each ends in a message, leaves nothing, and the next run works."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.runner.running import children_of, descendants, job, run
from tutor.cli.engine import warm_runner
from tutor.jobs import Outcome, outcome
from tutor.records.messages import Output
from tutor.records.values import Plain
from tutor.runner import sweep
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def others() -> frozenset[int]:
    """Return the runners of other files that are there already."""
    return frozenset(sweep.children())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool(others: frozenset[int]) -> AsyncIterator[Pool]:
    """Yield a runner of its own: what is done to it here is nobody else's."""
    async with warm_runner() as made:
        yield made


async def check_next(pool: Pool) -> None:
    """Prove that the next run works as if nothing had happened."""
    done = await run(pool, "import torch\nx = torch.ones(2).sum()", evaluate={"x": "x.item()"})

    assert done.ended.kind == "finished"
    assert done.evaluated("main", "x") is not None


def ended(done: Outcome) -> tuple[str, str]:
    return done.ended.kind, done.ended.detail


@pytest.mark.parametrize(
    ("source", "kind", "detail"),
    [
        ("while True: pass", "timed-out", "time"),
        (
            "import torch\nwhile True: torch.ones(500, 500) @ torch.ones(500, 500)",
            "timed-out",
            "time",
        ),
        ("import os\nos._exit(3)", "died", "exit 3"),
        ("import ctypes\nctypes.string_at(0)", "died", "signal 11"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "died", "signal 9"),
        ("while True: print('x' * 1000)", "stopped", "output"),
        ("import os\nwhile True: os.write(1, b'x' * 1000)", "stopped", "output"),
    ],
    ids=["loop", "loop in C++", "os._exit", "segfault", "sigkill", "flood", "flood of bytes"],
)
async def test_it_ends_in_a_message_and_the_next_run_works(
    pool: Pool, source: str, kind: str, detail: str
) -> None:
    done = await run(pool, source, seconds=1.0)

    assert ended(done) == (kind, detail)
    await check_next(pool)


@pytest.mark.parametrize(
    ("source", "exception"),
    [
        ("input()", "EOFError"),
        ("import sys\nsys.exit(4)", "SystemExit"),
        ("quit()", "SystemExit"),
        ("import torch\ntorch.zeros(50 * 10**9 // 4)", "RuntimeError"),
        ("x = bytearray(50 * 10**9)", "MemoryError"),
        ("def f(): return f()\nf()", "RecursionError"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("class E(Exception):\n    def __str__(self): raise ValueError\nraise E", "E"),
        ("x = 1/0", "ZeroDivisionError"),
    ],
    ids=["input", "exit", "quit", "50 GB", "memory", "recursion", "interrupt", "bad str", "zero"],
)
async def test_an_exception_of_any_kind_is_told(pool: Pool, source: str, exception: str) -> None:
    done = await run(pool, source)

    assert done.ended.kind == "raised"
    assert done.raised is not None
    assert done.raised.exception == exception
    await check_next(pool)


async def test_output_is_cut_and_the_rest_is_counted(pool: Pool) -> None:
    done = await run(pool, "print('x' * 400_000)")

    shown = sum(len(m.text) for m in done.messages if isinstance(m, Output))
    assert shown == 256 * 2**10
    assert done.ended.dropped == 400_001 - shown


async def test_stop_ends_a_program_that_obeys_at_once(pool: Pool) -> None:
    started = pool.run(job("import time\nprint('on')\nwhile True: time.sleep(0.01)"))

    async for message in started:
        if isinstance(message, Output):
            started.stop()
        last = message

    assert getattr(last, "kind", "") == "stopped"
    assert getattr(last, "elapsed_ms", 1e9) < 900
    await check_next(pool)


async def test_stop_kills_a_program_that_does_not_obey(pool: Pool) -> None:
    source = """
import time
print('on')
while True:
    try:
        time.sleep(0.05)
    except KeyboardInterrupt:
        pass
"""
    started = pool.run(job(source, seconds=30))

    async for message in started:
        if isinstance(message, Output):
            started.stop()
        last = message

    assert getattr(last, "kind", "") == "stopped"
    await check_next(pool)


async def test_a_run_can_be_stopped_before_it_begins(pool: Pool) -> None:
    started = pool.run(job("x = 1"))
    started.stop()

    done = await outcome(started)

    assert done.ended.kind in ("stopped", "finished")
    await check_next(pool)


async def test_a_fork_in_the_program_is_told_once(pool: Pool) -> None:
    done = await run(pool, "import os\nos.fork()\nx = 1", evaluate={"x": "x"})

    assert done.ended.kind == "finished"
    assert len([m for m in done.messages if getattr(m, "name", "") == "x"]) == 1


async def test_the_zygote_can_be_killed_and_comes_back(pool: Pool, others: frozenset[int]) -> None:
    started = pool.run(job("print('on')\nimport time\ntime.sleep(60)", seconds=60))

    async for message in started:
        if isinstance(message, Output):
            mine = [pid for pid in sweep.children() if pid not in others]
            zygote = max(filter(children_of, descendants(mine)), key=memory_of)
            os.kill(zygote, signal.SIGKILL)
        last = message

    assert getattr(last, "kind", "") == "died"
    await check_next(pool)


async def test_a_frame_that_is_no_record_ends_the_run_only(pool: Pool) -> None:
    source = """
import socket, struct, os
for fd in range(3, 20):
    try:
        os.write(fd, struct.pack(">Ic", 3, b"r") + b"[1]")
    except OSError:
        pass
"""

    done = await run(pool, source)

    assert done.ended.kind in ("died", "finished")
    await check_next(pool)


async def test_every_process_ends_with_the_pool() -> None:
    before = set(sweep.children())
    made = Pool()
    await made.start()
    started = made.run(job("print('on')\nimport time\ntime.sleep(60)", seconds=60))
    during: set[int] = set()

    async for message in started:
        if isinstance(message, Output):
            during = descendants([pid for pid in sweep.children() if pid not in before])
            await made.close()

    assert len(during) >= 3
    for pid in during:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def memory_of(pid: int) -> int:
    """Return how many pages of a process are in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1])


async def test_a_run_asked_for_before_the_start_waits_for_it() -> None:
    made = Pool()
    running = asyncio.ensure_future(run(made, "x = 1"))
    await asyncio.sleep(0)
    await made.start()

    done = await running
    await made.close()

    assert done.ended.kind == "finished"


async def test_a_run_on_a_closed_pool_says_so() -> None:
    made = Pool()
    await made.close()

    done = await run(made, "x = 1")

    assert done.ended.kind == "died"
    assert done.ended.detail


async def test_a_program_gives_way_to_the_tutor(pool: Pool) -> None:
    done = await run(pool, "import os", evaluate={"nice": "os.nice(0)"})

    nice = done.evaluated("main", "nice")
    assert nice is not None
    assert isinstance(nice.value, Plain)
    assert isinstance(nice.value.value, int)
    assert nice.value.value > os.nice(0)
