"""The question before a course of somebody else, in plain mode."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from tutor.display import show_line
from tutor.errors import StoreError
from tutor.language import say
from tutor.plain.drawing import draw
from tutor.views.isolation import isolation_words

if TYPE_CHECKING:
    from rich.console import Console

    from tutor.jobs import Runner
    from tutor.trust import Trust


async def ask_for_trust(
    made: Console,
    runner: Runner,
    trust: Trust,
    read_line: Callable[[str], Awaitable[str | None]],
) -> None:
    """Ask whether programs may run that cannot be shut in, unless yes was said to them before."""
    await runner.known()
    runner.trust(False)
    if not runner.refuses or runner.isolation is None:
        return
    if not trust.is_given():
        words = isolation_words(runner.isolation.level)
        draw(made, "", say("runner.trust_title"), show_line(str(trust.folder)), words)
        draw(made, say("runner.trust_means"))
        typed = await read_line(say("runner.trust_ask_plain"))
        if typed is None or typed.strip().lower() not in ("yes", say("runner.trust_yes")):
            draw(made, say("views.ended_refused"))
            return
        try:
            trust.give()
        except StoreError as error:
            draw(made, say("plain.not_saved", reason=str(error)))
    runner.trust()
