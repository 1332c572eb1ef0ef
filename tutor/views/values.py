"""Values as short text, the way torch prints them: `3.`, `[1., 2.]`, `float32 (64, 10)`."""

from __future__ import annotations

import math

from tutor.display import show_line
from tutor.records.values import (
    MappingValue,
    NamedValue,
    ObjectValue,
    Plain,
    SequenceValue,
    TensorValue,
    Value,
)
from tutor.views.fitting import fitted

FEW = 6
"""Elements of a vector shown in full."""
MOST_ROWS = 64
"""Rows of a nested list that are written although they are empty."""


def value_text(value: Value, *, width: int = 60) -> str:
    """Return `value` as one line of at most `width` columns; what is cut ends in `…`."""
    return fitted(show_line(_text(value)), width)


def number_text(value: bool | int | float | str) -> str:
    """Return a number with four significant digits, as torch prints it: `3.`, `0.3333`, `nan`."""
    if isinstance(value, str):
        return show_line(value, columns=40)
    if isinstance(value, bool | int):
        return str(value)
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e6:
        return f"{int(value)}."
    return f"{value:.4g}"


def element_text(value: bool | int | float | str, dtype: str) -> str:
    """Return an element of a tensor of `dtype`, the parts of a complex one as short as numbers."""
    if not dtype.startswith("complex") or not isinstance(value, str):
        return number_text(value)
    try:
        return f"{complex(value):.4g}"
    except ValueError:
        return show_line(value, columns=40)


def shape_text(shape: tuple[int, ...]) -> str:
    """Return a shape as Python writes the tuple: `(3,)`, `()`."""
    return str(tuple(shape))


def _text(value: Value) -> str:
    match value:
        case Plain(value=str() as text):
            return repr(text)
        case Plain(value=None):
            return "None"
        case Plain(value=float() as number):
            return _python_float(number)
        case Plain():
            return str(value.value)
        case NamedValue():
            return value.name
        case ObjectValue():
            return value.text
        case TensorValue():
            return _tensor(value)
        case SequenceValue():
            return _sequence(value)
        case MappingValue():
            pairs = ", ".join(f"{_text(key)}: {_text(item)}" for key, item in value.items[:FEW])
            more = ", …" if value.length > FEW else ""
            return f"{{{pairs}{more}}}"


def _python_float(number: float) -> str:
    return repr(float(f"{number:.6g}")) if math.isfinite(number) else str(number)


def _tensor(value: TensorValue) -> str:
    if not value.shape:
        return number_text(value.values[0]) if value.values else "()"
    small = len(value.values) <= 2 * FEW and not value.digest
    if small and len(value.shape) <= 2 and 0 not in value.shape:
        return nested_text(value.values, value.shape)
    return f"{value.dtype} {shape_text(value.shape)}"


def nested_text(values: tuple[bool | int | float | str, ...], shape: tuple[int, ...]) -> str:
    """Return the elements of a tensor of one or more dimensions as nested lists."""
    if len(shape) == 1:
        return "[" + ", ".join(number_text(each) for each in values) + "]"
    size = shape[1]
    count = min(shape[0], max(len(values), MOST_ROWS))  # a forged shape may say anything
    rows = [nested_text(values[row * size : (row + 1) * size], shape[1:]) for row in range(count)]
    return "[" + ", ".join(rows) + "]"


def _sequence(value: SequenceValue) -> str:
    inside = ", ".join(_text(item) for item in value.items[: 2 * FEW])
    more = ", …" if value.length > 2 * FEW else ""
    if value.kind == "list":
        return f"[{inside}{more}]"
    comma = "," if value.length == 1 else ""
    return f"({inside}{more}{comma})"
