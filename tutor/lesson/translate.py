"""Translations: files beside a lesson that hold its text in another language, and nothing else.

Code, keys and numbers exist once, in the lesson. What a translation leaves out stays English;
`translation_problems` tells what that is, and what was translated from a text that has changed
since.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tutor.lesson.model import Experiment, Lesson, Misconception, Question, Step
    from tutor.lesson.overlay import CourseOverlay, LessonOverlay, StepOverlay

_LANGUAGE = re.compile(r"[a-z]{2,3}")


def overlay_path(path: Path, language: str) -> Path:
    """Return where the translation of a lesson or course file stands: `zero-grad.ko.yaml`."""
    if not _LANGUAGE.fullmatch(language):
        raise ValueError(f"no language: {language!r}")
    return path.with_name(f"{path.stem}.{language}{path.suffix}")


def load_overlay(path: Path) -> LessonOverlay:
    """Return the translation at `path`; raises LessonError with all that is wrong with it."""
    from tutor.lesson.load import model_of
    from tutor.lesson.nodes import read_document
    from tutor.lesson.overlay import LessonOverlay

    return model_of(LessonOverlay, read_document(path))


def translated(lesson: Lesson, overlay: LessonOverlay) -> Lesson:
    """Return the lesson with every text that `overlay` has in place of its own."""
    steps = tuple(
        _step(step, overlay.steps[step.id]) if step.id in overlay.steps else step
        for step in lesson.steps
    )
    goals = _each(lesson.goals, overlay.goals)
    return lesson.model_copy(update={"title": overlay.title, "goals": goals, "steps": steps})


@dataclass(frozen=True, slots=True)
class CourseTitles:
    """The titles of a course in the learner's language; "" where they are not translated."""

    title: str = ""
    units: tuple[tuple[str, str, str], ...] = ()

    def unit(self, id: str) -> tuple[str, str]:  # noqa: A002 (the unit's own word)
        """Return title and description of a unit."""
        found = (unit[1:] for unit in self.units if unit[0] == id)
        return next(found, ("", ""))


def course_translation(path: Path, language: str) -> CourseTitles:
    """Return the titles that stand beside the course file at `path`; raises LessonError."""
    from tutor.lesson.load import model_of
    from tutor.lesson.nodes import read_document
    from tutor.lesson.overlay import CourseOverlay

    if language == "en":
        return CourseTitles()
    beside = overlay_path(path, language)
    if not beside.is_file():
        return CourseTitles()
    overlay: CourseOverlay = model_of(CourseOverlay, read_document(beside))
    units = tuple((n, unit.title or "", unit.about or "") for n, unit in overlay.units.items())
    return CourseTitles(overlay.title or "", units)


def _step(step: Step, overlay: StepOverlay) -> Step:
    from tutor.lesson.model import Experiment, Question

    if isinstance(step, Experiment):
        return _experiment(step, overlay)
    if isinstance(step, Question):
        return _question(step, overlay)
    return step.model_copy(update=_given(overlay, "explain"))


def _experiment(step: Experiment, overlay: StepOverlay) -> Experiment:
    update = _given(overlay, "title", "text")
    controls = {}
    for name, control in step.controls.items():
        label = overlay.controls[name].label if name in overlay.controls else None
        controls[name] = control.model_copy(update={"label": label}) if label else control
    update["controls"] = controls
    update["show"] = tuple(
        entry.titled(title) if (title := _view_title(overlay, number)) else entry
        for number, entry in enumerate(step.show)
    )
    if step.predict is not None and overlay.predict is not None:
        predict: dict[str, Any] = _given(overlay.predict, "ask")
        predict |= _choices(step.predict.choices, overlay.predict.choices)
        update["predict"] = step.predict.model_copy(update=predict)
    return step.model_copy(update=update)


def _view_title(overlay: StepOverlay, number: int) -> str | None:
    return overlay.show[number].title if number < len(overlay.show) else None


def _question(step: Question, overlay: StepOverlay) -> Question:
    update = _given(overlay, "ask", "because", "example")
    update |= _choices(step.choices, overlay.choices)
    update["literal"] = _letters(step.literal, step.choices)
    update["hints"] = _each(step.hints, overlay.hints)
    for name in ("also", "unit", "accept", "reject"):
        update[name] = tuple(dict.fromkeys((*getattr(step, name), *getattr(overlay, name))))
    update["misconceptions"] = tuple(
        _misconception(misconception, overlay, number, step.choices)
        for number, misconception in enumerate(step.misconceptions)
    )
    return step.model_copy(update=update)


def _misconception(
    misconception: Misconception,
    overlay: StepOverlay,
    number: int,
    choices: dict[str, str] | None,
) -> Misconception:
    update: dict[str, Any] = {"literal": _letters(misconception.literal, choices)}
    if number < len(overlay.misconceptions):
        update |= _given(overlay.misconceptions[number], "believes", "say", "hint")
    return misconception.model_copy(update=update)


def _letters(literal: str | None, choices: dict[str, str] | None) -> str | None:
    """Return a literal that is the text of a choice as its letter: the text will be another."""
    if literal is None or choices is None:
        return literal
    letters = {text: letter for letter, text in choices.items()}
    parts = (letters.get(part.strip(), part.strip()) for part in literal.strip().split("\n"))
    return letters.get(literal.strip()) or ", ".join(parts)


def _given(overlay: Any, *names: str) -> dict[str, Any]:
    values = ((name, getattr(overlay, name)) for name in names)
    return {name: value for name, value in values if value is not None}


def _each(own: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(theirs[i] if i < len(theirs) else text for i, text in enumerate(own))


def _choices(own: dict[str, str] | None, theirs: dict[str, str] | None) -> dict[str, Any]:
    if own is None or theirs is None:
        return {}
    return {"choices": {letter: theirs.get(letter, text) for letter, text in own.items()}}
