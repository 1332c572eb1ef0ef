"""Lines of text put beside one another or padded into columns; widths are counted in cells."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, chop_cells
from rich.text import Text

GAP = 3


def beside(blocks: Sequence[list[Text]], width: int, gap: int = GAP) -> list[Text]:
    """Return blocks side by side, as many in a row as fit in `width`; rows parted by a blank."""
    rows: list[list[list[Text]]] = []
    for block in blocks:
        if rows and _wide([*rows[-1], block], gap) <= width:
            rows[-1].append(block)
        else:
            rows.append([block])
    lines: list[Text] = []
    for row in rows:
        if lines:
            lines.append(Text(""))
        lines += _joined(row, gap)
    return lines


def padded(text: Text, width: int, *, right: bool = False) -> Text:
    """Return `text` filled with spaces to `width`, on its left where `right` aligns it."""
    blank = " " * max(0, width - cell_len(text.plain))
    line = Text(blank if right else "").append_text(text)
    return line if right else line.append(blank)


def wide(block: Sequence[Text]) -> int:
    """Return the width of the widest line."""
    return max((cell_len(line.plain) for line in block), default=0)


def folded(text: str, width: int, style: str, *, hang: int = 0) -> list[Text]:
    """Return a sentence as lines of at most `width`, later ones indented by `hang`.

    A word longer than a line goes on in the next.
    """
    lines: list[str] = []
    line = ""
    pieces = (part for word in text.split(" ") for part in chop_cells(word, width - hang) or [""])
    for word in pieces:
        room = width - (hang if lines else 0)
        longer = f"{line} {word}" if line else word
        if line and cell_len(longer) > room:
            lines.append(line)
            longer = word
        line = longer
    lines.append(line)
    return [Text((" " * hang if n else "") + each, style=style) for n, each in enumerate(lines)]


def _wide(row: Sequence[list[Text]], gap: int) -> int:
    return sum(map(wide, row)) + gap * (len(row) - 1)


def _joined(row: Sequence[list[Text]], gap: int) -> list[Text]:
    widths = [wide(block) for block in row]
    lines: list[Text] = []
    for number in range(max(map(len, row))):
        line = Text()
        for block, columns in zip(row, widths, strict=True):
            part = block[number] if number < len(block) else Text()
            line.append_text(padded(part, columns + gap))
        line.rstrip()
        lines.append(line)
    return lines
