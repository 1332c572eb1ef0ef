"""Typed answers: read into a value, shown as read, then compared with the key.

One file a kind; `KINDS` is the registry. Nothing that was typed is ever executed here.
"""

from __future__ import annotations

import importlib

from tutor.answers import clean
from tutor.answers.base import Asked, Comparison, Kind, Reading, unreadable
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

__all__ = [
    "KINDS",
    "Asked",
    "Comparison",
    "Reading",
    "compare",
    "compare_values",
    "described",
    "example",
    "key_from_literal",
    "key_text",
    "read",
]

KINDS = {
    "number": ("number", "KIND"),
    "shape": ("shape", "KIND"),
    "tensor": ("tensor", "KIND"),
    "dtype": ("dtype", "KIND"),
    "device": ("device", "KIND"),
    "boolean": ("boolean", "KIND"),
    "exception": ("exception", "KIND"),
    "grad_fn": ("grad_fn", "KIND"),
    "words": ("words", "KIND"),
    "choice": ("choice", "KIND"),
    "choices": ("choices", "KIND"),
    "order": ("order", "KIND"),
    "expression": ("source", "EXPRESSION"),
    "code": ("source", "CODE"),
}
"""Kind → module here and the name of its Kind."""

MOST_DESCRIBED = 16
"""Elements of a tensor that is described by them, not by its shape."""


def _kind(name: str) -> Kind:
    module, constant = KINDS[name]
    kind: Kind = getattr(importlib.import_module(f"tutor.answers.{module}"), constant)
    return kind


def read(text: str, asked: Asked) -> Reading:
    """Return how `text` is read as an answer of the asked kind; never raises, executes nothing.

    What cannot be read has a `problem`, a sentence that says what can.
    """
    kind = _kind(asked.kind)
    if len(text) > 8 * kind.longest:
        return unreadable(text[:80], say("answers.too_long", most=kind.longest))
    bad = clean.first_unreadable(text.replace("\r\n", "\n"))
    if bad:
        return unreadable(clean.composed(text[:80]), say("answers.bad_character", name=bad))
    if kind.is_code:
        prepared = clean.source(text)
    else:
        prepared = clean.unpunctuated(clean.unwrap(clean.fold(clean.composed(text))))
        prepared = clean.unwrap(prepared) or clean.fold(clean.composed(text)).strip()
    if not prepared.strip():
        return unreadable("", say("answers.empty", example=example(asked)))
    if len(prepared) > kind.longest:
        return unreadable(prepared[:80], say("answers.too_long", most=kind.longest))
    return kind.read(prepared, asked)


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Return how a reading stands to the key; one that could not be read is wrong."""
    if not reading.ok:
        return Comparison(right=False)
    return _kind(asked.kind).compare(reading, key, asked)


def compare_values(
    got: Value, key: Value, *, tolerance: float | None = None, exact_dtype: bool = True
) -> Comparison:
    """Tell whether two computed values are the same: shape, then values, then dtype."""
    from tutor.answers import values

    return values.compare_values(got, key, tolerance=tolerance, exact_dtype=exact_dtype)


def key_from_literal(text: str, asked: Asked) -> Value:
    """Return the key that a literal spells; raises ValueError with a sentence."""
    return _kind(asked.kind).key(text, asked)


def key_text(value: Value, asked: Asked) -> str:
    """Return a value as a learner would type it; never raises."""
    return _kind(asked.kind).spell(value, asked) or described(value)


def described(value: Value) -> str:
    """Return any value in short."""
    match value:
        case Plain(value=str() as text):
            return text
        case Plain(value=other):
            return str(other)
        case NamedValue(name=name):
            return name
        case ObjectValue(text=text):
            return text
        case TensorValue(shape=shape, dtype=dtype, values=values, digest=digest):
            if digest or len(values) > MOST_DESCRIBED:
                return f"tensor {shape} {dtype}"
            return f"tensor({_kind('tensor').spell(value, Asked('tensor'))})"
        case SequenceValue(items=items, length=length):
            inside = ", ".join(described(item) for item in items[:12])
            return f"[{inside}{', …' if length > 12 else ''}]"
        case MappingValue(items=pairs, length=length):
            inside = ", ".join(f"{described(k)}: {described(v)}" for k, v in pairs[:12])
            return f"{{{inside}{', …' if length > 12 else ''}}}"


def example(asked: Asked) -> str:
    """Return what can be typed: "a shape, such as (2, 3)"."""
    if asked.example:
        return say("answers.such_as", example=asked.example)
    if asked.kind == "order" and "order" in KINDS:
        return say("answers.example_order")
    return say(f"answers.example_{asked.kind}")
