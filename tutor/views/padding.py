"""A padded batch as rows: what is real, what was filled in, and how much of it is filling."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.padding import PaddedRow, PaddingRecord
from tutor.views.palette import Palette
from tutor.views.values import number_text, shape_text

PAD, REAL = "░", "■"
WIDEST_CELL = 8


def view(
    record: PaddingRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the rows, how many places of each are real, and the share of padding below."""
    del height
    text = Text().append(show_line(record.name, columns=60), palette.bold(palette.text))
    text.append(f"  {show_line(record.dtype)} {shape_text(record.shape)}", style=palette.support)
    if not record.rows or not record.rows[0].real:
        return text.append(f"\n{say('views.tensor_empty')}", style=palette.support)
    digits = len(str(len(record.rows) - 1))
    head = say("views.padding_real")
    room = width - digits - 2 - 2 - max(cell_len(head), len(str(record.shape[1])))
    columns, header, note = _columns(record, room, palette)
    wide = cell_len(header)
    text.append(f"\n{' ' * (digits + 2)}{header}  {head}", style=palette.support)
    for number, row in enumerate(record.rows):
        cells = columns(row)
        text.append(f"\n{number:>{digits}}  ", style=palette.faint).append_text(cells)
        text.append(" " * (wide - cell_len(cells.plain) + 2))
        text.append(str(row.length), style=palette.warm)
    if record.left_out:
        more = say("views.padding_left_out", count=record.left_out)
        text.append(f"\n{more}", style=palette.support)
    for line in (note, _share(record)):
        text.append(f"\n{line}" if line else "", style=palette.support)
    return text


def _columns(
    record: PaddingRecord, room: int, palette: Palette
) -> tuple[Callable[[PaddedRow], Text], str, str]:
    """Return what draws a row, the line above the rows, and what has to be said about them."""
    texts = [_text(record, row, place) for row in record.rows for place in range(len(row.values))]
    cell = min(WIDEST_CELL, max(map(cell_len, texts), default=0))
    places = len(record.rows[0].real)
    cell = max(cell, len(str(places - 1)))
    if texts and places * (cell + 2) - 2 <= room:
        header = "  ".join(f"{place:>{cell}}" for place in range(places))
        note = say("views.padding_norms", count=record.norms) if record.norms else ""
        return partial(_numbers, record, cell, palette), header, note
    each = -(-places // max(1, room))
    signs = -(-places // each)
    header = "0" + (f"{places - 1:>{signs - 1}}" if signs > len(str(places)) else "")
    note = say("views.padding_each", count=each) if each > 1 else ""
    return partial(_signs, each, palette), f"{header:<{signs}}", note


def _numbers(record: PaddingRecord, cell: int, palette: Palette, row: PaddedRow) -> Text:
    text = Text()
    for place, real in enumerate(row.real):
        gap = "  " if real == "1" else PAD * 2 if row.real[place - 1] == "0" else f" {PAD}"
        text.append(gap if place else "", style=palette.faint)
        shown = _text(record, row, place)[:WIDEST_CELL]
        if real == "1":
            text.append(f"{shown:>{cell}}", style=palette.text)
        else:
            text.append(
                f"{shown:{PAD}>{cell}}", style=palette.faint if not shown else palette.support
            )
    return text


def _signs(each: int, palette: Palette, row: PaddedRow) -> Text:
    text = Text()
    for start in range(0, len(row.real), each):
        real = row.real[start : start + each].count("1") * 2 >= min(each, len(row.real) - start)
        text.append(REAL if real else PAD, style=palette.cool if real else palette.faint)
    return text


def _text(record: PaddingRecord, row: PaddedRow, place: int) -> str:
    """Return the number in a cell; none for padding that holds what all of it holds."""
    value = row.values[place]
    if row.real[place] == "1":
        return _short(value)
    if record.fill is not None or (record.norms and value == 0):
        return ""
    return _short(value)


def _short(value: bool | int | float | str) -> str:
    return number_text(round(value, 3) if isinstance(value, float) else value)


def _share(record: PaddingRecord) -> str:
    places = record.shape[0] * record.shape[1]
    share = f"{100 * record.padded / places:.0f}"
    if not record.padded:
        return say("views.padding_none", places=places)
    key = "views.padding_share" if record.fill is None else "views.padding_share_of"
    fill = "" if record.fill is None else number_text(record.fill)
    return say(key, sign=PAD, padded=record.padded, places=places, share=share, fill=fill)
