"""Whether a long history or a long course can be felt: first paints, as ratios within one run."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import paint
from tests.bench.programs import median
from tutor.lesson.course import load_course
from tutor.paths import shipped
from tutor.review import body_of, graded
from tutor.store import Store
from tutor.store.events import Event
from tutor.store.exchange import row_of

ATTEMPTS = 100_000
TITLE = b"What PyTorch really does"
SHOWN = b" done"
"""On the bar once the home screen is whole."""


@contextmanager
def history(attempts: int) -> Iterator[str]:
    """Yield a home with so many stored answers, spread over the questions of the course."""
    course = load_course(shipped("lessons"))
    places = [(entry.id, name) for entry in course.lessons for name in entry.questions]
    with tempfile.TemporaryDirectory() as home:
        store = Store(Path(home))
        store.open()
        start = time.time() - attempts
        store.add(
            [row_of(_attempt(n, *places[n % len(places)], start + n)) for n in range(attempts)]
        )
        for lesson, question in places if attempts else ():
            card = graded(None, "good", time.time() - 40 * 86400)
            store.append("graded", lesson, body_of(card, question, "good"))
        store.close()
        yield home


def _attempt(number: int, lesson: str, question: str, at: float) -> Event:
    body = {"question": question, "seed": 1, "typed": "9", "reading": "the number 9"}
    body |= {"verdict": "wrong", "misconception": 0, "reply": "That is one pass.", "sure": None}
    return Event(number, f"{number:032x}", at, "s", "attempt", lesson, body)


def home_with(attempts: int, count: int = 7) -> float:
    """Return the median ms from the start to the home screen, with so many stored answers."""
    with history(attempts) as home:
        return median(_paints(home, [], count))


def home_of_course(lessons: int | None, count: int = 7) -> float:
    """Return the median ms to the home screen of the first `lessons` lessons; None for all."""
    with tempfile.TemporaryDirectory() as home:
        if lessons is None:
            return median(_paints(home, [], count))
        folder = Path(home) / "course"
        _cut_course(folder, lessons)
        return median(_paints(home, ["--lessons", str(folder)], count))


def _paints(home: str, options: list[str], count: int) -> list[float]:
    times = []
    for number in range(count + 1):
        began = time.perf_counter()
        process = paint.spawned(home, *paint.TUTOR, *options)
        times.append((paint.seen(process, SHOWN) - began) * 1000)
        process.close(force=True)
        if number == 0:
            times.clear()  # the first start writes the title index
    return times


def _cut_course(folder: Path, lessons: int) -> None:
    """Write a course of the first lessons of the one that is shipped."""
    source = shipped("lessons")
    lines = ["format: 1", "id: short", f"title: {TITLE.decode()}", "units:"]
    left = lessons
    for unit in load_course(source).units:
        kept = [entry.id for entry in unit.lessons[:left]]
        left -= len(kept)
        if kept:
            shutil.copytree(source / unit.id, folder / unit.id)
            lines += [
                f"  - id: {unit.id}",
                f"    title: {unit.title!r}",
                f"    lessons: [{', '.join(kept)}]",
            ]
    (folder / "course.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
