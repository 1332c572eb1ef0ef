"""The README's table of lessons and lessons/COVERAGE.md, as the course and topics.yaml give them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tutor.lesson.course import load_course
from tutor.lesson.entries import Course, Unit
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson

ROOT = Path(__file__).resolve().parents[2]
README, COVERAGE = ROOT / "README.md", ROOT / "lessons" / "COVERAGE.md"
TOPICS = Path(__file__).with_name("topics.yaml")
BEGIN, END = "<!-- lessons -->", "<!-- end of lessons -->"


@dataclass(frozen=True, slots=True)
class Topic:
    """Something the course promises to teach, and the steps (lesson/step) that do."""

    topic: str
    steps: tuple[str, ...]


def english_course() -> Course:
    """Return the course as it stands in this checkout."""
    return load_course(ROOT / "lessons", "en")


def english_lessons() -> dict[str, Lesson]:
    """Return id → lesson, in the order of the course."""
    return {entry.id: load_lesson(entry.path, language="en") for entry in english_course().lessons}


def topics(part: str) -> tuple[Topic, ...]:
    """Return the "topics" or the "corrections" of topics.yaml."""
    read = yaml.safe_load(TOPICS.read_text(encoding="utf-8"))
    return tuple(Topic(row["topic"], tuple(row["steps"])) for row in read[part])


def readme() -> str:
    """Return the README with the table of lessons that the course has now."""
    text = README.read_text(encoding="utf-8")
    table = "\n".join(_table(english_course()))
    return re.sub(f"{BEGIN}.*{END}", lambda _: f"{BEGIN}\n{table}\n{END}", text, flags=re.DOTALL)


def _table(course: Course) -> Iterator[str]:
    yield "| unit | lesson | opens with | minutes |"
    yield "|---|---|---|---|"
    for unit in course.units:
        yield from _rows(unit)


def _rows(unit: Unit) -> Iterator[str]:
    for number, entry in enumerate(unit.lessons):
        title = unit.title if number == 0 else ""
        yield f"| {title} | {entry.title} | `tutor {entry.id}` | {entry.minutes} |"


def coverage() -> str:
    """Return the page that says which steps teach what."""
    lessons = english_lessons()
    lines = ["# What the course teaches, and where", "", _COVERAGE_NOTE, ""]
    for heading, part in (
        ("Topics", "topics"),
        ("What is commonly believed, and shown", "corrections"),
    ):
        lines += [f"## {heading}", "", "| | taught by |", "|---|---|"]
        for row in topics(part):
            lines.append(
                f"| {row.topic} | {'<br>'.join(_step(each, lessons) for each in row.steps)} |"
            )
        lines.append("")
    return "\n".join(lines)


def _step(name: str, lessons: dict[str, Lesson]) -> str:
    lesson, step = name.split("/")
    titled = lessons[lesson].experiment(step)
    return f"`{name}`" + (f" {titled.title}" if titled is not None else "")


_COVERAGE_NOTE = (
    "Written by `make tables` from `tests/course/topics.yaml`; `tutor run` and `tutor answer` take the "
    "names of experiments and questions as they stand here."
)
