"""What every app of ours does to end well: on signals, without a terminal, after a failure.

What is half typed is stored first. A failure ends the app without showing local variables, which
may hold answers; whoever runs the app finds it in `failure`.
"""

from __future__ import annotations

import asyncio
import signal

from textual import events, on
from textual.app import App
from textual.driver import Driver

from tutor.display import plain, show
from tutor.terminal import companion

SAVING = 3.0
"""Seconds that storing what is half typed may take when the tutor is asked to end."""
TERMINATED, HUNG_UP = 128 + 15, 128 + 1
MOST_PASTED = 200_000
"""Characters looked at of one paste: more than any field takes."""


class LastingApp(App[int]):
    """An app that gives the terminal back and loses nothing, however it ends."""

    _ending: asyncio.Task[None] | None = None

    @property
    def failure(self) -> Exception | None:
        """Return what the app failed of, if it did."""
        return self._exception

    def get_driver_class(self) -> type[Driver]:
        """Return what shows the app: in a terminal a driver of our own."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":
            return found
        from tutor.tui.driver import TerminalDriver

        return TerminalDriver

    async def on_event(self, event: events.Event) -> None:
        """Guard the fields and the end of the app, whatever comes.

        What is pasted stands in a field as it will be drawn. A field that has been taken off the
        screen must not keep the keys, for they would reach nothing else. Keys that are still on
        their way when the app ends do nothing: nothing opens any more.
        """
        if self._exit and isinstance(event, events.InputEvent):
            return
        if isinstance(event, events.Paste):
            # Line ends first: most terminals paste a carriage return for each of them.
            event.text = show(plain(event.text[:MOST_PASTED]))
        if isinstance(event, events.Key) and self.screen_stack:
            focused = self.screen.focused
            if focused is not None and not focused.is_attached:
                self.screen.set_focus(None)
        await super().on_event(event)

    def action_command_palette(self) -> None:
        from tutor.tui.palette import Palette

        if not any(isinstance(each, Palette) for each in self.screen_stack):
            self.push_screen(Palette())  # without an id: one that is closing may still be there

    async def action_quit(self) -> None:
        await self.save_drafts()
        self.exit(0)

    async def save_drafts(self) -> None:
        """Store what is half typed on any screen."""
        for screen in self.screen_stack:
            save = getattr(screen, "save_drafts", None)
            if save is not None:
                await save()

    @on(Driver.SignalResume)
    def repaint(self) -> None:
        """Draw the whole screen after a stop: the shell has stood there."""
        self.refresh(layout=True)

    def end_on_signals(self) -> None:
        """Leave the terminal usable when asked to end from outside."""
        loop = asyncio.get_running_loop()
        beside = companion()
        if beside is not None:
            loop.add_reader(beside.alive, self._companion_went, beside.alive)
        for number, code in (("SIGTERM", TERMINATED), ("SIGHUP", HUNG_UP)):
            try:
                loop.add_signal_handler(getattr(signal, number), self.end, code)
            except (AttributeError, NotImplementedError, RuntimeError, ValueError):
                return

    def end(self, code: int) -> None:
        """End with `code`, but not before what is half typed has been stored."""
        if self._ending is None:
            self._ending = asyncio.get_running_loop().create_task(self._save_and_exit(code))

    async def _save_and_exit(self, code: int) -> None:
        try:
            async with asyncio.timeout(SAVING):
                await self.save_drafts()
        finally:
            self.exit(code)

    def terminal_went(self) -> None:
        """End where there is nobody to show anything to."""
        self.end(HUNG_UP)

    def _companion_went(self, descriptor: int) -> None:
        """End where nobody is left to bring the terminal back and to take the exit code."""
        asyncio.get_running_loop().remove_reader(descriptor)
        self.end(HUNG_UP)

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._close_messages_no_wait()
