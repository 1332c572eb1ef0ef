"""A course of ten thousand lessons: how soon its titles are there."""

from __future__ import annotations

import statistics
import tempfile
import time
from pathlib import Path

from tests.bench.figures import at_most
from tests.bench.paint import HELLO, first_paint
from tests.bench.programs import median
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
        read_index(folder, Path(home), "en")
        times = []
        for _ in range(5):
            began = time.perf_counter()
            course = read_index(folder, Path(home), "en")
            times.append((time.perf_counter() - began) * 1000)
        assert len(course.lessons) == UNITS * LESSONS
        found = statistics.median(times)
        detail = f"{found:.0f} and {hello:.0f} ms"
        at_most("9 index of 10 000 lessons / hello's first paint", found / hello, 0.3, detail)


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
