"""A tensor as an aligned table, or as a picture with its scale where it is large."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.tensor import TensorRecord
from tutor.views.palette import Palette
from tutor.views.values import number_text, shape_text

_SHADES = " ░▒▓█"


def view(
    record: TensorRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return name, dtype and shape, and under them the values or what they come to."""
    del height
    value = record.value
    text = Text(show_line(record.name, columns=60), style=palette.bold(palette.text))
    facts = f"  {value.dtype} {shape_text(value.shape)}"
    if value.requires_grad:
        facts += "  requires_grad"
    text.append(facts, style=palette.support)
    if record.summary is not None:
        return _large(text, record, width, palette)
    if 0 in value.shape:
        return text.append(f"\n{say('views.tensor_empty')}", style=palette.support)
    for label, rows in _slices(value.values, value.shape):
        if label:
            text.append(f"\n{label}", style=palette.support)
        text.append_text(_table(rows, width, palette))
    return text


def _slices(
    values: tuple[bool | int | float | str, ...], shape: tuple[int, ...]
) -> Iterator[tuple[str, list[list[str]]]]:
    """Yield the 2-d slices of a tensor as rows of text, each with its leading indices."""
    columns = shape[-1] if shape else 1
    rows = shape[-2] if len(shape) > 1 else 1
    size = rows * columns
    for number in range(0, len(values), size):
        block = [number_text(value) for value in values[number : number + size]]
        label = ""
        if len(shape) > 2:
            label = f"[{', '.join(map(str, _indices(number // size, shape[:-2])))}]"
        yield label, [block[row * columns : (row + 1) * columns] for row in range(rows)]


def _indices(number: int, shape: tuple[int, ...]) -> tuple[int, ...]:
    found: list[int] = []
    for size in reversed(shape):
        number, index = divmod(number, size)
        found.insert(0, index)
    return tuple(found)


def _table(rows: list[list[str]], width: int, palette: Palette) -> Text:
    cell = max((len(each) for row in rows for each in row), default=1)
    fits = max(1, (width - 2) // (cell + 2))
    text = Text()
    for row in rows:
        shown = row if len(row) <= fits else [*row[: fits - 2], "…", row[-1]]
        text.append("\n  ").append("  ".join(f"{each:>{cell}}" for each in shown), palette.warm)
    return text


def _large(text: Text, record: TensorRecord, width: int, palette: Palette) -> Text:
    summary = record.summary
    if summary is None:
        return text
    facts = say(
        "views.tensor_summary",
        least=number_text(summary.least),
        mean=number_text(summary.mean),
        most=number_text(summary.most),
    )
    text.append(f"\n{facts}", style=palette.support)
    if summary.not_finite:
        text.append(f"  {say('views.tensor_not_finite', count=summary.not_finite)}", palette.warm)
    cells = [value for row in record.picture for value in row]
    least, most = min(cells, default=0.0), max(cells, default=0.0)
    for row in record.picture:
        line = "".join(2 * _shade(value, least, most) for value in row)
        text.append(f"\n  {line[: width - 2]}", style=palette.cool)
    return text


def _shade(value: float, least: float, most: float) -> str:
    if most <= least:
        return _SHADES[0]
    return _SHADES[min(len(_SHADES) - 1, int((value - least) / (most - least) * len(_SHADES)))]
