"""What a lesson is: frozen structs that every other layer reads.

A lesson file reaches these models as nested dicts, lists and *text*: no scalar has been given a
type before a field here gives it one, so `no`, `010` and `1e-3` stay what the author typed
wherever text is asked for. Importing this module loads pydantic (60 ms): do so where a lesson is
opened, not at start.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    field_validator,
    model_validator,
)

from tutor.records.job import Setting
from tutor.records.views import KINDS as VIEW_KINDS

FORMAT = 1
"""The newest lesson format this program reads."""

AnswerKind: TypeAlias = Literal[
    "number", "shape", "tensor", "dtype", "device", "boolean", "exception", "grad_fn",
    "words", "choice", "choices", "order", "expression", "code",
]  # fmt: skip

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64)]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=64)]
Line = Annotated[str, StringConstraints(min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]
Source = Annotated[str, StringConstraints(min_length=1, max_length=20_000)]


class Struct(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


def typed_setting(text: object) -> object:
    """Return the bool, int or float that `text` spells in Python, else the text itself.

    Only `true`/`false` (any case), decimal integers without leading zeros and decimal floats are
    read; everything else, `no` and `010` included, is text.
    """
    if not isinstance(text, str):
        return text
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if re.fullmatch(r"[+-]?(0|[1-9]\d*)", text):
        return int(text)
    if re.fullmatch(r"[+-]?(\d+\.\d*|\.\d+|\d+)([eE][+-]?\d+)?", text) and not text.startswith("0"):
        return float(text)
    if re.fullmatch(r"[+-]?0?\.\d+([eE][+-]?\d+)?|0\.", text):
        return float(text)
    return text


SettingText = Annotated[Setting, BeforeValidator(typed_setting)]


class Switch(Struct):
    """A control that is on or off; the program sees a bool."""

    switch: bool
    label: Line | None = None

    @property
    def default(self) -> Setting:
        return self.switch

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return isinstance(value, bool)


class Integer(Struct):
    """A whole number between two bounds; the program sees an int."""

    integer: int
    min: int
    max: int
    step: int = 1
    label: Line | None = None

    @property
    def default(self) -> Setting:
        return self.integer

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return type(value) is int and self.min <= value <= self.max


class Number(Struct):
    """A number between two bounds; the program sees a float."""

    number: float
    min: float
    max: float
    step: float = 0.1
    label: Line | None = None

    @property
    def default(self) -> Setting:
        return self.number

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return type(value) in (int, float) and self.min <= float(value) <= self.max


class Choice(Struct):
    """One of a few values; the program sees the value itself."""

    choice: SettingText
    of: Annotated[tuple[SettingText, ...], Field(min_length=2)]
    label: Line | None = None

    @property
    def default(self) -> Setting:
        return self.choice

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return any(type(value) is type(offered) and value == offered for offered in self.of)

    @model_validator(mode="after")
    def _default_is_offered(self) -> Choice:
        if self.choice not in self.of:
            raise ValueError(f"the default {self.choice!r} is not among `of`")
        return self


def _first_key_among(*known: str) -> Any:
    def tag(data: object) -> str | None:
        if isinstance(data, dict):
            return next((name for name in known if name in data), None)
        return next((name for name in known if hasattr(data, name)), None)

    return tag


Control = Annotated[
    Annotated[Switch, Tag("switch")]
    | Annotated[Integer, Tag("integer")]
    | Annotated[Number, Tag("number")]
    | Annotated[Choice, Tag("choice")],
    Discriminator(_first_key_among("switch", "integer", "number", "choice")),
]


class ShowEntry(Struct):
    """A view of the run: written `- series: w.grad`, with further keys as options."""

    kind: Line
    of: str = ""
    options: dict[Name, str] = {}

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, data: object) -> object:
        if not isinstance(data, dict) or "kind" in data:
            return data
        kinds = [key for key in data if key in VIEW_KINDS]
        if len(kinds) != 1:
            return {"kind": next(iter(data), ""), "of": ""}
        rest = {key: value for key, value in data.items() if key != kinds[0]}
        return {"kind": kinds[0], "of": data[kinds[0]], "options": rest}

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in VIEW_KINDS:
            raise ValueError(f"no view named {kind!r}; known: {', '.join(VIEW_KINDS)}")
        return kind


def _letters(data: object) -> object:
    """Return a list of choices as a mapping from letters to texts."""
    if isinstance(data, list | tuple):
        return {chr(ord("A") + index): text for index, text in enumerate(data)}
    return data


Choices = Annotated[dict[str, Line], BeforeValidator(_letters), Field(min_length=2, max_length=12)]


class Prediction(Struct):
    """A guess asked for before the first run; never marked wrong."""

    ask: Text
    kind: AnswerKind
    answer: Line
    """Expression evaluated in the namespace of the run."""
    choices: Choices | None = None


class Explain(Struct):
    """A short text, in Markdown."""

    id: Id = "explain"
    """Unique in the lesson; numbered by the reader where the author gave none."""
    explain: Text


class Experiment(Struct):
    """A program to run and change, and the views that show what it did."""

    experiment: Id
    title: Line
    text: Text | None = None
    """What to look at or try, in Markdown; shown beside the program."""
    controls: dict[Name, Control] = {}
    code: Source
    show: tuple[ShowEntry, ...] = ()
    predict: Prediction | None = None
    seed: int = 0
    seconds: Annotated[float, Field(gt=0, le=120)] = 20.0

    @property
    def id(self) -> str:
        return self.experiment

    def defaults(self) -> dict[str, Setting]:
        """Return the value every control starts with."""
        return {name: control.default for name, control in self.controls.items()}


class Edit(Struct):
    """One change of a program that turns it into what a misconception believes.

    Exactly one of `replace`, `drop`, `insert` and `set` is given. Texts are matched against the
    program's lines without regard to indentation; each must occur.
    """

    replace: str | None = None
    with_: Annotated[str | None, Field(alias="with")] = None
    drop: str | None = None
    insert: str | None = None
    after: str | None = None
    before: str | None = None
    set: dict[Name, SettingText] | None = None

    @model_validator(mode="after")
    def _one_change(self) -> Edit:
        given = [n for n in ("replace", "drop", "insert", "set") if getattr(self, n) is not None]
        if len(given) != 1:
            raise ValueError("give exactly one of replace (with `with`), drop, insert and set")
        if (self.replace is None) != (self.with_ is None):
            raise ValueError("`replace` and `with` belong together")
        if self.insert is not None and (self.after is None) == (self.before is None):
            raise ValueError("`insert` needs one of `after` and `before`")
        return self


def _listed(data: object) -> object:
    return [data] if isinstance(data, dict) else data


class Misconception(Struct):
    """What a learner may believe, how that belief shows in an answer, and what to reply.

    Exactly one of `edit` (the answer is the key of the edited program), `gives` (an expression
    evaluated on the unedited run) and `literal` (the answer as typed) is given.
    """

    believes: Line
    edit: Annotated[tuple[Edit, ...] | None, BeforeValidator(_listed)] = None
    gives: Line | None = None
    literal: Line | None = None
    say: Text
    hint: Text | None = None
    """Shown before the ladder of hints once this misconception has been recognised."""

    @model_validator(mode="after")
    def _one_source(self) -> Misconception:
        if sum(x is not None for x in (self.edit, self.gives, self.literal)) != 1:
            raise ValueError("give exactly one of edit, gives and literal")
        return self


class Question(Struct):
    """A question about a run, answered by typing."""

    question: Id
    ask: Text
    kind: AnswerKind
    experiment: Id | None = None
    """The experiment of this lesson whose program the key is evaluated in."""
    code: Source | None = None
    """A program of the question's own, where the key does not come from an experiment."""
    seed: int = 0
    random: bool = False
    """Whether the key is meant to depend on the seed."""
    vary: dict[Name, Annotated[tuple[SettingText, ...], Field(min_length=1)]] = {}
    when: Line | None = None
    """A condition on the names of `vary` that a draw must meet: arithmetic and comparisons."""
    answer: Text | None = None
    """Expression that torch evaluates after the program has run; for `code`, the solution."""
    literal: Text | None = None
    """The key as text, only where no program can compute it."""
    also: tuple[Line, ...] = ()
    """Further wordings that are right, for kind `words`."""
    tolerance: Annotated[float | None, Field(ge=0)] = None
    unit: tuple[Line, ...] = ()
    """Words that may follow the number; `%` allows percentages."""
    choices: Choices | None = None
    starter: str | None = None
    tests: tuple[Source, ...] = ()
    """Expressions compared between the learner's program and the solution, or asserts."""
    forbid: tuple[Name, ...] = ()
    """Names a typed expression or program may not use."""
    misconceptions: tuple[Misconception, ...] = ()
    hints: tuple[Text, ...] = ()
    because: Text | None = None
    accept: tuple[Text, ...] = ()
    reject: tuple[Text, ...] = ()
    example: Line | None = None
    """What may be typed; each kind has one of its own."""

    @field_validator("unit", mode="before")
    @classmethod
    def _one_unit(cls, unit: object) -> object:
        return [unit] if isinstance(unit, str) else unit

    @property
    def id(self) -> str:
        return self.question

    @model_validator(mode="after")
    def _fits_together(self) -> Question:
        if (self.answer is None) == (self.literal is None):
            raise ValueError("give exactly one of answer and literal")
        if self.experiment is not None and self.code is not None:
            raise ValueError("give experiment or code, not both")
        if (self.kind in ("choice", "choices")) != (self.choices is not None):
            raise ValueError("`choices` belongs to the kinds choice and choices")
        if self.kind == "code" and not self.tests:
            raise ValueError("kind code needs tests")
        if self.tests and self.kind != "code":
            raise ValueError("`tests` belongs to kind code")
        return self


