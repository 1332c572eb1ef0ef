"""Printing for plain mode and `tutor run`: views, text and runs as lines on stdout."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.markdown import Markdown
from rich.text import Text

from tutor.display import show, show_line
from tutor.language import say
from tutor.records.job import Job, Setting
from tutor.records.messages import Ended, LiveValue, Output, Raised, Shown, Unshown, Warned
from tutor.views import view
from tutor.views.code import code_view
from tutor.views.palette import ANSI, Palette
from tutor.views.shown import shown

if TYPE_CHECKING:
    from tutor.jobs import Outcome
    from tutor.lesson.model import Experiment

WIDEST = 100
"""Columns used at most: longer lines are hard to follow."""


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


def draw_run(experiment: Experiment, job: Job, done: Outcome) -> None:
    """Print a run: its settings, its code with the live values, its views, what it printed."""
    made = console()
    draw(made, experiment.title)
    if job.main.settings:
        draw(made, settings_line(dict(job.main.settings)))
    draw_outcome(made, job, done)


def settings_line(settings: Mapping[str, Setting]) -> str:
    """Return the settings as one line of assignments."""
    return "  ".join(f"{name} = {value!r}" for name, value in settings.items())


def draw_outcome(made: Console, job: Job, done: Outcome) -> None:
    """Print what a run sent back."""
    palette = palette_of(made)
    made.print(
        code_view(job.main.source, live_lines(done.messages), width=made.width, palette=palette)
    )
    for index, entry in enumerate(job.show):
        title = dict(entry.options).get("title", "")
        draw(made, "", title or say("plain.view_of", kind=entry.kind, of=show_line(entry.of)))
        _draw_shown(made, index, done, palette)
    for each in shown(done.messages, width=made.width, palette=palette):
        draw(made, "", each)
    for message in done.messages:
        if isinstance(message, Output | Warned | Raised):
            made.print(view(message, width=made.width, palette=palette))
    made.print(view(done.ended, width=made.width, palette=palette))


def _draw_shown(made: Console, index: int, done: Outcome, palette: Palette) -> None:
    for message in done.messages:
        if isinstance(message, Shown) and message.index == index:
            made.print(view(message.view, width=made.width, palette=palette))
        elif isinstance(message, Unshown) and message.index == index:
            made.print(view(message.raised, width=made.width, palette=palette))


def live_lines(messages: Sequence[object]) -> dict[int, list[LiveValue]]:
    """Return the live values by line, in the order they were recorded."""
    lines: dict[int, list[LiveValue]] = {}
    for message in messages:
        if isinstance(message, LiveValue):
            lines.setdefault(message.line, []).append(message)
    return lines


def ended_well(ended: Ended) -> bool:
    """Tell whether a run came to its end by itself, without an exception."""
    return ended.kind == "finished"
