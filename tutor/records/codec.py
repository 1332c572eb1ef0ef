"""Records to JSON and back: every type checked on the way in, nothing executed, no pickle.

A record becomes an object whose "type" is its tag. NaN and the infinities, which JSON does not
have, travel as {"float": "nan"}, {"float": "inf"} and {"float": "-inf"}.
"""

from __future__ import annotations

import dataclasses
import json
import math
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

from tutor.errors import RecordError

Class = TypeVar("Class", bound=type)

DEPTH = 64
"""How deep a record may nest, in both directions."""

_classes: dict[str, type] = {}
_tags: dict[type, str] = {}


def record(tag: str) -> Callable[[Class], Class]:
    """Name a frozen dataclass as the record `tag`."""

    def named(cls: Class) -> Class:
        if tag in _classes:
            raise ValueError(f"two records named {tag!r}")
        _classes[tag] = cls
        _tags[cls] = tag
        return cls

    return named


def to_plain(thing: object) -> Any:
    """Return `thing` (a record or a part of one) as what `json` can write."""
    if thing is None or isinstance(thing, str | bool | int):
        return thing
    if isinstance(thing, float):
        return thing if math.isfinite(thing) else {"float": str(thing)}
    if isinstance(thing, tuple | list):
        return [to_plain(item) for item in thing]
    tag = _tags.get(type(thing))
    if tag is None:
        raise RecordError(f"not a record: {type(thing).__name__}")
    cls: type = type(thing)
    fields = ((field.name, getattr(thing, field.name)) for field in _fields(cls))
    return {"type": tag} | {name: to_plain(value) for name, value in fields}


def encode(thing: object) -> bytes:
    """Return the record as UTF-8 JSON (lone surrogates replaced)."""
    text = json.dumps(to_plain(thing), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace")


def decode(data: bytes) -> Any:
    """Return the record that `data` holds.

    Raises RecordError for anything that is not exactly one well-typed record.
    """
    try:
        plain = json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not JSON: {error}") from error
    return from_plain(plain)


def from_plain(plain: object) -> Any:
    """Return the record that the JSON object `plain` describes; raises RecordError."""
    return _record(plain, 0)


def _refuse_constant(name: str) -> None:
    raise RecordError(f"{name} is not JSON")


def _record(plain: object, depth: int) -> Any:
    if depth > DEPTH:
        raise RecordError("a record nested too deep")
    if not isinstance(plain, dict):
        raise RecordError(f"expected a record, got {type(plain).__name__}")
    tag = plain.get("type")
    cls = _classes.get(tag) if isinstance(tag, str) else None
    if cls is None:
        raise RecordError(f"no record named {str(tag)[:40]!r}")
    return _build(cls, plain, depth)


def _build(cls: type, plain: dict[str, object], depth: int) -> Any:
    hints = _hints(cls)
    unknown = plain.keys() - hints.keys() - {"type"}
    if unknown:
        raise RecordError(f"{cls.__name__} has no field {min(unknown)[:40]!r}")
    values = {name: _typed(plain[name], hints[name], depth + 1) for name in plain if name != "type"}
    try:
        return cls(**values)
    except TypeError as error:
        raise RecordError(f"{cls.__name__}: {error}") from error


def _typed(plain: object, hint: Any, depth: int) -> Any:
    """Return `plain` as `hint` says, or raise RecordError."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _one_of(plain, typing.get_args(hint), depth)
    if origin is tuple:
        return _tuple(plain, typing.get_args(hint), depth)
    if origin is typing.Literal:
        if plain in typing.get_args(hint):
            return plain
        raise RecordError(f"{str(plain)[:40]!r} is none of {typing.get_args(hint)}")
    if hint is float:
        return _float(plain)
    if hint in (str, bool, int, types.NoneType):
        if type(plain) is hint:
            return plain
        raise RecordError(f"expected {hint.__name__}, got {type(plain).__name__}")
    built = _record(plain, depth)
    if not isinstance(built, hint):
        raise RecordError(f"expected {hint.__name__}, got {type(built).__name__}")
    return built


def _one_of(plain: object, hints: tuple[Any, ...], depth: int) -> Any:
    if isinstance(plain, dict) and "type" in plain:
        built = _record(plain, depth)
        if isinstance(built, tuple(hint for hint in hints if isinstance(hint, type))):
            return built
        raise RecordError(f"a {type(built).__name__} where none belongs")
    # bool before int before float: the exact type wins, so that 3 stays an int and True a bool.
    for hint in sorted(hints, key=lambda hint: hint is float):
        try:
            return _typed(plain, hint, depth)
        except RecordError:
            continue
    raise RecordError(f"{type(plain).__name__} fits none of the types allowed")


def _tuple(plain: object, hints: tuple[Any, ...], depth: int) -> tuple[Any, ...]:
    if not isinstance(plain, list):
        raise RecordError(f"expected a list, got {type(plain).__name__}")
    if len(hints) == 2 and hints[1] is Ellipsis:
        exact = _exact_types(hints[0])
        if exact and all(type(item) in exact for item in plain):
            return tuple(plain)
        return tuple(_typed(item, hints[0], depth + 1) for item in plain)
    if len(plain) != len(hints):
        raise RecordError(f"expected {len(hints)} items, got {len(plain)}")
    return tuple(_typed(item, hint, depth + 1) for item, hint in zip(plain, hints, strict=True))


@cache
def _exact_types(hint: Any) -> frozenset[type]:
    """Return the types whose values are what `hint` says as they are; long tuples are of these."""
    is_union = typing.get_origin(hint) in (typing.Union, types.UnionType)
    parts = typing.get_args(hint) if is_union else (hint,)
    scalars = (str, bool, int, float, types.NoneType)
    return frozenset(parts) if all(part in scalars for part in parts) else frozenset()


def _float(plain: object) -> float:
    if isinstance(plain, dict) and plain.get("float") in ("nan", "inf", "-inf") and len(plain) == 1:
        return float(plain["float"])
    if isinstance(plain, int | float) and not isinstance(plain, bool):
        try:
            return float(plain)
        except OverflowError as error:
            raise RecordError("a number too large for a float") from error
    raise RecordError(f"expected a number, got {type(plain).__name__}")


@cache
def _fields(cls: type) -> tuple[dataclasses.Field[Any], ...]:
    return dataclasses.fields(cast("Any", cls))


@cache
def _hints(cls: type) -> dict[str, Any]:
    return typing.get_type_hints(cls)
