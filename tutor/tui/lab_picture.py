"""The right side of a lesson as renderables: the program with its values, and what it did."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.messages import Message, Output, Raised, Shown, Unshown, Warned
from tutor.tui.beside import (
    PINNED,
    both_views,
    lines_of,
    live_lines,
    pin_head,
    shown_at,
    shown_by_same_call,
)
from tutor.tui.state import LabState, RunState
from tutor.views import view
from tutor.views.code import code_view
from tutor.views.palette import Palette
from tutor.views.shown import shown

MOST_WIDE = 110
"""Columns a picture fills at most."""
MOST_WIDE_BESIDE = 160
"""Columns two pictures beside each other fill at most."""


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


def code_picture(
    state: LabState, width: int, palette: Palette, other: LabState | None = None
) -> RenderableType:
    """Return the program with its live values.

    Those that differ are marked: from those of `other`, which stands beside it, or from those of a
    pinned run, which then stand under them.
    """
    live = live_lines(state.messages) if state.ran else None
    pinned = state.pinned
    compared = other or pinned
    against = lines_of(compared, state.source) if compared is not None and state.ran else None
    code = code_view(
        state.source,
        live,
        width=width,
        palette=palette,
        current_line=_line(state),
        against=against,
        name_against=other is None,
    )
    if pinned is None:
        return code
    return Group(pin_head(state, pinned, palette), Text(""), code)


def result_picture(state: LabState, width: int, height: int, palette: Palette) -> RenderableType:
    """Return what went wrong if something did, the views, and what the program printed."""
    if not state.ran:
        return Text("")
    width = min(width, MOST_WIDE if state.pinned is None else MOST_WIDE_BESIDE)
    parts: list[RenderableType] = []
    for message in state.messages:
        if isinstance(message, Raised):
            parts.append(view(message, width=width, palette=palette))
    ended = state.ended
    if ended is not None and (ended.kind not in ("finished", "raised") or ended.dropped):
        parts.append(view(ended, width=width, palette=palette))
    if state.pinned is not None:
        parts += _pinned_end(state.pinned, width, palette)
    for index in range(len(state.show)):
        parts += _shown(state, index, width, height, palette)
    parts += _called(state, width, height, palette)
    printed = [view(message, width=width, palette=palette) for message in _joined(state.messages)]
    if printed:
        head = Text(say("tui.printed"), style=palette.support)
        parts.append(Group(head, *printed))
    spaced: list[RenderableType] = []
    for part in parts:
        spaced += [part, Text("")]
    return Group(*spaced[:-1])


def _shown(
    state: LabState, index: int, width: int, height: int, palette: Palette
) -> list[RenderableType]:
    now = shown_at(state.messages, index)
    if now is None:
        return [
            view(message.raised, width=width, palette=palette)
            for message in state.messages
            if isinstance(message, Unshown) and message.index == index
        ]
    then = shown_at(state.pinned.messages, index) if state.pinned is not None else None
    if then is None:
        drawn = view(now.view, width=width, height=height, palette=palette)
    else:
        drawn = both_views(now, then, width=width, height=height, palette=palette)
    return [Group(Text(_title(state, index), palette.bold(palette.text)), drawn)]


def _called(state: LabState, width: int, height: int, palette: Palette) -> list[RenderableType]:
    """Return what the program itself showed, each beside the same call of a pinned run."""
    pinned = state.pinned.messages if state.pinned is not None else ()

    def draw(now: Shown) -> RenderableType:
        then = shown_by_same_call(pinned, now)
        if then is None:
            return view(now.view, width=width, height=height, palette=palette)
        return both_views(now, then, width=width, height=height, palette=palette)

    return shown(state.messages, width=width, height=height, palette=palette, draw=draw)


def _pinned_end(pinned: RunState, width: int, palette: Palette) -> list[RenderableType]:
    """Return how the pinned run went wrong, if it did."""
    head = Text(f"{PINNED} {say('tui.pinned')}", style=palette.bold(palette.text))
    raised = [message for message in pinned.messages if isinstance(message, Raised)]
    return [Group(head, view(each, width=width, palette=palette)) for each in raised]


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
