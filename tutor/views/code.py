"""A program with its live values: each value stands at the right edge of the line it is of.

Where code and values do not fit beside each other, the list of values is shortened first and then
put under the line. Code is never cut.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from tutor.display import show_line
from tutor.records.messages import LiveValue
from tutor.views.highlight import comment_of, highlighted
from tutor.views.palette import DARK, Palette
from tutor.views.values import fitted, value_text

ARROW = " → "
GAP = 2
MOST_SHOWN = 6
"""Values of one line shown in full; of more, the first and the last ones."""


def code_view(
    source: str,
    live: Mapping[int, Sequence[LiveValue]] | None = None,
    *,
    width: int,
    palette: Palette = DARK,
    current_line: int | None = None,
) -> RenderableType:
    """Return the program as numbered lines with the values of its `#>` comments.

    `live` maps a line (from 1) to what was recorded there, in order; None leaves the comments as
    they are written, as for a program that has not run. `current_line` is marked.
    """
    rows: list[Text] = []
    raw = source.rstrip("\n").split("\n")
    digits = len(str(len(raw)))
    styled = highlighted("\n".join(raw), palette)
    for number, (line, text) in enumerate(zip(raw, styled, strict=True), start=1):
        margin = _margin(number, digits, number == current_line, palette)
        room = max(10, width - len(margin) - 1)
        code, values = _split(line, text, (live or {}).get(number, ()), live is not None)
        rows += _row(code, values, margin, room, palette)
    block = Text("\n").join(rows)
    style = f"on {palette.panel}" if palette.panel else ""
    return Group(Padding(block, (0, 0, 0, 0), style=style, expand=True))


def _margin(number: int, digits: int, now: bool, palette: Palette) -> Text:
    mark = "▸" if now else " "
    margin = Text(mark, style=palette.now)
    return margin.append(f"{number:>{digits}} ", style=palette.faint if not now else palette.now)


def _split(
    line: str, text: Text, recorded: Sequence[LiveValue], has_run: bool
) -> tuple[Text, list[tuple[str, list[str]]]]:
    """Return the code of a line without its `#>` comment, and the values of each expression."""
    if not has_run:
        return text, []
    code, expression = comment_of(line)
    if not recorded and not expression:
        return text, []
    by_name: dict[str, list[str]] = {}
    for each in recorded:
        shown = value_text(each.value, width=40) if each.value is not None else _error(each)
        by_name.setdefault(show_line(each.expression), []).append(shown)
    shortened = text[: len(code)] if expression else text
    return shortened, list(by_name.items())


def _error(each: LiveValue) -> str:
    return f"✗ {show_line(each.error, columns=60)}"


def _row(
    code: Text, values: list[tuple[str, list[str]]], margin: Text, room: int, palette: Palette
) -> list[Text]:
    """Return the line with its values beside it, or under it where they do not fit."""
    lines = _wrapped(code, margin, room)
    for name, recorded in values:
        beside = room - cell_len(code.plain) - GAP
        label = _beside(name, recorded, beside) if len(lines) == 1 else None
        if label is not None and len(values) == 1:
            lines[0].append(" " * (room - cell_len(code.plain) - cell_len(_plain(label))))
            lines[0].append_text(_styled(label, palette))
        else:
            under = _beside(name, recorded, room - GAP) or (name, fitted(recorded[-1], room - GAP))
            indent = max(0, room - cell_len(_plain(under)))
            lines.append(Text(" " * (len(margin) + indent)).append_text(_styled(under, palette)))
    return lines


def _wrapped(code: Text, margin: Text, room: int) -> list[Text]:
    """Return the code with its margin; a line that is too long hangs under its own indent."""
    plain = code.plain
    if cell_len(plain) <= room:
        return [margin.copy().append_text(code)]
    indent = min(len(plain) - len(plain.lstrip()) + 4, max(0, room - 10))
    lines, rest, first = [], code, True
    while cell_len(rest.plain) > (limit := room if first else max(10, room - indent)):
        at = _break(rest.plain, limit)
        head, rest = rest[:at], rest[at:]
        lines.append(_continued(head, margin, 0 if first else indent, first))
        first = False
    lines.append(_continued(rest, margin, 0 if first else indent, first))
    return lines


def _continued(part: Text, margin: Text, indent: int, first: bool) -> Text:
    lead = margin.copy() if first else Text(" " * len(margin))
    return lead.append(" " * indent).append_text(part)


def _break(text: str, limit: int) -> int:
    """Return where to part a line: behind a comma, bracket or space, as late as fits."""
    cells = 0
    fits = 0
    for at, character in enumerate(text):
        cells += cell_len(character)
        if cells > limit:
            break
        fits = at + 1
    best = max((text.rfind(mark, 1, fits) for mark in (", ", "(", " ")), default=-1)
    lead = len(text) - len(text.lstrip())
    return best + 1 if best > lead else max(1, fits)


def _beside(name: str, recorded: list[str], room: int) -> tuple[str, str] | None:
    """Return name and values if they fit in `room` columns, shortened as far as it takes."""
    for shown in _shortened(recorded):
        for label in (name, ""):
            if cell_len(_plain((label, shown))) <= room:
                return label, shown
    return None


def _shortened(recorded: list[str]) -> list[str]:
    """Return the list of values at falling lengths: all, first … last two, first … last."""
    if len(recorded) <= 1:
        return [ARROW.join(recorded)]
    ends = ARROW.join((recorded[0], "…", recorded[-1])) if len(recorded) > 2 else ""
    middle = ARROW.join((*recorded[:2], "…", *recorded[-2:])) if len(recorded) > 5 else ""
    whole = ARROW.join(recorded) if len(recorded) <= MOST_SHOWN else ""
    return [text for text in (whole, middle, ends) if text]


def _plain(label: tuple[str, str]) -> str:
    return "  ".join(part for part in label if part)


def _styled(label: tuple[str, str], palette: Palette) -> Text:
    name, values = label
    text = Text()
    if name:
        text.append(f"{name}  ", style=palette.support)
    return text.append(values, style=palette.warm)
