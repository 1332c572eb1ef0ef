"""A program with its live values: each value stands at the right edge of the line it is of.

Where code and values do not fit beside each other, the list of values is shortened first and then
put under the line. Code is never cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.messages import LiveValue
from tutor.views.highlight import comment_of, highlighted
from tutor.views.live_rows import values_rows, with_values
from tutor.views.palette import DARK, Palette
from tutor.views.values import value_text

FOLD = "⋯"


def code_view(
    source: str,
    live: Mapping[int, Sequence[LiveValue]] | None = None,
    *,
    width: int,
    palette: Palette = DARK,
    current_line: int | None = None,
    against: Mapping[int, Sequence[LiveValue]] | None = None,
    name_against: bool = True,
    folded: bool = False,
) -> RenderableType:
    """Return the program as numbered lines with the values of its `#>` comments.

    `live` maps a line (from 1) to what was recorded there, in order; None leaves the comments as
    they are written, as for a program that has not run. `current_line` is marked. Where the values
    of a line differ from those of another run, `against`, a sign says so, and with `name_against`
    the other's stand under them. `folded` leaves the lines that have values or the mark, and counts
    the others; such a count carries `fold` in its style's meta.
    """
    rows: list[Text] = []
    raw = source.rstrip("\n").split("\n")
    digits = len(str(len(raw)))
    styled = highlighted("\n".join(raw), palette)
    marked = () if current_line is None else (current_line,)
    left_out = _left_out(raw, (*(live or ()), *marked)) if folded else {}
    for number, (line, text) in enumerate(zip(raw, styled, strict=True), start=1):
        if number in left_out:
            rows += _folded(left_out[number], digits, palette)
            continue
        margin = _margin(number, digits, number == current_line, palette)
        room = max(10, width - len(margin) - 1)
        code, values = _split(line, text, (live or {}).get(number, ()), live is not None)
        others = None if against is None else values_by_name(against.get(number, ()))
        shown = values_rows(values, others, name_against)
        lines = _wrapped(code, margin, room)
        rows += with_values(lines, code, shown, len(margin), room, palette)
    block = Text("\n").join(rows)
    style = f"on {palette.panel}" if palette.panel else ""
    return Group(Padding(block, (0, 0, 0, 0), style=style, expand=True))


def _left_out(raw: Sequence[str], wanted: Iterable[int]) -> dict[int, int]:
    """Return the lines that are left out, with their count at the first of each run of lines.

    One line alone is kept: a count in its place would save no room.
    """
    kept = {line for number in wanted for line in (number, _head(raw, number))}
    left_out: dict[int, int] = {}
    runs = groupby(range(1, len(raw) + 1), key=lambda number: number in kept)
    for is_kept, run in runs:
        numbers = list(run)
        if not is_kept and len(numbers) > 1:
            left_out |= dict.fromkeys(numbers, 0) | {numbers[0]: len(numbers)}
    return left_out


def _head(raw: Sequence[str], number: int) -> int:
    """Return the line a line belongs to: of a closing bracket, the one that opened it."""
    line = raw[number - 1] if number <= len(raw) else ""
    if not line.lstrip().startswith((")", "]", "}")):
        return number
    indent = _indent(line)
    return next((n for n in range(number - 1, 0, -1) if _indent(raw[n - 1]) == indent), number)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _folded(count: int, digits: int, palette: Palette) -> list[Text]:
    """Return a row for so many lines that are left out; no row where they have been counted."""
    if not count:
        return []
    style = Style.parse(palette.support) + Style(meta={"fold": True})
    text = f"{' ' * digits}{FOLD} {say('views.code_folded', count=count)}"
    return [Text(text, style=style, no_wrap=True)]


def _margin(number: int, digits: int, now: bool, palette: Palette) -> Text:
    mark = "▸" if now else " "
    margin = Text(mark, style=palette.now)
    return margin.append(f"{number:>{digits}} ", style=palette.faint if not now else palette.now)


def _split(
    line: str, text: Text, recorded: Sequence[LiveValue], has_run: bool
) -> tuple[Text, dict[str, list[str]]]:
    """Return the code of a line without its `#>` comment, and the values of each expression."""
    if not has_run:
        return text, {}
    code, expression = comment_of(line)
    if not recorded and not expression:
        return text, {}
    shortened = text[: len(code)] if expression else text
    return shortened, values_by_name(recorded)


def values_by_name(recorded: Sequence[LiveValue]) -> dict[str, list[str]]:
    """Return the values of each expression of a line as text, in order."""
    by_name: dict[str, list[str]] = {}
    for each in recorded:
        shown = value_text(each.value, width=40) if each.value is not None else _error(each)
        by_name.setdefault(show_line(each.expression), []).append(shown)
    return by_name


def _error(each: LiveValue) -> str:
    return f"✗ {show_line(each.error, columns=60)}"


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
