"""A tensor as an aligned table, or as a picture with its scale where it is large.

Beside an expected tensor, shapes and dtypes that differ are named first; a cell that differs has a
mark behind it.
"""

from __future__ import annotations

import math

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.values import TensorValue
from tutor.records.views.tensor import Difference, TensorRecord, TensorSummary
from tutor.views.blocks import beside, folded
from tutor.views.dims import name_text
from tutor.views.grid import Cell, Frame, grid, index_of
from tutor.views.heat import DIFFERS, differing, heat
from tutor.views.palette import Palette
from tutor.views.values import element_text, number_text, shape_text

FULL_ROWS = 16
FEW = 3
"""Differing elements that are named one by one."""


def view(
    record: TensorRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return name, dtype and shape, and under them the values or what they come to."""
    rows = max(FULL_ROWS, height or 0)
    lines = _compared(record, width, palette) if record.against is not None else []
    block = _tensor(record.name, record.value, record.against, (width, rows), palette)
    if record.summary is not None:
        lines += [*block, *_summary(record.summary, width, palette)]
        if record.picture is not None:
            lines += _rows_told(record.value.shape, width, palette)
            lines += heat(record.picture, width=width, palette=palette)
        lines += _where(record.against, width, palette)
        return Text("\n").join(lines)
    if record.against is None:
        return Text("\n").join([*lines, *block])
    expected = record.against
    title = say("views.tensor_expected", name=show_line(expected.name, columns=40))
    other = _tensor(title, expected.value, None, (width, rows), palette)
    return Text("\n").join([*lines, *beside([block, other], width)])


def _tensor(
    name: str,
    value: TensorValue,
    against: Difference | None,
    room: tuple[int, int],
    palette: Palette,
) -> list[Text]:
    """Return one tensor: its name and facts, and its cells where all of them were sent."""
    width, rows = room
    head = name_text(name, palette.bold(palette.text), width)
    facts = f"{show_line(value.dtype)} {shape_text(value.shape)}"
    if value.requires_grad:
        facts += "  requires_grad"
    lines = folded(f"{head.plain}  {facts}", width, palette.support, hang=2)
    lines[0].stylize(palette.bold(palette.text), 0, len(head.plain))
    if value.digest:
        return lines
    if 0 in value.shape:
        return [*lines, Text(f"  {say('views.tensor_empty')}", style=palette.support)]
    places = frozenset(against.places) if against is not None else frozenset()
    cells = [
        _cell(
            element_text(element, value.dtype),
            strange=isinstance(element, float) and not math.isfinite(element),
            mark=(DIFFERS if number in places else " ") if places else "",
            palette=palette,
        )
        for number, element in enumerate(value.values)
    ]
    return [*lines, *grid(cells, value.shape, Frame(width, palette, rows, slices=12))]


def _cell(text: str, *, strange: bool, mark: str, palette: Palette) -> Cell:
    """Return one element; what is not finite, or is not as expected, stands out."""
    style = palette.bold(palette.now) if strange or mark == DIFFERS else palette.warm
    return Cell(text, style, mark)


def _compared(record: TensorRecord, width: int, palette: Palette) -> list[Text]:
    """Say first what differs as a whole, then how many elements do and by how much."""
    against, value = record.against, record.value
    assert against is not None
    told: list[tuple[str, str]] = []
    if value.shape != against.value.shape:
        yours, expected = shape_text(value.shape), shape_text(against.value.shape)
        told.append((say("views.tensor_shapes", yours=yours, expected=expected), palette.now))
    if value.dtype != against.value.dtype:
        yours, expected = show_line(value.dtype), show_line(against.value.dtype)
        told.append((say("views.tensor_dtypes", yours=yours, expected=expected), palette.now))
    told += _counted(value, against, palette)
    return [line for sentence, style in told for line in folded(sentence, width, style, hang=2)]


def _counted(value: TensorValue, against: Difference, palette: Palette) -> list[tuple[str, str]]:
    total = math.prod(value.shape)
    if against.count is None:
        return []
    if not against.count:
        return [(say("views.tensor_agree", count=total), palette.support)]
    told = [(say("views.tensor_differ", count=against.count, all=total), palette.now)]
    if against.worst is not None:
        at = list(against.worst_at)
        told.append(
            (say("views.tensor_worst", worst=f"{against.worst:.6g}", at=at), palette.support)
        )
    for place in against.places[:FEW]:
        yours, expected = value.values[place], against.value.values[place]
        at = list(index_of(place, value.shape))
        sentence = say(
            "views.tensor_instead", at=at, yours=_exact(yours), expected=_exact(expected)
        )
        told.append((sentence, palette.support))
    return told


def _exact(element: bool | int | float | str) -> str:
    return f"{element:.8g}" if isinstance(element, float) else number_text(element)


def _summary(summary: TensorSummary, width: int, palette: Palette) -> list[Text]:
    lines: list[Text] = []
    if math.isfinite(summary.mean):
        facts = say(
            "views.tensor_summary",
            least=number_text(summary.least),
            mean=number_text(summary.mean),
            most=number_text(summary.most),
            std=number_text(summary.std),
            least_at=list(summary.least_at),
            most_at=list(summary.most_at),
        )
        lines += folded(facts, width, palette.support, hang=2)
    if summary.nans or summary.infinities:
        sentence = say(
            "views.tensor_not_finite",
            nans=summary.nans,
            infinities=summary.infinities,
            at=list(summary.not_finite_at),
        )
        lines += folded(sentence, width, palette.warm, hang=2)
    return lines


def _rows_told(shape: tuple[int, ...], width: int, palette: Palette) -> list[Text]:
    if len(shape) <= 2:
        return []
    return folded(say("views.heat_rows", last=len(shape) - 2), width, palette.support)


def _where(against: Difference | None, width: int, palette: Palette) -> list[Text]:
    if against is None or against.picture is None:
        return []
    title = Text(say("views.tensor_where"), style=palette.bold(palette.text))
    return [Text(""), title, *differing(against.picture, width=width, palette=palette)]
