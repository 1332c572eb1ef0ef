"""The values of a line of a program: beside it, or under it where they do not fit.

The list of values is shortened first. Where a value differs from that of another run, a sign says
so, and the other's can stand under it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from tutor.views.fitting import fitted
from tutor.views.palette import Palette

ARROW = " → "
DIFFERS, OTHER = " ≠", "○ "
GAP = 2
MOST_SHOWN = 6
"""Values of one line shown in full; of more, the first and the last ones."""


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one expression, and those another run had there, if there is another."""

    name: str
    recorded: Sequence[str]
    differs: bool = False
    other: Sequence[str] | None = None
    """What is to stand under them."""


def values_rows(
    values: Mapping[str, Sequence[str]],
    others: Mapping[str, Sequence[str]] | None,
    name_others: bool,
) -> list[Values]:
    """Return the values of a line's expressions, compared with those of another run."""
    found = []
    for name, recorded in values.items():
        other = recorded if others is None else others.get(name, ())
        differs = list(other) != list(recorded)
        found.append(Values(name, recorded, differs, other if differs and name_others else None))
    return found


def with_values(
    lines: list[Text],
    code: Text,
    values: Sequence[Values],
    margin: int,
    room: int,
    palette: Palette,
) -> list[Text]:
    """Return the lines of `code` with its values at their right edge, or under them."""
    differ = any(each.differs for each in values)
    room -= cell_len(DIFFERS) if differ else 0
    for each in values:
        beside = room - cell_len(code.plain) - GAP
        label = _beside(each.name, each.recorded, beside) if len(lines) == 1 else None
        if label is not None and len(values) == 1:
            lines[0].append(" " * (room - cell_len(code.plain) - cell_len(_plain(label))))
            lines[0].append_text(_styled(label, palette))
        else:
            last = fitted(each.recorded[-1], room - GAP)
            under = _beside(each.name, each.recorded, room - GAP) or (each.name, last)
            indent = max(0, room - cell_len(_plain(under)))
            lines.append(Text(" " * (margin + indent)).append_text(_styled(under, palette)))
        if each.differs:
            lines[-1].append(DIFFERS, style=palette.bold(palette.now))
        if each.other is not None:
            lines.append(_of_other(each.other, margin, room, palette))
    return lines


def _of_other(values: Sequence[str], margin: int, room: int, palette: Palette) -> Text:
    """Return what another run had, under the values of this one."""
    fits = room - cell_len(OTHER)
    shown = next((text for text in _shortened(values) if cell_len(text) <= fits), "")
    shown = OTHER + (shown or fitted(values[-1] if values else "–", fits))
    return Text(" " * (margin + room - cell_len(shown))).append(shown, style=palette.support)


def _beside(name: str, recorded: Sequence[str], room: int) -> tuple[str, str] | None:
    """Return name and values if they fit in `room` columns, shortened as far as it takes."""
    for shown in _shortened(recorded):
        for label in (name, ""):
            if cell_len(_plain((label, shown))) <= room:
                return label, shown
    return None


def _shortened(recorded: Sequence[str]) -> list[str]:
    """Return the list of values at falling lengths: all, first … last two, first … last."""
    if len(recorded) <= 1:
        return [ARROW.join(recorded)]
    ends = ARROW.join((recorded[0], "…", recorded[-1])) if len(recorded) > 2 else ""
    middle = ARROW.join((*recorded[:2], "…", *recorded[-2:])) if len(recorded) > 5 else ""
    whole = ARROW.join(recorded) if len(recorded) <= MOST_SHOWN else ""
    return [text for text in (whole, middle, ends) if text]


def beside(name: str, recorded: Sequence[str], room: int, palette: Palette) -> Text | None:
    """Return the values of one expression in `room` columns, with its name if both fit."""
    label = _beside(name, recorded, room)
    return None if label is None else _styled(label, palette)


def in_words(recorded: Sequence[str]) -> str:
    """Return the values of one expression where there is room for a line; a dash for none."""
    return next(iter(_shortened(recorded)), "") or "–"


def _plain(label: tuple[str, str]) -> str:
    return "  ".join(part for part in label if part)


def _styled(label: tuple[str, str], palette: Palette) -> Text:
    name, values = label
    text = Text()
    if name:
        text.append(f"{name}  ", style=palette.support)
    return text.append(values, style=palette.warm)
