"""A field of characters that lines are drawn on in braille dots, two by four to a character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_BITS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""Bits of a braille character by row and column of its dots."""
_BLANK = 0x2800
RULE = "┊"


@dataclass(frozen=True, slots=True)
class Cell:
    """Neighbouring characters of one look."""

    text: str
    series: int | None
    """The series that drew there last; None for what is no series."""
    is_mark: bool = False


class Dots:
    """Columns by rows of characters; what is put last is seen."""

    def __init__(self, columns: int, rows: int) -> None:
        self.columns = columns
        self.rows = rows
        self._bits: dict[tuple[int, int], tuple[int, int]] = {}
        self._marks: dict[tuple[int, int], tuple[str, int]] = {}
        self._rule: int | None = None

    def rule(self, column: int) -> None:
        """Draw a vertical line behind everything."""
        self._rule = column

    def put(self, column: int, row: int, mark: str, series: int) -> None:
        """Put one character above all lines."""
        self._marks[(column, row)] = (mark, series)

    def line(self, start: tuple[int, int], end: tuple[int, int], series: int) -> None:
        """Draw a straight line between two dots, both included."""
        steps = max(abs(end[0] - start[0]), abs(end[1] - start[1]), 1)
        for step in range(steps + 1):
            x = round(start[0] + (end[0] - start[0]) * step / steps)
            y = round(start[1] + (end[1] - start[1]) * step / steps)
            place = (x // 2, y // 4)
            bits, _ = self._bits.get(place, (0, series))
            self._bits[place] = (bits | _BITS[y % 4][x % 2], series)

    def row(self, row: int) -> Iterator[Cell]:
        """Yield a row as runs of characters of one look."""
        run = ""
        look: tuple[int | None, bool] = (None, False)
        for column in range(self.columns):
            character, series, is_mark = self._character(column, row)
            if run and (series, is_mark) != look:
                yield Cell(run, *look)
                run = ""
            look = (series, is_mark)
            run += character
        yield Cell(run, *look)

    def _character(self, column: int, row: int) -> tuple[str, int | None, bool]:
        place = (column, row)
        if place in self._marks:
            mark, series = self._marks[place]
            return mark, series, True
        if place in self._bits:
            bits, series = self._bits[place]
            return chr(_BLANK + bits), series, False
        return (RULE if column == self._rule else " "), None, False
