"""A question and everything that has been said about it, as one renderable."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.text import Text

from tutor.display import show
from tutor.language import say
from tutor.tui.layout import Hanging, lettered
from tutor.tui.state import QuestionState
from tutor.views.palette import Palette
from tutor.views.prose import Prose
from tutor.views.spaced import spaced

MARK = "◆"


def question_story(state: QuestionState, palette: Palette) -> RenderableType:
    """Return the question and everything that has been said about it."""
    return spaced(list(_question_parts(state, palette)))


def _question_parts(state: QuestionState, palette: Palette) -> Iterator[RenderableType]:
    head = say("tui.question_of", number=state.number, count=state.count)
    yield Text(f"{head} · {state.example}", style=palette.support)
    if state.changed:
        yield Text(say("tui.changed"), style=palette.warm)
    if state.own:
        yield Text(say("tui.about_yours"), style=palette.warm)
    yield Prose(state.posed.ask, palette)
    yield from lettered(state.posed.choices, palette)
    for number, hint in enumerate(state.hints, start=1):
        label = say("tui.hint_of", number=number, count=len(state.hints) + state.hints_left)
        yield Hanging(Text(f"{label}  ", style=palette.cool), Prose(hint, palette))
    yield from _verdict_parts(state, palette)
    if state.note:
        yield Text(show(state.note), style=palette.warm)
    yield from _ending_parts(state, palette)


def _verdict_parts(state: QuestionState, palette: Palette) -> Iterator[RenderableType]:
    if state.grading:
        yield Text(say("tui.grading"), style=palette.support)
        return
    verdict = state.verdict
    if verdict is None:
        return
    if state.typed and not _stands_in_the_box(state):
        typed = show(state.typed, lines=12, columns=400)
        yield Hanging(Text("› ", style=palette.now), Text(typed, style=palette.support))
    right = verdict.kind == "right"
    mark = Text("● " if right else f"{MARK} ", style=palette.done if right else palette.warm)
    body: list[RenderableType] = []
    if verdict.kind in ("right", "unreadable", "asked", "unknown"):
        style = palette.bold(palette.done) if right else palette.text
        body.append(Text(show(verdict.reply), style=style))
    else:
        body.append(Prose(verdict.reply, palette))
    if verdict.believes:
        body.append(Prose(say("tui.you_may_think", believes=verdict.believes.strip()), palette))
    if state.can_compare:
        keys = Text().append("^o", style=palette.bold(palette.warm))
        body.append(keys.append(f" {say('tui.key_compare')}", style=palette.support))
    yield Hanging(mark, Group(*body))


def _stands_in_the_box(state: QuestionState) -> bool:
    """Tell whether what was typed can still be read where it is typed: a program stays there."""
    return state.posed.question.kind == "code" and not state.ended


def _ending_parts(state: QuestionState, palette: Palette) -> Iterator[RenderableType]:
    revealed = state.revealed
    if revealed is None or not state.ended:
        return
    if state.ended == "revealed":
        answer = Text(say("tui.the_answer"), style=palette.support)
        key = show(revealed.key, lines=24)
        if state.posed.question.kind == "choice":
            key = key.replace("`", "")  # the text of a choice is Markdown
        body = Text(key, style=palette.bold(palette.warm))
        yield Group(answer, body) if "\n" in key else answer.append("  ").append_text(body)
    if revealed.because:
        yield Prose(revealed.because, palette)
    if state.disputed:
        yield Text(say("tui.disputed"), style=palette.support)
