"""What a lesson's screen knows beside its session: what was said, what is typed, what can be done.

Builds the frozen states that widgets draw. It knows nothing of Textual and decides nothing about
the lesson; that is the session's.
"""

from __future__ import annotations

from contextlib import suppress

from tutor import answers
from tutor.errors import StoreError
from tutor.language import say
from tutor.lesson.model import Experiment, Question
from tutor.progress import PredictionMade
from tutor.session import Session
from tutor.session.predictions import asked_of
from tutor.tui.asked import Asked
from tutor.tui.bench import Bench
from tutor.tui.state import Echo
from tutor.views.reading import reach
from tutor.views.stepping import graphs_of


class Desk:
    """The state of one lesson on screen."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asked = Asked(session)
        self.bench = Bench(session)
        self.drafts: dict[str, str] = dict(session.progress.drafts)
        """Step id → what was typed there and not handed over."""

    # What is typed

    @property
    def takes_answer(self) -> bool:
        """Tell whether the present step takes an answer or a guess."""
        step = self.session.step
        if isinstance(step, Question):
            return (
                self.session.questions.asks_about_own(step)
                or not self.session.questions.state(step).ended
            )
        return isinstance(step, Experiment) and self.session.experiments.awaits_prediction(step)

    def draft(self) -> tuple[str, str, bool]:
        """Return what the box begins with, its prompt, and whether a program is typed in it."""
        step = self.session.step
        if isinstance(step, Experiment):
            return self.drafts.get(step.id, ""), self.prediction_example(step), False
        if not isinstance(step, Question):
            return "", "", False
        text = self.drafts.get(step.id, "")
        if step.kind == "code" and not text.strip():
            text = self.session.questions.posed(step).filled(step.starter or "").rstrip("\n")
        return text, "", step.kind == "code"

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed at the present step."""
        step = self.session.step
        if isinstance(step, Question | Experiment):
            self.drafts[step.id] = text

    async def save_drafts(self) -> None:
        """Store what is typed and not handed over, so that it is there after any end.

        Where it cannot be stored, nothing is said of it.
        """
        with suppress(StoreError):
            for step, text in list(self.drafts.items()):
                await self.session.keep_draft(step, text)

    @property
    def sure(self) -> int | None:
        """Return how sure the learner says to be at the present question, if they do."""
        step = self.session.step
        return self.asked.about(step).sure if isinstance(step, Question) else None

    def turn_sure(self, level: int) -> None:
        """Say how sure one is, from 1 to 3; saying the same again takes it back."""
        step = self.session.step
        if isinstance(step, Question):
            said = self.asked.about(step)
            said.sure = None if said.sure == level else level

    def echo(self, text: str) -> Echo:
        """Return how what is being typed at the present step is read."""
        step = self.session.step
        if not text.strip():
            return Echo(note="")
        if isinstance(step, Question):
            if step.kind == "code":
                return Echo(note=say("tui.code_keys"))
            return Echo(self.session.questions.read(step, text))
        if isinstance(step, Experiment) and step.predict is not None:
            return Echo(self.session.experiments.read_prediction(step, text))
        return Echo()

    # Predictions

    def prediction(self, experiment: Experiment) -> PredictionMade | None:
        """Return the guess that was made, beside the truth."""
        return self.session.experiments.made(experiment).prediction

    def prediction_example(self, experiment: Experiment) -> str:
        """Return what can be typed as a guess."""
        return answers.example(asked_of(experiment))

    # Questions that begin anew

    async def renew(self, question: Question) -> None:
        """Draw new numbers for the question."""
        await self.session.renew(question)
        self._forget(question)
        self.drafts.pop(question.id, None)

    def turn_to_own(self, question: Question) -> None:
        """Ask about the learner's own program, or about the lesson's again."""
        own = not self.session.questions.asks_about_own(question)
        self.session.questions.ask_about_own(question, own)
        self._forget(question)

    def _forget(self, question: Question) -> None:
        self.asked.forget(question)
        self.bench.runs.forget(question.id)

    # Keys

    def can(self, action: str) -> bool:
        """Tell whether the present step has `action`."""
        step = self.session.step
        match action:
            case "sure":
                return isinstance(step, Question) and self.takes_answer
            case "answer" | "check":
                return self.takes_answer
            case "hint" | "reveal" | "compare" | "what_if" | "renew" | "dispute":
                return isinstance(step, Question) and self._can_with(step, action)
            case "run" | "run_now":
                return self.bench.can_run
            case "edit" | "reset":
                return self.bench.experiment is not None
            case "app.focus_next":
                experiment = self.bench.experiment
                return experiment is not None and bool(experiment.controls)
            case "graph":
                lab = self.bench.state()
                return lab is not None and bool(graphs_of(lab.messages))
            case "read":
                lab = self.bench.state()
                return lab is not None and reach(lab.messages) > 0
            case "pin":
                return self.bench.can_pin
            case "next":
                return step is not None
            case "back":
                return self.session.index > 0
        return True

    def _can_with(self, question: Question, action: str) -> bool:
        session, own = self.session, self.session.questions.asks_about_own(question)
        match action:
            case "compare":
                return self.asked.compared(question) is not None
            case "what_if":
                return own or session.questions.can_ask_about_own(question)
            case "renew":
                return bool(question.vary)
            case "dispute":
                verdict = self.asked.about(question).verdict
                return verdict is not None and verdict.kind in ("wrong", "asked", "unreadable")
        return not own and not session.questions.state(question).ended
