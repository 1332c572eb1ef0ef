"""A coarse picture of a large tensor: shades for means of blocks, marks for what is not finite."""

from __future__ import annotations

import math
from collections.abc import Callable

from rich.text import Text

from tutor.language import say
from tutor.records.views.tensor import Picture
from tutor.views.blocks import folded
from tutor.views.palette import Palette
from tutor.views.values import number_text

SHADES = "·░▒▓█"
NOT_FINITE = "!"
DIFFERS = "≠"


def heat(picture: Picture, *, width: int, palette: Palette) -> list[Text]:
    """Return the picture with its scale: the lowest mean is `·`, the highest `█`."""
    finite = [value for row in picture.means for value in row if math.isfinite(value)]
    least, most = min(finite, default=0.0), max(finite, default=0.0)

    def cell(value: float) -> tuple[str, str]:
        return _shade(value, least, most, palette)

    lines = _rows(picture, width, palette, cell)
    return [
        *lines,
        _scale((least, most), len(finite), _count(picture), palette),
        *_block(picture, width, palette),
    ]


def differing(picture: Picture, *, width: int, palette: Palette) -> list[Text]:
    """Return where blocks differ: `≠` marks one in which any element does."""

    def cell(share: float) -> tuple[str, str]:
        return (DIFFERS, palette.now) if share > 0 else (SHADES[0], palette.faint)

    return _rows(picture, width, palette, cell)


def _rows(
    picture: Picture, width: int, palette: Palette, cell: Callable[[float], tuple[str, str]]
) -> list[Text]:
    margin = len(str(picture.rows - 1)) + 1 if picture.rows > 1 else 0
    columns = len(picture.means[0])
    room = width - 2 - margin
    across = 2 if 2 * columns <= room else 1
    kept = min(columns, max(1, room))
    lines = [_columns(picture, (margin, kept * across), palette)]
    for number, row in enumerate(picture.means):
        line = Text("  ")
        if margin:
            first = math.ceil(number * picture.rows / len(picture.means))
            line.append(f"{first:>{margin - 1}} ", style=palette.support)
        for place in range(kept):
            sign, style = cell(row[place * columns // kept])
            line.append(sign * across, style=style)
        lines.append(line)
    return lines


def _columns(picture: Picture, sizes: tuple[int, int], palette: Palette) -> Text:
    """Return the first and last column number over the picture."""
    margin, length = sizes
    last = str(picture.columns - 1)
    ends = f"0{last:>{length - 1}}" if length > len(last) + 1 else "0"
    return Text(" " * (2 + margin) + ends, style=palette.support)


def _shade(value: float, least: float, most: float, palette: Palette) -> tuple[str, str]:
    if not math.isfinite(value):
        return NOT_FINITE, palette.bold(palette.now)
    share = (value - least) / (most - least) if most > least else 0.0
    level = min(len(SHADES) - 1, int(share * len(SHADES)))
    return SHADES[level], palette.support if level == 0 else palette.cool


def _count(picture: Picture) -> int:
    return sum(map(len, picture.means))


def _scale(ends: tuple[float, float], finite: int, count: int, palette: Palette) -> Text:
    """Return which number each end of the shades stands for."""
    least, most = ends
    text = Text(" ")
    if finite:
        text.append(f" {SHADES[0]} {number_text(least)} ", style=palette.support)
    if finite and most > least:
        text.append(f" {SHADES[1:]}", style=palette.cool)
        text.append(f" {number_text(most)} ", style=palette.support)
    if finite < count:
        text.append(f" {NOT_FINITE}", style=palette.bold(palette.now))
        text.append(f" {say('views.heat_not_finite')}", style=palette.support)
    text.rstrip()
    return text


def _block(picture: Picture, width: int, palette: Palette) -> list[Text]:
    rows, columns = len(picture.means), len(picture.means[0])
    if (rows, columns) == (picture.rows, picture.columns):
        return []
    size = f"{-(-picture.rows // rows)}×{-(-picture.columns // columns)}"
    sentence = say("views.heat_block", size=size)
    return folded(sentence, width, palette.support, hang=2)
