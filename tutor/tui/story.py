"""The left side of a lesson as renderables: text, a question with all that was said, a summary."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.table import Table
from rich.text import Text

from tutor.display import show, show_line
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Lesson
from tutor.progress import PredictionMade
from tutor.review import days_until
from tutor.session import QuestionSummary, Summary
from tutor.tui.desk import Desk
from tutor.tui.state import QuestionState
from tutor.views.palette import Palette
from tutor.views.prose import Prose

MARK = "◆"
_EMPHASIS = re.compile(r"(\*{1,2})(\S(?:.*?\S)?)\1", re.DOTALL)


class Hanging:
    """A renderable behind a mark; its further lines stand under its first."""

    def __init__(self, mark: Text, body: RenderableType) -> None:
        self._mark = mark
        self._body = body

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del console, options
        grid = Table.grid(padding=0)
        grid.add_column(width=cell_len(self._mark.plain), no_wrap=True)
        # Rich takes a space that no longer fits behind wide letters for text to be cut.
        grid.add_column(ratio=1, overflow="fold")
        grid.expand = True
        grid.add_row(self._mark, self._body)
        yield grid


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
        parts += _choices(tuple((experiment.predict.choices or {}).items()), palette)
    if prediction is not None:
        parts.append(guess_and_truth(prediction, palette))
    return _spaced(parts)


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


def question_story(state: QuestionState, palette: Palette) -> RenderableType:
    """Return the question and everything that has been said about it."""
    return _spaced(list(_question_parts(state, palette)))


def _question_parts(state: QuestionState, palette: Palette) -> Iterator[RenderableType]:
    head = say("tui.question_of", number=state.number, count=state.count)
    yield Text(f"{head} · {state.example}", style=palette.support)
    if state.changed:
        yield Text(say("tui.changed"), style=palette.warm)
    if state.own:
        yield Text(say("tui.about_yours"), style=palette.warm)
    yield Prose(state.posed.ask, palette)
    yield from _choices(state.posed.choices, palette)
    for number, hint in enumerate(state.hints, start=1):
        label = say("tui.hint_of", number=number, count=len(state.hints) + state.hints_left)
        yield Hanging(Text(f"{label}  ", style=palette.cool), Prose(hint, palette))
    yield from _verdict_parts(state, palette)
    if state.note:
        yield Text(show(state.note), style=palette.warm)
    yield from _ending_parts(state, palette)


def _choices(choices: tuple[tuple[str, str], ...], palette: Palette) -> list[RenderableType]:
    if not choices:
        return []
    rows = [
        Hanging(Text(f"{letter}  ", style=palette.bold(palette.warm)), Prose(text, palette))
        for letter, text in choices
    ]
    return [Group(*rows)]


def _verdict_parts(state: QuestionState, palette: Palette) -> Iterator[RenderableType]:
    if state.grading:
        yield Text(say("tui.grading"), style=palette.support)
        return
    verdict = state.verdict
    if verdict is None:
        return
    if state.typed:
        typed = show(state.typed, lines=12, columns=400)
        yield Hanging(Text("› ", style=palette.now), Text(typed, style=palette.support))
    right = verdict.kind == "right"
    mark = Text("● " if right else f"{MARK} ", style=palette.done if right else palette.warm)
    body: list[RenderableType] = []
    if verdict.kind in ("right", "unreadable", "asked", "unknown"):
        style = palette.bold(palette.done) if right else palette.text
        body.append(Text(show(verdict.reply), style=style))
    else:
        body.append(Prose(verdict.reply, palette))
    if verdict.believes:
        body.append(Prose(say("tui.you_may_think", believes=verdict.believes.strip()), palette))
    if state.can_compare:
        keys = Text().append("^o", style=palette.bold(palette.warm))
        body.append(keys.append(f" {say('tui.key_compare')}", style=palette.support))
    yield Hanging(mark, Group(*body))


def _ending_parts(state: QuestionState, palette: Palette) -> Iterator[RenderableType]:
    revealed = state.revealed
    if revealed is None or not state.ended:
        return
    if state.ended == "revealed":
        answer = Text(say("tui.the_answer"), style=palette.support)
        key = show(revealed.key, lines=24)
        body = Text(key, style=palette.bold(palette.warm))
        yield Group(answer, body) if "\n" in key else answer.append("  ").append_text(body)
    if revealed.because:
        yield Prose(revealed.because, palette)
    if state.disputed:
        yield Text(say("tui.disputed"), style=palette.support)


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
    return _spaced(parts)


def _calibration(summary: Summary, palette: Palette) -> RenderableType:
    """Return how often one was right at each level of sureness."""
    text = Text(say("views.progress_sure"), style=palette.cool)
    for level in summary.calibration:
        told = say(f"views.sure_{level.sure}", right=level.right, answers=level.answers)
        text.append(f"\n  {told}", style=palette.text)
    return text


def _outcome(question: QuestionSummary, palette: Palette) -> RenderableType:
    first = question.first
    shape, style = {
        "at once": ("●", palette.done),
        "in the end": ("●", palette.done),
        "hints": ("◐", palette.warm),
        "revealed": ("○", palette.support),
    }.get(first, ("○", palette.support))
    told = say(
        f"tui.first_{first.replace(' ', '_') or 'none'}",
        attempts=question.attempts,
        hints=question.hints,
    )
    if question.due is not None:
        days = days_until(question.due, time.time())
        told = f"{told} · {say('tui.comes_back', days=days)}"
    text = Text(show_line(plain_text(question.ask), columns=160), style=palette.text)
    return Hanging(Text(f"{shape} ", style=style), Group(text, Text(told, style=palette.support)))


def plain_text(markdown: str) -> str:
    """Return Markdown of one paragraph as text; a `**` in code is an operator."""
    parts = markdown.split("`")
    return "".join(part if at % 2 else _EMPHASIS.sub(r"\2", part) for at, part in enumerate(parts))


def _spaced(parts: list[RenderableType]) -> RenderableType:
    """Return the parts with one blank line between each two."""
    spaced: list[RenderableType] = []
    for part in parts:
        spaced += [part, Text("")]
    return Group(*spaced[:-1])
