"""A run as renderables: its program with the values, and what it did, beside a pinned run."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.job import Show
from tutor.records.messages import Message, Output, Raised, Shown, Unshown, Warned
from tutor.views import view
from tutor.views.beside import (
    Run,
    both_views,
    lines_of,
    live_lines,
    pin_head,
    pinned_name,
    shown_at,
    shown_by_same_call,
)
from tutor.views.code import code_view
from tutor.views.palette import Palette
from tutor.views.shown import shown
from tutor.views.spaced import spaced

MOST_WIDE = 110
"""Columns a picture fills at most."""
MOST_WIDE_BESIDE = 160
"""Columns two pictures beside each other fill at most."""


def code_picture(
    run: Run,
    width: int,
    palette: Palette,
    other: Run | None = None,
    *,
    folded: bool = False,
) -> RenderableType:
    """Return the program with its live values; `folded`, only the lines that have some.

    Those that differ are marked: from those of `other`, which stands beside it, or from those of a
    pinned run, which then stand under them.
    """
    live = live_lines(run.messages) if run.ran else None
    pinned = run.pinned
    compared = other or pinned
    against = lines_of(compared, run.source) if compared is not None and run.ran else None
    code = code_view(
        run.source,
        live,
        width=width,
        palette=palette,
        current_line=_line(run),
        against=against,
        name_against=other is None,
        folded=folded and run.ran,
    )
    if pinned is None:
        return code
    return Group(pin_head(run, pinned, palette), Text(""), code)


def result_picture(run: Run, width: int, height: int | None, palette: Palette) -> RenderableType:
    """Return what went wrong if something did, the views, and what the program printed."""
    if not run.ran:
        return Text("")
    width = min(width, MOST_WIDE if run.pinned is None else MOST_WIDE_BESIDE)
    parts: list[RenderableType] = []
    for message in run.messages:
        if isinstance(message, Raised):
            parts.append(view(message, width=width, palette=palette))
    ended = run.ended
    if ended is not None and (ended.kind not in ("finished", "raised") or ended.dropped):
        parts.append(view(ended, width=width, palette=palette))
    if run.pinned is not None:
        parts += _pinned_end(run.pinned, width, palette)
    for index in range(len(run.show)):
        parts += _shown(run, index, width, height, palette)
    parts += _called(run, width, height, palette)
    printed = [view(message, width=width, palette=palette) for message in _joined(run.messages)]
    if printed:
        head = Text(say("views.printed"), style=palette.support)
        parts.append(Group(head, *printed))
    return spaced(parts)


def _shown(
    run: Run, index: int, width: int, height: int | None, palette: Palette
) -> list[RenderableType]:
    now = shown_at(run.messages, index)
    if now is None:
        return [
            view(message.raised, width=width, palette=palette)
            for message in run.messages
            if isinstance(message, Unshown) and message.index == index
        ]
    then = shown_at(run.pinned.messages, index) if run.pinned is not None else None
    if then is None:
        drawn = view(now.view, width=width, height=height, palette=palette)
    else:
        drawn = both_views(now, then, width=width, height=height, palette=palette)
    return [Group(Text(title_of(run.show[index]), palette.bold(palette.text)), drawn)]


def _called(run: Run, width: int, height: int | None, palette: Palette) -> list[RenderableType]:
    """Return what the program itself showed, each beside the same call of a pinned run."""
    pinned = run.pinned.messages if run.pinned is not None else ()

    def draw(now: Shown) -> RenderableType:
        then = shown_by_same_call(pinned, now)
        if then is None:
            return view(now.view, width=width, height=height, palette=palette)
        return both_views(now, then, width=width, height=height, palette=palette)

    return shown(run.messages, width=width, height=height, palette=palette, draw=draw)


def _pinned_end(pinned: Run, width: int, palette: Palette) -> list[RenderableType]:
    """Return how the pinned run went wrong, if it did."""
    raised = [message for message in pinned.messages if isinstance(message, Raised)]
    return [
        Group(pinned_name(palette), view(each, width=width, palette=palette)) for each in raised
    ]


def title_of(show: Show) -> str:
    """Return what a view is called: by its lesson, or by what it is of."""
    given = dict(show.options).get("title", "")
    if given:
        return show_line(given, columns=80)
    return say(f"views.view_{show.kind}", of=show_line(show.of, columns=60)).strip()


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


def _line(run: Run) -> int | None:
    """Return the line an exception came from, else the one to point at."""
    if not run.ran:
        return run.marked
    for message in run.messages:
        if isinstance(message, Raised) and message.frames:
            return message.frames[-1].line
    return run.marked
