"""Exceptions as the coach reads them: bounded, and without what a worker process wraps around."""

from __future__ import annotations

import re

from tutor.coach.rule import Failure
from tutor.records.messages import Raised, Warned

MOST_READ = 1200
"""Characters of a message that are searched, half of them from its end."""
_CAUGHT = re.compile(r"Caught (\w{1,80}) in DataLoader worker process (\d{1,6})\.")
_OWN = re.compile(r'  File "<experiment>", line (\d{1,6}), in (\S{1,80})\n    ([^\n]{1,300})')


def failure_of(raised: Raised) -> Failure:
    """Return what happened: for an exception of a worker, the one that was raised in it."""
    last = raised.frames[-1] if raised.frames else None
    source = last.source.strip() if last is not None else ""
    caught = _CAUGHT.match(raised.message)
    if caught is None:
        return Failure(
            raised.exception,
            bounded(raised.message),
            raised.bases,
            source,
            raised.facts,
            raised.near,
        )
    own = _OWN.findall(raised.message)
    number, function, line = own[-1] if own else (None, "", source)
    _, _, message = raised.message.rpartition(f"\n{caught[1]}: ")
    return Failure(
        exception=caught[1],
        message=bounded(message.strip()),
        bases=raised.bases,
        line=line.strip(),
        worker=int(caught[2]),
        line_number=int(number) if number is not None else None,
        function=function,
    )


def warning_of(warned: Warned) -> Failure:
    """Return a warning the way an exception is read."""
    return Failure(warned.category, bounded(warned.message), ("Warning",))


def bounded(message: str) -> str:
    """Return the beginning and the end of a long message."""
    if len(message) <= MOST_READ:
        return message
    return f"{message[: MOST_READ // 2]} … {message[-MOST_READ // 2 :]}"
