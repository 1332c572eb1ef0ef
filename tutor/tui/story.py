"""The left side of a lesson as renderables: text, what is tried, the question, a summary."""

from __future__ import annotations

import re
import time

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from tutor.display import show, show_line
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Lesson
from tutor.progress import PredictionMade
from tutor.review import days_until
from tutor.session import QuestionSummary, Summary
from tutor.tui.desk import Desk
from tutor.tui.layout import Hanging, lettered
from tutor.tui.question_story import question_story
from tutor.views.palette import Palette
from tutor.views.prose import Prose
from tutor.views.spaced import spaced

_EMPHASIS = re.compile(r"(\*{1,2})(\S(?:.*?\S)??)\1", re.DOTALL)
_CODE = "\0"
"""Stands for a piece of code while emphasis is looked for."""


def story_of(desk: Desk, palette: Palette) -> RenderableType:
    """Return the left side of the present step."""
    session = desk.session
    step = session.step
    if step is None:
        return summary_story(session.lesson, session.summary(), palette)
    if isinstance(step, Explain):
        told = explain_story(step, palette)
        if session.index:
            return told
        return Group(outline_story(session.lesson, palette), Text(""), told)
    if isinstance(step, Experiment):
        awaits = session.experiments.awaits_prediction(step)
        return experiment_story(step, desk.prediction(step), awaits, palette)
    return question_story(desk.asked.state(step), palette)


def explain_story(step: Explain, palette: Palette) -> RenderableType:
    """Return an explanation."""
    return Prose(step.explain, palette)


def experiment_story(
    experiment: Experiment,
    prediction: PredictionMade | None,
    awaits: bool,
    palette: Palette,
) -> RenderableType:
    """Return what is tried, the guess that is asked for, and the guess beside the truth."""
    parts: list[RenderableType] = [Text(show_line(experiment.title), palette.bold(palette.text))]
    if experiment.text:
        parts.append(Prose(experiment.text, palette))
    if awaits and experiment.predict is not None:
        parts.append(Text(say("tui.predict_first"), style=palette.bold(palette.now)))
        parts.append(Prose(experiment.predict.ask, palette))
        parts += lettered(tuple((experiment.predict.choices or {}).items()), palette)
    if prediction is not None:
        parts.append(guess_and_truth(prediction, palette))
    return spaced(parts)


def guess_and_truth(made: PredictionMade, palette: Palette) -> RenderableType:
    """Return a guess and what the run then gave, side by side and never marked."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold")
    grid.add_column(overflow="fold")
    for label, value in (("tui.you_guessed", made.reading), ("tui.torch_says", made.truth)):
        style = palette.bold(palette.warm) if label == "tui.torch_says" else palette.text
        grid.add_row(Text(say(label), style=palette.support), Text(show(value), style=style))
    told = say("tui.guess_agrees" if made.agrees else "tui.guess_differs")
    return Group(grid, Text(told, style=palette.support))


def outline_story(lesson: Lesson, palette: Palette) -> RenderableType:
    """Return the goals of a lesson."""
    parts: list[RenderableType] = [Text(say("tui.able_to"), style=palette.cool)]
    parts += [
        Hanging(Text("  · ", style=palette.support), Text(show_line(goal), style=palette.text))
        for goal in lesson.goals
    ]
    return Group(*parts)


def summary_story(lesson: Lesson, summary: Summary, palette: Palette) -> RenderableType:
    """Return how the lesson went: each question, and each guess beside the truth."""
    parts: list[RenderableType] = [
        Text(say("tui.lesson_done", title=show_line(lesson.title)), palette.bold(palette.text)),
        outline_story(lesson, palette),
    ]
    rows = [_outcome(question, palette) for question in summary.questions]
    if rows:
        parts.append(Group(Text(say("tui.your_answers"), style=palette.cool), *rows))
    if summary.calibration:
        parts.append(_calibration(summary, palette))
    for prediction in summary.predictions:
        title = Text(show_line(prediction.title), style=palette.cool)
        parts.append(Group(title, guess_and_truth(prediction.made, palette)))
    return spaced(parts)


def _calibration(summary: Summary, palette: Palette) -> RenderableType:
    """Return how often one was right at each level of sureness."""
    text = Text(say("views.progress_sure"), style=palette.cool)
    for level in summary.calibration:
        told = say(f"views.sure_{level.sure}", right=level.right, answers=level.answers)
        text.append(f"\n  {told}", style=palette.text)
    return text


def _outcome(question: QuestionSummary, palette: Palette) -> RenderableType:
    shape, style = {
        "at once": ("●", palette.done),
        "in the end": ("●", palette.done),
        "hints": ("◐", palette.warm),
        "revealed": ("○", palette.support),
    }.get(question.first, ("○", palette.support))
    told = question.sentence()
    if question.due is not None:
        days = days_until(question.due, time.time())
        told = f"{told} · {say('tui.comes_back', days=days)}"
    text = Text(show_line(plain_text(question.ask), columns=160), style=palette.text)
    return Hanging(Text(f"{shape} ", style=style), Group(text, Text(told, style=palette.support)))


def plain_text(markdown: str) -> str:
    """Return Markdown of one paragraph as text; a `**` in code is an operator."""
    parts = markdown.split("`")
    code = iter(parts[1::2])
    bare = _EMPHASIS.sub(r"\2", _CODE.join(parts[::2]))
    return re.sub(_CODE, lambda _: next(code), bare) + "".join(code)
