"""What a lesson's screen knows beside its session: the last verdicts, drafts and runs.

Builds the frozen states that widgets draw. It knows nothing of Textual and decides nothing about
the lesson; that is the session's.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tutor import answers
from tutor.grade import Verdict
from tutor.language import say
from tutor.lesson.model import Experiment, Question
from tutor.progress import PredictionMade
from tutor.records.job import Job
from tutor.records.messages import Ended, Message
from tutor.session import Revealed, Session
from tutor.session.predictions import asked_of
from tutor.tui.state import Echo, LabState, QuestionState
from tutor.tui.stepping import graphs_of


@dataclass(slots=True)
class _Said:
    """What has been said about one question since the lesson was opened."""

    typed: str = ""
    verdict: Verdict | None = None
    revealed: Revealed | None = None
    note: str = ""
    grading: bool = False


@dataclass(slots=True)
class _Ran:
    """What the last run of one program sent."""

    job: Job
    messages: list[Message] = field(default_factory=list)
    ended: Ended | None = None


class Desk:
    """The state of one lesson on screen."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.drafts: dict[str, str] = {}
        """Step id → what was typed there and not handed over."""
        self._said: dict[str, _Said] = {}
        self._ran: dict[str, _Ran] = {}
        self._running: _Ran | None = None

    # Questions

    def said(self, question: Question) -> _Said:
        """Return what has been said about `question`."""
        return self._said.setdefault(question.id, _Said())

    def question(self, question: Question) -> QuestionState:
        """Return the question as it stands now."""
        session, said = self.session, self.said(question)
        stored = session.state(question)
        posed = session.posed(question)
        questions = session.lesson.questions
        return QuestionState(
            posed=posed,
            number=questions.index(question) + 1,
            count=len(questions),
            example=answers.example(posed.asked),
            typed=said.typed,
            verdict=said.verdict,
            ended=stored.ended,
            hints=session.hints(question),
            hints_left=session.hints_left(question),
            revealed=said.revealed,
            disputed=stored.disputed,
            grading=said.grading,
            can_compare=self.compared(question) is not None,
            note=said.note,
            own=session.asks_about_own(question),
        )

    def compared(self, question: Question) -> tuple[Job, Job] | None:
        """Return the runs of what the last answer assumed and of what happens."""
        verdict = self.said(question).verdict
        if verdict is None or verdict.misconception is None:
            return None
        return self.session.both_runs(question, verdict.misconception)

    async def submit(self, question: Question, text: str) -> None:
        """Grade an answer; where the store refuses it, nothing is shown as graded."""
        said = self.said(question)
        said.grading = True
        try:
            verdict = await self.session.submit(question, text)
        finally:
            said.grading = False
        said.typed, said.verdict, said.note = text, verdict, ""
        ended = self.session.state(question).ended and not self.session.asks_about_own(question)
        if ended and said.revealed is None:
            said.revealed = await self.session.explain(question)

    async def reveal(self, question: Question) -> None:
        """End the question and show its answer."""
        said = self.said(question)
        revealed = await self.session.reveal(question)
        said.revealed = revealed
        said.note = revealed.problem
        said.verdict = None if self.session.state(question).ended == "revealed" else said.verdict

    async def arrive(self, question: Question) -> None:
        """Get the answer of a question that has ended on an earlier day."""
        said = self.said(question)
        if self.session.state(question).ended and said.revealed is None:
            said.revealed = await self.session.explain(question)

    async def hint(self, question: Question) -> None:
        """Show one more hint."""
        hint = await self.session.hint(question)
        self.said(question).note = "" if hint else say("tui.no_more_hints")

    async def renew(self, question: Question) -> None:
        """Draw new numbers for the question."""
        await self.session.renew(question)
        self._said.pop(question.id, None)
        self._ran.pop(question.id, None)
        self.drafts.pop(question.id, None)

    def turn_to_own(self, question: Question) -> None:
        """Ask about the learner's own program, or about the lesson's again."""
        own = not self.session.asks_about_own(question)
        self.session.ask_about_own(question, own)
        self._said.pop(question.id, None)
        self._ran.pop(question.id, None)

    async def dispute(self, question: Question) -> bool:
        """Keep the last answer as disputed; return False where there is none."""
        said = self.said(question)
        if not said.typed or said.verdict is None or said.verdict.kind == "right":
            return False
        await self.session.dispute(question, said.typed)
        said.note = say("tui.disputed")
        return True

    def grading_begins(self, question: Question) -> None:
        """Note that an answer has been handed over."""
        self.said(question).grading = True

    # What is typed

    @property
    def takes_answer(self) -> bool:
        """Tell whether the present step takes an answer or a guess."""
        step = self.session.step
        if isinstance(step, Question):
            return self.session.asks_about_own(step) or not self.session.state(step).ended
        return isinstance(step, Experiment) and self.session.awaits_prediction(step)

    def draft(self) -> tuple[str, str, bool]:
        """Return what the box begins with, its prompt, and whether a program is typed in it."""
        step = self.session.step
        if isinstance(step, Experiment):
            return self.drafts.get(step.id, ""), self.prediction_example(step), False
        if not isinstance(step, Question):
            return "", "", False
        text = self.drafts.get(step.id, "")
        if step.kind == "code" and not text.strip():
            text = self.session.posed(step).filled(step.starter or "").rstrip("\n")
        return text, "", step.kind == "code"

    def keep_draft(self, text: str) -> None:
        """Keep what is being typed at the present step."""
        step = self.session.step
        if isinstance(step, Question | Experiment):
            self.drafts[step.id] = text

    def echo(self, text: str) -> Echo:
        """Return how what is being typed at the present step is read."""
        step = self.session.step
        if not text.strip():
            return Echo(note="")
        if isinstance(step, Question):
            if step.kind == "code":
                return Echo(note=say("tui.code_keys"))
            return Echo(self.session.read(step, text))
        if isinstance(step, Experiment) and step.predict is not None:
            return Echo(self.session.read_prediction(step, text))
        return Echo()

    # Predictions

    def prediction(self, experiment: Experiment) -> PredictionMade | None:
        """Return the guess that was made, beside the truth."""
        return self.session.made(experiment).prediction

    def prediction_example(self, experiment: Experiment) -> str:
        """Return what can be typed as a guess."""
        return answers.example(asked_of(experiment))

    # The lab

    def bench(self) -> Experiment | Question | None:
        """Return whose program the lab shows at the present step, if any."""
        step = self.session.step
        if isinstance(step, Experiment):
            return step
        if isinstance(step, Question):
            return step if self.session.posed(step).source else None
        before = self.session.lesson.steps[: self.session.index]
        for earlier in reversed(before):
            if isinstance(earlier, Experiment):
                return None if self.session.awaits_prediction(earlier) else earlier
        return None

    def lab(self) -> LabState | None:
        """Return the lab as it stands now."""
        bench = self.bench()
        if bench is None or self.session.step is None:
            return None
        state = (
            self._experiment_lab(bench)
            if isinstance(bench, Experiment)
            else self._question_lab(bench)
        )
        ran = self._ran.get(bench.id)
        if ran is None or ran.job.main != _program(self.job()):
            return replace(state, running=self.is_running)
        return replace(
            state,
            ran=True,
            running=self.is_running,
            messages=tuple(ran.messages),
            ended=ran.ended,
            withheld="",
        )

    def job(self) -> Job | None:
        """Return the run of the program in the lab."""
        bench = self.bench()
        if isinstance(bench, Experiment):
            return self.session.job(bench)
        return None if bench is None else self.session.question_job(bench)

    @property
    def runs_by_itself(self) -> bool:
        """Tell whether the program in the lab runs without being asked."""
        bench = self.bench()
        if isinstance(bench, Experiment):
            return not self.session.awaits_prediction(bench)
        return bench is not None and bool(self.session.state(bench).ended)

    def _experiment_lab(self, experiment: Experiment) -> LabState:
        source = self.session.source(experiment)
        job = self.session.job(experiment)
        awaits = self.session.awaits_prediction(experiment)
        return LabState(
            name=experiment.id,
            title="" if self.session.step is experiment else experiment.title,
            source=source,
            settings=self.session.settings(experiment),
            controls=experiment.controls,
            show=job.show,
            edited=source != experiment.code,
            withheld=say("tui.after_your_guess") if awaits else "",
        )

    def _question_lab(self, question: Question) -> LabState:
        posed = self.session.posed(question)
        job = self.session.question_job(question)
        ended = self.session.state(question).ended
        return LabState(
            name=question.id,
            title=posed.experiment.title if posed.experiment is not None else "",
            source=posed.source,
            settings=posed.settings,
            show=job.show if job is not None else (),
            withheld="" if ended else say("tui.not_run_yet"),
        )

    # Runs

    def run_began(self, job: Job) -> object:
        """Note that `job` was started for the program in the lab; return what stands for it."""
        self._running = _Ran(job)
        return self._running

    def run_said(self, message: Message) -> None:
        """Note what the present run sent."""
        if self._running is None:
            return
        if isinstance(message, Ended):
            self._running.ended = message
        else:
            self._running.messages.append(message)

    def run_shown(self) -> None:
        """Let the present run take the place of the one before it."""
        bench = self.bench()
        if self._running is not None and bench is not None:
            self._ran[bench.id] = self._running

    def run_over(self, run: object = None) -> None:
        """Note that nothing runs any more (or not `run`, if another has begun since)."""
        if run is None or run is self._running:
            self._running = None

    @property
    def has_run(self) -> bool:
        """Tell whether the lab shows a run of the very program that is in it."""
        state = self.lab()
        return state is not None and state.ran

    @property
    def is_running(self) -> bool:
        return self._running is not None

    # Keys

    def can(self, action: str) -> bool:
        """Tell whether the present step has `action`."""
        step = self.session.step
        question = step if isinstance(step, Question) else None
        match action:
            case "hint" | "reveal":
                own = question is not None and self.session.asks_about_own(question)
                return question is not None and not own and not self.session.state(question).ended
            case "answer" | "check":
                return self.takes_answer
            case "compare":
                return question is not None and self.compared(question) is not None
            case "what_if":
                return question is not None and (
                    self.session.can_ask_about_own(question)
                    or self.session.asks_about_own(question)
                )
            case "renew":
                return question is not None and bool(question.vary)
            case "dispute":
                verdict = self.said(question).verdict if question is not None else None
                return verdict is not None and verdict.kind in ("wrong", "asked", "unreadable")
            case "graph":
                lab = self.lab()
                return lab is not None and bool(graphs_of(lab.messages))
            case "run" | "run_now":
                return self.bench() is not None
            case "edit" | "reset":
                return isinstance(self.bench(), Experiment)
            case "next":
                return step is not None
            case "back":
                return self.session.index > 0
        return True


def _program(job: Job | None) -> object:
    """Return what of a job decides whether an earlier run is still true of it."""
    return None if job is None else job.main
