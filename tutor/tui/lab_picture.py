"""The head of the lab: what is run, with which numbers, and what the runner does."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.tui.state import LabState
from tutor.views import draw
from tutor.views.palette import Palette


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
    ended = draw(state.ended, width=80, palette=palette)
    return ended if isinstance(ended, Text) else Text("")
