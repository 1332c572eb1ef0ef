"""The state machine of a lesson: one for every face, and the only writer of its progress.

A session holds the position and what torch said the keys are. All else a learner did is in the
store; `progress` is the fold of it. Whatever changes progress is awaited, and returns only after
the store has committed it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from tutor import answers
from tutor.answers import Reading
from tutor.errors import StoreError
from tutor.grade import Keys, Posed, Verdict, find_keys, judge, pose
from tutor.grade.judge import spoken, unreadable
from tutor.grade.pose import assumed_job, program_job
from tutor.jobs import Run, Runner, experiment_job
from tutor.lesson.model import Experiment, Lesson, Question, Step
from tutor.progress import (
    ExperimentProgress,
    Happened,
    PredictionMade,
    QuestionProgress,
    fold,
)
from tutor.records.job import Job, Setting, Show
from tutor.review import GRADED, Card, Grade, cards_of
from tutor.session.hints import ladder
from tutor.session.memory import Memory
from tutor.session.predictions import asked_of, predicted
from tutor.session.summary import Summary, summarise

VARIABLES = (Show("variables", ""),)


class Stored(Happened, Protocol):
    """An event the store has committed."""

    @property
    def seq(self) -> int: ...


class Record(Protocol):
    """The one thing a session needs of the store: keep an event, and return once it is kept."""

    def __call__(self, kind: str, lesson: str, body: Mapping[str, object]) -> Awaitable[Stored]: ...


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer, shown because the learner asked for it or has found it."""

    key: str
    because: str
    problem: str = ""
    """Why there is no key, where there is none."""


def _draw_seed() -> int:
    return secrets.randbelow(2**31 - 1) + 1


