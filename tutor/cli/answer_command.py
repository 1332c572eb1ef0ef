"""`tutor answer`: grade typed answers without a screen, one or a batch of them."""

from __future__ import annotations

import asyncio
import json
import sys
from typing import TYPE_CHECKING, Any

import click

from tutor.cli import completion
from tutor.cli.context import emit, shared_options
from tutor.cli.courses import course_of, lesson_of, parted, question_of
from tutor.cli.options import NOT_RUN, NOT_SO, OK, Options, exits
from tutor.display import show
from tutor.errors import TutorError
from tutor.language import say

if TYPE_CHECKING:
    from tutor.grade import Verdict
    from tutor.jobs import Runner
    from tutor.lesson.course import Course
    from tutor.lesson.model import Lesson


@click.command("answer", context_settings={"ignore_unknown_options": True})
@click.argument(
    "question",
    required=False,
    metavar="LESSON/QUESTION",
    shell_complete=completion.questions,
)
@click.argument("text", required=False, type=click.UNPROCESSED)
@click.option("--seed", type=click.IntRange(0), default=0, help="Draws the variant; 0: as written.")
@click.option("--record", is_flag=True, help="Store the attempt as if it were made in the app.")
@click.option("--batch", is_flag=True, help="Read questions and answers as JSON lines on stdin.")
@shared_options(runs=True)
@exits
def command(
    question: str | None, text: str | None, seed: int, record: bool, batch: bool, options: Options
) -> None:
    """Grade one typed answer; exit 0 only when it is right."""
    if batch:
        sys.exit(asyncio.run(_batch(options)))
    if question is None or text is None:
        raise click.UsageError(say("cli.answer_needs_both"))
    sys.exit(asyncio.run(_single(options, question, text, seed, record)))


async def _single(options: Options, name: str, text: str, seed: int, record: bool) -> int:
    from tutor.cli.engine import warm_runner

    async with warm_runner(options) as runner:
        grader = _Grader(course_of(options), runner)
        verdict = await (grader.recorded if record else grader.grade)(name, text, seed)
    if options.json:
        emit(_as_json(name, seed, verdict))
    else:
        _print(verdict)
    return NOT_RUN if verdict.kind == "unknown" else OK if verdict.kind == "right" else NOT_SO


def _print(verdict: Verdict) -> None:
    if verdict.reading.shown:
        click.echo(say("cli.read_as", reading=show(verdict.reading.shown)))
    click.echo(show(verdict.reply))


async def _batch(options: Options) -> int:
    """Grade each line of stdin in order; a line that cannot be used gets a line that says why."""
    from tutor.cli.engine import tell_isolation, warm_runner

    failed = False
    async with warm_runner(options) as runner:
        await tell_isolation(runner)
        grader = _Grader(course_of(options), runner)
        for line in sys.stdin:
            if not line.strip():
                continue
            verdict_line = await _one_line(grader, line)
            failed = failed or "error" in verdict_line
            emit(verdict_line)
            sys.stdout.flush()
    return NOT_SO if failed else OK


async def _one_line(grader: _Grader, line: str) -> dict[str, Any]:
    name, seed = "", 0
    try:
        data = json.loads(line.removeprefix("\ufeff"))
        name, text, seed = data["question"], data["answer"], data.get("seed", 0)
        if not isinstance(name, str) or not isinstance(text, str) or type(seed) is not int:
            raise TypeError("question and answer are strings, seed is an integer")
        return _as_json(name, seed, await grader.grade(name, text, seed))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return _error(name, seed, say("cli.bad_line", error=str(error)))
    except TutorError as error:
        return _error(name, seed, str(error))


def _error(name: object, seed: object, message: str) -> dict[str, Any]:
    return {
        "question": name if isinstance(name, str) else "",
        "seed": seed if type(seed) is int else 0,
        "verdict": "unreadable",
        "reading": "",
        "reply": message,
        "misconception": None,
        "error": message,
    }


def _as_json(name: str, seed: int, verdict: Verdict) -> dict[str, Any]:
    kind = {"asked": "unreadable", "unknown": "unreadable"}.get(verdict.kind, verdict.kind)
    line = {
        "question": name,
        "seed": seed,
        "verdict": kind,
        "reading": verdict.reading.shown,
        "reply": verdict.reply,
        "misconception": verdict.believes or None,
    }
    return line | ({"error": verdict.reply} if verdict.kind == "unknown" else {})


class _Grader:
    """Grades by name, keeping lessons and keys it has already read and run."""

    def __init__(self, course: Course, runner: Runner) -> None:
        self._course = course
        self._runner = runner
        self._lessons: dict[str, Lesson] = {}

    def _lesson(self, name: str) -> Lesson:
        if name not in self._lessons:
            self._lessons[name] = lesson_of(self._course, name)
        return self._lessons[name]

    async def grade(self, name: str, text: str, seed: int) -> Verdict:
        """Return the verdict on `text`; nothing is stored."""
        from tutor.grade import grade

        lesson_name, question_name = parted(name, "QUESTION")
        lesson = self._lesson(lesson_name)
        return await grade(lesson, question_of(lesson, question_name), seed, text, self._runner)

    async def recorded(self, name: str, text: str, seed: int) -> Verdict:
        """Return the verdict on `text`, and store the attempt first."""
        from tutor.paths import data_folder
        from tutor.session import Session
        from tutor.store import Store

        lesson_name, question_name = parted(name, "QUESTION")
        lesson = self._lesson(lesson_name)
        question = question_of(lesson, question_name)
        store = Store(data_folder())
        store.open()
        try:
            session = Session(
                lesson,
                store.events(lesson=self._course.names_of(lesson.id)),
                record=store.record,
                runner=self._runner,
                draw_seed=lambda: seed,
            )
            if session.questions.state(question).seed != seed:
                await session.renew(question)
            return await session.submit(question, text)
        finally:
            store.close()
