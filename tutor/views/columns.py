"""Rows of cells in aligned columns, then facts that flow: beside their row, or under it.

All rows keep the same columns on their first line, as many as fit. Facts stand whole where there
is room for them; nothing is cut but what is wider than a line of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tutor.views.fitting import fitted

GAP = 2
SHARE = 0.45
"""Part of the width the first cells of all rows may set for each other."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its first cell, the cells that are aligned, and facts in any number."""

    lead: Text
    columns: tuple[Text, ...] = ()
    facts: tuple[Text, ...] = ()
    under: Text | None = None
    """What stands before the lines under it; spaces up to the first column where it is None."""


def aligned(rows: Sequence[Row], width: int, *, together: bool = False) -> Text:
    """Return the rows as lines of at most `width` columns.

    With `together`, the facts of a row stand beside it only where all of them do.
    """
    leads = [cell_len(row.lead.plain) for row in rows]
    lead = max((each for each in leads if each <= SHARE * width), default=0)
    widths = _widths(rows)
    kept = widths[: _fitting(lead, widths, width)]
    return Text("\n").join(
        line for row in rows for line in _lines(row, lead, kept, width, together)
    )


def _widths(rows: Sequence[Row]) -> list[int]:
    count = max((len(row.columns) for row in rows), default=0)
    return [
        max((cell_len(row.columns[at].plain) for row in rows if at < len(row.columns)), default=0)
        for at in range(count)
    ]


def _fitting(lead: int, widths: Sequence[int], width: int) -> int:
    """Return how many of the columns fit behind the first cells."""
    room = width - lead
    for count, wide in enumerate(widths):
        room -= wide + (GAP if wide else 0)
        if room < 0:
            return count
    return len(widths)


def _lines(row: Row, lead: int, widths: Sequence[int], width: int, together: bool) -> list[Text]:
    first = Text().append_text(cut(row.lead, width))
    column = lead
    flowing = [*row.columns[len(widths) :], *row.facts]
    for wide, cell in zip(widths, row.columns, strict=False):
        column += GAP if wide else 0
        if cell.plain:
            _pad(first, column)
            first.append_text(cell)
        column += wide
    if cell_len(first.plain) > width:
        flowing = [*row.columns, *row.facts]
        first = Text().append_text(cut(row.lead, width))
    under = row.under if row.under is not None else Text(" " * min(lead + GAP, 12))
    flowing = [cell for cell in flowing if cell.plain]
    sizes = [cell_len(cell.plain) for cell in flowing]
    needed = sum(sizes) + GAP * (len(sizes) - 1) if together else sum(sizes[:1])
    near = cell_len(first.plain) + GAP
    places = (max(near, column + GAP),) if together else (max(near, column + GAP), near)
    start = next((at for at in places if at + needed <= width), width)
    return [first, *_flow(first, flowing, start, under, width)]


def _flow(first: Text, cells: Sequence[Text], start: int, under: Text, width: int) -> list[Text]:
    """Put each cell behind the one before it, on a new line where it does not fit."""
    lines: list[Text] = []
    for number, cell in enumerate(cells):
        last = lines[-1] if lines else first
        start = cell_len(last.plain) + GAP if number else start
        if start + cell_len(cell.plain) <= width:
            _pad(last, start)
            last.append_text(cell)
        else:
            lines.append(
                Text().append_text(under).append_text(cut(cell, max(4, width - len(under))))
            )
    return lines


def _pad(line: Text, column: int) -> None:
    line.append(" " * max(1, column - cell_len(line.plain)))


def cut(text: Text, width: int) -> Text:
    """Return the text, at most `width` columns of it; what is cut ends in `…`."""
    if cell_len(text.plain) <= width:
        return text.copy()
    kept = fitted(text.plain, width)
    shorter = text.copy()
    shorter.right_crop(len(text.plain) - len(kept) + 1)
    return shorter.append("…")
