"""Tensors as boxes of cells, and a table of where each dimension of the result came from.

Each input has a letter and a colour; the cells of the result carry the letter of the input they
came from, so that nothing depends on colour. What clashes has a mark under its dimension.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.shapes import Shaped, ShapesRecord
from tutor.views.blocks import beside, folded
from tutor.views.dims import name_text
from tutor.views.grid import Cell, Frame, grid
from tutor.views.palette import Palette
from tutor.views.shape_columns import columns_table
from tutor.views.shape_words import told
from tutor.views.values import element_text, shape_text

LETTERS = "abcdefghijklmnopqrstuvwxyz"
MOST_ROWS = 8
MOST_DRAWN = 128
"""Elements of all tensors together that are drawn."""


def view(
    record: ShapesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the inputs, side by side where they fit, the result, and what became of each dim."""
    del height
    lines = _inputs(record, width, palette)
    if record.operation:
        lines.append(Text(_call(record), style=palette.cool))
    if record.result is not None and (_drawn(record) or not record.columns):
        lines += _block(record.result, record, record.result.sources, width, palette)
        lines.append(Text(""))
    if record.columns:
        lines += columns_table(record, width=width, palette=palette)
    style = palette.error if record.problem else palette.support
    for sentence in told(record):
        lines += folded(sentence, width, style, hang=2)
    while lines and not lines[-1].plain:
        lines.pop()
    return Text("\n").join(lines)


def _drawn(record: ShapesRecord) -> bool:
    """Tell whether all tensors together are small enough to be drawn cell by cell."""
    tensors = [*record.inputs, *([record.result] if record.result else [])]
    count = sum(math.prod(each.value.shape) for each in tensors)
    return count <= MOST_DRAWN and not record.left_out


def _inputs(record: ShapesRecord, width: int, palette: Palette) -> list[Text]:
    """Return the inputs side by side; of large ones the table of dims says enough."""
    if record.columns and not _drawn(record):
        more = say("views.shapes_left_out", count=record.left_out)
        return [Text(more, palette.support)] if record.left_out else []
    blocks = [
        _block(each, record, (number,) * len(each.value.values), width, palette)
        for number, each in enumerate(record.inputs)
    ]
    return [*beside(blocks, width), Text("")] if blocks else []


def _call(record: ShapesRecord) -> str:
    call = show_line(record.call or record.operation, columns=20)
    if record.target:
        return f"{call}{shape_text(record.target)}"
    return f"{call}(…, dim={record.dim})" if record.dim is not None else f"{call}(…)"


def _block(
    shaped: Shaped, record: ShapesRecord, sources: Sequence[int], width: int, palette: Palette
) -> list[Text]:
    """Return name, shape and, where all are small, the cells of one tensor."""
    value = shaped.value
    lettered = record.result is not None and bool(record.result.sources)
    head = name_text(shaped.name, palette.bold(palette.text), width)
    style = palette.bold(palette.now) if shaped is record.result else palette.support
    head.append(f"  {shape_text(value.shape)}", style=style)
    colours = (palette.warm, palette.cool, palette.number, palette.string)
    if not _drawn(record):
        return [head]
    cells = []
    for number, element in enumerate(value.values):
        source = sources[number] if number < len(sources) else 0
        letter = LETTERS[source % len(LETTERS)] if lettered else ""
        text = element_text(element, value.dtype)
        cells.append(Cell(text, colours[source % len(colours)], letter))
    return [head, *grid(cells, value.shape, Frame(width, palette, MOST_ROWS))]
