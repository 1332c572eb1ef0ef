"""The two programs that are timed, and the ways to run them."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SMALL = """
import torch
w = torch.tensor(1.0, requires_grad=True)
for step in range(3):
    loss = 3 * w
    loss.backward()
"""
STEPS = """
import torch
torch.manual_seed(0)
model = torch.nn.Linear(4, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x, y = torch.randn(16, 4), torch.randn(16, 1)
for step in range(20):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
"""
PROGRAMS = {"small": SMALL, "20 steps": STEPS}

_IN_PROCESS = """
import json, sys, time, torch
source, pause, count = sys.stdin.read(), float(sys.argv[1]), int(sys.argv[2])
times = []
for _ in range(20 + count):
    time.sleep(pause)
    began = time.perf_counter()
    exec(compile(source, "<bench>", "exec"), {"__name__": "__main__"})
    times.append((time.perf_counter() - began) * 1000)
print(json.dumps(times[20:]))
"""


def median(times: list[float]) -> float:
    return statistics.median(times)


def p95(times: list[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def in_process(source: str, *, pause: float = 0, count: int = 200) -> list[float]:
    """Return ms of running `source` again and again in one warm process: no isolation at all.

    With `pause`, so many seconds pass before each time, as they do between a learner's keys; the
    processor's caches then hold less of the program.
    """
    done = subprocess.run(
        [sys.executable, "-c", _IN_PROCESS, str(pause), str(count)],
        input=source,
        capture_output=True,
        text=True,
        check=True,
    )
    times: list[float] = json.loads(done.stdout)
    return times


def cold(source: str, *, count: int = 5) -> list[float]:
    """Return ms of `python script.py`."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "script.py")
        script.write_text(source)
        return timed([sys.executable, str(script)], count)


def one_test(source: str, *, count: int = 3) -> list[float]:
    """Return ms of pytest with one test that runs `source`."""
    with tempfile.TemporaryDirectory() as folder:
        body = "\n".join(f"    {line}" for line in source.strip().split("\n"))
        Path(folder, "test_one.py").write_text(f"def test_one():\n{body}\n")
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", folder]
        return timed(command, count, cwd=folder)


def timed(command: list[str], count: int, cwd: str | None = None) -> list[float]:
    def once() -> None:
        subprocess.run(command, capture_output=True, check=True, cwd=cwd)

    return repeated(once, count)


def repeated(once: Callable[[], object], count: int) -> list[float]:
    times = []
    for _ in range(count):
        began = time.perf_counter()
        once()
        times.append((time.perf_counter() - began) * 1000)
    return times


def jupyter(source: str, *, count: int = 60) -> list[float] | None:
    """Return ms of executing `source` in a warm kernel; None where Jupyter is not installed."""
    try:
        from jupyter_client.manager import start_new_kernel
    except ImportError:
        return None
    manager, client = start_new_kernel(kernel_name="python3")
    try:
        for _ in range(5):
            client.execute_interactive(source, timeout=60, output_hook=lambda _: None)
        return repeated(
            lambda: client.execute_interactive(source, timeout=60, output_hook=lambda _: None),
            count,
        )
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
