"""Korean wrapped in columns: no word is cut, at any width."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console, RenderableType
from rich.text import Text

from tutor.lesson.entries import Course, LessonEntry
from tutor.tui.preview import preview
from tutor.tui.story import Hanging
from tutor.views.palette import DARK

GOALS = (
    "인덱싱, 슬라이싱, 합을 거친 뒤의 모양을 예측할 수 있어요",
    "모양이 ()인 텐서와 (1,)인 텐서를 구별할 수 있어요",
)


def words(renderable: RenderableType, width: int) -> str:
    out = io.StringIO()
    Console(width=width, file=out, legacy_windows=False).print(renderable)
    return " ".join(out.getvalue().split())


@pytest.mark.parametrize("width", range(16, 60))
def test_goals_beside_the_course_are_whole(width: int) -> None:
    entry = LessonEntry("id", "unit", Path("id.yaml"), "제목", goals=GOALS)
    course = Course("course", "course", Path(), ())

    told = words(preview(course, entry, None, width, DARK), width)

    assert all(goal in told for goal in GOALS)


@pytest.mark.parametrize("width", range(16, 60))
def test_text_behind_a_mark_is_whole(width: int) -> None:
    told = words(Hanging(Text("· "), Text(" ".join(GOALS))), width)

    assert told == f"· {' '.join(GOALS)}"
