"""A question as one learner gets it: a variant drawn, its numbers filled in, its jobs built."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from tutor.answers import Asked
from tutor.lesson import edits, variants
from tutor.paths import shipped
from tutor.records.job import Evaluate, Job, Limits, Program, Setting

if TYPE_CHECKING:
    from tutor.lesson.model import Experiment, Lesson, Misconception, Question

KEY = "key"
TYPED = "typed"


@dataclass(frozen=True, slots=True)
class Posed:
    """A question with one variant drawn: everything a face shows and the grader needs."""

    question: Question
    experiment: Experiment | None
    seed: int
    settings: Mapping[str, Setting]
    """Names the program starts with: the experiment's defaults with the draw laid over them."""
    drawn: Mapping[str, Setting]
    source: str
    """The program the key is evaluated in; "" where the question has none."""
    asked: Asked
    """What the reader of answers may know."""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return self.asked.choices

    def filled(self, text: str, **more: Setting) -> str:
        """Return `text` with `{name}` replaced by this variant's values."""
        return variants.fill(text, {**self.settings, **more})

    @property
    def ask(self) -> str:
        return self.filled(self.question.ask)

    @property
    def torch_seed(self) -> int:
        """Return the seed the program runs with; it varies only where the key is meant to."""
        base = self.experiment.seed if self.experiment is not None else self.question.seed
        return base + (self.seed if self.question.random else 0)


def pose(
    lesson: Lesson,
    question: Question,
    seed: int,
    *,
    source: str | None = None,
    settings: Mapping[str, Setting] | None = None,
) -> Posed:
    """Return `question` as posed with the variant that `seed` draws (0: the default variant).

    `source` and `settings` ask it about the learner's own program instead ("what if").
    """
    experiment = lesson.experiment(question.experiment) if question.experiment else None
    variant = variants.draw(question, experiment, seed)
    chosen = dict(variant.settings) | dict(settings or {})
    program = source
    if program is None:
        program = question.code or (experiment.code if experiment is not None else "")
    return Posed(
        question=question,
        experiment=experiment,
        seed=seed,
        settings=MappingProxyType(chosen),
        drawn=MappingProxyType(dict(variant.drawn)),
        source=program,
        asked=_asked(lesson, question, chosen, seed),
    )


def _asked(lesson: Lesson, question: Question, settings: Mapping[str, Setting], seed: int) -> Asked:
    choices: tuple[tuple[str, str], ...] = ()
    if question.choices is not None:
        shuffled = variants.shuffled(question.choices, seed, question.id)
        choices = tuple((letter, variants.fill(text, settings)) for letter, text in shuffled)
    return Asked(
        kind=question.kind,
        choices=choices,
        tolerance=question.tolerance,
        unit=question.unit,
        also=question.also,
        forbid=question.forbid,
        subject=question.answer or "",
        example=question.example or "",
        terms=_terms(lesson),
    )


def _terms(lesson: Lesson) -> tuple[str, ...]:
    """Return the words the lesson's own questions take as answers."""
    words = (question for question in lesson.questions if question.kind == "words")
    return tuple(word for question in words for word in question.also)


def key_job(posed: Posed, typed: str | None = None) -> Job:
    """Return the job that evaluates the key, every misconception and, if given, what was typed.

    The key and each `gives:` are evaluated in the program itself; each `edit:` is the key of an
    edited copy, run in the same process with the same seed.
    """
    question = posed.question
    evaluate = [Evaluate(KEY, question.answer)] if question.answer is not None else []
    others: list[Program] = []
    for index, misconception in enumerate(question.misconceptions):
        if misconception.gives is not None:
            evaluate.append(Evaluate(belief(index), misconception.gives))
        elif misconception.edit is not None and question.answer is not None:
            # The learner's own program need not have the line an edit is about.
            with suppress(edits.EditError):
                others.append(edited(posed, index, misconception, question.answer))
    if typed is not None:
        evaluate.append(Evaluate(TYPED, typed))
    return _job(posed, posed.source, tuple(evaluate), tuple(others))


def code_job(posed: Posed, typed: str | None) -> Job:
    """Return the job that runs the tests on what was typed, on the solution and on known mistakes.

    The learner's program comes last: whatever it does to its process, the others have been run.
    """
    question = posed.question
    solution = question.answer or question.literal or ""
    named = [("solution", solution)]
    for index, misconception in enumerate(question.misconceptions):
        if misconception.edit is not None:
            named.append((belief(index), edits.apply(solution, misconception.edit)))
        elif misconception.literal is not None:
            named.append((belief(index), misconception.literal))
    programs = [_code_program(posed, name, source) for name, source in named]
    if typed is not None:
        programs.append(_code_program(posed, TYPED, typed))
    job = _job(posed, "", (), tuple(programs))
    return replace(job, main=replace(job.main, source="pass"))


def assumed_job(posed: Posed, index: int) -> Job | None:
    """Return a run of what misconception `index` believes, or None where it is no edit."""
    misconception = posed.question.misconceptions[index]
    if misconception.edit is None or posed.question.kind == "code":
        return None
    program = edited(posed, index, misconception, posed.question.answer or "None")
    job = _job(posed, program.source, (), ())
    return replace(job, main=replace(program, name="main", evaluate=()))


def program_job(posed: Posed) -> Job:
    """Return a run of the question's own program, with its live values."""
    return replace(_job(posed, posed.source, (), ()), live=True)


def belief(index: int) -> str:
    """Return the name under which misconception `index` is evaluated."""
    return f"misconception-{index}"


def edited(posed: Posed, index: int, misconception: Misconception, key: str) -> Program:
    """Return the program that does what the misconception believes."""
    changes = misconception.edit or ()
    settings = dict(posed.settings) | dict(edits.settings_of(changes))
    return Program(
        name=belief(index),
        source=edits.apply(posed.source, changes),
        settings=tuple(settings.items()),
        evaluate=(Evaluate(KEY, key),),
    )


def _code_program(posed: Posed, name: str, source: str) -> Program:
    setup = posed.question.code or (posed.experiment.code if posed.experiment else "")
    tests = tuple(
        Evaluate(f"test-{number}", posed.filled(test), statement=is_assert(test))
        for number, test in enumerate(posed.question.tests)
    )
    return Program(
        name=name,
        source=f"{setup.rstrip()}\n\n{source}" if setup else source,
        settings=tuple(posed.settings.items()),
        evaluate=tests,
    )


def is_assert(test: str) -> bool:
    """Tell an assertion, which is executed, from an expression, whose values are compared."""
    return test.lstrip().startswith(("assert ", "assert("))


def _job(
    posed: Posed, source: str, evaluate: tuple[Evaluate, ...], others: tuple[Program, ...]
) -> Job:
    seconds = posed.experiment.seconds if posed.experiment is not None else 20.0
    return Job(
        main=Program("main", source, tuple(posed.settings.items()), evaluate),
        others=others,
        seed=posed.torch_seed,
        live=False,
        limits=Limits(seconds=seconds),
        folder=str(shipped("assets") / "data"),
    )
