"""Tensors and lists of numbers: torch's own print, nested lists, rows on lines.

Shape is compared before dtype and dtype before values: broadcasting calls unlike tensors alike.
"""

from __future__ import annotations

import math

from tutor.answers import phrase
from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, asking, unreadable, wrong
from tutor.answers.closeness import closeness, spelled
from tutor.answers.nested import Element, Nested, NotNested, nested
from tutor.answers.number import float_of
from tutor.answers.number import how_far as number_how_far
from tutor.answers.numeric import Numeral
from tutor.language import say
from tutor.records.values import MOST_ELEMENTS, Plain, SequenceValue, TensorValue, Value

_NOUNS = phrase.nouns(
    "tensor list values vector matrix array elements numbers 텐서 리스트 벡터 행렬 배열 목록"
)
_REASONS = ("ragged", "brackets", "elided", "long", "deep", "several", "keyword")
Plainly = tuple[tuple[int, ...], str, tuple[object, ...]]


def read(text: str, asked: Asked) -> Reading:
    """Return the nest of numbers in `text`."""
    reason = ""
    for candidate in phrase.candidates(text, asked.subject, _NOUNS):
        try:
            found = nested(candidate)
        except NotNested as error:
            reason = reason or str(error)
            continue
        if found.bare and len(found.elements) == 1:
            found = Nested((), found.elements, found.dtype, True, found.wrapper)
        told = say("answers.tensor", shape=str(found.shape), values=_listed(found))
        return Reading(text, found, told)
    key = f"answers.tensor_{reason}" if reason in _REASONS else "answers.tensor_expected"
    return unreadable(text, say(key))


def _listed(found: Nested) -> str:
    cells = [_cell(element) for element in found.elements[:8]]
    return ", ".join(cells) + (", …" if len(found.elements) > 8 else "")


def _cell(element: Element) -> str:
    if isinstance(element, Numeral):
        return element.literal or spelled(element.value)
    return str(element)


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare shape, dtype where one was typed, then each element as a number."""
    wanted = plainly(key)
    typed = reading.value
    if wanted is None or not isinstance(typed, Nested):
        return wrong(say("answers.key_no_tensor"))
    shape, dtype, values = wanted
    if typed.shape != shape and not _same_line(typed, shape):
        return wrong(_shape_differs(typed, shape, values))
    if typed.dtype and dtype and _dtype(typed.dtype) != dtype:
        return wrong(say("answers.dtype_differs", dtype=typed.dtype))
    if len(values) != len(typed.elements):
        return wrong(say("answers.key_no_tensor"))  # what came as a key is no whole tensor
    close = [_close(*pair, dtype, asked) for pair in zip(typed.elements, values, strict=True)]
    if all(each == "right" for each in close):
        return RIGHT
    if all(each in ("right", "rounded") for each in close):
        return asking(say("answers.more_digits"))
    return wrong(_how_far(typed.elements, values, close))


def _same_line(typed: Nested, shape: tuple[int, ...]) -> bool:
    """Tell whether numbers typed without brackets are the one row that is wanted."""
    count = 1
    for size in shape:
        count *= size
    return typed.bare and len(shape) <= 1 and count == len(typed.elements)


def _close(typed: Element, key: object, dtype: str, asked: Asked) -> str:
    if isinstance(key, bool) or key is None or isinstance(typed, bool) or typed is None:
        return "right" if type(typed) is type(key) and typed == key else "wrong"
    if isinstance(key, str):
        return "wrong"
    assert isinstance(typed, Numeral)
    assert isinstance(key, int | float)
    return closeness(typed, key, dtype=dtype or "float64", tolerance=asked.tolerance)


def _dtype(name: str) -> str:
    from tutor.answers.dtype import canonical

    return canonical(name) or name


def _shape_differs(typed: Nested, shape: tuple[int, ...], values: tuple[object, ...]) -> str:
    same = len(typed.elements) == len(values)
    if same and all(
        isinstance(t, Numeral) and isinstance(v, int | float) and float_of(t.value) == v
        for t, v in zip(typed.elements, values, strict=True)
    ):
        return say("answers.values_right_shape_wrong", shape=str(typed.shape))
    if len(typed.shape) == 2 and typed.shape == shape[::-1]:
        return say("answers.transposed")
    return say("answers.tensor_shape_differs", shape=str(typed.shape))


def _how_far(typed: tuple[Element, ...], key: tuple[object, ...], close: list[str]) -> str:
    right = sum(each == "right" for each in close)
    pairs = [
        (float_of(t.value), float_of(k))
        for t, k in zip(typed, key, strict=True)
        if isinstance(t, Numeral) and isinstance(k, int | float) and not isinstance(k, bool)
    ]
    if len(pairs) == len(key) and right == 0:
        told = {number_how_far(t, k) for t, k in pairs if t or k}
        if len(told) == 1 and "" not in told:
            return told.pop()
    if right:
        return say("answers.some_right", right=right, count=len(close))
    return ""


def plainly(key: Value) -> Plainly | None:
    """Return shape, dtype ("" for Python numbers) and elements of a key, or None."""
    if isinstance(key, TensorValue):
        return None if key.digest else (key.shape, key.dtype, key.values)
    if isinstance(key, Plain):
        is_number = isinstance(key.value, int | float) or key.value is None
        return ((), "", (key.value,)) if is_number else None
    if not isinstance(key, SequenceValue) or key.length != len(key.items):
        return None
    parts = [plainly(item) for item in key.items]
    if any(part is None for part in parts):
        return None
    whole = [part for part in parts if part is not None]
    shapes = {part[0] for part in whole}
    if len(shapes) > 1:
        return None
    inner = shapes.pop() if shapes else ()
    dtypes = {part[1] for part in whole}
    values = tuple(value for part in whole for value in part[2])
    return (len(whole), *inner), dtypes.pop() if len(dtypes) == 1 else "", values


def key_of(text: str, asked: Asked) -> Value:
    """Return the tensor or list a literal spells."""
    reading = read(text, asked)
    if not isinstance(reading.value, Nested):
        raise ValueError(reading.problem)
    found = reading.value
    values = tuple(
        element.value if isinstance(element, Numeral) else bool(element)
        for element in found.elements
    )
    whole = all(isinstance(value, int) for value in values)
    return TensorValue(found.shape, found.dtype or ("int64" if whole else "float32"), values)


def spell(value: Value, asked: Asked) -> str:
    """Return a key as nested lists."""
    del asked
    found = plainly(value)
    if found is None:
        return ""
    shape, dtype, values = found
    written = math.prod(max(1, size) for size in shape)
    if written > MOST_ELEMENTS or len(values) != math.prod(shape):
        return ""  # cut, or of a shape that is not its own
    return _nest([_number(each, dtype) for each in values], shape)


def _number(value: object, dtype: str) -> str:
    return spelled(value, dtype or "float64") if isinstance(value, float) else str(value)


def _nest(cells: list[str], shape: tuple[int, ...]) -> str:
    if not shape:
        return cells[0]
    if len(shape) == 1:
        return "[" + ", ".join(cells) + "]"
    size = len(cells) // shape[0] if shape[0] else 0
    rows = (_nest(cells[i * size : (i + 1) * size], shape[1:]) for i in range(shape[0]))
    return "[" + ", ".join(rows) + "]"


KIND = Kind(read, compare, key_of, spell, longest=4000)
