"""`tutor review`: what is due, or the review itself on a terminal."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import click

from tutor.cli.context import emit, shared_options
from tutor.cli.courses import course_of
from tutor.cli.options import Options, exits
from tutor.display import show_line
from tutor.paths import data_folder

if TYPE_CHECKING:
    from tutor.due import Due
    from tutor.lesson.entries import Course


@click.command("review")
@click.option("--list", "listed", is_flag=True, help="Say what is due instead of asking it.")
@shared_options(plain=True, runs=True)
@exits
def command(listed: bool, options: Options) -> None:
    """Ask what is due for review, each question with fresh numbers."""
    if options.json or listed or not sys.stdout.isatty():
        _list(course_of(options), options)
        return
    from tutor.cli.faces import start_app, start_plain

    start = start_plain if options.plain else start_app
    sys.exit(start(options, None, review=True))


def _list(course: Course, options: Options) -> None:
    from tutor.due import cards_by_question, due_now, waiting
    from tutor.store import Store

    now = time.time()
    if data_folder().is_dir():
        store = Store(data_folder())
        store.open()
        try:
            cards = cards_by_question(store.latest_of_items("graded"), course)
        finally:
            store.close()
    else:
        cards = {}
    due = due_now(cards, course, now, most=len(cards))
    found = waiting(cards, now)
    if options.json:
        emit({"due": [_as_json(each) for each in due], "next": found.next_at})
        return
    for each in due:
        entry = course.lesson(each.lesson)
        title = show_line(entry.title) if entry is not None else each.lesson
        click.echo(f"{each.lesson}/{each.question}  {title}")
    click.echo(found.sentence(now))


def _as_json(due: Due) -> dict[str, object]:
    card = due.card
    return {
        "question": f"{due.lesson}/{due.question}",
        "unit": due.unit,
        "due": card.due if card is not None else None,
        "reviews": card.reviews if card is not None else 0,
        "lapses": card.lapses if card is not None else 0,
    }
