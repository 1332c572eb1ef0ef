"""Printing for plain mode and `tutor run`: views, text and runs as lines on stdout."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.markdown import Markdown
from rich.text import Text

from tutor.display import show
from tutor.language import say
from tutor.records.job import Job, Setting
from tutor.records.messages import Shown
from tutor.records.views.series import SeriesRecord
from tutor.views import view
from tutor.views.beside import GAP, HALF, RunState, setting_text
from tutor.views.differences import differences
from tutor.views.hanging import hanging
from tutor.views.palette import ANSI, Palette
from tutor.views.run import code_picture, result_picture
from tutor.views.series import values_at
from tutor.views.stepped import Stepped
from tutor.views.stepping import graphs_of, typed_position

if TYPE_CHECKING:
    from tutor.jobs import Outcome

WIDEST = 100
"""Columns used at most: longer lines are hard to follow."""
NEVER_BESIDE = 2 * HALF + GAP - 1
"""Columns in which pictures stand one above the other: lines are read from left to right."""


def console() -> Console:
    """Return a console on stdout: colours only on a terminal, nothing ever read as markup."""
    made = Console(file=sys.stdout, markup=False, highlight=False, emoji=False, soft_wrap=False)
    made.width = min(made.width, WIDEST)
    return made


def palette_of(made: Console) -> Palette:
    """Return the palette that leaves colours to the terminal."""
    del made
    return ANSI


def draw(made: Console, *parts: RenderableType | str) -> None:
    """Print each part; a string is foreign text and is shown as typed."""
    for part in parts:
        made.print(Text(show(part)) if isinstance(part, str) else part)


def draw_markdown(made: Console, text: str) -> None:
    """Print a lesson's text; links are shown as text."""
    made.print(Markdown(show(text), hyperlinks=False))


def run_state(job: Job, done: Outcome) -> RunState:
    """Return a run as the views draw it."""
    main = job.main
    return RunState(main.source, dict(main.settings), done.messages, done.ended, job.show)


def draw_run(made: Console, run: RunState) -> None:
    """Print a run: its program with the live values, its views, what it printed, how it ended.

    Where a run is pinned, its differences are said first, then marked.
    """
    palette = palette_of(made)
    if run.pinned is not None:
        draw(made, say("plain.compared"))
        for each in differences(run, run.pinned):
            draw(made, *hanging(Text(f"  {each}"), made.width, 4))
    made.print(code_picture(run, made.width, palette))
    result = result_picture(run, min(made.width, NEVER_BESIDE), None, palette)
    draw(made, "", result)
    if run.ended is not None and run.ended.kind in ("finished", "raised"):
        made.print(view(run.ended, width=made.width, palette=palette))


def draw_graphs(made: Console, run: RunState, at: int | None) -> None:
    """Print the graphs of a run at one position of their backward passes."""
    palette = palette_of(made)
    for graph in graphs_of(run.messages):
        draw(made, view(Stepped(graph, at, has_marks=False), width=made.width, palette=palette))


def draw_step(made: Console, run: RunState, typed: str) -> None:
    """Print the graphs of a run at the step that was typed, or that there is none."""
    at = typed_position(typed, None, graphs_of(run.messages))
    if at is None:
        draw(made, say("plain.no_step", step=show(typed)))
    else:
        draw_graphs(made, run, at)


def draw_points(made: Console, run: RunState, step: int) -> None:
    """Print the value of every series of a run at one step."""
    for message in run.messages:
        if isinstance(message, Shown) and isinstance(message.view, SeriesRecord):
            at = step // message.view.every
            draw(made, *values_at(message.view, at, made.width, palette_of(made)))


def settings_line(settings: Mapping[str, Setting]) -> str:
    """Return the settings as one line of assignments."""
    return "  ".join(setting_text(name, value) for name, value in settings.items())
