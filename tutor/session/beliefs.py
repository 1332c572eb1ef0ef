"""The misconceptions a learner has met, in words: what was stored of them is their number."""

from __future__ import annotations

from collections.abc import Callable

from tutor.errors import TutorError
from tutor.lesson.model import Lesson
from tutor.statistics import Belief, Statistics


def beliefs_met(made: Statistics, load: Callable[[str], Lesson]) -> tuple[Belief, ...]:
    """Return what was believed, that which is not left behind first; lessons gone are left out."""
    found = []
    for name, lesson_made in made.lessons.items():
        if not lesson_made.beliefs:
            continue
        try:
            lesson = load(name)
        except TutorError:
            continue
        for (question_id, number), overcome in lesson_made.beliefs.items():
            question = lesson.question(question_id)
            known = question.misconceptions if question is not None else ()
            if 0 <= number < len(known):
                found.append(Belief(known[number].believes.strip(), lesson.title, overcome))
    return tuple(sorted(found, key=lambda each: each.overcome))
