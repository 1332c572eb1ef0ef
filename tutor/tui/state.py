"""What a lesson's screen shows at one moment, as plain frozen data: widgets get it and draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from tutor.answers import Reading
from tutor.grade import Posed, Verdict
from tutor.lesson.model import Control
from tutor.records.job import Setting, Show
from tutor.records.messages import Ended, Message
from tutor.session import Revealed
from tutor.views.beside import RunState


@dataclass(frozen=True, slots=True)
class LabState:
    """A program, its controls and what its last run sent."""

    name: str
    """Id of the experiment, or of the question whose own program it is."""
    title: str
    source: str
    settings: Mapping[str, Setting] = field(default_factory=dict)
    controls: Mapping[str, Control] = field(default_factory=dict)
    """Empty where nothing can be turned: the numbers of a question are its own."""
    show: tuple[Show, ...] = ()
    edited: bool = False
    ran: bool = False
    """Whether `messages` are of a run of this very program."""
    running: bool = False
    messages: tuple[Message, ...] = ()
    ended: Ended | None = None
    marked: int | None = None
    """A line to point at."""
    pinned: RunState | None = None
    """An earlier run that stays beside this one."""
    waiting: bool = False
    """Whether a run that is not shown goes on, which tells what a guess is put beside."""
    withheld: str = ""
    """Why there is no run yet, in a sentence: a guess or an answer comes first."""


@dataclass(frozen=True, slots=True)
class QuestionState:
    """A question as it stands."""

    posed: Posed
    number: int
    count: int
    example: str
    typed: str = ""
    """The last answer."""
    verdict: Verdict | None = None
    ended: str = ""
    hints: tuple[str, ...] = ()
    hints_left: int = 0
    revealed: Revealed | None = None
    disputed: bool = False
    grading: bool = False
    can_compare: bool = False
    note: str = ""
    """Something that was said last: no more hints, not saved."""
    changed: bool = False
    """Whether it asks something else than when it was answered."""
    own: bool = False
    """Whether it is asked about the learner's own program."""


@dataclass(frozen=True, slots=True)
class Echo:
    """How what is being typed is read."""

    reading: Reading | None = None
    note: str = ""
