"""The playground's screen: the program with its values on one side, what it did on the other.

It composes, binds and forwards; what it shows comes from its Playground.
"""

from __future__ import annotations

import time
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.message import Message
from textual.widget import Widget

from tutor.display import show_line
from tutor.errors import PlayError
from tutor.jobs import Runner
from tutor.language import say
from tutor.playing.files import file_named, write_program
from tutor.playing.history import KIND, Played, body_of
from tutor.playing.start import Start
from tutor.records.messages import Raised
from tutor.store.store import Recorder
from tutor.tui.keeping import kept
from tutor.tui.keys import PLAY, PLAY_EDITOR, Key, bindings
from tutor.tui.playground import Playground
from tutor.tui.screens.past import PastScreen, Wanted
from tutor.tui.screens.program_forms import open_form, save_form
from tutor.tui.screens.scrolling import Scrolling
from tutor.tui.screens.views_menu import Views, ViewsScreen
from tutor.tui.widgets.bar import Bar
from tutor.tui.widgets.editor import Editor
from tutor.tui.widgets.key_line import KeyLine
from tutor.tui.widgets.live_editor import LiveEditor
from tutor.tui.widgets.play_side import PlaySide
from tutor.views.beside import live_lines
from tutor.views.reading import reach
from tutor.views.stepping import graphs_of


class PlaygroundScreen(Scrolling):
    """A program of one's own, run as it is typed."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (Textual's own)
    BINDINGS = bindings(PLAY, PLAY_EDITOR)
    KEY_TABLE: ClassVar[tuple[Key, ...]] = PLAY
    HELP_TABLE = "playground"
    AUTO_FOCUS = ""

    class Left(Message):
        """The learner went back to where the playground was opened."""

    def __init__(self, playground: Playground, runner: Runner, record: Recorder) -> None:
        super().__init__()
        self.playground = playground
        self._runner = runner
        self._record = record

    def compose(self) -> ComposeResult:
        yield Bar(id="bar")
        with Container(id="body"):
            yield LiveEditor(id="program")
            yield PlaySide(self.playground, self._runner, id="play-side")
        yield KeyLine(self._keys_now, id="keys")

    def on_mount(self) -> None:
        self.query_one(Bar).show_path(("tutor", say("tui.playground")), note=say("tui.play_note"))
        self._open_program()
        self._side.start()

    async def on_unmount(self) -> None:
        await self._keep(self.playground.set_aside())

    @property
    def editor(self) -> LiveEditor:
        return self.query_one(LiveEditor)

    @property
    def _side(self) -> PlaySide:
        return self.query_one(PlaySide)

    def scroller(self) -> Widget:
        return self._side

    # Drawing

    def on_play_side_drawn(self, message: PlaySide.Drawn) -> None:
        """Put the values of the run behind the lines they are of."""
        source, state = self.playground.shown_source, message.state
        if source is not None:
            raised = [m for m in state.messages if isinstance(m, Raised) and m.frames]
            marked = raised[0].frames[-1].line if raised else None
            self.editor.show_values(live_lines(state.messages), source, marked)
        self.query_one(KeyLine).show_now()

    def _keys_now(self) -> tuple[Key, ...]:
        """Return the keys of what has the focus."""
        return PLAY_EDITOR if isinstance(self.focused, Editor) else PLAY

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        del parameters
        match action:
            case "pin":
                return self.playground.can_pin
            case "graph":
                return bool(graphs_of(self.playground.state().messages))
            case "read":
                return reach(self.playground.state().messages) > 0
        return True

    # The program

    async def on_play_side_run_ended(self, message: PlaySide.RunEnded) -> None:
        await self._keep(message.played)

    async def _keep(self, played: Played | None) -> None:
        if played is not None:
            await kept(self, self._record(KIND, "", body_of(played)), "tui.play_not_kept")

    def _type(self, source: str) -> None:
        self.playground.source = source

    def _open_program(self) -> None:
        """Show the playground's program in the editor."""
        self.editor.open(self.playground.source)

    def on_live_editor_typed(self, message: LiveEditor.Typed) -> None:
        message.stop()
        self._type(message.source)

    def on_editor_edited(self, message: Editor.Edited) -> None:
        message.stop()
        self._type(message.source)
        if message.left:
            self._leave_editor()
        elif message.now or self.playground.runs_by_itself:
            self._side.start(asked=message.now)
        else:
            self._side.show()

    async def on_editor_reset_asked(self, message: Editor.ResetAsked) -> None:
        message.stop()
        await self.action_reset()

    def on_editor_refused(self, message: Editor.Refused) -> None:
        message.stop()
        self.notify(message.reason, severity="warning", markup=False)

    def _leave_editor(self) -> None:
        if self.playground.is_running:
            self._side.stop()
        else:
            self.set_focus(None)

    # Actions

    def action_run_now(self) -> None:
        self._type(self.editor.text)
        self._side.start(asked=True)

    def action_edit(self) -> None:
        self.editor.focus()

    async def action_reset(self) -> None:
        self._type(self.editor.text)
        kept = self.playground.set_aside()
        self.playground.reset()
        self._open_program()
        self._side.start()
        await self._keep(kept)

    def action_pin(self) -> None:
        self.playground.pin()
        self._side.show()

    def action_leave(self) -> None:
        """Stop the run, or leave the playground."""
        if self.playground.is_running:
            self._side.stop()
        else:
            self.post_message(self.Left())

    def action_views(self) -> None:
        self.app.push_screen(ViewsScreen(self.playground.views), self._take_views)

    def _take_views(self, views: Views | None) -> None:
        if views is not None:
            self._type(self.editor.text)
            self.playground.views = views
            self._side.start()

    def action_past(self) -> None:
        self._type(self.editor.text)
        history = self.playground.history
        self.app.push_screen(PastScreen(history, time.time()), self._take_past)

    async def _take_past(self, wanted: Wanted | None) -> None:
        if wanted is None:
            return
        if wanted.act == "compare":
            self._side.pin(wanted.played)
            return
        played = wanted.played
        await self._begin(Start(played.source, played.views, file=played.file))

    async def _begin(self, start: Start) -> None:
        kept = self.playground.set_aside()
        self.playground.begin(start)
        self._open_program()
        self._side.start(asked=True)
        await self._keep(kept)

    def action_save(self) -> None:
        self._type(self.editor.text)
        if self.playground.file:
            self._save_to(self.playground.file)
        else:
            self._ask_where()

    @work
    async def _ask_where(self) -> None:
        name = await self.app.push_screen_wait(save_form(self.playground.source))
        if name is not None:
            self._saved(name)

    def _save_to(self, name: str) -> None:
        try:
            write_program(file_named(name), self.playground.source)
        except PlayError as error:
            self.notify(show_line(str(error), columns=200), severity="warning", markup=False)
            return
        self._saved(name)

    def _saved(self, name: str) -> None:
        self.playground.file_is(name)
        self._side.show()
        self.notify(say("tui.play_saved", path=show_line(name, columns=80)), markup=False)

    @work
    async def action_open_file(self) -> None:
        self._type(self.editor.text)
        start = await self.app.push_screen_wait(open_form(self.playground.views))
        if start is not None:
            await self._begin(start)
