"""The experiments of a lesson as one learner has them: controls moved, program edited, guess made.

What is changed is awaited, and returns only after the journal has kept it.
"""

from __future__ import annotations

from dataclasses import asdict

from tutor import answers
from tutor.answers import Reading
from tutor.jobs import Runner, experiment_job
from tutor.lesson.model import Experiment
from tutor.progress import ExperimentProgress, PredictionMade
from tutor.records.job import Job, Setting
from tutor.session.journal import Journal
from tutor.session.predictions import asked_of, predicted


class Experiments:
    """What one learner has changed and guessed; a review asks for no guesses."""

    def __init__(self, journal: Journal, runner: Runner, *, is_review: bool) -> None:
        self._journal = journal
        self._runner = runner
        self._is_review = is_review

    def made(self, experiment: Experiment) -> ExperimentProgress:
        """Return what the learner has changed and guessed in `experiment`."""
        return self._journal.progress.experiment(experiment.id)

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

    def is_changed(self, experiment: Experiment) -> bool:
        """Tell whether the learner has changed the program or its controls."""
        changed = self.source(experiment) != experiment.code
        return changed or self.settings(experiment) != experiment.defaults()

    def job(self, experiment: Experiment) -> Job:
        """Return the run of `experiment` as it stands now."""
        return experiment_job(experiment, self.settings(experiment), source=self.source(experiment))

    async def set(self, experiment: Experiment, name: str, value: Setting) -> None:
        """Move a control; raises ValueError where the control does not take the value."""
        if not _fits(experiment, name, value):
            raise ValueError(f"{name} does not take {value!r}")
        await self._journal.keep("set", {"experiment": experiment.id, "name": name, "value": value})

    async def edit(self, experiment: Experiment, source: str) -> None:
        """Keep the learner's program; the lesson's own text counts as not edited."""
        kept = None if source == experiment.code else source
        if kept != self.made(experiment).source:
            await self._journal.keep("edited", {"experiment": experiment.id, "source": kept})

    async def reset(self, experiment: Experiment) -> None:
        """Put program and controls back to the lesson's."""
        await self.edit(experiment, experiment.code)
        current = self.settings(experiment)
        for name, value in experiment.defaults().items():
            if current[name] != value:
                await self.set(experiment, name, value)

    def awaits_prediction(self, experiment: Experiment) -> bool:
        """Tell whether a guess is asked for before the first run; a review asks for none."""
        if self._is_review:
            return False
        return experiment.predict is not None and self.made(experiment).prediction is None

    def read_prediction(self, experiment: Experiment, text: str) -> Reading:
        """Return how a guess is read; raises ValueError where none is asked for."""
        return answers.read(text, asked_of(experiment))

    async def predict(self, experiment: Experiment, text: str) -> PredictionMade | Reading:
        """Keep a guess beside the truth, which a run of the lesson's own program computes now.

        Returns the Reading itself where the guess cannot be read, or where there is no truth to
        put beside it: its `problem` then says why. Nothing is stored in that case.
        """
        made = await predicted(experiment, text, self._runner)
        if isinstance(made, Reading):
            return made
        await self._journal.keep("predicted", {"experiment": experiment.id, **asdict(made)})
        return made


def _fits(experiment: Experiment, name: str, value: Setting) -> bool:
    control = experiment.controls.get(name)
    return control is not None and control.takes(value)
