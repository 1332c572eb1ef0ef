"""What a question asks, as a digest that follows program, settings, key and tests, not wording."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tutor.lesson.model import Lesson, Question

_ASKED = {"kind", "answer", "literal", "code", "vary", "when", "tests"}


def meaning_of(lesson: Lesson, question: Question) -> str:
    """Return eight hexadecimal digits; another meaning makes an earlier answer one to another."""
    experiment = lesson.experiment(question.experiment) if question.experiment else None
    data = question.model_dump_json(include=_ASKED) + "\0"
    if experiment is not None:
        settings = experiment.defaults()
        fixed = {name: settings[name] for name in sorted(settings.keys() - question.vary.keys())}
        data += experiment.code + "\0" + json.dumps(fixed)
    return hashlib.blake2b(data.encode(), digest_size=4).hexdigest()
