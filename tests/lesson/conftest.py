"""A good lesson, a place to write changed copies of it, and what is said of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tutor.errors import LessonError
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson

GOOD = (Path(__file__).parent / "zero-grad.yaml").read_text(encoding="utf-8")

Complaints = Callable[[str | bytes], list[str]]


@pytest.fixture
def good() -> str:
    """Return the text of a good lesson."""
    return GOOD


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where the good lesson would lie."""
    return tmp_path / "zero-grad.yaml"


@pytest.fixture
def lesson(file: Path) -> Lesson:
    """Return the good lesson."""
    file.write_text(GOOD, encoding="utf-8")
    return load_lesson(file)


@pytest.fixture
def complaints(file: Path) -> Complaints:
    """Return a function that loads a text and returns its problems, without the file's name."""

    def of(text: str | bytes) -> list[str]:
        file.write_bytes(text.encode() if isinstance(text, str) else text)
        try:
            load_lesson(file)
        except LessonError as error:
            return [str(problem).removeprefix(f"{file}:") for problem in error.problems]
        return []

    return of
