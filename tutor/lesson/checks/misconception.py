"""Misconceptions: an edit must apply, change something, and leave a program that parses."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.errors import Problem
from tutor.language import say
from tutor.lesson import edits
from tutor.lesson.checks.python import expression_problems, syntax_error
from tutor.lesson.model import Edit, Experiment, Misconception, Question
from tutor.lesson.naming import nearest, spelled
from tutor.lesson.spot import Spot
from tutor.lesson.variants import control_value


def misconception_problems(
    spot: Spot, question: Question, experiment: Experiment | None
) -> Iterator[Problem]:
    """Yield what is wrong with the misconceptions of a question."""
    for number, misconception in enumerate(question.misconceptions):
        at = spot.inside("misconceptions", number)
        if misconception.gives is not None:
            if question.kind == "code":
                yield at.inside("gives").wrong("gives_for_code", key=True)
            yield from expression_problems(at.inside("gives"), misconception.gives)
        if misconception.edit is not None:
            yield from _edit(at.inside("edit"), question, misconception, experiment)


def _edit(
    spot: Spot, question: Question, misconception: Misconception, experiment: Experiment | None
) -> Iterator[Problem]:
    source = edited_program(question, experiment)
    if source is None or (question.answer is None and question.kind != "code"):
        name = "edit_without_answer" if source is not None else "edit_without_program"
        yield spot.wrong(name, key=True)
        return
    made, found = source, False
    for number, edit in enumerate(misconception.edit or ()):
        at = spot.inside(number)
        yield from _settings(at.inside("set"), edit, question, experiment)
        try:
            made = edits.apply(made, (edit,))
        except edits.EditError as error:
            found = True
            yield _not_applied(at, edit, error)
    if found:
        return
    if made == source and not edits.settings_of(misconception.edit or ()):
        yield spot.wrong("edit_changes_nothing")
    elif syntax_error(source) is None and (wrong := syntax_error(made)) is not None:
        line = made.split("\n")[max(0, (wrong.lineno or 1) - 1)].strip()
        yield spot.wrong("edit_breaks", words=wrong.msg, text=line)


def edited_program(question: Question, experiment: Experiment | None) -> str | None:
    """Return the program that the edits of a question act on; None where it has none."""
    if question.kind == "code":
        return question.answer if question.answer is not None else question.literal
    if question.code is not None:
        return question.code
    return experiment.code if experiment is not None else None


def _not_applied(spot: Spot, edit: Edit, error: edits.EditError) -> Problem:
    fields = ("replace", "drop", "after", "before")
    field = next(name for name in fields if getattr(edit, name) is not None)
    at = spot.document.at(spot.inside(field).place)
    return Problem(spot.document.file, *at, str(error), say("lesson.edit_hint"))


def _settings(
    spot: Spot, edit: Edit, question: Question, experiment: Experiment | None
) -> Iterator[Problem]:
    controls = experiment.controls if experiment is not None else {}
    known = dict.fromkeys((*controls, *question.vary))
    for name, value in (edit.set or {}).items():
        at = spot.inside(name)
        if name not in known:
            near = nearest(name, tuple(known)) or ", ".join(known) or "—"
            yield at.wrong("no_control", key=True, name=name, known=near)
        elif name in controls and not controls[name].takes(control_value(controls[name], value)):
            yield at.wrong("not_taken", name=name, value=spelled(value))
