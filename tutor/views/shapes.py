"""Tensors as boxes of cells: what goes in, and where each cell of the result came from.

Each input has a letter and a colour; the cells of the result carry the letter of the input they
came from, so that nothing depends on colour.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.values import TensorValue
from tutor.records.views.shapes import Shaped, ShapesRecord
from tutor.views.palette import Palette
from tutor.views.values import number_text, shape_text

GAP = 3
LETTERS = "abcdefgh"
MOST_ROWS, MOST_COLUMNS = 8, 12


def view(
    record: ShapesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the inputs, side by side where they fit, and then the result."""
    del height
    blocks = [
        _block(shaped, (number,) * _elements(shaped.value), palette)
        for number, shaped in enumerate(record.inputs)
    ]
    rows = _beside(blocks, width)
    if record.operation:
        call = f"{record.operation}(…, dim={record.dim})"
        rows.append(Text("\n").append(call, style=palette.cool))
    elif rows:
        rows.append(Text(""))
    rows += _block(record.result, record.result.sources, palette, letters=True)
    if record.operation:
        rows.append(Text(_told(record), style=palette.support))
    return Text("\n").join(rows)


def _told(record: ShapesRecord) -> str:
    """Say in words what happened to the dimensions."""
    shape, dim = record.result.value.shape, record.dim or 0
    place = dim % max(1, len(shape))
    return say(
        f"views.shapes_{record.operation}",
        dim=place,
        size=shape[place] if shape else 0,
        count=len(record.inputs),
    )


def _elements(value: TensorValue) -> int:
    return len(value.values)


def _colours(palette: Palette) -> Sequence[str]:
    return (palette.warm, palette.cool, palette.number, palette.string)


def _block(
    shaped: Shaped, sources: tuple[int, ...], palette: Palette, *, letters: bool = False
) -> list[Text]:
    """Return name, shape and cells of one tensor, as lines."""
    value = shaped.value
    head = Text(show_line(shaped.name, columns=40), style=palette.bold(palette.text))
    head.append(
        f"  {shape_text(value.shape)}",
        style=palette.bold(palette.now) if letters else palette.support,
    )
    if not value.values:
        return [head]
    lines = [head]
    for label, first, columns, rows in _slices(value.shape):
        if label:
            lines.append(Text(label, style=palette.support))
        lines += _rows(value, sources, (first, columns, rows), palette)
    return lines


def _slices(shape: tuple[int, ...]) -> list[tuple[str, int, int, int]]:
    """Return label, first element, columns and rows of each 2-d slice, at most four of them."""
    columns = shape[-1] if shape else 1
    rows = shape[-2] if len(shape) > 1 else 1
    size = rows * columns
    count = 1
    for each in shape[:-2]:
        count *= each
    return [
        (_label(number, shape) if len(shape) > 2 else "", number * size, columns, rows)
        for number in range(min(count, 6))
    ]


def _label(number: int, shape: tuple[int, ...]) -> str:
    found: list[int] = []
    for size in reversed(shape[:-2]):
        number, index = divmod(number, size)
        found.insert(0, index)
    return f"[{', '.join(map(str, found))}]"


def _rows(
    value: TensorValue,
    sources: tuple[int, ...],
    place: tuple[int, int, int],
    palette: Palette,
) -> list[Text]:
    first, columns, rows = place
    cells = [number_text(each) for each in value.values]
    width = max(map(cell_len, cells), default=1)
    colours = _colours(palette)
    found: list[Text] = []
    for row in range(min(rows, MOST_ROWS)):
        line = Text("  ")
        for column in range(min(columns, MOST_COLUMNS)):
            at = first + row * columns + column
            if at >= len(cells):
                break
            source = sources[at] if at < len(sources) else 0
            line.append(f"{cells[at]:>{width}}", style=colours[source % len(colours)])
            letter = LETTERS[source % len(LETTERS)] if sources else ""
            line.append(f"{letter} ", style=palette.faint)
        if columns > MOST_COLUMNS:
            line.append("…", style=palette.faint)
        found.append(line)
    if rows > MOST_ROWS:
        found.append(Text("  …", style=palette.faint))
    return found


def _beside(blocks: list[list[Text]], width: int) -> list[Text]:
    """Return blocks side by side where they fit in `width`, else one under the other."""
    widths = [max(cell_len(line.plain) for line in block) for block in blocks if block]
    if sum(widths) + GAP * (len(widths) - 1) > width:
        return [line for block in blocks for line in block]
    found: list[Text] = []
    for number in range(max((len(block) for block in blocks), default=0)):
        line = Text()
        for block, wide in zip(blocks, widths, strict=False):
            part = block[number].copy() if number < len(block) else Text()
            part.append(" " * (wide - cell_len(part.plain) + GAP))
            line.append_text(part)
        line.rstrip()
        found.append(line)
    return found
