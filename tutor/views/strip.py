"""The cells of a storage in a row, and under each the element of every tensor that reads it."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from tutor.language import say
from tutor.records.views.memory import MOST_CELLS, Storage, Strided
from tutor.views.blocks import padded
from tutor.views.dims import ABSENT, name_text
from tutor.views.grid import index_of
from tutor.views.palette import Palette
from tutor.views.values import number_text

MOST_SAME = 2
"""Elements of one cell that are named; of more the first, and a count."""


def strip(
    letter: str,
    storage: Storage,
    readers: Sequence[Strided],
    room: tuple[int, Palette],
    style: str,
) -> list[Text]:
    """Return the cells of a storage, what they hold, and under each the element of each tensor."""
    width, palette = room
    count = min(storage.bytes // max(1, storage.cell), MOST_CELLS)
    title = say("views.memory_strip", storage=letter, count=count, bytes=storage.cell)
    lines = [Text(title, style=palette.bold(style))]
    rows: list[tuple[Text, list[str], str]] = []
    if storage.values:
        held = [number_text(value) for value in storage.values]
        rows.append((Text(say("views.memory_value"), style=palette.support), held, palette.text))
    for each in readers:
        if each.cells:
            places = _places(each, count)
            name = name_text(each.name, palette.bold(palette.text), width)
            rows.append((name, places, style))
    cells = [str(cell) for cell in range(count)]
    rows.insert(0, (Text(say("views.memory_cell"), style=palette.support), cells, palette.support))
    return lines + _wrapped(rows, width)


def _wrapped(rows: Sequence[tuple[Text, list[str], str]], width: int) -> list[Text]:
    names = max(cell_len(name.plain) for name, _, _ in rows)
    cell = max(cell_len(text) for _, texts, _ in rows for text in texts)
    count = len(rows[0][1])
    fits = max(1, (width - names - 2) // (cell + 2))
    lines: list[Text] = []
    for first in range(0, count, fits):
        if first:
            lines.append(Text(""))
        for name, texts, style in rows:
            line = padded(Text("  ").append_text(name), names + 2)
            for text in texts[first : first + fits]:
                line.append("  ").append_text(padded(Text(text, style=style), cell, right=True))
            lines.append(line)
    return lines


def _places(each: Strided, count: int) -> list[str]:
    """Return for each cell the index of the element that covers it; `*` is any place of a dim."""
    found: list[list[str]] = [[] for _ in range(count)]
    for number, covered in enumerate(each.cells):
        text = _index(number, each)
        for cell in covered:
            if 0 <= cell < count and text not in found[cell]:
                found[cell].append(text)
    return [_together(texts) for texts in found]


def _index(number: int, each: Strided) -> str:
    if not each.shape:
        return "()"
    parts = [
        "*" if step == 0 and size > 1 else str(at)
        for at, step, size in zip(
            index_of(number, each.shape), each.stride, each.shape, strict=True
        )
    ]
    return ",".join(parts)


def _together(texts: list[str]) -> str:
    if len(texts) <= MOST_SAME:
        return "|".join(texts) or ABSENT
    return f"{texts[0]}+{len(texts) - 1}"
