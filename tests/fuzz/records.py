"""Records of every kind whose types are right and whose values are anything."""

from __future__ import annotations

import dataclasses
import random
import types
import typing
from typing import Any

from tutor.records import codec, messages, views
from tutor.records.views import KINDS

assert views.KINDS
TEXTS = (
    "", "x", "w.grad", "MulBackward0", "AccumulateGrad", "float32", "bool", "(2, 3)", "layer.0.weight", "forward",
    "full_backward", "leaf", "no-grad", "stack", "cat", "matmul", "train", "[red]x[/]", "[/", "\x1b[31m\x1b]52;c;aGk=\x07",
    "\x9b\u202e\x7f\0", "한국어", "e\u0301" * 20, "a\nb\r\nc\td", "\ud800", "x" * 400, "nan", "-inf", "1e999",
)  # fmt: skip
NUMBERS = (0, 1, 2, 3, 5, 8, -1, -7, 63, 64, 65, 255, 1000, 10**6, 2**31, 2**63, -(2**63), 10**30)
FLOATS = (0.0, -0.0, 1.0, 0.5, -2.5, 1e-300, 1e300, float("nan"), float("inf"), float("-inf"))
DEEPEST = 8


def named(name: str) -> list[type]:
    """Return the records of the module of one kind of view that a Shown may hold."""
    module = __import__(f"tutor.records.views.{name}", fromlist=["_"])
    tags = codec._tags
    return [cls for cls in vars(module).values() if isinstance(cls, type) and cls in tags]


VIEWS = [cls for kind in KINDS for cls in named(kind) if cls.__name__.endswith("Record")]
SENT = (
    messages.Output, messages.LiveValue, messages.Warned, messages.Raised, messages.Evaluated, messages.Shown,
    messages.Unshown,
)  # fmt: skip


def anything(hint: Any, dice: random.Random, depth: int = 0) -> Any:
    """Return a value of the type `hint`."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return anything(_choice(typing.get_args(hint), dice, depth), dice, depth)
    if origin is tuple:
        return _tuple(typing.get_args(hint), dice, depth)
    if origin is typing.Literal:
        return dice.choice(typing.get_args(hint))
    if hint is object:
        return made(dice.choice(VIEWS), dice, depth + 1)
    if hint in (types.NoneType, None):
        return None
    if hint is bool:
        return dice.random() < 0.5
    if hint is int:
        return dice.choice(NUMBERS) if dice.random() < 0.3 else dice.randrange(6)
    if hint is float:
        return dice.choice(FLOATS)
    if hint is str:
        return dice.choice(TEXTS)
    return made(hint, dice, depth + 1)


def made(cls: type, dice: random.Random, depth: int = 0) -> Any:
    """Return a record of the class `cls`."""
    hints = codec._hints(cls)
    needed = [
        field for field in dataclasses.fields(cls) if dice.random() < 0.9 or _is_needed(field)
    ]
    return cls(**{field.name: anything(hints[field.name], dice, depth) for field in needed})


def _is_needed(field: dataclasses.Field[Any]) -> bool:
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _choice(hints: tuple[Any, ...], dice: random.Random, depth: int) -> Any:
    """Return one of the types, where it is deep already one that ends."""
    flat = [hint for hint in hints if hint in (int, float, str, bool, types.NoneType)]
    return dice.choice(flat if flat and depth > DEEPEST else hints)


def _tuple(hints: tuple[Any, ...], dice: random.Random, depth: int) -> tuple[Any, ...]:
    if len(hints) == 2 and hints[1] is Ellipsis:
        most = 0 if depth > DEEPEST else dice.choice((0, 1, 2, 3, 3, 9))
        return tuple(anything(hints[0], dice, depth + 1) for _ in range(most))
    return tuple(anything(hint, dice, depth + 1) for hint in hints)
