"""Axes of a plot: round numbers for ticks, as many as there is room for."""

from __future__ import annotations

import math
from dataclasses import dataclass

MOST_DECIMALS = 5
GREATEST = 1e300
"""What is beyond it is drawn at the edge."""
FLAT = 1e-9
"""A range that is this small beside its numbers is drawn as a flat line."""
FINER = 5
"""Parts of the way between two ticks at which an axis may end."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A range, its ticks, and how each is written."""

    least: float
    most: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]

    def place(self, value: float, size: int) -> int:
        """Return where a value stands among `size` places, the least one at 0."""
        place = round((value - self.least) / (self.most - self.least) * (size - 1))
        return min(size - 1, max(0, place))


def value_axis(least: float, most: float, parts: int) -> Axis:
    """Return an axis around the values from `least` to `most`, of about `parts` parts."""
    least, most = max(least, -GREATEST), min(most, GREATEST)
    size = max(abs(least), abs(most))
    if most - least <= max(FLAT * size, 1 / GREATEST):
        margin = size / 2 if size > FLAT else 0.5
        least, most = least - margin, most + margin
    step = round_step((most - least) / max(1, parts))
    part = step / FINER
    least = math.floor(least / part + 1e-9) * part
    most = math.ceil(most / part - 1e-9) * part
    first, last = math.ceil(least / step - 1e-9), math.floor(most / step + 1e-9)
    if first > last:
        return value_axis(least, most, parts + 1)  # no multiple of so wide a step is in the range
    ticks = tuple(number * step for number in range(first, last + 1))
    return Axis(least, most, ticks, tuple(_label(tick, step) for tick in ticks))


def step_axis(points: int, every: int, columns: int) -> Axis:
    """Return the axis of `points` points, `every` steps apart, in `columns` columns."""
    last = max(1, (points - 1) * every)
    widest = len(str(last)) + 3
    step = max(1, int(round_step(last / max(1, columns // widest))))
    ticks = tuple(float(number) for number in range(0, last + 1, step))
    return Axis(0.0, float(last), ticks, tuple(str(int(tick)) for tick in ticks))


def round_step(rough: float) -> float:
    """Return 1, 2 or 5 times a power of ten that is not less than `rough`."""
    power = 10.0 ** math.floor(math.log10(rough))
    return next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough * 0.999)


def _label(value: float, step: float) -> str:
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    if decimals > MOST_DECIMALS or abs(value) >= 1e6:
        return f"{value:.2g}" if value else "0"
    return f"{value:.{decimals}f}" if value else "0"
