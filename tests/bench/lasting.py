"""Runs that go wrong, many runs, and what one more live run holds."""

from __future__ import annotations

import asyncio
import os
import time

from tests.bench.figures import at_most, say
from tests.bench.processes import family, pss
from tests.bench.programs import SMALL
from tests.bench.runs import warm_pool
from tutor.jobs import outcome
from tutor.records.job import Job, Limits, Program

LIMIT = 1.0
FAULTS = {
    "loop": ("while True: pass", LIMIT),
    "deaf": ("import signal\nsignal.signal(2, signal.SIG_IGN)\nwhile True: pass", LIMIT + 1),
    "exit": ("import os\nos._exit(3)", 0.0),
    "crash": ("import ctypes\nctypes.string_at(0)", 0.0),
    "flood": ("while True: print('x' * 1000)", 0.0),
    "memory": ("x = bytearray(2**33)", 0.0),
}
"""Program and the seconds after which it is to have ended: one that is deaf has one of grace."""
LIVE = 4


def faults() -> None:
    asyncio.run(_faults())


async def _faults() -> None:
    pool = await warm_pool()
    try:
        await outcome(pool.run(Job(Program("main", SMALL))))
        await asyncio.sleep(1)
        for name, (source, limit) in FAULTS.items():
            began = time.perf_counter()
            await outcome(pool.run(Job(Program("main", source), limits=Limits(seconds=LIMIT))))
            late = (time.perf_counter() - began - limit) * 1000
            at_most(f"8 {name}: ms until free, over the limit", late, 50)
            began = time.perf_counter()
            await outcome(pool.run(Job(Program("main", SMALL))))
            at_most(f"8 {name}: ms of the next fresh run", (time.perf_counter() - began) * 1000, 50)
            await asyncio.sleep(1)
    finally:
        await pool.close()
    left = len(list(family(os.getpid()))) - 1
    at_most("8 processes left", left, 0)


def long(count: int = 10_000) -> None:
    """Run ten thousand programs: about fifteen minutes, so only where it is asked for."""
    asyncio.run(_long(count))


async def _long(count: int) -> None:
    pool = await warm_pool()
    hung = failed = 0
    try:
        for _ in range(count):
            try:
                done = await asyncio.wait_for(outcome(pool.run(Job(Program("main", SMALL)))), 30)
                failed += done.ended.kind != "finished"
            except TimeoutError:
                hung += 1
    finally:
        await pool.close()
    at_most(f"10 hangs in {count} runs", hung, 0, f"{failed} that did not finish")


def memory() -> None:
    asyncio.run(_memory())


async def _memory() -> None:
    one, many = await _warm(1), await _warm(LIVE)
    more = (many - one) / (LIVE - 1)
    say(
        "7 one more live run, MiB",
        more,
        "none",
        True,
        f"{LIVE} children {many:.0f}, one {one:.0f} MiB",
    )
    kernel = _kernel()
    if kernel is None:
        print("skipped 7: jupyter_client and ipykernel are not installed")
    else:
        detail = f"kernel with torch {kernel:.0f} MiB"
        at_most("7 one more live run / a Jupyter kernel", more / kernel, 1 / 25, detail)


async def _warm(spares: int) -> float:
    """Return MiB of a pool with so many children that have run a loop and wait for a program."""
    pool = await warm_pool(spares)
    try:
        await asyncio.sleep(3)
        return pss(*family(os.getpid()))
    finally:
        await pool.close()


def _kernel() -> float | None:
    """Return MiB of a kernel that has run the small program; None where there is no Jupyter."""
    try:
        from jupyter_client.manager import start_new_kernel
    except ImportError:
        return None
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        client.execute_interactive(SMALL, timeout=60, output_hook=lambda _: None)
        return pss(*[pid for pid in family(os.getpid()) if pid != os.getpid()])
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
