"""Where a location of pydantic's stands in a file, and which model it is about."""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, Tag

from tutor.lesson.document import Document, Node, Place


def located(
    model: type[BaseModel], document: Document, location: Place
) -> tuple[Place, type[BaseModel]]:
    """Follow a location of pydantic's through models and nodes; return place and inmost model.

    A location names more than keys: tags of unions, and parts that a validator made up. What is
    not in the file leaves the place where it is.
    """
    place: Place = ()
    node: Node = document.root
    inmost, kind = model, model
    for part in location:
        kind, is_tag = _inside(kind, part)
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            inmost = kind
        if is_tag:
            continue
        step = _child(node, part)
        if step is not None:
            place = (*place, step)
            node = document.node(place) or ""
    return place, inmost


def _child(node: Node, part: str | int) -> str | int | None:
    """Return the key or index of `node` that a part of a location stands for, or None."""
    if isinstance(node, dict):
        return part if isinstance(part, str) and part in node else None
    if not isinstance(node, list):
        return None
    if isinstance(part, str) and len(part) == 1:  # a list of choices, lettered
        part = ord(part) - ord("A")
    return part if isinstance(part, int) and 0 <= part < len(node) else None


def _inside(kind: Any, part: str | int) -> tuple[Any, bool]:
    """Return the type of `part` in a value of type `kind`, and whether `part` was but a tag."""
    for option in _options(kind):
        if get_origin(option) is Annotated:
            inner, *marks = get_args(option)
            if any(isinstance(mark, Tag) and mark.tag == part for mark in marks):
                return inner, True
            option = inner
        found = _member(option, part)
        if found is not None:
            return found, False
    return None, False


def _options(kind: Any) -> Iterator[Any]:
    """Yield the types that a type is one of; unions and annotations are opened."""
    if get_origin(kind) is Annotated and not any(isinstance(m, Tag) for m in get_args(kind)[1:]):
        yield from _options(get_args(kind)[0])
    elif get_origin(kind) in (Union, types.UnionType):
        for option in get_args(kind):
            yield from _options(option)
    else:
        yield kind


def _member(kind: Any, part: str | int) -> Any:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        fields = kind.model_fields
        named = (f.annotation for name, f in fields.items() if part in (name, f.alias))
        return next(named, None)
    origin = get_origin(kind)
    if origin in (tuple, list) and isinstance(part, int):
        return get_args(kind)[0]
    if origin is dict:
        return get_args(kind)[1]
    return None
