"""Batches as rows of sample indices, one grid an epoch; what was left out stands apart."""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.batches import Batch, BatchesRecord, Epoch
from tutor.views.palette import Palette
from tutor.views.values import number_text

GAP = 4


def view(
    record: BatchesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the epochs, side by side where they fit."""
    del height
    if not record.epochs:
        return Text(say("views.batches_empty"), style=palette.support)
    cell = _cell(record)
    blocks = [_epoch(n, epoch, cell, width, palette) for n, epoch in enumerate(record.epochs)]
    lines = _side_by_side(blocks, width)
    if record.left_out:
        lines.append(Text(say("views.batches_left_out", count=record.left_out), palette.support))
    return Text("\n").join(lines)


def _cell(record: BatchesRecord) -> int:
    labels = [_label(s) for e in record.epochs for b in e.batches for s in b.samples]
    labels += [str(sample) for epoch in record.epochs for sample in epoch.missing]
    return min(8, max(map(cell_len, labels), default=1))


def _epoch(number: int, epoch: Epoch, cell: int, width: int, palette: Palette) -> list[Text]:
    lines = [Text(say("views.batches_epoch", number=number), style=palette.bold(palette.text))]
    full = max((batch.size for batch in epoch.batches), default=0)
    digits = len(str(max(0, len(epoch.batches) - 1)))
    shapes = max((cell_len(batch.shape) for batch in epoch.batches), default=0)
    room = width - digits - 3 - shapes - 2
    for place, batch in enumerate(epoch.batches):
        lines.append(_batch(place, batch, (digits, cell, full, room), palette))
    if epoch.left_out:
        lines.append(Text(say("views.batches_more", count=epoch.left_out), palette.support))
    if epoch.missing:
        shown = " ".join(f"{sample:>{cell}}" for sample in epoch.missing)
        text = say("views.batches_missing", samples=shown)
        lines.append(Text(f"{' ' * digits} {text}", style=palette.warm))
    return lines


def _batch(place: int, batch: Batch, sizes: tuple[int, int, int, int], palette: Palette) -> Text:
    digits, cell, full, room = sizes
    fits = max(1, min(full, (room + 1) // (cell + 1)))
    labels = [f"{_label(sample):>{cell}}"[-cell:] for sample in batch.samples]
    cut = len(labels) > fits
    labels = labels[: fits - 1] if cut else labels
    style = palette.text if batch.size == full else palette.now
    text = Text(f"{place:>{digits}} ", style=palette.faint).append(" ".join(labels), style=style)
    if cut:
        text.append(" …", style=palette.support)
    wanted = digits + 1 + min(full, fits) * (cell + 1)
    text.append(" " * max(1, wanted - cell_len(text.plain) + 1))
    return text.append(show_line(batch.shape), style=palette.support)


def _label(sample: int | float | str) -> str:
    return show_line(sample) if isinstance(sample, str) else number_text(sample)


def _side_by_side(blocks: list[list[Text]], width: int) -> list[Text]:
    """Return as many blocks in a row as fit in `width`, rows of blocks parted by a blank line."""
    wide = max(cell_len(line.plain) for block in blocks for line in block)
    across = max(1, (width + GAP) // (wide + GAP))
    lines: list[Text] = []
    for start in range(0, len(blocks), across):
        group = blocks[start : start + across]
        if lines:
            lines.append(Text(""))
        for number in range(max(map(len, group))):
            line = Text()
            for block in group:
                part = block[number].copy() if number < len(block) else Text()
                part.append(" " * (wide - cell_len(part.plain) + GAP))
                line.append_text(part)
            line.rstrip()
            lines.append(line)
    return lines
