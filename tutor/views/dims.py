"""A table whose columns are dimensions and whose rows are tensors, the result last under a rule.

A column folds under the others only where it must: a table too wide for its room drops to a narrow
form, never off the edge.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tutor.display import show_line
from tutor.views.blocks import padded, wide
from tutor.views.fitting import fitted
from tutor.views.palette import Palette

ABSENT = "·"
LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Row:
    """One tensor: its name, and a cell for each column."""

    name: Text
    cells: tuple[Text, ...]
    ruled: bool = False
    """Whether a line parts it from the row above."""


def dims_table(
    heads: Sequence[str], rows: Sequence[Row], *, width: int, palette: Palette
) -> list[Text]:
    """Return heads and rows, sizes aligned on the right; columns that do not fit go below."""
    titles = [Text(show_line(head), style=palette.support) for head in heads]
    names = max((cell_len(row.name.plain) for row in rows), default=0)
    columns = [
        wide([head, *(row.cells[number] for row in rows)]) for number, head in enumerate(titles)
    ]
    lines: list[Text] = []
    start = 0
    while start < len(heads):
        stop = _fitting(columns, start, width - names)
        if lines:
            lines.append(Text(""))
        lines += _part(titles, rows, (start, stop), (names, columns), palette)
        start = stop
    return lines


def name_text(name: str, style: str, width: int) -> Text:
    """Return the name of a tensor, cut where it takes more than a third of `width`."""
    most = min(LONGEST_NAME, max(6, width // 3))
    return Text().append(fitted(show_line(name), most), style=style)


def _fitting(columns: Sequence[int], start: int, room: int) -> int:
    stop, used = start, 0
    while stop < len(columns) and (stop == start or used + columns[stop] + 3 <= room):
        used += columns[stop] + 3
        stop += 1
    return stop


def _part(
    heads: Sequence[Text],
    rows: Sequence[Row],
    span: tuple[int, int],
    sizes: tuple[int, Sequence[int]],
    palette: Palette,
) -> list[Text]:
    names, columns = sizes
    numbers = range(*span)
    lines = [_line(Text(""), [heads[n] for n in numbers], names, [columns[n] for n in numbers])]
    for row in rows:
        line = _line(
            row.name, [row.cells[n] for n in numbers], names, [columns[n] for n in numbers]
        )
        if row.ruled:
            lines.append(Text("─" * wide([*lines, line]), style=palette.faint))
        lines.append(line)
    return lines


def _line(name: Text, cells: Sequence[Text], names: int, columns: Sequence[int]) -> Text:
    line = padded(name, names)
    for cell, column in zip(cells, columns, strict=True):
        line.append("   ").append_text(padded(cell, column, right=True))
    line.rstrip()
    return line
