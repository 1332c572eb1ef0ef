"""A file as nested dicts, lists and text, and where each of them stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from tutor.errors import Problem

Place: TypeAlias = tuple[str | int, ...]
"""The way from the top of a file to a part of it: ("steps", 2, "ask")."""
At: TypeAlias = tuple[int, int]
"""Line and column, from 1."""


Node: TypeAlias = "dict[str, Node] | list[Node] | str"


@dataclass(frozen=True, slots=True)
class Document:
    """A file as nodes, and where each of them stands."""

    file: Path
    root: Node
    keys: Mapping[Place, At]
    values: Mapping[Place, At]
    styles: Mapping[Place, str]
    """How each scalar was written: "" (plain), "'", '"', "|" or ">"."""
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    """What was refused on the way; the nodes are those without it."""

    def at(self, place: Place, *, key: bool = False) -> At:
        """Return where `place` stands (its key, if asked), or the nearest thing around it."""
        if key and place in self.keys:
            return self.keys[place]
        while place not in self.values and place:
            place = place[:-1]
        return self.values.get(place, (1, 1))

    def at_line(self, place: Place, line: int, column: int = 1) -> At:
        """Return where a line (from 1) and column of the text at `place` stand in the file."""
        row, start = self.at(place)
        text = self.node(place)
        lines = text.split("\n") if isinstance(text, str) else []
        if self.styles.get(place) == ">" or not 0 < line <= len(lines):
            return row, start
        if self.styles.get(place) == "|":
            row += line
            raw = self.lines[row - 1] if row <= len(self.lines) else ""
            return row, max(0, len(raw) - len(lines[line - 1])) + column
        found = self.lines[row - 1].find(lines[line - 1], start - 1) if line == 1 else -1
        return (row, found + column) if found >= 0 else (row, start)

    def node(self, place: Place) -> Node | None:
        """Return the node at `place`, or None."""
        node: Node = self.root
        for part in place:
            match node, part:
                case dict(), str() if part in node:
                    node = node[part]
                case list(), int() if part < len(node):
                    node = node[part]
                case _:
                    return None
        return node

    def problem(self, place: Place, message: str, hint: str = "", *, key: bool = False) -> Problem:
        """Return a problem that stands at `place`."""
        return Problem(self.file, *self.at(place, key=key), message, hint)
