"""Values over the steps of a run, thinned while they come: every second, fourth, eighth … is kept.

However long a program runs, its whole course is there in a bounded number of points.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tutor.records.values import Value

MOST_KEPT = 2000
"""Points after which every second one is let go."""


@dataclass(slots=True)
class Kept:
    """The values of one expression, in the order in which its line ran."""

    points: list[tuple[int, Value]] = field(default_factory=list)
    """Line and value of the steps 0, `every`, 2 · `every`, …"""
    every: int = 1
    count: int = 0
    """How many steps there were."""

    def add(self, line: int, value: Value) -> None:
        """Take the value of the next step."""
        if self.count % self.every == 0:
            self.points.append((line, value))
            if len(self.points) > MOST_KEPT:
                del self.points[1::2]
                self.every *= 2
        self.count += 1
