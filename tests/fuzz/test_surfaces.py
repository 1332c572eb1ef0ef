"""A few inputs of every surface; the long version is `python -m tests.fuzz`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz import app, lessons, pipe
from tutor.lesson.course import load_course
from tutor.paths import shipped

dice = st.randoms(use_true_random=False)
few = settings(max_examples=150, suppress_health_check=list(HealthCheck))


@few
@given(dice=dice)
def test_a_changed_lesson_is_a_lesson_or_its_problems_with_places(
    tmp_path: Path, dice: random.Random
) -> None:
    lessons.check(tmp_path, dice)


@few
@given(dice=dice)
async def test_what_a_child_writes_ends_in_one_end_and_is_drawn(dice: random.Random) -> None:
    await pipe.check(dice)


@pytest.mark.parametrize("seed", range(2))
async def test_what_is_typed_ends_no_app_and_joins_no_answers(seed: int) -> None:
    course = load_course(shipped("lessons"))

    assert await app.play(random.Random(seed), course, 60) == 60
