"""The text of a lesson, apart from its code and keys: what a translation has to say anew."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tutor.lesson.checks.python import syntax_error

if TYPE_CHECKING:
    from tutor.lesson.document import Place
    from tutor.lesson.model import Lesson, Step
    from tutor.lesson.overlay import LessonOverlay, StepOverlay

Texts = dict["Place", str]
"""Text by the way to it inside its step: ("misconceptions", 0, "say")."""


def step_texts(step: Step | StepOverlay) -> Texts:
    """Return the text of a step, or of its translation."""
    found: list[tuple[Place, str | None]] = []
    for name in ("explain", "title", "text", "ask", "because", "example"):
        found.append(((name,), getattr(step, name, None)))
    for name, control in getattr(step, "controls", {}).items():
        found.append((("controls", name, "label"), control.label))
    for number, entry in enumerate(getattr(step, "show", ())):
        found.append((("show", number, "title"), entry.title))
    predict = getattr(step, "predict", None)
    if predict is not None:
        found.append((("predict", "ask"), predict.ask))
        found.extend(_lettered(("predict", "choices"), predict.choices))
    found.extend(_lettered(("choices",), getattr(step, "choices", None)))
    for number, misconception in enumerate(getattr(step, "misconceptions", ())):
        for name in ("believes", "say", "hint"):
            found.append((("misconceptions", number, name), getattr(misconception, name)))
    for number, hint in enumerate(getattr(step, "hints", ())):
        found.append((("hints", number), hint))
    return {place: text for place, text in found if text is not None}


def header_texts(lesson: Lesson | LessonOverlay) -> Texts:
    """Return title and goals."""
    goals: Texts = {("goals", number): goal for number, goal in enumerate(lesson.goals)}
    return {("title",): lesson.title} | goals


def digest(texts: Texts) -> str:
    """Return eight hexadecimal digits that change when any of the texts does."""
    rows = [[list(place), text.strip()] for place, text in sorted(texts.items(), key=_order)]
    data = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode()
    return hashlib.blake2b(data, digest_size=4).hexdigest()


def is_code(text: str) -> bool:
    """Tell whether a text says the same in every language: a shape, an expression, a number."""
    bare = re.sub(r"`[^`]*`", "", text)
    if not re.search(r"[^\W\d_]{2}", bare):
        return True
    return bool(re.search(r"[()\[\].=_\d]", bare)) and syntax_error(text, expression=True) is None


def _lettered(place: Place, choices: dict[str, str] | None) -> Iterator[tuple[Place, str]]:
    for letter, text in (choices or {}).items():
        yield (*place, letter), text


def _order(item: tuple[Place, Any]) -> list[str]:
    return [f"{part:06}" if isinstance(part, int) else part for part in item[0]]
