"""What a question asks, as a digest: it changes with program, key or tests, not with wording."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.lesson.model import Lesson, Question

_ASKED = {"kind", "answer", "literal", "code", "vary", "when", "tests"}


def meaning_of(lesson: Lesson, question: Question) -> str:
    """Return eight hexadecimal digits; another meaning makes an earlier answer one to another."""
    experiment = lesson.experiment(question.experiment) if question.experiment else None
    program = "" if experiment is None else experiment.code
    data = f"{question.model_dump_json(include=_ASKED)}\0{program}"
    return hashlib.blake2b(data.encode(), digest_size=4).hexdigest()
