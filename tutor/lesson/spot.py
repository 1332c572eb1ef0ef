"""A place in a lesson file that checks can complain about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tutor.language import say, words

if TYPE_CHECKING:
    from tutor.errors import Problem
    from tutor.lesson.document import Document, Node, Place


@dataclass(frozen=True, slots=True)
class Spot:
    """A part of a document, such as one step."""

    document: Document
    place: Place = ()

    def inside(self, *path: str | int) -> Spot:
        """Return the part of this part that `path` leads to.

        An index into what the author wrote as a single entry, without a list, is passed over.
        """
        spot = self
        for part in path:
            if isinstance(part, int) and not isinstance(spot.node, list):
                continue
            spot = Spot(self.document, (*spot.place, part))
        return spot

    @property
    def node(self) -> Node | None:
        return self.document.node(self.place)

    @property
    def line(self) -> int:
        return self.document.at(self.place)[0]

    def wrong(self, name: str, /, *, key: bool = False, **values: object) -> Problem:
        """Return the problem `lesson.<name>`, standing here (at the key, if asked)."""
        return self.document.problem(self.place, *said(name, **values), key=key)

    def wrong_in_text(self, name: str, line: int, column: int, /, **values: object) -> Problem:
        """Return the problem `lesson.<name>`, standing at a line and column of the text here."""
        from tutor.errors import Problem

        at = self.document.at_line(self.place, line, column)
        return Problem(self.document.file, *at, *said(name, **values))


def said(name: str, /, **values: object) -> tuple[str, str]:
    """Return the sentence `lesson.<name>` and, where there is one, how to mend it."""
    hint = f"lesson.{name}_hint"
    return say(f"lesson.{name}", **values), say(hint, **values) if hint in words("en") else ""
