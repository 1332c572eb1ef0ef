"""What a run sends back while it goes, in the order it happens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from tutor.records.codec import record
from tutor.records.values import Value

EndingKind: TypeAlias = Literal["finished", "raised", "timed-out", "stopped", "died", "refused"]


@record("output")
@dataclass(frozen=True, slots=True)
class Output:
    """Text the program printed."""

    stream: Literal["stdout", "stderr"]
    text: str


@record("live")
@dataclass(frozen=True, slots=True)
class LiveValue:
    """The value of a `#>` expression, each time its line ran."""

    line: int
    """1-based line of the program."""
    expression: str
    value: Value | None
    """None where evaluating it raised; `error` then says what."""
    error: str = ""


@record("warned")
@dataclass(frozen=True, slots=True)
class Warned:
    """A Python warning the program caused."""

    category: str
    message: str
    line: int | None
    """Line of the program that led to it, where there is one."""


@record("frame")
@dataclass(frozen=True, slots=True)
class Frame:
    """One entry of a traceback, of the learner's own lines only."""

    line: int
    function: str
    source: str


@record("fact")
@dataclass(frozen=True, slots=True)
class Fact:
    """What a variable of a failing line was: enough to explain the failure with it."""

    name: str
    """As the line names it: "x", "self.layer", "batch['label']"."""
    family: Literal["tensor", "module", "loader", "items", "plain", "other"]
    text: str
    """What it was, in Python's words: "float32 (2, 3)", "Linear(2, 1)", "None"."""
    is_leaf: bool = False
    requires_grad: bool = False


@record("raised")
@dataclass(frozen=True, slots=True)
class Raised:
    """An exception, with the traceback cut to lines of the program (outermost first)."""

    exception: str
    """Class name: "RuntimeError"."""
    message: str
    frames: tuple[Frame, ...] = ()
    bases: tuple[str, ...] = ()
    """Names of the exception's base classes, nearest first."""
    column: int | None = None
    """1-based column, for a SyntaxError."""
    facts: tuple[Fact, ...] = ()
    """The variables of the expression that failed."""
    near: str = ""
    """A known name like the one that was not found."""


@record("evaluated")
@dataclass(frozen=True, slots=True)
class Evaluated:
    """What an Evaluate came to: a value, or the exception it (or its program) raised."""

    program: str
    name: str
    value: Value | None = None
    raised: Raised | None = None


@record("call")
@dataclass(frozen=True, slots=True)
class Call:
    """A call of `show` in the program."""

    line: int
    kind: str
    """The kind of view that was chosen."""
    of: str
    """What was shown, as the program writes it."""
    time: int = 1
    """The how-manyth call of that place it was."""
    times: int = 0
    """How often that place was called in all; 0 while more may come."""


@record("shown")
@dataclass(frozen=True, slots=True)
class Shown:
    """The record a probe made for the show entry `index` of the job.

    What the program itself shows has an index behind those of the entries: the same one again
    where a later record takes the place of an earlier one.
    """

    index: int
    view: object
    """A record of `tutor.records.views`."""
    at: Call | None = None
    """The call of `show` that asked for it, where it was the program."""


@record("unshown")
@dataclass(frozen=True, slots=True)
class Unshown:
    """A show entry whose expression or probe raised."""

    index: int
    raised: Raised
    at: Call | None = None


@record("ended")
@dataclass(frozen=True, slots=True)
class Ended:
    """How the run ended; always the last message, made by the parent's side."""

    kind: EndingKind
    elapsed_ms: float
    """From handing over the job to its end, seen from the parent."""
    detail: str = ""
    """For "died": "signal 11", "exit 3" or what was wrong with what it wrote; for "stopped" and
    "timed-out" the limit or request that stopped it ("time", "output", "files", "request")."""
    dropped: int = 0
    """Bytes of output that were not passed on."""
    isolation: str = ""
    """How far the process was shut in, a level of `tutor.records.isolation`; "" where none ran."""


Message: TypeAlias = Output | LiveValue | Warned | Raised | Evaluated | Shown | Unshown | Ended
