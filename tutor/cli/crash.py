"""Reports of crashes: what went wrong and where, with versions, without anything that was typed.

A message or a local variable may hold an answer, so neither is written: only the kinds of the
exceptions and the places in the code they went through.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

from tutor.cli.versions import versions
from tutor.language import say
from tutor.paths import state_folder

FAILED: Final = 70
"""Exit code where the tutor itself failed."""
_KEPT: Final = 20
"""Reports kept; the oldest go first."""
_PATTERN: Final = "crash-*.txt"
_LEFT_OUT: Final = "Messages and variables are left out: they may hold what was typed."


def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Stand in for Python's own report of an exception that nobody caught."""
    if issubclass(kind, KeyboardInterrupt):
        raise SystemExit(130)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        print("tutor:", say("cli.no_room"), file=sys.stderr)
        # What is left in the buffer cannot be written either, and Python would say so.
        os._exit(1)
    raise SystemExit(tell(error.with_traceback(trace)))


def tell(error: BaseException) -> int:
    """Write a report, say in one sentence where it is, and return the exit code."""
    name = type(_cause(error)).__name__
    with contextlib.suppress(OSError, ValueError):
        said = say("cli.tutor_failed", kind=name)
        print("tutor:", said, told(write(name, _places(_cause(error)))), file=sys.stderr)
    return FAILED


def told(report: Path | None) -> str:
    """Return where a report is, in a sentence."""
    if report is None:
        return say("cli.no_report")
    return say("cli.report_at", path=report)


def write(what: str, places: str) -> Path | None:
    """Write a report and return its file; None where none can be written."""
    moment = time.strftime("%Y%m%d-%H%M%S")
    file = state_folder() / f"crash-{moment}-{os.getpid()}.txt"
    lines = [f"{name} {version}" for name, version in versions().items()]
    lines += [f"TERM {os.environ.get('TERM', '')}", time.strftime("%Y-%m-%d %H:%M:%S %z")]
    text = "\n".join([*lines, "", what, _LEFT_OUT, "", places.rstrip(), ""])
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")
        for old in reports()[_KEPT:]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return file


def reports() -> list[Path]:
    """Return the reports there are, the latest first."""
    return sorted(state_folder().glob(_PATTERN), reverse=True)


def _cause(error: BaseException) -> BaseException:
    """Return what failed in a worker of Textual rather than that one did."""
    inner = getattr(error, "error", None)
    return inner if isinstance(inner, BaseException) else error


def _places(error: BaseException) -> str:
    """Return kinds and places of an exception and of those behind it, the first one first."""
    chain: list[BaseException] = []
    behind: BaseException | None = error
    while behind is not None and behind not in chain:
        chain.append(behind)
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)
    return "\n".join(_place(each) for each in reversed(chain))


def _place(error: BaseException) -> str:
    stack = traceback.extract_tb(error.__traceback__, limit=-40)
    return "".join(traceback.format_list(stack)) + type(error).__name__ + "\n"
