"""Views against copies: who shares a storage, by which strides, and which element lies where.

Storages have letters, elements are named by their index: what shares memory stands in one strip,
one row a tensor.
"""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.memory import MemoryRecord, Strided
from tutor.views.blocks import folded
from tutor.views.dims import ABSENT, Row, dims_table, name_text
from tutor.views.palette import Palette
from tutor.views.strip import strip
from tutor.views.values import shape_text

_HEADS = ("shape", "dtype", "stride", "offset", "contiguous", "storage")


def view(
    record: MemoryRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the facts of each tensor, who shares with whom, and the strips of small storages."""
    del height
    lines = _facts(record, width, palette)
    lines.append(Text(""))
    for sentence in _told(record):
        lines += folded(sentence, width, palette.support, hang=2)
    for number, storage in enumerate(record.storages):
        readers = [each for each in record.tensors if each.storage == number]
        if storage.values or any(each.cells for each in readers):
            lines += [
                Text(""),
                *strip(
                    letter(number), storage, readers, (width, palette), _colour(number, palette)
                ),
            ]
    return Text("\n").join(lines)


def letter(number: int) -> str:
    """Return the name of a storage: A, B, … Z, A1, …"""
    rounds, place = divmod(number, 26)
    return f"{chr(ord('A') + place)}{rounds or ''}"


def _colour(number: int | None, palette: Palette) -> str:
    colours = (palette.warm, palette.cool, palette.number, palette.string)
    return palette.support if number is None else colours[number % len(colours)]


def _facts(record: MemoryRecord, width: int, palette: Palette) -> list[Text]:
    """Return a row a tensor, or lines for each where a row is too long."""
    rows = []
    for each in record.tensors:
        style = palette.text
        cells = (
            Text(shape_text(each.shape), style=style),
            Text(show_line(each.dtype), style=style),
            Text(show_line(each.layout) or shape_text(each.stride), style=style),
            Text(ABSENT if each.layout else str(each.offset), style=style),
            Text(_yes(each.contiguous and not each.layout), style=style),
            Text(_storage_name(each), style=palette.bold(_colour(each.storage, palette))),
        )
        rows.append(Row(name_text(each.name, palette.bold(palette.text), width), cells))
    heads = [say(f"views.memory_{head}") for head in _HEADS]
    table = dims_table(heads, rows, width=width, palette=palette)
    if len(table) == len(rows) + 1:
        return table
    return [line for each in record.tensors for line in _stacked(each, width, palette)]


def _yes(true: bool) -> str:
    return say("views.memory_yes" if true else "views.memory_no")


def _storage_name(each: Strided) -> str:
    return ABSENT if each.storage is None else letter(each.storage)


def _stacked(each: Strided, width: int, palette: Palette) -> list[Text]:
    head = name_text(each.name, palette.bold(palette.text), width)
    head.append(f"  {shape_text(each.shape)} {show_line(each.dtype)}  ", style=palette.text)
    head.append(
        f"{say('views.memory_storage')} {_storage_name(each)}",
        style=palette.bold(_colour(each.storage, palette)),
    )
    if each.layout:
        return [head, Text(f"  {show_line(each.layout)}", style=palette.support)]
    facts = " · ".join(
        (
            f"{say('views.memory_stride')} {shape_text(each.stride)}",
            f"{say('views.memory_offset')} {each.offset}",
            say("views.memory_is_contiguous" if each.contiguous else "views.memory_not_contiguous"),
        )
    )
    return [head, *folded(f"  {facts}", width, palette.support, hang=2)]


def _told(record: MemoryRecord) -> list[str]:
    told = []
    for number in range(len(record.storages)):
        readers = [each for each in record.tensors if each.storage == number]
        names = ", ".join(_name(each) for each in readers)
        if len(readers) > 1:
            told.append(say("views.memory_shared", names=names, storage=letter(number)))
            told += _history(readers)
        elif readers:
            told.append(say("views.memory_own", name=names, storage=letter(number)))
    told += _views(record.tensors)
    for each in record.tensors:
        if any(step == 0 and size > 1 for step, size in zip(each.stride, each.shape, strict=False)):
            told.append(say("views.memory_expanded", name=_name(each)))
    if record.left_out:
        told.append(say("views.memory_left_out", count=record.left_out))
    return told


def _history(readers: Sequence[Strided]) -> list[str]:
    """Say who shares memory with a tensor that needs a gradient and needs none itself."""
    if not any(each.requires_grad for each in readers):
        return []
    names = ", ".join(
        _name(each) for each in readers if not each.requires_grad and each.kind != "ndarray"
    )
    return [say("views.memory_no_history", names=names)] if names else []


def _views(tensors: Sequence[Strided]) -> list[str]:
    """Say what is a view of what, one sentence a base."""
    of: dict[str, list[str]] = {}
    for each in tensors:
        if each.is_view:
            of.setdefault(each.base, []).append(_name(each))
    return [
        say("views.memory_views_of", names=", ".join(names), base=show_line(base, columns=40))
        if base
        else say("views.memory_views", names=", ".join(names))
        for base, names in of.items()
    ]


def _name(each: Strided) -> str:
    return show_line(each.name, columns=40)
