"""Which experiment or question shows what an explanation claims: tests/course/shown/LESSON.yaml.

Each explanation has its claims there, in short, with the steps that show them, and the digest of its
text. A text that changes is read against them anew; `python -m tests.course.claims LESSON` says what
has changed and which digest goes with the new text.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.course.pages import english_lessons
from tutor.lesson.model import Experiment, Explain, Lesson, Question
from tutor.lesson.texts import digest, step_texts

FOLDER = Path(__file__).with_name("shown")


@dataclass(frozen=True, slots=True)
class Claim:
    """Something an explanation says of PyTorch, and the steps (step, or lesson/step) that show it."""

    claim: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """An explanation as it was when somebody last read it against its claims."""

    of: str
    claims: tuple[Claim, ...]


def read_claims(lesson: str) -> dict[str, Read]:
    """Return id of the explanation → its claims; none where the lesson has no file yet."""
    path = FOLDER / f"{lesson}.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8")) if path.exists() else {}
    return {
        name: Read(
            str(row["of"]),
            tuple(Claim(each["claim"], tuple(each["by"])) for each in row["claims"]),
        )
        for name, row in rows.items()
    }


def explanations(lesson: Lesson) -> dict[str, str]:
    """Return id → digest of every explanation of a lesson."""
    return {step.id: digest(step_texts(step)) for step in lesson.steps if isinstance(step, Explain)}


def shows(name: str, lesson: Lesson, lessons: dict[str, Lesson]) -> bool:
    """Tell whether a step exists and lets PyTorch itself speak: a run, or a key that torch computes."""
    home, _, step = name.rpartition("/")
    where = lessons.get(home) if home else lesson
    found = next((each for each in where.steps if each.id == step), None) if where else None
    if isinstance(found, Question):
        return found.literal is None
    return isinstance(found, Experiment)


def unread(lesson: Lesson) -> Iterator[str]:
    """Yield each explanation whose claims are not written down for its present text, with why."""
    read = read_claims(lesson.id)
    for name, of in explanations(lesson).items():
        if name not in read:
            yield f"{lesson.id}/{name}: no claims yet; its digest is {of}"
        elif read[name].of != of:
            yield f"{lesson.id}/{name}: changed since it was read; its digest is {of} now"
    for name in read.keys() - explanations(lesson).keys():
        yield f"{lesson.id}/{name}: no such explanation any more"


if __name__ == "__main__":
    found = english_lessons()
    for asked in sys.argv[1:] or found:
        print(*unread(found[asked]), sep="\n")
