"""Keys in their many clothes: the number, name or items a computed Value stands for."""

from __future__ import annotations

import math

from tutor.records.values import NamedValue, Plain, SequenceValue, TensorValue, Value


def number_of(key: Value) -> tuple[int | float, str] | None:
    """Return the number a key is and its dtype ("int", "float32"), or None where it is no number.

    A bool is no number; a tensor or list of one element is its element.
    """
    match key:
        case Plain(value=bool()):
            return None
        case Plain(value=int() as number):
            return number, "int"
        case Plain(value=float() as number):
            return number, "float64"
        case TensorValue(values=(bool(),)):
            return None
        case TensorValue(values=(int() | float() as number,), dtype=dtype):
            whole = isinstance(number, float) and "int" in dtype and math.isfinite(number)
            return (int(number), dtype) if whole else (number, dtype)
        case SequenceValue(items=(item,), length=1):
            return number_of(item)
    return None


def verdict_of(key: Value) -> tuple[bool | None] | None:
    """Return (True,), (False,) or (None,) where the key is one of them, else None."""
    match key:
        case Plain(value=bool() | None as verdict):
            return (verdict,)
        case TensorValue(values=(bool() as verdict,)):
            return (verdict,)
        case Plain(value="True" | "False" | "None" as word):
            return ({"True": True, "False": False, "None": None}[word],)
        case SequenceValue(items=(item,), length=1):
            return verdict_of(item)
    return None


def name_of(key: Value) -> str | None:
    """Return the name or text a key is ("torch.float32", "ValueError"), or None."""
    match key:
        case NamedValue(name=name):
            return name
        case Plain(value=str() as text):
            return text
        case Plain(value=None):
            return "None"
        case Plain(value=value):
            return str(value)
    return None


def sizes_of(key: Value) -> tuple[int, ...] | None:
    """Return the sizes a key is (a Size, tuple or list of ints), or None."""
    if not isinstance(key, SequenceValue) or key.length != len(key.items):
        return None
    sizes = tuple(item.value for item in key.items if isinstance(item, Plain))
    if len(sizes) != key.length or any(type(size) is not int for size in sizes):
        return None
    return tuple(size for size in sizes if isinstance(size, int))


def number_label(key: Value) -> str | None:
    """Return a number as text ("3", "0.5"), or None."""
    found = number_of(key)
    if found is None:
        return None
    number = found[0]
    whole = isinstance(number, float) and math.isfinite(number) and number == int(number)
    return str(int(number)) if whole else f"{number:g}"
