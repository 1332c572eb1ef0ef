"""Reading a value of a series: which point is read and where the pointer is, as functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from rich.segment import Segment

from tutor.records.messages import Message, Shown
from tutor.records.views.series import SeriesRecord
from tutor.views.series import ReadSeries, points

FAR = 10
"""Parts of a series a long move goes over."""


def reach(messages: Iterable[Message]) -> int:
    """Return the points of the longest series among what a run sent; 0 where there is none."""
    records = (message.view for message in messages if isinstance(message, Shown))
    return max((points(each) for each in records if isinstance(each, SeriesRecord)), default=0)


def moved_to(at: int | None, by: int, far: bool, count: int) -> int | None:
    """Return the point one comes to; from nowhere, an end; past an end, nowhere again."""
    if count == 0:
        return None
    if at is None:
        return 0 if by > 0 else count - 1
    to = at + by * (max(1, count // FAR) if far else 1)
    if far:
        to = min(count - 1, max(0, to)) if 0 < at < count - 1 else to
    return to if 0 <= to < count else None


def read(messages: Sequence[Message], at: int | None) -> tuple[Message, ...]:
    """Return the messages with all series read at one point."""
    if at is None:
        return tuple(messages)
    return tuple(
        replace(message, view=ReadSeries(message.view, at))
        if isinstance(message, Shown) and isinstance(message.view, SeriesRecord)
        else message
        for message in messages
    )


def pointed(row: Iterable[Segment], x: int) -> int | None:
    """Return the point of a series at column `x` of a drawn row; None where there is none."""
    start, plot_start = 0, None
    for segment in row:
        meta = segment.style.meta if segment.style is not None else {}
        if "plot" in meta and plot_start is None:
            plot_start = start
        end = start + segment.cell_length
        if start <= x < end:
            if "point" in meta:
                return int(meta["point"])
            if "plot" in meta and plot_start is not None:
                columns, count = map(int, meta["plot"])
                return round((x - plot_start) / max(1, columns - 1) * (count - 1))
            return None
        if "plot" not in meta:
            plot_start = None
        start = end
    return None
