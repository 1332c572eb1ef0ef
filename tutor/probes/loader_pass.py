"""One pass through a DataLoader as it was seen: what was asked for, loaded and handed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Fetched(NamedTuple):
    """One batch loaded; `batch` is None where it never reached the loop."""

    worker: int | None
    began: float
    ended: float
    batch: int | None


class Asked(NamedTuple):
    """One call of `next`; `batch` is None where it gave none."""

    began: float
    ended: float
    batch: int | None


@dataclass(slots=True, eq=False)
class Pass:
    """One iterator of a loader, from its making to its end."""

    number: int
    loader: int
    epoch: int
    workers: int
    began: float
    birth: int
    """The pass in which its worker processes were started: its own, or that of an earlier one."""
    turn: int = 0
    """How many passes the same workers had served before."""
    ready: float = 0.0
    finished: bool = False
    asked: list[Asked] = field(default_factory=list)
    loaded_here: list[Fetched] = field(default_factory=list)
    tasks: dict[int, list[int]] = field(default_factory=dict)
    """Worker → the tasks it was given, in order."""
    delivered: dict[int, int] = field(default_factory=dict)
    """Task → the batch it became."""
    batches: int = 0

    def worker_of(self, batch: int) -> int | None:
        """Return which worker loaded a batch, where one did."""
        for worker, tasks in self.tasks.items():
            if any(self.delivered.get(task) == batch for task in tasks):
                return worker
        return None
