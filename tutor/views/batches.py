"""Batches as rows of sample indices, one grid an epoch; what was left out stands apart.

A sample keeps its colour from epoch to epoch, so that one sees where it goes; its index, and the
letter of its label, say the same without colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from string import ascii_lowercase

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.batches import Batch, BatchesRecord, Epoch
from tutor.views.fitting import fitted
from tutor.views.palette import Palette
from tutor.views.ramp import along, apart
from tutor.views.values import number_text

GAP = 4
ORDER = 72
EMPTY = "·"
"""Stands where the last, shorter batch has no sample."""


def view(
    record: BatchesRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return the epochs, side by side where they fit."""
    del height
    if not record.epochs:
        return Text(say("views.batches_empty"), style=palette.support)
    ink = _Ink(record, palette)
    blocks = [_epoch(n, epoch, ink, width) for n, epoch in enumerate(record.epochs)]
    lines = _side_by_side(blocks, width)
    if ink.letters:
        pairs = (f"{letter} = {show_line(name)}" for name, letter in ink.letters.items())
        lines.append(Text(fitted(", ".join(pairs), width), style=palette.support))
    if record.left_out:
        lines.append(Text(say("views.batches_left_out", count=record.left_out), palette.support))
    return Text("\n").join(lines)


class _Ink:
    """How the samples of one record are written: their text, its width and their colour."""

    def __init__(self, record: BatchesRecord, palette: Palette) -> None:
        self.palette = palette
        self._labels = record.labels
        names = list(dict.fromkeys(record.labels))
        self.letters = dict(zip(names, ascii_lowercase, strict=False)) if len(names) <= 26 else {}
        samples = [s for e in record.epochs for b in e.batches for s in b.samples]
        samples += [s for e in record.epochs for s in (*e.missing, *e.order)]
        whole = [sample for sample in samples if isinstance(sample, int)]
        self._most = max(1, (record.samples or 0) - 1, *whole, 0) if whole else 1
        self.cell = min(8, max((cell_len(self.text(s)) for s in samples), default=1))

    def text(self, sample: int | float | str) -> str:
        shown = show_line(sample) if isinstance(sample, str) else number_text(sample)
        return shown + self.letters.get(self._label(sample), "")

    def cells(self, samples: Sequence[int | float | str]) -> Text:
        """Return samples in columns of one width."""
        text = Text()
        for place, sample in enumerate(samples):
            text.append(" " if place else "")
            text.append(f"{self.text(sample):>{self.cell}}"[-self.cell :], self._colour(sample))
        return text

    def _colour(self, sample: int | float | str) -> str:
        if self.letters:
            label = self._label(sample)
            kinds = list(self.letters)
            return apart(kinds.index(label), self.palette) if label in self.letters else ""
        return along(sample / self._most, self.palette) if isinstance(sample, int) else ""

    def _label(self, sample: int | float | str) -> str:
        known = isinstance(sample, int) and 0 <= sample < len(self._labels)
        return self._labels[sample] if known and isinstance(sample, int) else ""


def _epoch(number: int, epoch: Epoch, ink: _Ink, width: int) -> list[Text]:
    palette = ink.palette
    lines = [Text(say("views.batches_epoch", number=number), style=palette.bold(palette.text))]
    full = max((batch.size for batch in epoch.batches), default=0)
    digits = len(str(max(0, len(epoch.batches) - 1)))
    shapes = max((cell_len(batch.shape) for batch in epoch.batches), default=0)
    workers = [len(str(b.worker)) + 2 for b in epoch.batches if b.worker is not None]
    lead = digits + max(workers, default=0)
    room = width - lead - 3 - shapes - 2
    if epoch.order:
        lines.append(_order(epoch, ink, width))
    for place, batch in enumerate(epoch.batches):
        start = Text().append(f"{place:>{digits}}", style=palette.faint)
        if batch.worker is not None:
            start.append(f" w{batch.worker}", style=palette.cool)
        start.append(" " * (lead + 1 - len(start.plain)))
        lines.append(_batch(start, batch, full, room, ink))
    if epoch.left_out:
        lines.append(Text(say("views.batches_more", count=epoch.left_out), palette.support))
    if epoch.missing:
        shown = " ".join(ink.text(sample) for sample in epoch.missing)
        text = fitted(say("views.batches_missing", samples=shown), width - digits - 1)
        lines.append(Text(f"{' ' * digits} {text}", style=palette.warm))
    return lines


def _order(epoch: Epoch, ink: _Ink, width: int) -> Text:
    """Return what the sampler gave, as far as it fits on a line."""
    text = Text().append(f"{say('views.batches_order')} ", style=ink.palette.support)
    text.append_text(ink.cells(epoch.order))
    text.truncate(min(width, ORDER), overflow="ellipsis")
    return text


def _batch(start: Text, batch: Batch, full: int, room: int, ink: _Ink) -> Text:
    cell, palette = ink.cell, ink.palette
    fits = max(1, min(full, (room + 1) // (cell + 1)))
    cut = len(batch.samples) > fits
    shown = batch.samples[: fits - 1] if cut else batch.samples
    text = start.append_text(ink.cells(shown))
    if cut:
        text.append(" …", style=palette.support)
    else:
        missing = f" {EMPTY:>{cell}}" * (fits - len(shown))
        text.append(missing if shown else missing[1:], style=palette.faint)
    wanted = cell_len(start.plain) + (cell - 1 if cut else 0)
    text.append(" " * max(2, wanted - cell_len(text.plain) + 2))
    style = palette.support if batch.size == full else palette.now
    return text.append(show_line(batch.shape), style=style)


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
