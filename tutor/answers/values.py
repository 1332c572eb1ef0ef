"""Comparing two computed values: shape and dtype first, then elements, NaN equal to NaN.

The order matters: `torch.allclose(ones(2, 1), ones(1, 2))` is True, since it broadcasts.
https://docs.pytorch.org/docs/stable/testing.html#torch.testing.assert_close
"""

from __future__ import annotations

import math

from tutor.answers.base import RIGHT, Comparison, wrong
from tutor.answers.number import float_of, how_far
from tutor.answers.shape import how_far as shape_how_far
from tutor.language import say
from tutor.records.values import (
    MappingValue,
    NamedValue,
    ObjectValue,
    Plain,
    SequenceValue,
    TensorValue,
    Value,
)

CLOSE = {
    "float16": (1e-3, 1e-5),
    "bfloat16": (1.6e-2, 1e-5),
    "float32": (1.3e-6, 1e-5),
    "float64": (1e-7, 1e-7),
    "complex64": (1.3e-6, 1e-5),
    "complex128": (1e-7, 1e-7),
}
"""Relative and absolute tolerance by dtype, those of torch.testing.assert_close."""


def compare_values(
    got: Value, key: Value, *, tolerance: float | None = None, exact_dtype: bool = True
) -> Comparison:
    """Tell whether two values are the same; a wrong one says in what they differ first."""
    match got, key:
        case TensorValue(), TensorValue():
            return _tensors(got, key, tolerance, exact_dtype)
        case SequenceValue(), SequenceValue():
            return _sequences(got, key, tolerance, exact_dtype)
        case MappingValue(), MappingValue():
            return _mappings(got, key, tolerance, exact_dtype)
        case Plain(), Plain():
            return _plain(got, key, tolerance)
        case NamedValue(), NamedValue():
            same = (got.kind, got.name) == (key.kind, key.name)
            return RIGHT if same else wrong(say("answers.value_differs"))
        case ObjectValue(), ObjectValue():
            return RIGHT if got == key else wrong(say("answers.value_differs"))
    return wrong(say("answers.type_differs", got=type_name(got), expected=type_name(key)))


def _tensors(
    got: TensorValue, key: TensorValue, tolerance: float | None, exact_dtype: bool
) -> Comparison:
    if got.shape != key.shape:
        said = say("answers.tensor_shape_differs", shape=str(got.shape))
        return wrong(f"{said} {shape_how_far(got.shape, key.shape)}")
    if got.digest or key.digest:
        if got.dtype == key.dtype and got.digest == key.digest and got.values == key.values:
            return RIGHT
        return wrong(say("answers.values_differ"))
    close = [
        _close(a, b, key.dtype, tolerance) for a, b in zip(got.values, key.values, strict=True)
    ]
    if not all(close):
        return wrong(_elements_differ(got, key, close))
    if exact_dtype and got.dtype != key.dtype:
        return wrong(say("answers.dtype_differs", dtype=got.dtype))
    return RIGHT


def _elements_differ(got: TensorValue, key: TensorValue, close: list[bool]) -> str:
    told = {
        how_far(float_of(a), float_of(b))
        for a, b in zip(got.values, key.values, strict=True)
        if isinstance(a, int | float) and isinstance(b, int | float) and (a or b)
    }
    if len(told) == 1 and "" not in told:
        return told.pop()
    right = sum(close)
    if right:
        return say("answers.some_right", right=right, count=len(close))
    return say("answers.values_differ")


def _close(got: object, key: object, dtype: str, tolerance: float | None) -> bool:
    if isinstance(got, str) or isinstance(key, str):
        return got == key or _complex_close(got, key, dtype, tolerance)
    if isinstance(got, bool) or isinstance(key, bool):
        return bool(got) == bool(key) and isinstance(got, bool) == isinstance(key, bool)
    assert isinstance(got, int | float)
    assert isinstance(key, int | float)
    if isinstance(got, int) and isinstance(key, int) and tolerance is None:
        return got == key
    a, b = float_of(got), float_of(key)
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    if math.isinf(a) or math.isinf(b):
        return got == key
    relative, absolute = CLOSE.get(dtype, (1e-6, 1e-8))
    return abs(a - b) <= max(tolerance or 0.0, absolute + relative * abs(b))


def _complex_close(got: object, key: object, dtype: str, tolerance: float | None) -> bool:
    try:
        a, b = complex(str(got)), complex(str(key))
    except ValueError:
        return False
    return _close(a.real, b.real, dtype, tolerance) and _close(a.imag, b.imag, dtype, tolerance)


def _plain(got: Plain, key: Plain, tolerance: float | None) -> Comparison:
    a, b = got.value, key.value
    is_number = isinstance(a, int | float) and isinstance(b, int | float)
    if not is_number or isinstance(a, bool) or isinstance(b, bool):
        if type(a) is type(b):
            return RIGHT if a == b else wrong(say("answers.value_differs"))
        return wrong(say("answers.type_differs", got=type_name(got), expected=type_name(key)))
    if _close(a, b, "float64", tolerance):
        return RIGHT
    assert isinstance(a, int | float)
    assert isinstance(b, int | float)
    return wrong(how_far(float_of(a), float_of(b)) or say("answers.value_differs"))


def _sequences(
    got: SequenceValue, key: SequenceValue, tolerance: float | None, exact_dtype: bool
) -> Comparison:
    if got.length != key.length:
        return wrong(say("answers.length_differs", got=got.length))
    for number, (a, b) in enumerate(zip(got.items, key.items, strict=False)):
        inside = compare_values(a, b, tolerance=tolerance, exact_dtype=exact_dtype)
        if not inside.right:
            return wrong(say("answers.item_differs", number=number, how=inside.how_far))
    return RIGHT


def _mappings(
    got: MappingValue, key: MappingValue, tolerance: float | None, exact_dtype: bool
) -> Comparison:
    ours = {_name(name): value for name, value in got.items}
    theirs = {_name(name): value for name, value in key.items}
    if ours.keys() != theirs.keys():
        return wrong(say("answers.keys_differ"))
    for name, value in theirs.items():
        inside = compare_values(ours[name], value, tolerance=tolerance, exact_dtype=exact_dtype)
        if not inside.right:
            return wrong(say("answers.item_differs", number=name, how=inside.how_far))
    return RIGHT


def _name(value: Value) -> str:
    return repr(value.value) if isinstance(value, Plain) else repr(value)


def type_name(value: Value) -> str:
    """Return what Python calls the type of a value."""
    match value:
        case Plain(value=None):
            return "None"
        case Plain(value=plain):
            return type(plain).__name__
        case TensorValue():
            return "Tensor"
        case NamedValue(kind=kind) | ObjectValue(kind=kind):
            return kind
        case SequenceValue(kind=kind) | MappingValue(kind=kind):
            return kind
