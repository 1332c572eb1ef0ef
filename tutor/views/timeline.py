"""Hook events in the order they ran: ↓ in forward, ↑ in backward, indented as the calls nest.

What a hook changed stands before and after an arrow. A row with `forward()` is the module's own
computation, what goes in ↦ what comes out; all others are hooks.
"""

from __future__ import annotations

from rich.console import RenderableType
from rich.text import Text

from tutor.display import show_line
from tutor.language import say
from tutor.records.views.timeline import (
    Passed,
    Seen,
    SilentHook,
    TimelineEvent,
    TimelineRecord,
)
from tutor.views.columns import Row, aligned
from tutor.views.fitting import fitted
from tutor.views.palette import Palette
from tutor.views.values import nested_text, number_text, shape_text

_FORWARD, _BACKWARD, _OTHER = "↓", "↑", "·"
_ARROWS = {
    "call": _FORWARD,
    "forward_pre": _FORWARD,
    "forward": _FORWARD,
    "remove": _OTHER,
    "step_pre": _OTHER,
    "step_post": _OTHER,
}
_WORDS = {"call": "forward()", "remove": "handle.remove()"}
MAPS_TO = "↦"
MOST_ROWS = 60
WIDE = 100
"""Columns from which on a forward hook's row repeats the inputs of the module."""
DEEPEST = 6
"""Levels of nesting that are shown by indenting."""


def view(
    record: TimelineRecord, *, width: int, height: int | None = None, palette: Palette
) -> RenderableType:
    """Return one row an event, then the hooks that were registered and never ran."""
    del height
    parts: list[Text] = []
    shown = record.events[:MOST_ROWS]
    if shown:
        step = 2 if width >= 60 else 1
        wide = width >= WIDE
        rows = [_row(n, e, (step, wide), palette) for n, e in enumerate(shown, 1)]
        parts.append(aligned(rows, width, together=True))
    else:
        parts.append(Text(say("views.timeline_empty"), style=palette.support))
    left_out = record.left_out + len(record.events) - len(shown)
    if left_out:
        parts.append(Text(say("views.timeline_left_out", count=left_out), style=palette.support))
    if record.silent:
        parts.append(Text(say("views.timeline_silent"), style=palette.support))
        parts.append(aligned([_silent(each, palette) for each in record.silent], width))
    return Text("\n").join(parts)


def _row(number: int, event: TimelineEvent, sizes: tuple[int, bool], palette: Palette) -> Row:
    step, wide = sizes
    arrow = _ARROWS.get(event.phase, _BACKWARD)
    is_hook = event.phase not in _WORDS
    colour = {_FORWARD: palette.cool, _BACKWARD: palette.now, _OTHER: palette.support}[arrow]
    lead = Text(f"{number:>3} ", style=palette.faint).append(f"{arrow} ", style=colour)
    lead.append(" " * step * min(event.depth, DEEPEST))
    style = palette.bold(palette.text) if is_hook else palette.support
    lead.append(show_line(event.owner or event.kind, columns=40), style=style)
    what = Text(_phase(event.phase), style=palette.cool if is_hook else palette.support)
    name = fitted(show_line(event.hook, columns=60), 24)
    if event.phase != "remove":
        what.append(f" {name}", style=palette.warm).rstrip()
    facts = [] if is_hook else _mapping(event, palette)
    if event.phase == "remove":
        removed = show_line(" ".join((*event.options, name)))
        facts.append(Text(removed, style=palette.support))
    for each in event.passed:
        if is_hook and not (_is_known(event, each) and not wide):
            facts += _passed(each, palette)
    if is_hook and event.options:
        facts.append(Text(", ".join(map(show_line, event.options)), style=palette.support))
    if event.raised:
        raised = say("views.timeline_raised", exception=show_line(event.raised, columns=40))
        facts.append(Text(raised, style=palette.error))
    return Row(lead, (what,), tuple(facts), under=Text(" " * 8))


def _mapping(event: TimelineEvent, palette: Palette) -> list[Text]:
    """Return what a module's forward made of its inputs."""
    passed = {each.name: each for each in event.passed}
    given, made = passed.pop("args", None), passed.pop("output", None)
    if given is None:
        return []
    text = _shapes(given) + (f" {MAPS_TO} {_shapes(made)}" if made is not None else "")
    rest = [part for each in passed.values() for part in _passed(each, palette)]
    return [Text(text, style=palette.support), *rest]


def _shapes(each: Passed) -> str:
    return _seen(each.before, all(_is_plain(item) for item in each.before))


def _is_plain(item: Seen) -> bool:
    return bool(item.kind) or (bool(item.values) and len(item.shape) <= 1)


def _is_known(event: TimelineEvent, each: Passed) -> bool:
    """Tell whether the row of the module's own forward says the same already."""
    return event.phase == "forward" and each.name != "output" and not each.change


def _phase(phase: str) -> str:
    return _WORDS.get(phase) or show_line(phase, columns=40)


def _passed(each: Passed, palette: Palette) -> list[Text]:
    """Return what was given by its name, and what became of it."""
    changed = bool(each.change)
    items = (*each.before, *each.after)
    most = 2 if changed else 1
    small = all(item.kind or (item.values and len(item.shape) <= most) for item in items)
    text = Text(f"{show_line(each.name, columns=60)} ", style=palette.support)
    text.append(_seen(each.before, small), style=palette.text if changed else palette.support)
    if not changed:
        return [text]
    alike = small and each.before == each.after
    after = Text("→ ", style=palette.text if alike else palette.now)
    after.append(_seen(each.after, small), palette.text if alike else palette.bold(palette.now))
    how = say(f"views.timeline_{each.change.replace(' ', '_')}")
    after.append(f" {how}", style=palette.support)
    return [text, after]


def _seen(items: tuple[Seen, ...], small: bool) -> str:
    return ", ".join(_one(item, small) for item in items) or "()"


def _one(item: Seen, small: bool) -> str:
    if item.kind:
        return number_text(item.values[0]) if item.values else show_line(item.kind, columns=40)
    if not small or not item.values:
        return shape_text(item.shape)
    return nested_text(item.values, item.shape) if item.shape else number_text(item.values[0])


def _silent(hook: SilentHook, palette: Palette) -> Row:
    owner = show_line(hook.owner or hook.kind, columns=40) or say("views.timeline_every")
    lead = Text(f"  {_OTHER} ", style=palette.faint).append(owner, style=palette.text)
    name = fitted(show_line(hook.hook, columns=60), 24)
    what = Text(f"{_phase(hook.phase)} {name}".rstrip(), style=palette.support)
    removed = (Text(say("views.timeline_removed"), style=palette.warm),) if hook.removed else ()
    return Row(lead, (what,), removed)
