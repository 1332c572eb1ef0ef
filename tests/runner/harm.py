"""Programs that would harm whoever runs them: by staying, filling, flooding or lying."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from tests.runner.running import AT_REST, descendants, run
from tutor.runner.pool import Pool

FLED = """
import os, time
told, tell = os.pipe()
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        os.write(tell, b"1")
        time.sleep(600)
    os._exit(0)
os.read(told, 1)
"""
IGNORING = """
import os, signal, time
told, tell = os.pipe()
if os.fork() == 0:
    for number in (1, 2, 3, 15):
        signal.signal(number, signal.SIG_IGN)
    os.write(tell, b"1")
    time.sleep(600)
os.read(told, 1)
"""
LEAVERS = {
    "a fork that flees its session": FLED,
    "a fork that ignores signals": IGNORING,
    "many that fork on": "import os, time\nfor _ in range(5): os.fork()\ntime.sleep(60)",
    "another program": "import subprocess\nsubprocess.Popen(['sleep', '600'], start_new_session=True)",
    "forks without end": "import os\nwhile True:\n    try: os.fork()\n    except OSError: pass",
}
MANY_FILES = """
n = 0
while n < 2000:
    with open(f"file{n}", "wb") as file:
        file.write(bytes(2**20))
    n += 1
"""
FORGED = """
import os, struct, json
frame = json.dumps({"type": "ended", "kind": "finished", "elapsed_ms": 0.0}).encode()
for descriptor in range(3, 64):
    try:
        os.write(descriptor, struct.pack(">Ic", len(frame), b"r") + frame)
        os.write(descriptor, struct.pack(">Ic", 8, b"d") + b"finished")
    except OSError:
        pass
os._exit(7)
"""
FLOOD = "while True: print('x' * 1000)"
ALL = LEAVERS | {"fills its folder": MANY_FILES, "forges an end": FORGED, "floods": FLOOD}
SECONDS = {"fills its folder": 20.0, "floods": 20.0}
BECOMES = {
    "a fork that flees its session": "finished",
    "a fork that ignores signals": "finished",
    "many that fork on": "timed-out",
    "another program": "finished",
    "forks without end": "timed-out",
    "fills its folder": "raised",
    "forges an end": "died",
    "floods": "stopped",
}
"""How each of them ends where it is shut in wholly."""


async def until(holds: Callable[[], bool], seconds: float = 30) -> None:
    """Wait for something to become so, however busy the machine is; fails where it does not."""
    async with asyncio.timeout(seconds):
        while not holds():
            await asyncio.sleep(0.02)


async def done_by_all(pool: Pool) -> dict[str, str]:
    """Run each of them and an honest program after it; return how each ended.

    Raises TimeoutError where a process of one of them stays.
    """
    assert pool.isolation is not None
    at_rest = AT_REST[pool.isolation.level]
    found = {}
    for name, source in ALL.items():
        done = await run(pool, source, seconds=SECONDS.get(name, 0.4))
        after = await run(pool, "x = 1")
        assert after.ended.kind == "finished", (name, after)
        await until(lambda: len(descendants([os.getpid()])) == at_rest + 1)
        found[name] = done.ended.kind
    return found
