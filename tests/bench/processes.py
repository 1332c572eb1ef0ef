"""What processes hold and use, from /proc: memory by share (PSS), time on a processor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path


def family(pid: int) -> Iterator[int]:
    """Yield a process and all that descend from it, by their parents as they are now."""
    parents: dict[int, list[int]] = {}
    for each in Path("/proc").glob("[0-9]*"):
        try:
            parents.setdefault(_parent(each), []).append(int(each.name))
        except (OSError, ValueError):
            continue
    waiting = [pid]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += parents.get(found, [])


def _parent(folder: Path) -> int:
    return int((folder / "stat").read_text().rpartition(")")[2].split()[1])


def pss(*pids: int) -> float:
    """Return MiB held by processes; what several share counts for each by its part."""
    return sum(_kib(pid) for pid in pids) / 1024


def _kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def worked(*pids: int) -> float:
    """Return ms that processes have been on a processor."""
    total = 0
    for pid in pids:
        for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            total += int(thread.read_text().split()[0])
    return total / 1e6


def wakeups(*pids: int) -> int:
    """Return how often processes have given up a processor of themselves: once a wakeup."""
    total = 0
    for pid in pids:
        for status in Path(f"/proc/{pid}/task").glob("*/status"):
            total += sum(
                int(line.split()[1])
                for line in status.read_text().splitlines()
                if line.startswith("voluntary_ctxt")
            )
    return total
