"""What a lesson is: frozen structs that every other layer reads.

A lesson file reaches these models as nested dicts, lists and *text*: no scalar has been given a
type before a field here gives it one, so `no`, `010` and `1e-3` stay what the author typed
wherever text is asked for. Importing this module loads pydantic (60 ms): do so where a lesson is
opened, not at start.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag, model_validator

from tutor.lesson.controls import Choice, Control, Integer, Number, Switch
from tutor.lesson.experiment import Experiment, Prediction, ShowEntry
from tutor.lesson.fields import AnswerKind, Id, Line, Struct, Text, first_key_among, typed_setting
from tutor.lesson.question import Edit, Misconception, Question

__all__ = [
    "FORMAT",
    "AnswerKind",
    "Choice",
    "Control",
    "CourseFile",
    "Edit",
    "Experiment",
    "Explain",
    "Integer",
    "Lesson",
    "Misconception",
    "Number",
    "Prediction",
    "Question",
    "ShowEntry",
    "Step",
    "Switch",
    "UnitEntry",
    "number_explanations",
    "typed_setting",
]

FORMAT = 1
"""The newest lesson format this program reads."""


class Explain(Struct):
    """A short text, in Markdown."""

    id: Id = "explain"
    """Unique in the lesson; numbered by the reader where the author gave none."""
    explain: Text
    """The text, in Markdown."""


Step = Annotated[
    Annotated[Explain, Tag("explain")]
    | Annotated[Experiment, Tag("experiment")]
    | Annotated[Question, Tag("question")],
    Discriminator(first_key_among("explain", "question", "experiment")),
]


class Lesson(Struct):
    """A lesson: goals, and a short sequence of steps."""

    format: int
    """Format of the file: 1."""
    id: Id
    """Stable for ever, since progress hangs on it; the file has the same name."""
    title: Line
    """What the lesson is about, in one line."""
    minutes: Annotated[int, Field(ge=1, le=120)]
    """How long it takes, about."""
    requires: Annotated[tuple[Id, ...], Field(max_length=50)] = ()
    """Ids of lessons it builds on."""
    goals: Annotated[tuple[Line, ...], Field(min_length=1, max_length=20)]
    """What the learner will be able to do, one line each."""
    steps: Annotated[tuple[Step, ...], Field(min_length=1, max_length=200)]
    """Explanations, experiments and questions, in order."""

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        return tuple(step for step in self.steps if isinstance(step, Experiment))

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(step for step in self.steps if isinstance(step, Question))

    def experiment(self, id: str) -> Experiment | None:  # noqa: A002 (the lesson's own word)
        """Return the experiment named `id`, or None."""
        return next((step for step in self.experiments if step.id == id), None)

    def question(self, id: str) -> Question | None:  # noqa: A002 (the lesson's own word)
        """Return the question named `id`, or None."""
        return next((step for step in self.questions if step.id == id), None)

    @model_validator(mode="before")
    @classmethod
    def _numbered_explanations(cls, data: object) -> object:
        return number_explanations(data)


def number_explanations(lesson: object) -> object:
    """Return the nodes of a lesson with an id for each explanation that has none."""
    if not isinstance(lesson, dict) or not isinstance(lesson.get("steps"), list):
        return lesson
    steps, count = [], 0
    for step in lesson["steps"]:
        if isinstance(step, dict) and "explain" in step and "question" not in step:
            count += 1
            step = {"id": f"explain-{count}"} | step
        steps.append(step)
    return lesson | {"steps": steps}


class UnitEntry(Struct):
    """A unit of a course: an order of lessons."""

    id: Id
    """Id of the unit, which is also the name of its folder."""
    title: Line
    """Title of the unit."""
    about: Text | None = None
    """What the unit is about."""
    lessons: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Ids of its lessons, in order."""


class CourseFile(Struct):
    """`course.yaml`: the order of units and lessons. A lesson lives in `<unit>/<lesson>.yaml`."""

    format: int
    """Format of the file: 1."""
    id: Id
    """Id of the course."""
    title: Line
    """Title of the course."""
    units: Annotated[tuple[UnitEntry, ...], Field(min_length=1)]
    """The units, in order."""
    renamed: dict[Id, Id] = Field(default_factory=dict)
    """Old lesson ids and what they are called now."""
