"""What has been said about the questions of a lesson since it was opened.

It knows nothing of Textual and decides nothing about the lesson; that is the session's.
"""

from __future__ import annotations

from dataclasses import dataclass

from tutor import answers
from tutor.grade import Verdict
from tutor.language import say
from tutor.lesson.model import Question
from tutor.records.job import Job
from tutor.session import Revealed, Session
from tutor.tui.state import QuestionState


@dataclass(slots=True)
class Said:
    """What has been said about one question."""

    typed: str = ""
    verdict: Verdict | None = None
    revealed: Revealed | None = None
    note: str = ""
    grading: bool = False
    sure: int | None = None
    """How sure the learner says to be, from 1 to 3."""


class Asked:
    """The questions of one lesson, with the last word on each."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._said: dict[str, Said] = {}

    def about(self, question: Question) -> Said:
        """Return what has been said about `question`."""
        return self._said.setdefault(question.id, Said())

    def forget(self, question: Question) -> None:
        """Begin anew with `question`."""
        self._said.pop(question.id, None)

    def state(self, question: Question) -> QuestionState:
        """Return the question as it stands now."""
        session, said = self._session, self.about(question)
        stored = session.questions.state(question)
        posed = session.questions.posed(question)
        questions = session.lesson.questions
        return QuestionState(
            posed=posed,
            number=questions.index(question) + 1,
            count=len(questions),
            example=answers.example(posed.asked),
            typed=said.typed,
            verdict=said.verdict,
            ended=stored.ended,
            hints=session.questions.hints(question),
            hints_left=session.questions.hints_left(question),
            revealed=said.revealed,
            disputed=stored.disputed,
            grading=said.grading,
            can_compare=self.compared(question) is not None,
            note=said.note,
            changed=session.memory.is_changed(question),
            own=session.questions.asks_about_own(question),
        )

    def compared(self, question: Question) -> tuple[Job, Job] | None:
        """Return the runs of what the last answer assumed and of what happens."""
        verdict = self.about(question).verdict
        if verdict is None or verdict.misconception is None:
            return None
        return self._session.questions.both_runs(question, verdict.misconception)

    def grading_begins(self, question: Question) -> None:
        """Note that an answer has been handed over."""
        self.about(question).grading = True

    async def submit(self, question: Question, text: str) -> None:
        """Grade an answer; where the store refuses it, nothing is shown as graded."""
        said, session = self.about(question), self._session
        said.grading = True
        try:
            verdict = await session.submit(question, text, sure=said.sure)
        finally:
            said.grading = False
        said.typed, said.verdict, said.note = text, verdict, ""
        said.sure = said.sure if verdict.kind == "unreadable" else None
        ended = session.questions.state(question).ended and not session.questions.asks_about_own(
            question
        )
        if ended and said.revealed is None:
            said.revealed = await session.questions.explain(question)

    async def reveal(self, question: Question) -> None:
        """End the question and show its answer."""
        said = self.about(question)
        revealed = await self._session.reveal(question)
        said.revealed = revealed
        said.note = revealed.problem
        said.verdict = (
            None if self._session.questions.state(question).ended == "revealed" else said.verdict
        )

    async def arrive(self, question: Question) -> None:
        """Get the answer of a question that has ended on an earlier day."""
        said = self.about(question)
        if self._session.questions.state(question).ended and said.revealed is None:
            said.revealed = await self._session.questions.explain(question)

    async def hint(self, question: Question) -> None:
        """Show one more hint."""
        hint = await self._session.hint(question)
        self.about(question).note = "" if hint else say("tui.no_more_hints")

    async def dispute(self, question: Question) -> bool:
        """Keep the last answer as disputed; return False where there is none."""
        said = self.about(question)
        if not said.typed or said.verdict is None or said.verdict.kind == "right":
            return False
        await self._session.dispute(question, said.typed)
        said.note = say("tui.disputed")
        return True
