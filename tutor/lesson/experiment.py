"""Experiments: a program to run and change, what shows what it did, and what to guess first."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator, model_validator

from tutor.lesson.controls import Control
from tutor.lesson.fields import (
    AnswerKind,
    Choices,
    Expression,
    Id,
    Line,
    Name,
    Source,
    Struct,
    Text,
    check_choices,
    wrong,
)
from tutor.records.job import Setting
from tutor.records.views import KINDS as VIEW_KINDS


class ShowEntry(Struct):
    """A view of the run: written `- series: w.grad`, with further keys as options."""

    kind: str
    """The kind of view."""
    of: str = ""
    """The expression it looks at."""
    options: dict[Name, str] = Field(default_factory=dict)
    """Further options of the view."""

    @property
    def title(self) -> str | None:
        """Return what the view is called, where the lesson says so."""
        return self.options.get("title")

    def titled(self, title: str) -> ShowEntry:
        """Return the view under another title."""
        return self.model_copy(update={"options": self.options | {"title": title}})

    @model_validator(mode="before")
    @classmethod
    def _from_file(cls, data: object) -> object:
        if isinstance(data, str):
            return {"kind": data}
        if not isinstance(data, dict) or "kind" in data:
            return data
        kinds = [key for key in data if key in VIEW_KINDS]
        if len(kinds) > 1:
            raise wrong("two_views", first=kinds[0], second=kinds[1])
        kind = kinds[0] if kinds else next(iter(data), "")
        rest = {key: value for key, value in data.items() if key != kind}
        return {"kind": kind, "of": data.get(kind, ""), "options": rest}

    @field_validator("kind")
    @classmethod
    def _known(cls, kind: str) -> str:
        if kind not in VIEW_KINDS:
            raise wrong("no_view", kind=kind, known=", ".join(VIEW_KINDS))
        return kind


class Prediction(Struct):
    """A guess asked for before the first run; never marked wrong."""

    ask: Text
    """What the learner guesses before the first run."""
    kind: AnswerKind
    """What kind of answer is typed."""
    answer: Expression
    """Expression evaluated in the namespace of the run."""
    choices: Choices | None = None
    """The choices, for the kinds choice and choices."""

    @model_validator(mode="after")
    def _choices_fit(self) -> Prediction:
        check_choices(self.kind, self.choices)
        return self


class Experiment(Struct):
    """A program to run and change, and the views that show what it did."""

    experiment: Id
    """Id of the experiment, unique in the lesson."""
    title: Line
    """What is tried, in a few words."""
    text: Text | None = None
    """What to look at or try, in Markdown; shown beside the program."""
    controls: Annotated[dict[Name, Control], Field(max_length=12)] = Field(default_factory=dict)
    """What the learner can change: the names are bound before the program runs."""
    code: Source
    """The program. `#> expression` at the end of a line shows its value beside the line."""
    show: Annotated[tuple[ShowEntry, ...], Field(max_length=12)] = ()
    """Views of the run."""
    predict: Prediction | None = None
    """A guess asked for before the first run."""
    seed: int = 0
    """Seed of the run."""
    seconds: Annotated[float, Field(gt=0, le=120)] = 20.0
    """Time after which the run is stopped."""

    @property
    def id(self) -> str:
        return self.experiment

    def defaults(self) -> dict[str, Setting]:
        """Return the value every control starts with."""
        return {name: control.default for name, control in self.controls.items()}
