"""What a program showed by calling `show`, each under the line and the name it was shown by."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.messages import Call, Message, Shown, Unshown
from tutor.views import view
from tutor.views.palette import Palette

NAMED = ("tensor", "modules")
"""Kinds whose pictures begin with the name of what they show."""


def shown(
    messages: Iterable[Message],
    *,
    width: int,
    height: int | None = None,
    palette: Palette,
    draw: Callable[[Shown], RenderableType] | None = None,
) -> list[RenderableType]:
    """Return the pictures of all that was shown, in the order of the places that show.

    `draw` draws a record where its own view alone is not what is wanted.
    """
    called = [m for m in messages if isinstance(m, Shown | Unshown) and m.at is not None]
    found: list[RenderableType] = []
    for message in sorted(called, key=lambda m: m.index):
        if draw is not None and isinstance(message, Shown):
            drawn = draw(message)
        else:
            record = message.view if isinstance(message, Shown) else message.raised
            drawn = view(record, width=width, height=height, palette=palette)
        assert message.at is not None
        found.append(Group(heading(message.at, palette), drawn))
    return found


def heading(call: Call, palette: Palette) -> Text:
    """Return where something was shown, what it is called, and which time of how many."""
    text = Text()
    if call.kind not in NAMED:
        name = show_line(call.of, columns=60)
        text.append(f"{name}  ", style=palette.bold(palette.text))
    if call.times > call.time:
        note = say("views.shown_of", line=call.line, time=call.time, times=call.times)
    elif call.time > 1:
        note = say("views.shown_time", line=call.line, time=call.time)
    else:
        note = say("views.shown_line", line=call.line)
    return text.append(note, style=palette.support)
