"""A course of ten thousand lessons: how soon its titles are there, and how it opens and moves."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pexpect

from tests.bench.figures import at_most, say
from tests.bench.paint import HELLO, TUTOR, drained, first_paint, seen, spawned
from tests.bench.programs import median, repeated
from tutor.lesson.entries import Course
from tutor.lesson.index import read_index

UNITS, LESSONS = 100, 100
LESSON = """\
format: 1
id: {id}
title: Lesson number {id}
minutes: 5
goals: [Know what lesson {id} is about]
steps:
  - explain: Nothing but words.
"""


def large() -> None:
    hello = median(first_paint("-c", HELLO, count=5))
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "course"
        _write(folder)
        cache = Path(home) / "cache"
        _all_titles(read_index(folder, cache, "en"))
        ready = _ms(lambda: _first_titles(read_index(folder, cache, "en")))
        whole = _ms(lambda: _all_titles(read_index(folder, cache, "en")))
        detail = f"{ready:.0f} and {hello:.0f} ms; every entry made {whole:.0f} ms"
        at_most("9 index of 10 000 lessons / hello's first paint", ready / hello, 0.3, detail)
        _moved(home, folder, hello)


def _first_titles(course: Course) -> None:
    """Have what is shown first: which lessons there are, and the titles of two units."""
    assert len(course.ids) == UNITS * LESSONS
    assert all(unit.lessons for unit in course.units[:2])


def _all_titles(course: Course) -> None:
    """Have every title, as a search or `tutor list` needs it."""
    assert len(course.lessons) == UNITS * LESSONS


def _ms(work: Callable[[], object], count: int = 7) -> float:
    return median(repeated(work, count))


def _moved(home: str, folder: Path, hello: float) -> None:
    """Say how long the home screen takes to open, and the cursor to come to another unit."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        process = spawned(home, *TUTOR, "--lessons", str(folder))
        times.append((seen(process, b"0 of 10000 done") - began) * 1000)
        last = _key(process, "G", f"lesson-{UNITS - 1}-{LESSONS - 1}")
        back = _key(process, "g", "Know what lesson lesson-0-0 ")
        down = _key(process, "j", "Know what lesson lesson-0-1 ")
        process.close(force=True)
    opened = median(times)
    detail = f"{opened:.0f} and {hello:.0f} ms"
    say("home of 10 000 lessons / hello's first paint", opened / hello, "none", True, detail)
    detail = f"to the last {last:.0f}, to the first {back:.0f} ms"
    say("cursor moved by one among 10 000 lessons, ms", down, "none", True, detail)


def _key(process: pexpect.spawn, key: str, text: str) -> float:
    drained(process)
    began = time.perf_counter()
    process.send(key)
    return (seen(process, text.encode()) - began) * 1000


def _write(folder: Path) -> None:
    lines = ["format: 1", "id: large", "title: Large", "units:"]
    for unit in range(UNITS):
        place = folder / f"unit-{unit}"
        place.mkdir(parents=True)
        ids = [f"lesson-{unit}-{number}" for number in range(LESSONS)]
        for id_ in ids:
            (place / f"{id_}.yaml").write_text(LESSON.format(id=id_))
        lines += [
            f"  - id: unit-{unit}",
            f"    title: Unit {unit}",
            f"    lessons: [{', '.join(ids)}]",
        ]
    (folder / "course.yaml").write_text("\n".join(lines) + "\n")
