"""The state machine of a lesson: one for every face.

A session holds the position, and hands what happens to its journal, the only writer of progress.
How the questions and experiments stand is asked of its parts. Whatever changes progress is awaited,
and returns only after the store has committed it.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from tutor import answers
from tutor.errors import StoreError
from tutor.grade import Verdict, judge
from tutor.grade.judge import unreadable
from tutor.jobs import Run, Runner
from tutor.lesson.model import Lesson, Question, Step
from tutor.progress import Happened, LessonProgress
from tutor.records.job import Job
from tutor.review import GRADED, Card, Grade, cards_of
from tutor.session import bodies
from tutor.session.experiments import Experiments
from tutor.session.journal import Journal, Record
from tutor.session.keys import KnownKeys
from tutor.session.memory import Memory
from tutor.session.questions import Questions, Revealed
from tutor.session.summary import Summary, summarise


def _draw_seed() -> int:
    return secrets.randbelow(2**31 - 1) + 1


class Session:
    """One learner in one lesson.

    `events` are the stored events of this lesson, in order: the session resumes where they end.
    A review begins without events, but with the cards of what is reviewed. How things stand is
    read from `questions`, `experiments`, `memory` and `progress`; what is done to a question is
    done here.
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
        self._journal = Journal(lesson.id, events, record)
        self._keys = KnownKeys(runner)
        self.experiments = Experiments(self._journal, runner, is_review=is_review)
        self.questions = Questions(lesson, self._journal, self.experiments, self._keys)
        self._runner = runner
        self._draw_seed = draw_seed
        self._index = min(self.progress.step, len(lesson.steps))

    @property
    def progress(self) -> LessonProgress:
        """Return what has happened in the lesson, as far as it is stored."""
        return self._journal.progress

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
            await self.renew(step)
        await self._journal.keep("visited", bodies.visited(self.lesson, self._index, self.progress))
        if self._index == steps and not self.progress.finished:
            await self._journal.keep("finished", {})

    def run(self, job: Job) -> Run:
        """Start a run; nothing of it is stored."""
        return self._runner.run(job)

    async def submit(self, question: Question, text: str, *, sure: int | None = None) -> Verdict:
        """Grade an answer; one that can be read and graded is stored before this returns.

        `sure` is how sure the learner is of it, from 1 to 3, where they say so.
        """
        posed = self.questions.posed(question)
        reading = answers.read(text, posed.asked)
        if not reading.ok:
            return unreadable(reading)
        keys = await self._keys.find(posed, reading.text)
        verdict = judge(posed, reading, keys)
        if verdict.costs and self.questions.asks_about_own(question):
            await self._journal.keep("tried", bodies.tried(posed, verdict))
        elif verdict.costs:
            await self._journal.keep("attempt", bodies.attempt(posed, verdict, sure))
            await self._remember(question)
        return verdict

    async def hint(self, question: Question) -> str | None:
        """Show one more hint and return it; None where there is none left."""
        ladder = self.questions.ladder(question)
        shown = self.questions.state(question).hints
        if shown >= len(ladder):
            return None
        await self._journal.keep("hint", {"question": question.id, "shown": shown + 1})
        return ladder[shown]

    async def reveal(self, question: Question) -> Revealed:
        """End the question and return its answer; where there is no key, it stays open."""
        revealed = await self.questions.explain(question)
        if not revealed.problem and not self.questions.state(question).ended:
            seed = self.questions.posed(question).seed
            body = {"question": question.id, "seed": seed, "key": revealed.key}
            await self._journal.keep("revealed", body)
            await self._remember(question)
        return revealed

    async def regrade(self, question: Question, grade: Grade) -> Card | None:
        """Put the learner's own grade in the place of the one the answer was given; None if none.

        Only for a question that has been graded since the lesson or review was opened.
        """
        body = self.memory.regrade(question, grade)
        if body is not None:
            await self._keep_grade(question, body)
        return self.memory.card(question)

    async def renew(self, question: Question) -> None:
        """Draw new numbers: the question is open again, what was answered stays stored."""
        await self._journal.keep("drawn", {"question": question.id, "seed": self._draw_seed()})

    async def dispute(self, question: Question, typed: str) -> None:
        """Keep all that is needed to look again at an answer the learner thinks is right."""
        posed = self.questions.posed(question)
        reading = answers.read(typed, posed.asked)
        keys = await self._keys.find(posed, reading.text)
        versions = self._runner.versions or {}
        await self._journal.keep("disputed", bodies.disputed(posed, typed, reading, keys, versions))

    async def keep_draft(self, step: str, text: str) -> None:
        """Keep what is typed at a step and not handed over; nothing where it is kept already."""
        if self.progress.drafts.get(step, "") != text:
            await self._journal.keep("draft", {"step": step, "text": text})

    def summary(self) -> Summary:
        """Return how the lesson went."""
        return summarise(
            self.lesson,
            self.progress,
            lambda question: self.questions.posed(question).ask,
            self.memory.due,
        )

    async def _remember(self, question: Question) -> None:
        """Keep when the question comes back, once it has ended.

        Where that cannot be kept, the answer still is: the next opening of the lesson makes it up.
        """
        body = self.memory.grade(question, self.questions.state(question))
        if body is not None:
            with suppress(StoreError):
                await self._keep_grade(question, body)

    async def _keep_grade(self, question: Question, body: Mapping[str, object]) -> None:
        await self._journal.keep(GRADED, body)
        self.memory.is_kept(question, body)

    def _wants_numbers(self, question: Question) -> bool:
        state = self.questions.state(question)
        return state.seed is None or (bool(state.ended) and self.memory.is_changed(question))
