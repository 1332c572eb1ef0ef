"""Opens the playground: its history from the store, its program from where it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tutor.playing.history import KIND, MOST_READ, history_of

if TYPE_CHECKING:
    from tutor.jobs import Runner
    from tutor.playing.start import Start
    from tutor.store import Store
    from tutor.tui.screens.playground import PlaygroundScreen


def playground_screen(store: Store, runner: Runner, start: Start | None) -> PlaygroundScreen:
    """Return the screen, with `start` or where it was left; raises StoreError."""
    from tutor.tui.playground import Playground
    from tutor.tui.screens.playground import PlaygroundScreen

    events = store.events(lesson="", kinds=(KIND,), newest=MOST_READ)
    playground = Playground(history_of(events), start)
    return PlaygroundScreen(playground, runner, store.recorder())
