"""Grading: a question is posed to one learner, run on their torch, and their answer judged.

pose       a question and a seed → what this learner is asked (Posed), and the jobs to run
find_keys  the jobs, run → the key and what each misconception would answer (Keys)
judge      a reading and the keys → Verdict
grade      all of it, for an answer that belongs to no session
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor import answers
from tutor.grade.judge import Verdict, judge, unreadable
from tutor.grade.keys import Keys, find_keys
from tutor.grade.pose import Posed, pose

if TYPE_CHECKING:
    from tutor.jobs import Runner
    from tutor.lesson.model import Lesson, Question

__all__ = ["Keys", "Posed", "Verdict", "find_keys", "grade", "judge", "pose", "unreadable"]


async def grade(
    lesson: Lesson, question: Question, seed: int, text: str, runner: Runner
) -> Verdict:
    """Return the verdict on `text` as an answer to the variant that `seed` draws."""
    posed = pose(lesson, question, seed)
    reading = answers.read(text, posed.asked)
    if not reading.ok:
        return unreadable(reading)
    typed = reading.text if question.kind in ("expression", "code") else None
    return judge(posed, reading, await find_keys(posed, runner, typed=typed))
