"""What a step of a lesson says in plain mode: lines alone, in the order they are to be heard."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor import answers
from tutor.display import show_line
from tutor.language import say
from tutor.lesson.model import Experiment
from tutor.plain.drawing import draw, draw_markdown, settings_line
from tutor.progress import PredictionMade

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.grade import Posed
    from tutor.session import Session, Summary


def draw_guess_wanted(console: Console, session: Session, experiment: Experiment) -> None:
    """Draw the program that has not run yet, and the guess that is asked for."""
    if experiment.predict is None:
        return
    draw(console, session.experiments.source(experiment))
    if experiment.controls:
        draw(console, settings_line(session.experiments.settings(experiment)))
    draw_markdown(console, experiment.predict.ask)
    for letter, text in (experiment.predict.choices or {}).items():
        draw(console, f"  {letter}  {text}")


def draw_question(console: Console, posed: Posed) -> None:
    """Draw what is asked, the program it is about, and what can be typed."""
    draw_markdown(console, posed.ask)
    if posed.source:
        draw(console, posed.source)
        if posed.settings:
            draw(console, settings_line(posed.settings))
    for letter, text in posed.choices:
        draw(console, f"  {letter}  {text}")
    if posed.question.starter:
        draw(console, posed.filled(posed.question.starter))
    draw(console, answers.example(posed.asked))
    if posed.question.kind == "code":
        draw(console, say("plain.program_ends"))


def draw_summary(console: Console, summary: Summary) -> None:
    """Draw how each question went, and each guess beside the truth."""
    draw(console, say("plain.summary"))
    for question in summary.questions:
        draw(console, f"  {show_line(question.ask, columns=60)}: {question.sentence()}")
    for prediction in summary.predictions:
        draw(console, prediction_line(prediction.title, prediction.made))


def prediction_line(title: str, made: PredictionMade) -> str:
    """Return a guess beside the truth, as one line."""
    return say(
        "plain.prediction",
        title=show_line(title),
        guess=show_line(made.reading),
        truth=show_line(made.truth),
    )
