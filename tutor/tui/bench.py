"""The bench of a lesson: the program in the lab, its controls as they stand, and its runs.

Builds the frozen state the lab draws. It knows nothing of Textual and decides nothing about the
lesson; that is the session's.
"""

from __future__ import annotations

from dataclasses import replace

from tutor.jobs import shows_something
from tutor.language import say
from tutor.lesson.model import Experiment, Question
from tutor.playing.start import Start, of_experiment
from tutor.records.job import Job, Setting
from tutor.session import Session
from tutor.tui.moves import Moves
from tutor.tui.runs import LastRuns, Ran
from tutor.tui.state import LabState
from tutor.views.beside import RunState

NEVER_RAN = ("died", "refused")
"""Endings that leave nothing to compare with."""


class Bench:
    """What the lab shows at the present step of a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.moves = Moves(session)
        self.is_predicting = False
        """Whether a guess is being put beside the truth."""
        self.runs = LastRuns()

    @property
    def program(self) -> Experiment | Question | None:
        """Return whose program the lab shows, if any; the summary shows none."""
        step = self.session.step
        if step is None:
            return None
        if isinstance(step, Experiment):
            return step
        if isinstance(step, Question):
            return step if self.session.questions.posed(step).source else None
        before = self.session.lesson.steps[: self.session.index]
        for earlier in reversed(before):
            if isinstance(earlier, Experiment):
                return None if self.session.experiments.awaits_prediction(earlier) else earlier
        return None

    @property
    def experiment(self) -> Experiment | None:
        """Return the experiment whose program the lab shows: what can be changed there."""
        program = self.program
        return program if isinstance(program, Experiment) else None

    @property
    def runs_by_itself(self) -> bool:
        """Tell whether the program runs without being asked."""
        program = self.program
        if isinstance(program, Experiment):
            return not self.session.experiments.awaits_prediction(program)
        return program is not None and bool(self.session.questions.state(program).ended)

    @property
    def can_run(self) -> bool:
        """Tell whether there is a program whose run has something to show."""
        job = self.job()
        return job is not None and shows_something(job)

    def job(self) -> Job | None:
        """Return the run of the program as it stands now."""
        program = self.program
        if isinstance(program, Experiment):
            job = self.session.experiments.job(program)
            settings = tuple(self.moves.settings(program).items())
            return replace(job, main=replace(job.main, settings=settings))
        return None if program is None else self.session.questions.job(program)

    def playground_start(self) -> Start | None:
        """Return the program in the lab, with its settings and views, for the playground."""
        job, program = self.job(), self.program
        if job is None:
            return None
        title = program.title if isinstance(program, Experiment) else self.session.lesson.title
        return of_experiment(job.main.source, dict(job.main.settings), job.show, title)

    # Changing

    def move(self, name: str, value: Setting) -> None:
        """Move a control of the experiment in the lab."""
        if self.experiment is not None:
            self.moves.move(self.experiment, name, value)

    async def reset(self) -> None:
        """Put program and controls back to the lesson's."""
        experiment = self.experiment
        if experiment is not None:
            self.moves.forget(experiment)
            await self.session.experiments.reset(experiment)

    # Drawing

    def state(self) -> LabState | None:
        """Return the lab as it stands now."""
        program = self.program
        if program is None:
            return None
        state = (
            self._of_experiment(program)
            if isinstance(program, Experiment)
            else self._of_question(program)
        )
        state = replace(state, running=self.runs.is_running, pinned=self._pin_of(program))
        ran, job = self.runs.last(program.id), self.job()
        if ran is None or job is None or not self._is_true_of(ran, job):
            return state
        messages = ran.transcript.messages
        return replace(state, ran=True, messages=messages, ended=ran.ended, withheld="")

    def _is_true_of(self, ran: Ran, job: Job) -> bool:
        """Tell whether a run is one of `job`, or may stand for it until the run of it has come."""
        if ran.job.main == job.main:
            return True
        return self.runs.is_running and ran.job.main.source == job.main.source

    def _pin_of(self, program: Experiment | Question) -> RunState | None:
        pinned = self.runs.pinned(program.id)
        if pinned is None:
            return None
        main = pinned.job.main
        messages = pinned.transcript.messages
        return RunState(main.source, dict(main.settings), messages, pinned.ended)

    def _of_experiment(self, experiment: Experiment) -> LabState:
        session = self.session
        source = session.experiments.source(experiment)
        awaits = session.experiments.awaits_prediction(experiment)
        return LabState(
            name=experiment.id,
            title="" if session.step is experiment else experiment.title,
            source=source,
            settings=self.moves.settings(experiment),
            controls=experiment.controls,
            show=session.experiments.job(experiment).show,
            edited=source != experiment.code,
            withheld=say("tui.after_your_guess") if awaits else "",
            waiting=awaits and self.is_predicting,
        )

    def _of_question(self, question: Question) -> LabState:
        posed = self.session.questions.posed(question)
        job = self.session.questions.job(question)
        ended = self.session.questions.state(question).ended
        return LabState(
            name=question.id,
            title=posed.experiment.title if posed.experiment is not None else "",
            source=posed.source,
            settings=posed.settings,
            show=job.show if job is not None else (),
            withheld="" if ended or not self.can_run else say("tui.not_run_yet"),
        )

    # Runs

    def run_shown(self, run: Ran) -> None:
        """Let a run take the place of the one before it."""
        if self.program is not None:
            self.runs.show(self.program.id, run)

    @property
    def has_run(self) -> bool:
        """Tell whether the lab shows a run of the very program that is in it."""
        state = self.state()
        return state is not None and state.ran

    # The pinned run

    @property
    def is_pinned(self) -> bool:
        """Tell whether a run of the program in the lab is pinned."""
        return self.program is not None and self.runs.pinned(self.program.id) is not None

    @property
    def can_pin(self) -> bool:
        """Tell whether there is a run to pin, or one that can be let go."""
        ran = self.runs.last(self.program.id) if self.program is not None else None
        has_come_far = ran is not None and ran.ended is not None and ran.ended.kind not in NEVER_RAN
        return self.is_pinned or (has_come_far and self.has_run and not self.runs.is_running)

    def pin(self) -> None:
        """Keep the run that is shown beside those to come; let it go where one is kept."""
        program = self.program
        if program is None:
            return
        if self.is_pinned:
            self.runs.unpin(program.id)
        elif self.can_pin:
            self.runs.pin(program.id)
