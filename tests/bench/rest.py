"""The app at rest: what it uses and holds while nothing happens, and what learners share."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from tests.bench.figures import at_most, say
from tests.bench.paint import MARK, TUTOR, drained, seen, spawned
from tests.bench.processes import family, pss, wakeups, worked

SECONDS = 5
LEARNERS = 3
SETTLED = 12
"""Seconds in which the warm list has come up."""
SLEEPER = """
import torch, time
w = torch.zeros(3, requires_grad=True)
(w * 2).sum().backward()
print("ready", flush=True)
time.sleep(60)
"""


def rest() -> None:
    with tempfile.TemporaryDirectory() as home:
        process = spawned(home, *TUTOR)
        seen(process, MARK)
        drained(process, 1, time.perf_counter() + SETTLED)
        time.sleep(SETTLED / 2)
        drained(process)
        pids = list(family(process.pid))
        began = worked(*pids), wakeups(*pids)
        time.sleep(SECONDS)
        used, woken = worked(*pids) - began[0], wakeups(*pids) - began[1]
        detail = f"{used:.1f} ms and {woken} wakeups in {SECONDS} s, {len(pids)} processes"
        at_most("idle app: ms of a processor a second", used / SECONDS, 1, detail)
        app, rest_of = pss(process.pid, pids[1]), pss(*pids[2:])
        detail = f"the app and its companion; the runner {rest_of:.0f} MiB"
        say("memory of the app, MiB", app, "none", True, detail)
        process.close(force=True)


def learners() -> None:
    """Say what one more learner on a machine takes: each has a warm parent of their own."""
    homes = [tempfile.TemporaryDirectory() for _ in range(LEARNERS)]
    processes = []
    totals = []
    for home in homes:
        process = spawned(home.name, *TUTOR)
        seen(process, MARK)
        drained(process, 1, time.perf_counter() + SETTLED)
        time.sleep(SETTLED / 2)
        processes.append(process)
        totals.append(pss(*(pid for each in processes for pid in family(each.pid))))
    more = (totals[-1] - totals[0]) / (LEARNERS - 1)
    detail = f"first {totals[0]:.0f} MiB, {LEARNERS} together {totals[-1]:.0f} MiB"
    say("memory of one more learner, MiB", more, "none", True, detail)
    alone = _alone()
    say("one more learner / a python with torch", more / alone, "none", True, f"{alone:.0f} MiB")
    for process, home in zip(processes, homes, strict=True):
        process.close(force=True)
        time.sleep(1)
        home.cleanup()


def _alone() -> float:
    """Return MiB of one process that has torch, as a notebook's kernel has at least."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLEEPER], stdout=subprocess.PIPE, env=os.environ
    )
    assert process.stdout is not None
    process.stdout.readline()
    found = pss(process.pid)
    process.kill()
    process.wait()
    return found
