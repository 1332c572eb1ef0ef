"""The dimensions of an operation as a table: one column for those that belong together.

A size stands bare where its dimension keeps its number, else with the number it had; the result
row tells what became of it.
"""

from __future__ import annotations

from rich.text import Text

from tutor.language import say
from tutor.records.views.shapes import Column, ShapesRecord
from tutor.views.dims import ABSENT, Row, dims_table, name_text
from tutor.views.palette import Palette

CLASH = "▲"
MOST_ADDED = 4
MOST_ALIKE = 4
"""Inputs of one shape that have rows of their own."""


def columns_table(record: ShapesRecord, *, width: int, palette: Palette) -> list[Text]:
    """Return the table; where the operation raises, its last row marks the dims that clash."""
    rows = [_row(number, record, width, palette) for number in range(len(record.inputs))]
    if len(rows) > MOST_ALIKE and len({each.value.shape for each in record.inputs}) == 1:
        alike = Text(say("views.shapes_alike"), style=palette.support)
        rows = [rows[0], Row(alike, (Text("…", style=palette.support),) * len(record.columns))]
    if record.result is not None:
        rows.append(_result(record, width, palette))
    elif any(column.role == "clash" for column in record.columns):
        rows.append(_clashes(record, palette))
    heads = [_head(column, record) for column in record.columns]
    return dims_table(heads, rows, width=width, palette=palette)


def _row(number: int, record: ShapesRecord, width: int, palette: Palette) -> Row:
    shaped = record.inputs[number]
    cells = tuple(_input(column, number, shaped.value.shape, palette) for column in record.columns)
    return Row(name_text(shaped.name, palette.bold(palette.text), width), cells)


def _head(column: Column, record: ShapesRecord) -> str:
    if not column.result:
        return say("views.shapes_gone" if column.role == "gone" else "views.shapes_inner")
    dims = ", ".join(map(str, column.result))
    head = say("views.dim" if len(column.result) == 1 else "views.dims", dim=dims)
    named = [record.names[dim] for dim in column.result if dim < len(record.names)]
    return " ".join([head, *named])


def _input(column: Column, number: int, shape: tuple[int, ...], palette: Palette) -> Text:
    dims = column.inputs[number] if number < len(column.inputs) else ()
    style = palette.bold(palette.error) if column.role == "clash" else palette.text
    if not dims:
        return Text(ABSENT, style=style if column.role == "clash" else palette.support)
    text = Text(_sizes(shape, dims), style=style)
    if dims != column.result:
        text.append(f" ({_dims(dims)})", style=palette.support)
    return text


def _result(record: ShapesRecord, width: int, palette: Palette) -> Row:
    assert record.result is not None
    shape = record.result.value.shape
    cells = tuple(_outcome(column, shape, record, palette) for column in record.columns)
    return Row(name_text(record.result.name, palette.bold(palette.text), width), cells, ruled=True)


def _outcome(
    column: Column, shape: tuple[int, ...], record: ShapesRecord, palette: Palette
) -> Text:
    if not column.result:
        return Text(ABSENT, style=palette.support)
    changed = column.role not in ("same", "stretched")
    text = Text(
        _sizes(shape, column.result), palette.bold(palette.now if changed else palette.text)
    )
    if column.role == "joined" and len(record.inputs) <= MOST_ADDED and not record.left_out:
        added = [
            _sizes(each.value.shape, dims)
            for each, dims in zip(record.inputs, column.inputs, strict=False)
        ]
        text = Text(f"{'+'.join(added)} = ", style=palette.support).append_text(text)
    if column.role == "new":
        text = Text(f"{say('views.shapes_new')} ", style=palette.support).append_text(text)
    return text


def _clashes(record: ShapesRecord, palette: Palette) -> Row:
    cells = tuple(
        Text(
            CLASH if column.role == "clash" else ABSENT,
            palette.error if column.role == "clash" else palette.support,
        )
        for column in record.columns
    )
    return Row(Text(say("views.broadcast_clash"), style=palette.support), cells, ruled=True)


def _sizes(shape: tuple[int, ...], dims: tuple[int, ...]) -> str:
    return "×".join(str(shape[dim]) for dim in dims if dim < len(shape)) or ABSENT


def _dims(dims: tuple[int, ...]) -> str:
    text = ", ".join(map(str, dims))
    return say("views.dim" if len(dims) == 1 else "views.dims", dim=text)
