"""The lesson that `tutor new` writes, and a store in memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fakes import MemoryStore
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson
from tutor.lesson.template import lesson_text


@pytest.fixture
def lesson(tmp_path: Path) -> Lesson:
    file = tmp_path / "passes.yaml"
    file.write_text(lesson_text("passes"))
    return load_lesson(file)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()
