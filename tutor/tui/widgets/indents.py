"""How lines are indented where programs are typed; the text area itself decides when."""

from __future__ import annotations

from textual.widgets import TextArea

from tutor.views.highlight import comment_of


def begin_line(area: TextArea) -> None:
    """Begin a line as deep as the present one; deeper behind a colon."""
    start = min(area.selection.start, area.selection.end)
    before = area.document[start[0]][: start[1]]
    indent = before[: len(before) - len(before.lstrip())]
    code = comment_of(before)[0].partition("#")[0].rstrip()
    deeper = " " * area.indent_width if code.endswith(":") else ""
    area.replace(f"\n{indent}{deeper}", *area.selection, maintain_selection_offset=False)


def take_level(area: TextArea) -> bool:
    """Take away a level of spaces before the cursor; False where more than spaces is there."""
    row, column = area.cursor_location
    before = area.document[row][:column]
    if area.selection.start != area.selection.end or not before or before.strip(" "):
        return False
    level = (column - 1) // area.indent_width * area.indent_width
    area.delete((row, level), (row, column), maintain_selection_offset=False)
    return True
