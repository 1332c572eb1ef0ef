"""The conversation of plain mode: it reads a line, asks the session, and prints what came."""

from __future__ import annotations

import asyncio
import contextlib
import sys
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tutor.display import show_line
from tutor.errors import TutorError
from tutor.language import say
from tutor.plain.drawing import console, draw
from tutor.plain.review import review_talk
from tutor.plain.steps import LessonTalk
from tutor.plain.trusting import ask_for_trust

if TYPE_CHECKING:
    from tutor.jobs import Runner
    from tutor.lesson.course import Course, LessonEntry
    from tutor.store import Store
    from tutor.trust import Trust


async def plain_tutor(
    course: Course,
    store: Store,
    runner: Runner,
    *,
    lesson: str | None = None,
    language: str = "en",
    notices: Sequence[str] = (),
    review: bool = False,
    trust: Trust | None = None,
) -> int:
    """Talk until the learner leaves or stdin ends; return the exit code, 0."""
    made = console()
    draw(made, course.title, *notices)
    if review:
        if trust is not None:
            await ask_for_trust(made, runner, trust, read_line)
        await review_talk(course, store, runner, language, made, read_line)
        return 0
    entry = course.lesson(lesson) if lesson else None
    while True:
        if entry is None:
            entry = await _pick(course)
        if entry is None:
            return 0
        try:
            if trust is not None:
                await ask_for_trust(made, runner, trust, read_line)
            again = await _talk(entry, course, store, runner, language)
        except TutorError as error:
            draw(made, str(error))
            again = True
        if not again:
            return 0
        entry = None


async def _talk(
    entry: LessonEntry, course: Course, store: Store, runner: Runner, language: str
) -> bool:
    """Go through one lesson; return False where the learner wants to leave altogether."""
    from tutor.lesson.load import load_lesson
    from tutor.session import Session

    loaded = load_lesson(entry.path, language=language)
    events = store.events(lesson=course.names_of(loaded.id))
    session = Session(loaded, events, record=store.recorder(), runner=runner)
    return await LessonTalk(session, console(), read_line).run()


async def _pick(course: Course) -> LessonEntry | None:
    made = console()
    for number, entry in enumerate(course.lessons, start=1):
        problems = f"  ⚠ {show_line(str(entry.problems[0]))}" if entry.problems else ""
        draw(made, f"{number:>3}  {show_line(entry.title)}{problems}")
    while True:
        typed = await read_line(say("plain.pick"))
        if typed is None or typed.strip().lower() in ("q", "quit"):
            return None
        picked = course.lesson(typed.strip()) or _numbered(course, typed.strip())
        if picked is not None:
            return picked
        draw(made, say("plain.no_such_lesson"))


def _numbered(course: Course, typed: str) -> LessonEntry | None:
    lessons = tuple(course.lessons)
    if not typed.isdecimal() or not 1 <= int(typed[:6]) <= len(lessons):
        return None
    return lessons[int(typed[:6]) - 1]


async def read_line(prompt: str) -> str | None:
    """Return the next line of stdin without its end; None at the end of stdin."""
    sys.stdout.write(f"{prompt} ")
    sys.stdout.flush()
    line = await _typed_line()
    if not line:
        sys.stdout.write("\n")
        return None
    return line.rstrip("\r\n")


async def _typed_line() -> str:
    """Wait for a line on a thread that nobody waits for: Ctrl-C ends the tutor, not the next line.

    Read without a buffer, since Python cannot end while a thread holds the lock of one.
    """
    loop = asyncio.get_running_loop()
    typed: asyncio.Future[str] = loop.create_future()

    def hand_over(line: str) -> None:
        if not typed.done():
            typed.set_result(line)

    def wait() -> None:
        line = _read()
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(hand_over, line)

    threading.Thread(target=wait, name="stdin", daemon=True).start()
    return await typed


def _read() -> str:
    raw = getattr(getattr(sys.stdin, "buffer", None), "raw", None)
    if raw is None:
        return sys.stdin.readline()
    with contextlib.suppress(OSError):
        line: bytes = raw.readline()
        return line.decode(sys.stdin.encoding or "utf-8", "replace")
    return ""
