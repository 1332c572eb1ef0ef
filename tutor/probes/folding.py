"""Runs of items that repeat, one at a time or a few in turn, as first block and count."""

from __future__ import annotations

from collections.abc import Sequence

LONGEST_PERIOD = 4


def folded(items: Sequence[object]) -> list[tuple[int, int, int]]:
    """Return start, period and times of each run; an item that does not repeat is one of its own.

    `items` are compared by equality. Of the periods that fit, the one that takes in most items is
    taken, then the shortest.
    """
    runs: list[tuple[int, int, int]] = []
    at = 0
    while at < len(items):
        period, times = _longest(items, at)
        runs.append((at, period, times))
        at += period * times
    return runs


def _longest(items: Sequence[object], at: int) -> tuple[int, int]:
    best = (1, 1)
    for period in range(1, LONGEST_PERIOD + 1):
        times = _times(items, at, period)
        if times > 1 and period * times > best[0] * best[1]:
            best = (period, times)
    return best


def _times(items: Sequence[object], at: int, period: int) -> int:
    block = list(items[at : at + period])
    times = 1
    while len(block) == period and list(items[at + times * period :][:period]) == block:
        times += 1
    return times
