"""Where the controls were moved to: a move counts at once, and is stored while the program runs."""

from __future__ import annotations

from tutor.lesson.model import Experiment
from tutor.records.job import Setting
from tutor.session import Session


class Moves:
    """The moves of one lesson's controls that are not stored yet."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._moved: dict[tuple[str, str], Setting] = {}
        """Experiment and control → the value it was moved to last."""
        self._is_storing = False

    def settings(self, experiment: Experiment) -> dict[str, Setting]:
        """Return the value of every control, also of those whose move is not stored yet."""
        moved = {name: value for (at, name), value in self._moved.items() if at == experiment.id}
        return self._session.experiments.settings(experiment) | moved

    def move(self, experiment: Experiment, name: str, value: Setting) -> None:
        """Move a control."""
        self._moved[(experiment.id, name)] = value

    def forget(self, experiment: Experiment) -> None:
        """Take back what is not stored yet of an experiment."""
        self._moved = {k: v for k, v in self._moved.items() if k[0] != experiment.id}

    async def store(self) -> None:
        """Store where the controls stand; a move that cannot be stored is taken back."""
        if self._is_storing:
            return
        self._is_storing = True
        try:
            while self._moved:
                await self._store_one(*next(iter(self._moved.items())))
        finally:
            self._is_storing = False

    async def _store_one(self, place: tuple[str, str], value: Setting) -> None:
        experiment = self._session.lesson.experiment(place[0])
        try:
            if experiment is not None:
                await self._session.experiments.set(experiment, place[1], value)
        finally:
            if self._moved.get(place) == value:
                del self._moved[place]
