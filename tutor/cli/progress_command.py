"""`tutor progress`: what has been done, and the answers a learner disputes."""

from __future__ import annotations

import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli import completion
from tutor.cli.context import emit, shared_options
from tutor.cli.courses import course_of
from tutor.cli.options import Options, exits
from tutor.display import show_line
from tutor.language import say
from tutor.paths import data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tutor.lesson.course import Course
    from tutor.statistics import LessonStatistics
    from tutor.store import Event


_FILE = click.Path(path_type=Path, dir_okay=False)
_THERE = click.Path(path_type=Path, dir_okay=False, exists=True, readable=True)


@click.command("progress")
@click.option("--disputes", is_flag=True, help="List the answers marked 'I think I am right'.")
@click.option("--export", "target", type=_FILE, help="Write all progress to one file.")
@click.option("--import", "source", type=_THERE, help="Add what another machine exported.")
@click.option(
    "--transcript",
    "lesson",
    metavar="LESSON",
    shell_complete=completion.lessons,
    help="Print a lesson as you did it.",
)
@shared_options()
@exits
def command(
    disputes: bool, target: Path | None, source: Path | None, lesson: str | None, options: Options
) -> None:
    """What has been done in each lesson; to and from other machines."""
    if lesson is not None:
        _transcript(lesson, options)
        return
    if target is not None:
        _export(target, options)
        return
    if source is not None:
        _import(source, options)
        return
    events = _events()
    if disputes:
        _disputes(events, options)
        return
    course = course_of(options)
    if options.json:
        emit(_as_json(course, events))
        return
    _print(course, events)


def _events() -> tuple[Event, ...]:
    if not data_folder().is_dir():
        return ()
    from tutor.store import Store

    store = Store(data_folder())
    store.open()
    try:
        return store.events()
    finally:
        store.close()


def _transcript(name: str, options: Options) -> None:
    from tutor.cli.courses import lesson_of
    from tutor.display import show
    from tutor.runner.pool import Pool
    from tutor.session import Session
    from tutor.session.transcript import transcript
    from tutor.store import Store

    course = course_of(options)
    lesson = lesson_of(course, name)
    events = _of(course, lesson.id, _events())
    store = Store(data_folder())
    session = Session(lesson, events, record=store.record, runner=Pool())
    click.echo(show(transcript(session)), nl=False)


def _export(target: Path, options: Options) -> None:
    from tutor.store.exchange import write_export

    count = write_export(target, _events())
    if options.json:
        emit({"events": count, "path": str(target)})
        return
    click.echo(say("cli.exported", count=count, path=show_line(str(target))), err=True)


def _import(source: Path, options: Options) -> None:
    from tutor.merge import merge
    from tutor.store import Store

    store = Store(data_folder())
    store.open()
    try:
        merged = merge(store, source)
    finally:
        store.close()
    if options.json:
        emit(asdict(merged))
        return
    click.echo(say("cli.imported", **asdict(merged)), err=True)


def _print(course: Course, events: tuple[Event, ...]) -> None:
    from tutor.cli.courses import lesson_of
    from tutor.due import cards_by_question, waiting
    from tutor.plain.drawing import console, palette_of
    from tutor.session.beliefs import beliefs_met
    from tutor.statistics import statistics
    from tutor.views.progress import progress_page

    made, screen, now = statistics(events, named=course.present_name), console(), time.time()
    graded = {(e.lesson, str(e.body.get("question"))): e for e in events if e.kind == "graded"}
    page = progress_page(
        made,
        course,
        waiting(cards_by_question(graded, course), now),
        beliefs_met(made, lambda name: lesson_of(course, name)),
        now=now,
        today=date.fromtimestamp(now),
        width=screen.width,
        palette=palette_of(screen),
    )
    screen.print(page)


def _as_json(course: Course, events: tuple[Event, ...]) -> dict[str, Any]:
    from tutor.statistics import statistics

    made, now = statistics(events, named=course.present_name), time.time()
    return {
        "lessons": [
            _lesson_json(entry.id, _of(course, entry.id, events), made.lessons, now)
            for entry in course.lessons
        ],
        "days": {day.isoformat(): count for day, count in sorted(made.days.items())},
        "seconds": round(made.seconds),
        "sure": {
            level: {"right": right, "answers": answers}
            for level, (right, answers) in sorted(made.sure.items())
        },
    }


def _of(course: Course, lesson: str, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Return the events of a lesson, under whatever name it had."""
    names = course.names_of(lesson)
    return tuple(event for event in events if event.lesson in names)


def _lesson_json(
    name: str, events: tuple[Event, ...], lessons: Mapping[str, LessonStatistics], now: float
) -> dict[str, Any]:
    from tutor.progress import fold
    from tutor.statistics import LessonStatistics

    progress = fold(events)
    made = lessons.get(name, LessonStatistics())
    return {
        "id": name,
        "step": progress.step,
        "visited": progress.visited,
        "finished": progress.finished,
        "seconds": round(made.seconds),
        "recall": made.retention(now),
        "guesses": {"made": made.guesses, "right": made.guesses_right},
        "misconceptions": {"met": len(made.beliefs), "overcome": made.overcome},
        "questions": [
            {
                "id": question,
                "first": state.first,
                "attempts": state.tried,
                "hints": state.hints,
                "ended": state.ended,
                "due": made.cards[question].due if question in made.cards else None,
            }
            for question, state in progress.questions.items()
        ],
    }


def _disputes(events: tuple[Event, ...], options: Options) -> None:
    disputed = [event for event in events if event.kind == "disputed"]
    if options.json:
        emit({"disputes": [{"lesson": event.lesson, **event.body} for event in disputed]})
        return
    for event in disputed:
        body = {name: show_line(str(event.body.get(name, ""))) for name in _DISPUTE_FIELDS}
        click.echo(say("cli.dispute_line", lesson=event.lesson, **body))
    if not disputed:
        click.echo(say("cli.disputes_none"))


_DISPUTE_FIELDS = ("question", "seed", "typed", "reading", "key")
