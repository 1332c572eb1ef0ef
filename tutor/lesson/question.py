"""Questions: what is asked, where the key comes from, and what learners may believe instead."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, field_validator, model_validator

from tutor.lesson.fields import (
    AnswerKind,
    Choices,
    Expression,
    Id,
    Line,
    Name,
    SettingText,
    Source,
    Struct,
    Text,
    check_choices,
    wrong,
)


class Edit(Struct):
    """One change of a program that turns it into what a misconception believes.

    Exactly one of `replace`, `drop`, `insert` and `set` is given. Texts are matched against the
    program's lines without regard to indentation; each must occur.
    """

    replace: Source | None = None
    """Text of one line or part of one, wherever it stands, or so many whole lines."""
    with_: Annotated[str | None, Field(alias="with", max_length=20_000)] = None
    """What comes in place of the text under `replace`."""
    drop: Source | None = None
    """A line that is taken out; its comment does not count."""
    insert: Source | None = None
    """A line or lines put after or before another."""
    after: Source | None = None
    """The line that the inserted text stands after."""
    before: Source | None = None
    """The line that the inserted text stands before."""
    set: dict[Name, SettingText] | None = None
    """Controls the misconception takes to be set otherwise: name to value."""

    @model_validator(mode="after")
    def _one_change(self) -> Edit:
        given = [n for n in ("replace", "drop", "insert", "set") if getattr(self, n) is not None]
        if len(given) != 1:
            raise wrong("one_edit", given=", ".join(given) or "—")
        if (self.replace is None) != (self.with_ is None):
            raise wrong("replace_with")
        beside = (self.after is not None) + (self.before is not None)
        if beside != (1 if self.insert is not None else 0):
            raise wrong("insert_beside")
        return self


Edits = Annotated[tuple[Edit, ...], Field(min_length=1, max_length=20)]


def _listed(data: object) -> object:
    return [data] if isinstance(data, dict) else data


class Misconception(Struct):
    """What a learner may believe, how that belief shows in an answer, and what to reply.

    Exactly one of `edit` (the answer is the key of the edited program), `gives` (an expression
    evaluated on the unedited run) and `literal` (the answer as typed) is given.
    """

    believes: Line
    """The belief in one line, as a statement of the learner."""
    edit: Annotated[Edits | None, BeforeValidator(_listed)] = None
    """A change of the program (or a list of them) whose key is the answer."""
    gives: Expression | None = None
    """An expression for the answer, evaluated after the unedited run."""
    literal: Text | None = None
    """The answer as it is typed."""
    say: Text
    """The reply to that answer; `{name}` stands for values of the question."""
    hint: Text | None = None
    """Shown before the ladder of hints once this misconception has been recognised."""

    @model_validator(mode="after")
    def _one_source(self) -> Misconception:
        if sum(x is not None for x in (self.edit, self.gives, self.literal)) != 1:
            raise wrong("one_belief")
        return self


Drawable = Annotated[tuple[SettingText, ...], Field(min_length=1, max_length=200)]


class Question(Struct):
    """A question about a run, answered by typing."""

    question: Id
    """Id of the question, unique in the lesson."""
    ask: Text
    """The question, in Markdown; `{name}` stands for a control's or drawn value."""
    kind: AnswerKind
    """What kind of answer is typed."""
    experiment: Id | None = None
    """The experiment of this lesson whose program the key is evaluated in."""
    code: Source | None = None
    """A program of the question's own, where the key does not come from an experiment."""
    seed: int = 0
    """Seed of a program of the question's own."""
    random: bool = False
    """Whether the key is meant to depend on the seed."""
    vary: dict[Name, Drawable] = Field(default_factory=dict)
    """Names to draw values for: each with the list to draw from."""
    when: Expression | None = None
    """A condition on the names of `vary` that a draw must meet: arithmetic and comparisons."""
    answer: Text | None = None
    """Expression that torch evaluates after the program has run; for `code`, the solution."""
    literal: Text | None = None
    """The key as text, only where no program can compute it."""
    also: Annotated[tuple[Line, ...], Field(max_length=100)] = ()
    """Further wordings that are right, for kind `words`."""
    tolerance: Annotated[float | None, Field(ge=0, allow_inf_nan=False)] = None
    """Absolute tolerance of a number; by default it follows the dtype and digits."""
    unit: Annotated[tuple[Line, ...], Field(max_length=100)] = ()
    """Words that may follow the number; `%` allows percentages."""
    choices: Choices | None = None
    """The choices: a list of texts, or a mapping from A, B, C to texts."""
    starter: Annotated[str | None, Field(max_length=20_000)] = None
    """What the editor opens with, for kind `code`."""
    tests: Annotated[tuple[Source, ...], Field(max_length=50)] = ()
    """Expressions compared between the learner's program and the solution, or asserts."""
    forbid: tuple[Name, ...] = ()
    """Names a typed expression or program may not use."""
    misconceptions: Annotated[tuple[Misconception, ...], Field(max_length=20)] = ()
    """Wrong answers that tell what the learner believes, each with its reply."""
    hints: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    """A ladder of hints, shown one at a time; none holds the answer."""
    because: Text | None = None
    """Why the answer is what it is; shown once the question has ended. `{key}` is the answer."""
    accept: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    """Spellings that must be right for the default variant; proved by `tutor check`."""
    reject: Annotated[tuple[Text, ...], Field(max_length=200)] = ()
    """Answers that must be wrong for the default variant; proved by `tutor check`."""
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
            raise wrong("one_key")
        if self.experiment is not None and self.code is not None:
            raise wrong("two_programs")
        check_choices(self.kind, self.choices)
        if self.kind == "code" and not self.tests:
            raise wrong("no_tests")
        if self.tests and self.kind != "code":
            raise wrong("needless_tests", kind=self.kind)
        if self.starter is not None and self.kind != "code":
            raise wrong("needless_starter", kind=self.kind)
        return self
