"""`tutor progress`: what has been done, and the answers a learner disputes."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tutor.cli.context import Options, emit, exits, shared_options
from tutor.cli.courses import course_of
from tutor.display import show_line
from tutor.language import say
from tutor.paths import data_folder

if TYPE_CHECKING:
    from tutor.lesson.course import Course
    from tutor.progress import LessonProgress
    from tutor.store import Event


_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("progress")
@click.option("--disputes", is_flag=True, help="List the answers marked 'I think I am right'.")
@click.option("--export", "target", type=_FILE, help="Write all progress to one file.")
@click.option("--import", "source", type=_FILE, help="Add what another machine exported.")
@shared_options()
@exits
def command(disputes: bool, target: Path | None, source: Path | None, options: Options) -> None:
    """What has been done in each lesson; to and from other machines."""
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
    found = {entry.id: _progress(events, entry.id) for entry in course.lessons}
    if options.json:
        emit({"lessons": [_as_json(name, made) for name, made in found.items()]})
        return
    _print(course, found)


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


def _progress(events: tuple[Event, ...], lesson: str) -> LessonProgress:
    from tutor.progress import fold

    return fold(event for event in events if event.lesson == lesson)


def _print(course: Course, found: dict[str, LessonProgress]) -> None:
    for entry in course.lessons:
        made = found[entry.id]
        if not made.visited:
            continue
        firsts = [question.first for question in made.questions.values() if question.first]
        click.echo(
            say(
                "cli.progress_line",
                title=show_line(entry.title),
                ended=len(firsts),
                questions=len(entry.questions),
                at_once=firsts.count("at once"),
            )
        )
    if not any(made.visited for made in found.values()):
        click.echo(say("cli.progress_none"))


def _as_json(name: str, made: LessonProgress) -> dict[str, Any]:
    return {
        "id": name,
        "step": made.step,
        "visited": made.visited,
        "finished": made.finished,
        "questions": [
            {
                "id": question,
                "first": state.first,
                "attempts": state.tried,
                "hints": state.hints,
                "ended": state.ended,
            }
            for question, state in made.questions.items()
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