Step = Annotated[
    Annotated[Explain, Tag("explain")]
    | Annotated[Experiment, Tag("experiment")]
    | Annotated[Question, Tag("question")],
    Discriminator(_first_key_among("explain", "question", "experiment")),
]


class Lesson(Struct):
    """A lesson: goals, and a short sequence of steps."""

    format: int
    id: Id
    title: Line
    minutes: Annotated[int, Field(ge=1, le=120)]
    requires: tuple[Id, ...] = ()
    goals: Annotated[tuple[Line, ...], Field(min_length=1)]
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        return tuple(step for step in self.steps if isinstance(step, Experiment))

    @property
    def questions(self) -> tuple[Question, ...]:
        return tuple(step for step in self.steps if isinstance(step, Question))

    def experiment(self, id: str) -> Experiment | None:  # noqa: A002 (the lesson's own word)
        """Return the experiment named `id`, or None."""
        return next((step for step in self.experiments if step.id == id), None)

    def question(self, id: str) -> Question | None:  # noqa: A002 (the lesson's own word)
        """Return the question named `id`, or None."""
        return next((step for step in self.questions if step.id == id), None)

    @model_validator(mode="before")
    @classmethod
    def _numbered_explanations(cls, data: object) -> object:
        if not isinstance(data, dict) or not isinstance(data.get("steps"), list):
            return data
        steps, count = [], 0
        for step in data["steps"]:
            if isinstance(step, dict) and "explain" in step:
                count += 1
                step = {"id": f"explain-{count}"} | step
            steps.append(step)
        return data | {"steps": steps}


class UnitEntry(Struct):
    """A unit of a course: an order of lessons."""

    id: Id
    title: Line
    about: Text | None = None
    lessons: Annotated[tuple[Id, ...], Field(min_length=1)]


class CourseFile(Struct):
    """`course.yaml`: the order of units and lessons. A lesson lives in `<unit>/<lesson>.yaml`."""

    format: int
    id: Id
    title: Line
    units: Annotated[tuple[UnitEntry, ...], Field(min_length=1)]
    renamed: dict[Id, Id] = {}
    """Old lesson ids and what they are called now."""
