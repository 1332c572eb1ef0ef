"""Two runs beside each other: the pinned one and the present one, with what differs marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Protocol

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.job import Setting, Show
from tutor.records.messages import Ended, LiveValue, Message, Shown
from tutor.records.views.series import SeriesRecord
from tutor.views import view
from tutor.views.palette import Palette
from tutor.views.series import ReadSeries

NOW, PINNED = "●", "○"
DIFFERS = "≠"
HALF = 46
"""Columns a picture needs to stand beside another."""
GAP = 3


class Run(Protocol):
    """A program and what a run of it has sent."""

    @property
    def source(self) -> str: ...
    @property
    def settings(self) -> Mapping[str, Setting]: ...
    @property
    def show(self) -> tuple[Show, ...]: ...
    @property
    def ran(self) -> bool: ...
    @property
    def messages(self) -> tuple[Message, ...]: ...
    @property
    def ended(self) -> Ended | None: ...
    @property
    def marked(self) -> int | None: ...
    @property
    def pinned(self) -> Run | None: ...


@dataclass(frozen=True, slots=True)
class RunState:
    """A run, and one that stands beside it."""

    source: str
    settings: Mapping[str, Setting]
    messages: tuple[Message, ...]
    ended: Ended | None
    show: tuple[Show, ...] = ()
    pinned: Run | None = None
    ran: bool = True
    marked: int | None = None
    """A line to point at."""


def live_lines(messages: Iterable[Message]) -> dict[int, list[LiveValue]]:
    """Return the live values by line, in the order they were recorded."""
    lines: dict[int, list[LiveValue]] = {}
    for message in messages:
        if isinstance(message, LiveValue):
            lines.setdefault(message.line, []).append(message)
    return lines


def lines_of(other: Run, source: str) -> dict[int, list[LiveValue]]:
    """Return the live values of another run at those lines of `source` that it has too."""
    values = live_lines(other.messages)
    if other.source == source:
        return values
    there, here = other.source.split("\n"), source.split("\n")
    found = {}
    for match in SequenceMatcher(None, there, here, autojunk=False).get_matching_blocks():
        for offset in range(match.size):
            recorded = values.get(match.a + offset + 1)
            if recorded is not None:
                found[match.b + offset + 1] = recorded
    return found


def pinned_name(palette: Palette) -> Text:
    """Return what stands over everything that the pinned run did."""
    return Text().append(f"{PINNED} {say('views.pinned')}", style=palette.bold(palette.text))


def pin_head(run: Run, pinned: Run, palette: Palette) -> Text:
    """Return what the pinned run was: its settings, and where its program differs."""
    text = pinned_name(palette)
    for name, value in pinned.settings.items():
        differs = name in run.settings and run.settings[name] != value
        text.append("  ")
        text.append(show_line(setting_text(name, value), columns=60), palette.support)
        if differs:
            text.append(f" {DIFFERS}", style=palette.bold(palette.now))
    for sign, line in changed_lines(pinned.source, run.source):
        style = palette.support if sign == "-" else palette.warm
        mark = PINNED if sign == "-" else NOW
        text.append(f"\n  {mark} {show_line(line.strip(), columns=120)}", style=style)
    return text


def setting_text(name: str, value: Setting) -> str:
    """Return a control and its value: `clear = on`, `passes = 3`."""
    if isinstance(value, bool):
        return f"{name} = {say('views.on' if value else 'views.off')}"
    return f"{name} = {value}"


def changed_lines(before: str, after: str, most: int = 8) -> list[tuple[str, str]]:
    """Return the lines that only one of two programs has: "-" and "+", in order."""
    old, new = before.rstrip("\n").split("\n"), after.rstrip("\n").split("\n")
    found: list[tuple[str, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            found += [("-", line) for line in old[a:b]] + [("+", line) for line in new[c:d]]
    return found[:most]


def first_difference(sources: Sequence[str]) -> int | None:
    """Return the first line, from 1, in which programs differ."""
    lines = [source.split("\n") for source in sources]
    pairs = enumerate(zip(*lines, strict=False), start=1)
    return next((number for number, pair in pairs if len(set(pair)) > 1), None)


def shown_at(messages: Sequence[Message], index: int) -> Shown | None:
    """Return the view a run sent for the show entry `index`."""
    return next((m for m in messages if isinstance(m, Shown) and m.index == index), None)


def shown_by_same_call(messages: Sequence[Message], now: Shown) -> Shown | None:
    """Return what a run sent where it showed the same thing for the same time."""
    for each in messages:
        if isinstance(each, Shown) and each.at is not None and now.at is not None:
            there, here = each.at, now.at
            if (there.of, there.time, there.kind) == (here.of, here.time, here.kind):
                return each
    return None


def both_views(
    now: Shown, then: Shown, *, width: int, height: int | None, palette: Palette
) -> RenderableType:
    """Return two records of one view: over each other, side by side, or one above the other."""
    if isinstance(now.view, SeriesRecord | ReadSeries) and isinstance(
        then.view, SeriesRecord | ReadSeries
    ):
        read = now.view if isinstance(now.view, ReadSeries) else ReadSeries(now.view)
        pinned = then.view.record if isinstance(then.view, ReadSeries) else then.view
        return view(replace(read, pinned=pinned), width=width, height=height, palette=palette)
    if now.view == then.view:
        same = Text(f"{PINNED} {say('views.pinned_same')}", style=palette.support)
        return Group(view(now.view, width=width, height=height, palette=palette), same)
    is_wide = width >= 2 * HALF + GAP
    each = (width - GAP) // 2 if is_wide else width
    pictures = [view(s.view, width=each, height=height, palette=palette) for s in (now, then)]
    heads = [
        Text(f"{NOW} {say('views.now')}  {DIFFERS}", style=palette.bold(palette.now)),
        pinned_name(palette),
    ]
    if not is_wide:
        return Group(heads[0], pictures[0], Text(""), heads[1], pictures[1])
    grid = Table.grid(padding=(0, GAP, 0, 0))
    for _ in pictures:
        grid.add_column(width=each, overflow="fold")
    grid.add_row(*heads)
    grid.add_row(*pictures)
    return grid
