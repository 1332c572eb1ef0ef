"""No explanation claims what nothing in the course shows."""

from __future__ import annotations

import pytest

from tests.course.claims import read_claims, shows, unread
from tests.course.pages import english_lessons

LESSONS = english_lessons()


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_every_explanation_was_read_against_what_shows_it(lesson):
    assert list(unread(lesson)) == []


@pytest.mark.parametrize("lesson", LESSONS.values(), ids=lambda lesson: lesson.id)
def test_every_claim_is_shown_by_a_run_or_a_computed_key(lesson):
    claims = [claim for read in read_claims(lesson.id).values() for claim in read.claims]

    assert claims != []
    assert [
        claim.claim
        for claim in claims
        if not claim.by or not all(shows(name, lesson, LESSONS) for name in claim.by)
    ] == []


def test_a_step_that_only_tells_shows_nothing():
    lesson = LESSONS["graph-construction"]

    assert shows("build", lesson, LESSONS)
    assert not shows("explain-1", lesson, LESSONS)
    assert not shows("no-such-step", lesson, LESSONS)
    assert not shows("no-such-lesson/build", lesson, LESSONS)