class Session:
    """One learner in one lesson.

    `events` are the stored events of this lesson, in order: the session resumes where they end.
    A review begins without events, but with the cards of what is reviewed.
    """

    def __init__(
        self,
        lesson: Lesson,
        events: tuple[Happened, ...],
        *,
        record: Record,
        runner: Runner,
        draw_seed: Callable[[], int] = _draw_seed,
        clock: Callable[[], float] = time.time,
        cards: Mapping[str, Card] | None = None,
        is_review: bool = False,
    ) -> None:
        self.lesson = lesson
        self.memory = Memory(
            lesson, cards_of(events) if cards is None else cards, clock=clock, is_review=is_review
        )
        self.progress = fold(events)
        self._record = record
        self._is_review = is_review
        self._runner = runner
        self._draw_seed = draw_seed
        self._keys: dict[tuple[object, ...], Keys] = {}
        self._own: set[str] = set()
        self._index = min(self.progress.step, len(lesson.steps))

    # Position

    @property
    def index(self) -> int:
        """Return the number of the present step, from 0; len(steps) is the summary."""
        return self._index

    @property
    def step(self) -> Step | None:
        """Return the present step; None on the summary."""
        return self.lesson.steps[self._index] if self._index < len(self.lesson.steps) else None

    async def start(self) -> None:
        """Record that the learner is here, and draw what the present step needs."""
        await self.go(self._index)
        for question in self.lesson.questions:
            if self.memory.card(question) is None:
                await self._remember(question)

    async def next(self) -> None:
        """Move one step on; from the last step, to the summary."""
        await self.go(self._index + 1)

    async def back(self) -> None:
        """Move one step back."""
        await self.go(self._index - 1)

    async def go(self, index: int) -> None:
        """Move to a step, kept inside the lesson."""
        steps = len(self.lesson.steps)
        self._index = max(0, min(index, steps))
        step = self.step
        if isinstance(step, Question) and self._wants_numbers(step):
            await self._draw(step, self._draw_seed())
        await self._keep_position()
        if self._index == steps and not self.progress.finished:
            await self._keep("finished", {})

    # Experiments

    def made(self, experiment: Experiment) -> ExperimentProgress:
        """Return what the learner has changed and guessed in `experiment`."""
        return self.progress.experiment(experiment.id)

    def settings(self, experiment: Experiment) -> dict[str, Setting]:
        """Return the value of every control; a stored value the lesson no longer has is dropped."""
        defaults = experiment.defaults()
        kept = self.made(experiment).settings
        return defaults | {
            name: value for name, value in kept.items() if _fits(experiment, name, value)
        }

    def source(self, experiment: Experiment) -> str:
        """Return the program: the learner's if they edited it, else the lesson's."""
        edited = self.made(experiment).source
        return experiment.code if edited is None else edited

    async def set(self, experiment: Experiment, name: str, value: Setting) -> None:
        """Move a control; raises ValueError where the control does not take the value."""
        if not _fits(experiment, name, value):
            raise ValueError(f"{name} does not take {value!r}")
        await self._keep("set", {"experiment": experiment.id, "name": name, "value": value})

    async def edit(self, experiment: Experiment, source: str) -> None:
        """Keep the learner's program; the lesson's own text counts as not edited."""
        kept = None if source == experiment.code else source
        if kept != self.made(experiment).source:
            await self._keep("edited", {"experiment": experiment.id, "source": kept})

    async def reset(self, experiment: Experiment) -> None:
        """Put program and controls back to the lesson's."""
        await self.edit(experiment, experiment.code)
        current = self.settings(experiment)
        for name, value in experiment.defaults().items():
            if current[name] != value:
                await self.set(experiment, name, value)

    def job(self, experiment: Experiment) -> Job:
        """Return the run of `experiment` as it stands now."""
        return experiment_job(experiment, self.settings(experiment), source=self.source(experiment))

    def run(self, job: Job) -> Run:
        """Start a run; nothing of it is stored."""
        return self._runner.run(job)

    # Predictions

    def awaits_prediction(self, experiment: Experiment) -> bool:
        """Tell whether a guess is asked for before the first run; a review asks for none."""
        if self._is_review:
            return False
        return experiment.predict is not None and self.made(experiment).prediction is None

    def read_prediction(self, experiment: Experiment, text: str) -> Reading:
        """Return how a guess is read; raises ValueError where none is asked for."""
        return answers.read(text, asked_of(experiment))

    async def predict(self, experiment: Experiment, text: str) -> PredictionMade | Reading:
        """Keep a guess beside the truth, which a run computes now.

        Returns the Reading itself where the guess cannot be read, or where there is no truth to
        put beside it: its `problem` then says why. Nothing is stored in that case.
        """
        made = await predicted(
            experiment, self.settings(experiment), self.source(experiment), text, self._runner
        )
        if isinstance(made, Reading):
            return made
        await self._keep("predicted", {"experiment": experiment.id, **asdict(made)})
        return made

    # Questions

    def state(self, question: Question) -> QuestionProgress:
        """Return what has happened to `question`."""
        return self.progress.question(question.id)

    def posed(self, question: Question) -> Posed:
        """Return `question` with the learner's own variant filled in, or about their program."""
        seed = self.state(question).seed or 0
        experiment = self.lesson.experiment(question.experiment) if question.experiment else None
        if question.id not in self._own or experiment is None:
            return pose(self.lesson, question, seed)
        return pose(
            self.lesson,
            question,
            seed,
            source=self.source(experiment),
            settings=self.settings(experiment),
        )

    def can_ask_about_own(self, question: Question) -> bool:
        """Tell whether the learner has changed the program or controls that `question` is about."""
        experiment = self.lesson.experiment(question.experiment) if question.experiment else None
        if experiment is None or question.kind == "code":
            return False
        changed = self.source(experiment) != experiment.code
        return changed or self.settings(experiment) != experiment.defaults()

    def asks_about_own(self, question: Question) -> bool:
        """Tell whether `question` is asked about the learner's program now."""
        return question.id in self._own

    def ask_about_own(self, question: Question, own: bool) -> None:
        """Ask about the learner's own program ("what if"), or about the lesson's again.

        Answers about it are kept apart, as `tried`: they neither end the question nor count.
        """
        if own and self.can_ask_about_own(question):
            self._own.add(question.id)
        else:
            self._own.discard(question.id)

    def read(self, question: Question, text: str) -> Reading:
        """Return how `text` is read, for the echo while one types; nothing is stored."""
        return answers.read(text, self.posed(question).asked)

    def is_changed(self, question: Question) -> bool:
        """Tell whether the question asks something else than when it was answered."""
        return self.memory.is_changed(question)

    async def submit(self, question: Question, text: str, *, sure: int | None = None) -> Verdict:
        """Grade an answer; one that can be read and graded is stored before this returns.

        `sure` is how sure the learner is of it, from 1 to 3, where they say so.
        """
        posed = self.posed(question)
        reading = answers.read(text, posed.asked)
        if not reading.ok:
            return unreadable(reading)
        keys = await self._keys_for(posed, reading.text)
        verdict = judge(posed, reading, keys)
        if verdict.costs and self.asks_about_own(question):
            body = {"question": question.id, "typed": reading.text, "verdict": verdict.kind}
            await self._keep("tried", {**body, "source": posed.source, **_plain(posed)})
        elif verdict.costs:
            await self._keep(
                "attempt",
                {
                    "question": question.id,
                    "seed": posed.seed,
                    "typed": reading.text,
                    "reading": reading.shown,
                    "verdict": verdict.kind,
                    "misconception": verdict.misconception,
                    "reply": verdict.reply,
                    "sure": sure,
                },
            )
            await self._remember(question)
        return verdict

    def hints(self, question: Question) -> tuple[str, ...]:
        """Return the hints shown so far, filled in; one bound to a misconception stands first."""
        return self._ladder(question)[: self.state(question).hints]

    def hints_left(self, question: Question) -> int:
        """Return how many hints have not been shown."""
        return max(0, len(self._ladder(question)) - self.state(question).hints)

    async def hint(self, question: Question) -> str | None:
        """Show one more hint and return it; None where there is none left."""
        ladder = self._ladder(question)
        shown = self.state(question).hints
        if shown >= len(ladder):
            return None
        await self._keep("hint", {"question": question.id, "shown": shown + 1})
        return ladder[shown]

    async def reveal(self, question: Question) -> Revealed:
        """End the question and return its answer; where there is no key, it stays open."""
        revealed = await self.explain(question)
        if not revealed.problem and not self.state(question).ended:
            await self._keep(
                "revealed",
                {
                    "question": question.id,
                    "seed": self.posed(question).seed,
                    "key": revealed.key,
                },
            )
            await self._remember(question)
        return revealed

    async def regrade(self, question: Question, grade: Grade) -> Card | None:
        """Put the learner's own grade in the place of the one the answer was given; None if none.

        Only for a question that has been graded since the lesson or review was opened.
        """
        body = self.memory.regrade(question, grade)
        if body is not None:
            await self._keep(GRADED, body)
        return self.memory.card(question)

    async def _remember(self, question: Question) -> None:
        """Keep when the question comes back, once it has ended.

        Where that cannot be kept, the answer still is: the next opening of the lesson makes it up.
        """
        body = self.memory.grade(question, self.state(question))
        if body is not None:
            with suppress(StoreError):
                await self._keep(GRADED, body)

    async def explain(self, question: Question) -> Revealed:
        """Return the answer and why, for a question that has ended; nothing is stored."""
        posed = self.posed(question)
        keys = await self._keys_for(posed, None)
        if keys.key is None:
            return Revealed("", "", keys.problem)
        key = answers.key_text(keys.key, posed.asked)
        return Revealed(key, posed.filled(question.because or "", key=spoken(key)))

    async def renew(self, question: Question) -> None:
        """Draw new numbers: the question is open again, what was answered stays stored."""
        await self._draw(question, self._draw_seed())

    async def dispute(self, question: Question, typed: str) -> None:
        """Keep all that is needed to look again at an answer the learner thinks is right."""
        posed = self.posed(question)
        reading = answers.read(typed, posed.asked)
        keys = await self._keys_for(posed, reading.text)
        await self._keep(
            "disputed",
            {
                "question": question.id,
                "seed": posed.seed,
                "drawn": dict(posed.drawn),
                "typed": typed,
                "reading": reading.shown,
                "key": "" if keys.key is None else answers.key_text(keys.key, posed.asked),
                "versions": dict(self._runner.versions or {}),
            },
        )

    def question_job(self, question: Question) -> Job | None:
        """Return a run of the program a question is about; None where it has none.

        A program of the question's own shows its variables once the question has ended.
        """
        posed = self.posed(question)
        if not posed.source:
            return None
        if posed.experiment is not None:
            return experiment_job(posed.experiment, posed.settings, source=posed.source)
        job = program_job(posed)
        shows = self.state(question).ended and question.kind != "code"
        return replace(job, show=VARIABLES) if shows else job

    def both_runs(self, question: Question, misconception: int) -> tuple[Job, Job] | None:
        """Return the runs of what was assumed and of what happens, to be seen side by side."""
        posed = self.posed(question)
        assumed = assumed_job(posed, misconception)
        if assumed is None or posed.experiment is None:
            return None
        happened = experiment_job(posed.experiment, posed.settings, source=posed.source)
        believed = experiment_job(
            posed.experiment, dict(assumed.main.settings), source=assumed.main.source
        )
        return believed, happened

    # What is typed

    async def keep_draft(self, step: str, text: str) -> None:
        """Keep what is typed at a step and not handed over; nothing where it is kept already."""
        if self.progress.drafts.get(step, "") != text:
            await self._keep("draft", {"step": step, "text": text})

    # The end

    def summary(self) -> Summary:
        """Return how the lesson went."""
        return summarise(
            self.lesson,
            self.progress,
            lambda question: self.posed(question).ask,
            self.memory.due,
        )

    def _ladder(self, question: Question) -> tuple[str, ...]:
        return ladder(self.posed(question), self.state(question))

    async def _keys_for(self, posed: Posed, typed: str | None) -> Keys:
        """Return the keys, from memory where what was typed does not have to run."""
        evaluated = typed if posed.question.kind in ("expression", "code") else None
        settings = tuple(sorted(posed.settings.items()))
        place = (posed.question.id, posed.seed, evaluated or "", posed.source, settings)
        if place not in self._keys:
            keys = await find_keys(posed, self._runner, typed=evaluated)
            if keys.key is None:
                return keys
            self._keys[place] = keys
        return self._keys[place]

    def _wants_numbers(self, question: Question) -> bool:
        state = self.state(question)
        return state.seed is None or (bool(state.ended) and self.is_changed(question))

    async def _draw(self, question: Question, seed: int) -> None:
        await self._keep("drawn", {"question": question.id, "seed": seed})

    async def _keep_position(self) -> None:
        await self._keep(
            "visited",
            {
                "step": self._index,
                "steps": len(self.lesson.steps),
                "questions": len(self.lesson.questions),
                "ended": self.progress.ended,
            },
        )

    async def _keep(self, kind: str, body: Mapping[str, object]) -> None:
        event = await self._record(kind, self.lesson.id, body)
        self.progress = fold((event,), self.progress)


def _fits(experiment: Experiment, name: str, value: Setting) -> bool:
    control = experiment.controls.get(name)
    return control is not None and control.takes(value)


def _plain(posed: Posed) -> dict[str, object]:
    return {"settings": dict(posed.settings)}
