"""The course as a tree of units and lessons, each with its state by shape and by colour.

A course of thousands shows its units closed: one opens, and its lessons are read, when the cursor
comes to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.standing import Standing, next_lesson, standing_of
from tutor.tui.themes import palette_named
from tutor.tui.widgets.course_labels import lesson_label, unit_label

Data = Unit | LessonEntry
MOST_OPEN = 200
"""Lessons that are shown with all units open."""


class CourseTree(Tree[Data]):
    """Units and their lessons."""

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
        super().__init__(Text(), id=id)  # a string would be read as markup
        self.show_root = False
        self.show_guides = False
        self.guide_depth = 2
        self._course = course
        self._standings: Mapping[str, Standing] | None = None
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
        if entry is None or self._standings is None:
            return None
        return standing_of(entry, self._standings)

    def show_standings(self, standings: Mapping[str, Standing]) -> None:
        """Show where the learner stands in each lesson."""
        first = self._standings is None
        self._standings = standings
        self._invalidate()
        if first:
            self._point_at_next()

    def narrow(self, wanted: str) -> None:
        """Show only lessons whose title or id holds what is wanted."""
        self._wanted = wanted.strip().casefold()
        self._fill()
        self.cursor_line = -1  # the line may stay the same while another lesson stands in it
        self.post_message(self.Pointed(None))
        self.move_to_end(-1)

    def move(self, lessons: int) -> None:
        """Move the cursor by so many lessons; the titles of units are passed over."""
        self._open_beside(lessons)
        nodes = self._lesson_nodes()
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
        place = 0 if end < 0 else -1
        if self.root.children:
            self._open(self.root.children[place])
            self.move_cursor(self._lesson_nodes()[place])

    def open_pointed(self) -> None:
        """Open the lesson under the cursor."""
        if self.entry is not None:
            self.post_message(self.Opened(self.entry))

    def _fill(self) -> None:
        self.clear()
        counts = [self._count(unit) for unit in self._course.units]
        for unit, count in zip(self._course.units, counts, strict=True):
            if count:
                self.root.add("", data=unit)
        if sum(counts) <= MOST_OPEN:
            for node in self.root.children:
                self._open(node)
        self.root.expand()

    def _count(self, unit: Unit) -> int:
        """Return how many lessons of a unit are wanted; none is read where all are."""
        return sum(map(self._fits, unit.lessons)) if self._wanted else len(unit.ids)

    def _open(self, node: TreeNode[Data]) -> None:
        """Put the lessons of a unit into the tree."""
        if isinstance(node.data, Unit) and not node.is_expanded:
            for entry in node.data.lessons:
                if self._fits(entry):
                    node.add_leaf("", data=entry)
            node.expand()

    def _open_beside(self, way: int) -> None:
        """Open the unit that the cursor comes to next."""
        node = self.cursor_node
        if node is None or node.parent is None:
            return
        is_unit = node.parent is self.root
        unit = node if is_unit else node.parent
        if way < 0:
            comes = unit.previous_sibling if is_unit or node.previous_sibling is None else None
        elif is_unit:
            comes = unit
        else:
            comes = unit.next_sibling if node.is_last else None
        if comes is not None:
            self._open(comes)

    def _fits(self, entry: LessonEntry) -> bool:
        return self._wanted in entry.title.casefold() or self._wanted in entry.id.casefold()

    def _lesson_nodes(self) -> list[TreeNode[Data]]:
        self.get_node_at_line(0)  # nodes know their lines once the tree has been laid out
        return [leaf for unit in self.root.children for leaf in unit.children]

    def _point_at_next(self) -> None:
        """Put the cursor where the learner would go on: a lesson begun, else the first new one."""
        name = next_lesson(self._course, self._standings or {})
        for unit in self.root.children:
            if isinstance(unit.data, Unit) and name in unit.data.ids:
                self._open(unit)
                leaf = unit.children[unit.data.ids.index(name)]
                self.call_after_refresh(self.move_cursor, leaf)
                return

    def on_tree_node_highlighted(self, event: Tree.NodeHighlighted[Data]) -> None:
        event.stop()
        self.post_message(self.Pointed(self.entry))

    def on_tree_node_selected(self, event: Tree.NodeSelected[Data]) -> None:
        event.stop()
        if isinstance(event.node.data, Unit) and not event.node.is_expanded:
            self._open(event.node)
            self.move(1)
        elif isinstance(event.node.data, Unit):
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
        begun = self._standings or {}
        palette = palette_named(self.app.theme)
        if isinstance(node.data, Unit):
            done = sum(begun[name].state == "done" for name in node.data.ids if name in begun)
            label = unit_label(node.data, done, self._room, palette, is_open=node.is_expanded)
        elif isinstance(node.data, LessonEntry):
            room = self._room - self.guide_depth
            standing = standing_of(node.data, begun)
            label = lesson_label(node.data, standing, room, palette, under_cursor=bool(style.bold))
        else:
            label = Text("")
        # The label has the background of the row it stands in.
        label.stylize_before(Style(bgcolor=style.bgcolor))
        return label
