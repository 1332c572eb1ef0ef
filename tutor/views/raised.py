"""How a run ended: an exception with the learner's own lines, a stop, or a death.

Under an exception the error coach says what it means, where it knows.
"""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.text import Text

from tutor.coach.failure import failure_of
from tutor.coach.rule import Failure
from tutor.display import show, show_line
from tutor.language import say
from tutor.records.messages import Ended, Frame, Raised
from tutor.views.advice import advice_view, facts_view
from tutor.views.isolation import isolation_text
from tutor.views.palette import Palette

MOST_FRAMES = 6
_STOPPED = {"output": "views.ended_flooded", "files": "views.ended_files"}


def view(
    record: Raised | Ended, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return an exception in red with the lines that led to it, or one sentence for an ending."""
    del height
    if isinstance(record, Ended):
        return _ending(record, palette)
    failure = failure_of(record)
    text = _what(failure, record, palette)
    for frame in record.frames[-MOST_FRAMES:]:
        _add_frame(text, frame, record, width, palette)
    if failure.worker is not None and failure.line_number is not None:
        inner = Frame(failure.line_number, failure.function, failure.line)
        _add_frame(text, inner, record, width, palette)
    parts: list[RenderableType] = [text]
    advice = advice_view(record, palette)
    if advice is not None:
        parts += [Text(""), advice]
    if record.facts and failure.worker is None:
        parts += [Text(""), facts_view(record.facts, width, palette)]
    return Group(*parts)


def _what(failure: Failure, record: Raised, palette: Palette) -> Text:
    """Return class and message; of an exception in a worker, those of the one it wraps."""
    text = Text().append(show_line(failure.exception), style=palette.bold(palette.error))
    whole = record.message if failure.worker is None else failure.message
    message = show(whole.strip(), lines=12, columns=800)
    if message:
        text.append(f": {message}", style=palette.text)
    if failure.worker is not None:
        where = say("coach.in_worker", worker=failure.worker)
        text.append(f"  ({where})", style=palette.support)
    return text


def _add_frame(text: Text, frame: Frame, record: Raised, width: int, palette: Palette) -> None:
    text.append(f"\n  {say('views.raised_line', line=frame.line)}", style=palette.support)
    if frame.function not in ("", "<module>"):
        name = show_line(frame.function, columns=60)
        text.append(say("views.raised_in", function=name), style=palette.support)
    source = show_line(
        frame.source.rpartition("  #>")[0].strip() or frame.source.strip(),
        columns=max(20, width - 6),
    )
    text.append(f"\n    {source}", style=palette.text)
    if record.column and frame is record.frames[-1]:
        lead = len(frame.source) - len(frame.source.lstrip())
        at = min(record.column, width) - 1 - lead
        text.append(f"\n    {' ' * max(0, at)}^", style=palette.error)


def _ending(ended: Ended, palette: Palette) -> Text:
    seconds = f"{ended.elapsed_ms / 1000:.1f}"
    elapsed = f"{ended.elapsed_ms:.0f} ms" if ended.elapsed_ms < 1000 else f"{seconds} s"
    detail = show_line(ended.detail, columns=200)
    key = f"views.ended_{ended.kind.replace('-', '_')}"
    if ended.kind == "stopped":
        key = _STOPPED.get(ended.detail, key)
    style = palette.support if ended.kind in ("finished", "raised") else palette.warm
    text = Text(say(key, elapsed=elapsed, detail=detail), style=style)
    words = isolation_text(ended.isolation, palette)
    if words and ended.kind in ("finished", "raised"):
        text.append(" · ", style=palette.support).append_text(words)
    if ended.dropped:
        text.append(f"\n{say('views.dropped', bytes=ended.dropped)}", style=palette.support)
    return text
