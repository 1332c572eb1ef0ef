"""The questions of a lesson as one learner has them: their numbers, their hints, their answers.

Nothing here is stored: what a learner does about a question goes through the session.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from tutor import answers
from tutor.answers import Reading
from tutor.grade import Posed, pose
from tutor.grade.judge import spoken
from tutor.grade.pose import assumed_job, program_job
from tutor.jobs import experiment_job
from tutor.lesson.model import Experiment, Lesson, Question
from tutor.progress import QuestionProgress
from tutor.records.job import Job, Show
from tutor.session.experiments import Experiments
from tutor.session.hints import ladder
from tutor.session.journal import Journal
from tutor.session.keys import KnownKeys

VARIABLES = (Show("variables", ""),)


@dataclass(frozen=True, slots=True)
class Revealed:
    """The answer, shown because the learner asked for it or has found it."""

    key: str
    because: str
    problem: str = ""
    """Why there is no key, where there is none."""


class Questions:
    """What one learner is asked, about the lesson's programs or about their own."""

    def __init__(
        self, lesson: Lesson, journal: Journal, experiments: Experiments, keys: KnownKeys
    ) -> None:
        self._lesson = lesson
        self._journal = journal
        self._experiments = experiments
        self._keys = keys
        self._own: set[str] = set()

    def state(self, question: Question) -> QuestionProgress:
        """Return what has happened to `question`."""
        return self._journal.progress.question(question.id)

    def posed(self, question: Question) -> Posed:
        """Return `question` with the learner's own variant filled in, or about their program."""
        seed = self.state(question).seed or 0
        experiment = self._experiment(question)
        if question.id not in self._own or experiment is None:
            return pose(self._lesson, question, seed)
        return pose(
            self._lesson,
            question,
            seed,
            source=self._experiments.source(experiment),
            settings=self._experiments.settings(experiment),
        )

    def can_ask_about_own(self, question: Question) -> bool:
        """Tell whether the learner has changed the program or controls that `question` is about."""
        experiment = self._experiment(question)
        if experiment is None or question.kind == "code":
            return False
        return self._experiments.is_changed(experiment)

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

    def ladder(self, question: Question) -> tuple[str, ...]:
        """Return every hint there is, shown or not; one bound to a misconception stands first."""
        return ladder(self.posed(question), self.state(question))

    def hints(self, question: Question) -> tuple[str, ...]:
        """Return the hints shown so far, filled in; one bound to a misconception stands first."""
        return self.ladder(question)[: self.state(question).hints]

    def hints_left(self, question: Question) -> int:
        """Return how many hints have not been shown."""
        return max(0, len(self.ladder(question)) - self.state(question).hints)

    async def explain(self, question: Question) -> Revealed:
        """Return the answer and why, for a question that has ended; nothing is stored."""
        posed = self.posed(question)
        keys = await self._keys.find(posed, None)
        if keys.key is None:
            return Revealed("", "", keys.problem)
        key = answers.key_text(keys.key, posed.asked)
        return Revealed(key, posed.filled(question.because or "", key=spoken(key)))

    def job(self, question: Question) -> Job | None:
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

    def _experiment(self, question: Question) -> Experiment | None:
        return self._lesson.experiment(question.experiment) if question.experiment else None
