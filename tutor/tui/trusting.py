"""Whether the programs of a course of somebody else may run: looked up, or asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App

from tutor.errors import StoreError
from tutor.jobs import Runner
from tutor.language import say
from tutor.trust import Trust
from tutor.tui.screens.trust import TrustScreen


class Gate:
    """Stands before the runner; `again` is called once the learner has said yes."""

    def __init__(
        self, app: App[Any], runner: Runner, trust: Trust, again: Callable[[], None]
    ) -> None:
        self._app = app
        self._runner = runner
        self._trust = trust
        self._again = again

    def check(self) -> None:
        """Refuse what was changed since yes was said to it, and ask where a yes is needed."""
        self._look()
        self._app.run_worker(self._ask(), group="trust", exclusive=True)

    def _look(self) -> None:
        self._runner.trust(False)
        if self._runner.refuses:
            self._runner.trust(self._is_given())

    def _is_given(self) -> bool:
        try:
            return self._trust.is_given()
        except StoreError:
            return False

    async def _ask(self) -> None:
        if self._runner.isolation is None:
            await self._runner.known()
            self._look()
        isolation = self._runner.isolation
        if isolation is None or not self._runner.refuses:
            return
        if not isinstance(self._app.screen, TrustScreen):
            self._app.push_screen(TrustScreen(self._trust.folder, isolation), self._answered)

    def _answered(self, yes: bool | None) -> None:
        if not yes:
            return
        try:
            self._trust.give()
        except StoreError as error:
            text = say("tui.not_saved", reason=str(error))
            self._app.notify(text, severity="warning", markup=False)
        self._runner.trust(True)
        self._again()
