"""The ladder of hints: those bound to a recognised misconception first, then the question's own."""

from __future__ import annotations

from tutor.grade import Posed
from tutor.progress import QuestionProgress


def ladder(posed: Posed, state: QuestionProgress) -> tuple[str, ...]:
    """Return every hint there is for the question as it stands, filled in, in order."""
    bound = (_bound(posed, attempt.misconception) for attempt in state.attempts)
    first = tuple(dict.fromkeys(hint for hint in bound if hint))
    return tuple(posed.filled(hint) for hint in (*first, *posed.question.hints))


def _bound(posed: Posed, misconception: int | None) -> str | None:
    known = posed.question.misconceptions
    if misconception is None or not 0 <= misconception < len(known):
        return None
    return known[misconception].hint
