"""A new lesson loads as it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lesson.coercion import coercible_scalars
from tutor.lesson.load import load_lesson
from tutor.lesson.template import lesson_text


@pytest.mark.parametrize(
    "name", ["my-lesson", "a", "no", "123", "1e3", "null", "2024-01-01", "x" * 64]
)
def test_a_new_lesson_loads(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.yaml"
    file.write_text(lesson_text(name), encoding="utf-8")

    assert load_lesson(file).id == name
    assert coercible_scalars(file) == []
