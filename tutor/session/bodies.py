"""What is stored of what a learner did: the bodies of the events that `tutor.progress` folds."""

from __future__ import annotations

from collections.abc import Mapping

from tutor import answers
from tutor.answers import Reading
from tutor.grade import Keys, Posed, Verdict
from tutor.lesson.model import Lesson
from tutor.progress import LessonProgress


def visited(lesson: Lesson, index: int, progress: LessonProgress) -> dict[str, object]:
    """Return the step where the learner stands, and how much of the lesson is done."""
    return {
        "step": index,
        "steps": len(lesson.steps),
        "questions": len(lesson.questions),
        "ended": progress.ended,
    }


def attempt(posed: Posed, verdict: Verdict, sure: int | None) -> dict[str, object]:
    """Return an answer that was read and graded."""
    return {
        "question": posed.question.id,
        "seed": posed.seed,
        "typed": verdict.reading.text,
        "reading": verdict.reading.shown,
        "verdict": verdict.kind,
        "misconception": verdict.misconception,
        "reply": verdict.reply,
        "sure": sure,
    }


def tried(posed: Posed, verdict: Verdict) -> dict[str, object]:
    """Return an answer about a program of the learner's own, with that program."""
    return {
        "question": posed.question.id,
        "typed": verdict.reading.text,
        "verdict": verdict.kind,
        "source": posed.source,
        "settings": dict(posed.settings),
    }


def disputed(
    posed: Posed, typed: str, reading: Reading, keys: Keys, versions: Mapping[str, str]
) -> dict[str, object]:
    """Return all that is needed to look again at an answer the learner thinks is right."""
    return {
        "question": posed.question.id,
        "seed": posed.seed,
        "drawn": dict(posed.drawn),
        "typed": typed,
        "reading": reading.shown,
        "key": "" if keys.key is None else answers.key_text(keys.key, posed.asked),
        "versions": dict(versions),
    }
