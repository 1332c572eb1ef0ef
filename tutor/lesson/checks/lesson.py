"""A lesson as a whole: its name, its ids, and the order of its steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tutor.errors import Problem
from tutor.lesson.checks.experiment import experiment_problems
from tutor.lesson.checks.question import question_problems
from tutor.lesson.document import Document, Node
from tutor.lesson.model import Experiment, Lesson, Question, Step
from tutor.lesson.spot import Spot


def lesson_problems(document: Document, lesson: Lesson) -> Iterator[Problem]:
    """Yield what is wrong with a lesson whose fields are all of the right form."""
    spot = Spot(document)
    if lesson.id != document.file.stem:
        yield spot.inside("id").wrong("other_name", id=lesson.id, file=document.file.name)
    for number, name in enumerate(lesson.requires):
        at = spot.inside("requires", number)
        if name == lesson.id:
            yield at.wrong("requires_itself")
        elif name in lesson.requires[:number]:
            yield at.wrong("requires_twice", id=name)
    yield from step_problems(document, dict(enumerate(lesson.steps)))


def step_problems(document: Document, steps: Mapping[int, Step]) -> Iterator[Problem]:
    """Yield what is wrong between the steps; `steps` lacks those of the wrong form."""
    raw = document.root.get("steps") if isinstance(document.root, dict) else None
    nodes = raw if isinstance(raw, list) else []
    order = {index: name for index, node in enumerate(nodes) if (name := _experiment_id(node))}
    seen: dict[str, Spot] = {}
    standing: dict[str, Experiment | None] = {}
    for index in range(len(nodes)):
        spot, step = Spot(document, ("steps", index)), steps.get(index)
        if step is not None:
            yield from _same_id(spot, step, seen)
        if isinstance(step, Experiment):
            yield from experiment_problems(spot, step)
        elif isinstance(step, Question):
            later = {name for place, name in order.items() if place > index}
            yield from question_problems(spot, step, standing, later)
        if index in order:
            standing.setdefault(order[index], step if isinstance(step, Experiment) else None)


def _same_id(spot: Spot, step: Step, seen: dict[str, Spot]) -> Iterator[Problem]:
    kind = type(step).__name__.lower()
    at = spot.inside("id" if kind == "explain" else kind)
    if step.id in seen:
        yield at.wrong("same_id", id=step.id, line=seen[step.id].line)
    seen.setdefault(step.id, at)


def _experiment_id(node: Node) -> str | None:
    if not isinstance(node, dict) or "question" in node or "explain" in node:
        return None
    name = node.get("experiment")
    return name if isinstance(name, str) else None
