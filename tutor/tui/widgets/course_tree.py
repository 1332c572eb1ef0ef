"""The course as a tree of units and lessons, each with its state by shape and by colour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from tutor.display import show_line
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.standing import MARKS, Standing
from tutor.tui.themes import palette_named

Data = Unit | LessonEntry


class CourseTree(Tree[Data]):
    """Units, always open, and their lessons."""

    ICON_NODE = ""
    ICON_NODE_EXPANDED = ""
    auto_expand = False

    @dataclass
    class Pointed(Message):
        """The cursor came to a lesson (or to a unit: None)."""

        entry: LessonEntry | None

    @dataclass
    class Opened(Message):
        """A lesson was chosen."""

        entry: LessonEntry

    @dataclass
    class UnitOpened(Message):
        """The title of a unit was chosen."""

        unit: Unit

    def __init__(self, course: Course, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__("", id=id)
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self._course = course
        self._standings: Mapping[str, Standing] = {}
        self._wanted = ""

    def on_mount(self) -> None:
        self._fill()

    @property
    def entry(self) -> LessonEntry | None:
        """Return the lesson under the cursor."""
        node = self.cursor_node
        return node.data if node is not None and isinstance(node.data, LessonEntry) else None

    def standing(self, entry: LessonEntry | None) -> Standing | None:
        """Return where the learner stands in a lesson."""
        return None if entry is None else self._standings.get(entry.id)

    def show_standings(self, standings: Mapping[str, Standing]) -> None:
        """Show where the learner stands in each lesson."""
        first = not self._standings
        self._standings = standings
        self._invalidate()
        if first:
            self._point_at_next()

    def narrow(self, wanted: str) -> None:
        """Show only lessons whose title or id holds what is wanted."""
        self._wanted = wanted.strip().casefold()
        self._fill()
        lessons = self._lesson_nodes()
        if lessons:
            self.move_cursor(lessons[0])

    def move(self, lessons: int) -> None:
        """Move the cursor by so many lessons; the titles of units are passed over."""
        nodes = self._lesson_nodes()
        if not nodes:
            return
        line = self.cursor_line
        before = [node for node in nodes if node.line < line]
        after = [node for node in nodes if node.line > line]
        reached = after[:lessons] if lessons > 0 else before[lessons:]
        if reached:
            self.move_cursor(reached[-1 if lessons > 0 else 0])

    def action_cursor_down(self) -> None:
        self.move(1)

    def action_cursor_up(self) -> None:
        self.move(-1)

    def move_to_end(self, end: int) -> None:
        """Move to the first lesson (-1) or the last (1)."""
        lessons = self._lesson_nodes()
        if lessons:
            self.move_cursor(lessons[0 if end < 0 else -1])

    def open_pointed(self) -> None:
        """Open the lesson under the cursor."""
        if self.entry is not None:
            self.post_message(self.Opened(self.entry))

    def _fill(self) -> None:
        self.clear()
        for unit in self._course.units:
            entries = [entry for entry in unit.lessons if self._fits(entry)]
            if not entries:
                continue
            node = self.root.add("", data=unit, expand=True)
            for entry in entries:
                node.add_leaf("", data=entry)
        self.root.expand()

    def _fits(self, entry: LessonEntry) -> bool:
        return self._wanted in entry.title.casefold() or self._wanted in entry.id.casefold()

    def _lesson_nodes(self) -> list[TreeNode[Data]]:
        return [leaf for unit in self.root.children for leaf in unit.children]

    def _point_at_next(self) -> None:
        """Put the cursor where the learner would go on: a lesson begun, else the first new one."""
        nodes = self._lesson_nodes()
        for wanted in ("started", "new", "done", "broken"):
            for node in nodes:
                standing = self.standing(node.data if isinstance(node.data, LessonEntry) else None)
                if standing is not None and standing.state == wanted:
                    self.call_after_refresh(self.move_cursor, node)
                    return

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Data]) -> None:
        event.stop()
        self.post_message(self.Pointed(self.entry))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Data]) -> None:
        event.stop()
        if isinstance(event.node.data, Unit):
            self.post_message(self.UnitOpened(event.node.data))
        else:
            self.open_pointed()

    @property
    def _room(self) -> int:
        """Return the columns of a unit's label; a lesson's is as much narrower as it is set in."""
        return max(10, self.size.width - 4)

    def get_label_width(self, node: TreeNode[Data]) -> int:
        """Return how wide a label is, without drawing the labels of the whole course for it."""
        return self._room if isinstance(node.data, Unit) else self._room - self.guide_depth

    def render_label(self, node: TreeNode[Data], base_style: Style, style: Style) -> Text:
        del base_style
        palette = palette_named(self.app.theme)
        room = self._room
        if isinstance(node.data, Unit):
            done = sum(
                (found := self._standings.get(entry.id)) is not None and found.state == "done"
                for entry in node.data.lessons
            )
            count = f"{done}/{len(node.data.lessons)}"
            title = show_line(node.data.title)
            text = Text(no_wrap=True)
            text.append(_fitted(title, room - 6), style=palette.bold(palette.text))
            text.append(" " * max(1, room - cell_len(text.plain) - len(count)))
            return _under(text.append(count, style=palette.support), style)
        if not isinstance(node.data, LessonEntry):
            return Text("")
        return self._lesson_label(node.data, room - self.guide_depth, style)

    def _lesson_label(self, entry: LessonEntry, room: int, style: Style) -> Text:
        palette = palette_named(self.app.theme)
        standing = self.standing(entry) or Standing("broken" if entry.problems else "new")
        colours = {
            "done": palette.done,
            "started": palette.warm,
            "new": palette.support,
            "broken": palette.error,
        }
        under_cursor = style.bold
        aside = f"{min(standing.step + 1, standing.steps)}/{standing.steps}"
        aside = aside if standing.state == "started" else ""
        text = Text(no_wrap=True)
        text.append(f"{MARKS[standing.state]} ", style=colours[standing.state])
        colour = palette.warm if under_cursor else palette.text
        title = _fitted(show_line(entry.title), room - 2 - (len(aside) + 1 if aside else 0))
        text.append(title, style=palette.bold(colour) if under_cursor else colour)
        text.append(" " * max(1, room - cell_len(text.plain) - len(aside)))
        return _under(text.append(aside, style=palette.support), style)


def _under(text: Text, style: Style) -> Text:
    """Give the label the background of the row it stands in."""
    text.stylize_before(Style(bgcolor=style.bgcolor))
    return text


def _fitted(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, max(1, width - 1)).rstrip() + "…"
