"""The right side of a lesson as renderables: the program with its values, and what it did."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.messages import LiveValue, Message, Output, Raised, Shown, Unshown, Warned
from tutor.tui.state import LabState
from tutor.views import view
from tutor.views.code import code_view
from tutor.views.palette import Palette

MOST_WIDE = 110
"""Columns a picture fills at most."""


def title_picture(state: LabState, waiting: str, width: int, palette: Palette) -> RenderableType:
    """Return what is run, whether it was edited, the numbers it has, and what the runner does."""
    left = Text(no_wrap=True)
    left.append(show_line(state.title, columns=80), style=palette.bold(palette.text))
    if state.edited:
        left.append(f"{'  ' if left.plain else ''}{say('tui.edited')}", style=palette.warm)
    right = status_line(state, waiting, palette)
    gap = width - cell_len(left.plain) - cell_len(right.plain)
    line = left.append(" " * gap) if gap >= 2 else left.append("\n" if left.plain else "")
    line.append_text(right)
    if state.controls or not state.settings:
        return line
    settings = " · ".join(f"{name} = {value!r}" for name, value in state.settings.items())
    return Group(line, Text(show_line(settings), style=palette.warm))


def status_line(state: LabState, waiting: str, palette: Palette) -> Text:
    """Return what the runner is doing for this program, in a few words."""
    if state.running or state.waiting:
        return Text(waiting, style=palette.now)
    if state.withheld:
        return Text(state.withheld, style=palette.support)
    if state.ended is None:
        return Text("", style=palette.support)
    if state.ended.kind != "finished":
        return Text("")
    ended = view(state.ended, width=80, palette=palette)
    return ended if isinstance(ended, Text) else Text("")


def code_picture(state: LabState, width: int, palette: Palette) -> RenderableType:
    """Return the program with its live values."""
    live = live_lines(state.messages) if state.ran else None
    return code_view(state.source, live, width=width, palette=palette, current_line=_line(state))


def result_picture(state: LabState, width: int, height: int, palette: Palette) -> RenderableType:
    """Return what went wrong if something did, the views, and what the program printed."""
    if not state.ran:
        return Text("")
    width = min(width, MOST_WIDE)
    parts: list[RenderableType] = []
    for message in state.messages:
        if isinstance(message, Raised):
            parts.append(view(message, width=width, palette=palette))
    ended = state.ended
    if ended is not None and (ended.kind not in ("finished", "raised") or ended.dropped):
        parts.append(view(ended, width=width, palette=palette))
    for index in range(len(state.show)):
        parts += _shown(state, index, width, height, palette)
    printed = [view(message, width=width, palette=palette) for message in _joined(state.messages)]
    if printed:
        head = Text(say("tui.printed"), style=palette.support)
        parts.append(Group(head, *printed))
    spaced: list[RenderableType] = []
    for part in parts:
        spaced += [part, Text("")]
    return Group(*spaced[:-1])


def live_lines(messages: Iterable[Message]) -> dict[int, list[LiveValue]]:
    """Return the live values by line, in the order they were recorded."""
    lines: dict[int, list[LiveValue]] = {}
    for message in messages:
        if isinstance(message, LiveValue):
            lines.setdefault(message.line, []).append(message)
    return lines


def _shown(
    state: LabState, index: int, width: int, height: int, palette: Palette
) -> list[RenderableType]:
    for message in state.messages:
        if isinstance(message, Shown) and message.index == index:
            drawn = view(message.view, width=width, height=height, palette=palette)
            return [Group(Text(_title(state, index), palette.bold(palette.text)), drawn)]
        if isinstance(message, Unshown) and message.index == index:
            return [view(message.raised, width=width, palette=palette)]
    return []


def _title(state: LabState, index: int) -> str:
    show = state.show[index]
    given = dict(show.options).get("title", "")
    if given:
        return show_line(given, columns=80)
    return say(f"tui.view_{show.kind}", of=show_line(show.of, columns=60)).strip()


def _joined(messages: Iterable[Message]) -> list[Output | Warned]:
    """Return output and warnings in order, runs of text of one stream as one."""
    found: list[Output | Warned] = []
    for message in messages:
        last = found[-1] if found else None
        if (
            isinstance(message, Output)
            and isinstance(last, Output)
            and last.stream == message.stream
        ):
            found[-1] = Output(last.stream, last.text + message.text)
        elif isinstance(message, Output | Warned):
            found.append(message)
    return found


def _line(state: LabState) -> int | None:
    """Return the line an exception came from, else the one to point at."""
    if not state.ran:
        return state.marked
    for message in state.messages:
        if isinstance(message, Raised) and message.frames:
            return message.frames[-1].line
    return state.marked
