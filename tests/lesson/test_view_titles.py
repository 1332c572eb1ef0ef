"""Titles that a lesson gives its views are text to translate, by the order of the views."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.lesson.load import load_lesson
from tutor.lesson.translation import refresh_digests, translation_problems

KOREAN = """\
format: 1
title: backward와 .grad
goals: [말할 수 있어요]
steps:
  accumulate:
    title: 세 번의 backward
    controls: {clear: 지우기, how: 방법, passes: 횟수, lr: 학습률}
    predict: {ask: 얼마일까요?, choices: ["3.0", "9.0"]}
"""
TITLES = {
    "none": "",
    "as text": "    show: [기울기]\n",
    "as a field": "    show:\n      - title: 기울기\n      - {}\n",
}


def told(file: Path, show: str, good: str) -> list[str]:
    """Return what is said of the views of a translation with these titles."""
    file.write_text(good, encoding="utf-8")
    file.with_name("zero-grad.ko.yaml").write_text(KOREAN + show, encoding="utf-8")
    refresh_digests(file, "ko")
    return [p.message for p in translation_problems(file, "ko") if "show" in p.message]


@pytest.mark.parametrize("show", ["as text", "as a field"])
def test_a_view_is_called_by_its_translated_title(show: str, file: Path, good: str) -> None:
    assert told(file, TITLES[show], good) == []

    step = load_lesson(file, language="ko").experiments[0]

    assert [entry.title for entry in step.show] == ["기울기", None]


def test_a_title_without_translation_is_told(file: Path, good: str) -> None:
    (message,) = told(file, TITLES["none"], good)

    assert "show.1.title" in message


def test_a_translated_title_of_a_view_without_one_is_told(file: Path, good: str) -> None:
    (message,) = told(file, "    show: [기울기, 그래프]\n", good)

    assert "show.2.title" in message
