"""How a question went, in a sentence for the end of a lesson."""

from __future__ import annotations

import pytest

from tutor.session.summary import QuestionSummary


@pytest.mark.parametrize(
    ("first", "attempts", "said"),
    [
        ("at once", 1, "right at once"),
        ("in the end", 3, "right in the end, after 3 answers"),
        ("hints", 1, "right, with hints (2)"),
        ("revealed", 1, "the answer was shown"),
        ("", 1, "not right yet, after 1 answer"),
        ("", 2, "not right yet, after 2 answers"),
        ("", 0, "not answered"),
    ],
)
def test_it_is_told_how_a_question_went(first: str, attempts: int, said: str) -> None:
    assert QuestionSummary("q", "What?", first, attempts, hints=2).sentence() == said
