"""What the error coach says under an exception or a warning: what it means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tutor.coach.lessons import lesson_title
from tutor.coach.match import advise
from tutor.coach.words import sentences
from tutor.display import show_line
from tutor.language import say
from tutor.records.messages import Fact, Raised, Warned
from tutor.views.fitting import fitted
from tutor.views.palette import Palette

MEANS, DO = "◆", "→"


def advice_view(happened: Raised | Warned, palette: Palette) -> RenderableType | None:
    """Return the coach's sentences and the lesson they come from; None where it knows nothing."""
    advice = advise(happened)
    if advice is None:
        return None
    means, do = sentences(advice)
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(MEANS, style=palette.cool), _coded(means, palette.text, palette))
    grid.add_row(Text(DO, style=palette.warm), _coded(do, palette.text, palette))
    title = lesson_title(advice.lesson)
    if title is None:
        return grid
    pointed = say("coach.lesson", title=show_line(title, columns=80))
    grid.add_row(Text(""), Text(pointed, style=palette.support))
    return grid


def facts_view(facts: Sequence[Fact], width: int, palette: Palette) -> RenderableType:
    """Return the variables of the failing expression, one a line."""
    names = [show_line(fact.name, columns=40) for fact in facts]
    wide = max(map(cell_len, names))
    lines = []
    for name, fact in zip(names, facts, strict=True):
        line = Text(no_wrap=True).append("  ").append(name, style=palette.warm)
        line.append(" " * (wide - cell_len(name) + 2))
        said = show_line(fact.text, columns=100)
        if fact.requires_grad:
            said += "  requires_grad" + (", leaf" if fact.is_leaf else "")
        lines.append(line.append(fitted(said, max(8, width - wide - 4)), style=palette.support))
    return Group(*lines)


def _coded(sentence: str, style: str, palette: Palette) -> Text:
    """Return a sentence with what stands between backticks in the colour of code."""
    text = Text()
    for place, part in enumerate(sentence.split("`")):
        text.append(part, style=palette.cool if place % 2 else style)
    return text
