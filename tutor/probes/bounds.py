"""How much of a list fits into a record: parts are kept whole, from the first one on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from tutor.records.codec import encode

Part = TypeVar("Part")
LONGEST_NAME = 120


def within(parts: Sequence[Part], size: int) -> tuple[tuple[Part, ...], int]:
    """Return the first parts that together take at most `size` bytes, and how many are left."""
    kept: list[Part] = []
    for part in parts:
        size -= len(encode(part)) + 1
        if size < 0:
            break
        kept.append(part)
    return tuple(kept), len(parts) - len(kept)


def named(text: str) -> str:
    """Return a name cut to LONGEST_NAME characters."""
    return text if len(text) <= LONGEST_NAME else text[: LONGEST_NAME - 1] + "…"


def class_name(thing: object) -> str:
    """Return the name of the class of `thing`, whatever its metaclass says of it."""
    return named(type.__dict__["__name__"].__get__(type(thing)))


def is_a(thing: object, cls: type) -> bool:
    """Tell whether `thing` is a `cls` without asking the object itself, which may lie or raise."""
    return issubclass(type(thing), cls)
