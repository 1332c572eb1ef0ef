"""Colours along a line from cool to warm: near places look alike, and far ones do not."""

from __future__ import annotations

from tutor.views.palette import Palette


def along(place: float, palette: Palette) -> str:
    """Return the colour at `place`, from 0.0 to 1.0; of few steps where colours cannot be mixed."""
    place = min(1.0, max(0.0, place))
    stops = (palette.cool, palette.warm, palette.now)
    if not all(stop.startswith("#") for stop in stops):
        few = (palette.cool, palette.done, palette.warm, palette.now)
        return few[min(len(few) - 1, int(place * len(few)))]
    start = min(int(place * 2), 1)
    return _mixed(stops[start], stops[start + 1], place * 2 - start)


def apart(number: int, palette: Palette) -> str:
    """Return the colour of one of a few kinds that have no order."""
    colours = (
        palette.cool,
        palette.now,
        palette.warm,
        palette.number,
        palette.done,
        palette.string,
    )
    return colours[number % len(colours)]


def _mixed(one: str, other: str, share: float) -> str:
    parts = ((int(one[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in parts)
