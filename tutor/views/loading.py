"""Loading against training on a line of time: a lane for the loop, and one for each worker.

All passes of a run share one scale, so that their lengths can be compared. A lane reads without
colour: a number begins each batch, a heavy line is work, a thin one loading, dots are waiting.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.loading import LoaderPass, LoadingRecord
from tutor.views.palette import Palette

WORK, LOAD, WAITING, STARTING = "━", "─", "·", "░"
FINE_MS = 10.0
"""Below so many milliseconds, hundredths are told: a small loader is done within one."""
MOST_WORKERS = 32
"""Workers that have a lane."""
Piece = tuple[float, float, str, str, str]
"""Beginning, end, sign, number of the batch, colour."""


def view(
    record: LoadingRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return each pass: its lanes, and how much of it was waiting."""
    del height
    if not record.passes:
        return Text(say("views.loading_empty"), style=palette.support)
    longest = max(each.ended - each.began for each in record.passes) or 1.0
    margin = max(cell_len(name) for each in record.passes for name, _ in _lanes(each, palette)) + 2
    lines = [_legend(palette), _axis(longest, margin, width, palette)]
    for each in record.passes:
        lines += [Text(""), *_pass(each, longest, margin, width, palette)]
    if record.left_out:
        more = say("views.loading_left_out", count=record.left_out)
        lines.append(Text(more, style=palette.support))
    return Text("\n").join(lines)


def _legend(palette: Palette) -> Text:
    signs = (
        (WORK, palette.now, "views.loading_training"),
        (LOAD, palette.cool, "views.loading_loads"),
        (WAITING, palette.warm, "views.loading_waits"),
        (STARTING, palette.support, "views.loading_starts"),
    )
    text = Text()
    for sign, colour, key in signs:
        text.append(f"{'  ' if text.plain else ''}{sign * 2} ", style=colour)
        text.append(say(key), style=palette.support)
    return text


def _axis(longest: float, margin: int, width: int, palette: Palette) -> Text:
    """Return the line of time that all lanes share."""
    end = f" {longest:.0f} ms"
    line = "─" * max(1, width - margin - 2 - len(end))
    text = Text().append(f"{' ' * margin}0 ", style=palette.support)
    return text.append(line, style=palette.faint).append(end, style=palette.support)


def _pass(
    each: LoaderPass, longest: float, margin: int, width: int, palette: Palette
) -> Iterator[Text]:
    name = show_line(each.loader, columns=40) or f"DataLoader {each.number + 1}"
    head = Text().append(name, style=palette.bold(palette.text))
    head.append(f"  num_workers={each.workers}", style=palette.warm)
    yield head.append(f"  {say('views.batches_epoch', number=each.epoch)}", style=palette.support)
    for lane, pieces in _lanes(each, palette):
        name = lane + " " * (margin - cell_len(lane))
        line = Text().append(name, style=palette.support)
        yield line.append_text(_drawn(pieces, each.began, longest, width - margin))
    total = each.ended - each.began
    share = f"{100 * each.waited / total:.0f}" if total else "0"
    key = "views.loading_waited" if each.finished else "views.loading_waited_left"
    places = 0 if total >= FINE_MS else 2
    waited, whole = f"{each.waited:.{places}f}", f"{total:.{places}f}"
    said = say(key, batches=each.batches, waited=waited, total=whole, share=share)
    yield Text(said, style=palette.support)


def _lanes(each: LoaderPass, palette: Palette) -> list[tuple[str, list[Piece]]]:
    """Return each lane's name and pieces: the loop first, then the workers in their order."""
    lanes = [(say("views.loading_main"), list(_main(each, palette)))]
    for worker in range(min(each.workers, MOST_WORKERS)):
        pieces = [
            (f.began, f.ended, LOAD, "" if f.batch is None else str(f.batch), palette.cool)
            for f in each.fetches
            if f.worker == worker
        ]
        lanes.append((say("views.loading_worker", number=worker), pieces))
    return lanes


def _main(each: LoaderPass, palette: Palette) -> Iterator[Piece]:
    """Yield what the program's own process did: started workers, waited or loaded, trained."""
    if each.ready > each.began:
        yield each.began, each.ready, STARTING, "", palette.support
    for place, wait in enumerate(each.waits):
        own = next((f for f in each.fetches if f.worker is None and f.batch == wait.batch), None)
        if own is not None and wait.batch is not None:
            yield wait.began, wait.ended, LOAD, str(wait.batch), palette.cool
        else:
            yield wait.began, wait.ended, WAITING, "", palette.warm
        if wait.batch is not None and place + 1 < len(each.waits):
            yield wait.ended, each.waits[place + 1].began, WORK, str(wait.batch), palette.now


def _drawn(pieces: Iterable[Piece], start: float, longest: float, columns: int) -> Text:
    """Return a lane; waiting too short for a sign of its own goes to what was before it."""
    signs: list[tuple[str, str]] = [(" ", "")] * columns
    for began, ended, sign, number, colour in pieces:
        first = min(columns - 1, int((began - start) / longest * columns))
        last = min(columns, max(first + 1, int((ended - start) / longest * columns)))
        if not number and (ended - began) / longest * columns < 0.5:
            if first and signs[first][0] == " ":
                before, shade = signs[first - 1]
                signs[first] = (WORK if before.isdigit() else before, shade)
            continue
        for place in range(first, last):
            signs[place] = (sign, colour)
        for place, digit in enumerate(number[: last - first], start=first):
            signs[place] = (digit, colour)
    text = Text()
    for sign, colour in signs:
        text.append(sign, style=colour)
    text.rstrip()
    return text
