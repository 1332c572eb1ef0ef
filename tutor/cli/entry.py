"""The way in: the app and the list come at once; the command line library reads any other call."""

from __future__ import annotations

import gc
import os
import sys
from types import TracebackType
from typing import Any

from tutor.cli.commands import COMMANDS
from tutor.cli.options import NOT_SO, Options, exits
from tutor.language import preferred, use
from tutor.terminal import draw_with

COMPLETION = "_TUTOR_COMPLETE"
"""What a shell sets that asks how a line could go on."""


def main(args: list[str] | None = None) -> Any:
    """Run the command line; the entry point of `tutor`."""
    # Collecting garbage while thousands of objects are only being made is wasted time.
    gc.disable()
    sys.excepthook = _failed
    for stream in (sys.stdout, sys.stderr):
        draw_with(stream)
    use(preferred())
    given = sys.argv[1:] if args is None else args
    if _opens_the_app(given):
        return sys.exit(_open(given[0] if given else None))
    if given == ["list"]:
        return _list()
    from tutor.cli.root import root

    gc.freeze()
    gc.enable()
    return root.main(args=args, prog_name="tutor")


def _opens_the_app(given: list[str]) -> bool:
    if COMPLETION in os.environ or len(given) > 1:
        return False
    return not given or not (given[0] in COMMANDS or given[0].startswith("-"))


@exits
def _open(lesson: str | None) -> int:
    from tutor.cli.faces import start_app

    return start_app(Options(), lesson)


@exits
def _list() -> None:
    from tutor.cli.listing import list_course

    try:
        list_course(Options())
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever reads has read enough; what is left must not fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(NOT_SO)


def _failed(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    from tutor.cli.crash import hook

    hook(kind, error, trace)
