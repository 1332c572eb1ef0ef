"""What a translation file may hold: text alone, keyed by the ids of the lesson's steps."""

from __future__ import annotations

from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from tutor.lesson.fields import Choices, Id, Line, Name, Struct, Text

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}$")]


class PredictionOverlay(Struct):
    """The translation of a prediction."""

    ask: Text | None = None
    choices: Choices | None = None


class MisconceptionOverlay(Struct):
    """The translation of a misconception, in the order of the question's."""

    believes: Line | None = None
    say: Text | None = None
    hint: Text | None = None


def _named(label: object) -> object:
    return {"label": label} if isinstance(label, str) else label


class ViewOverlay(Struct):
    """The translation of a view, in the order of the experiment's: its title."""

    title: Line | None = None


def _titled(title: object) -> object:
    return {"title": title} if isinstance(title, str) else title


class ControlOverlay(Struct):
    """The translation of a control: its label."""

    label: Line | None = None


class StepOverlay(Struct):
    """The translation of one step; which fields it has depends on the step."""

    of: Digest | None = None
    """Digest of the text that was translated; written by the tool, not by hand."""
    explain: Text | None = None
    title: Line | None = None
    text: Text | None = None
    controls: dict[Name, Annotated[ControlOverlay, BeforeValidator(_named)]] = Field(
        default_factory=dict
    )
    show: Annotated[
        tuple[Annotated[ViewOverlay, BeforeValidator(_titled)], ...], Field(max_length=12)
    ] = ()
    """Titles of the views: `{}` for a view that has none."""
    predict: PredictionOverlay | None = None
    ask: Text | None = None
    choices: Choices | None = None
    misconceptions: Annotated[tuple[MisconceptionOverlay, ...], Field(max_length=20)] = ()
    hints: Annotated[tuple[Text, ...], Field(max_length=20)] = ()
    because: Text | None = None
    example: Line | None = None
    also: tuple[Line, ...] = ()
    """Further wordings that are right in this language; added to the lesson's."""
    unit: tuple[Line, ...] = ()
    """Further words that may follow the number."""
    accept: tuple[Text, ...] = ()
    reject: tuple[Text, ...] = ()


class LessonOverlay(Struct):
    """`<lesson>.<language>.yaml`: the text of a lesson in another language."""

    format: int
    of: Digest | None = None
    """Digest of title and goals as they were translated."""
    title: Line
    goals: tuple[Line, ...] = ()
    steps: dict[Id, StepOverlay] = Field(default_factory=dict)


class UnitOverlay(Struct):
    """The translation of a unit."""

    title: Line | None = None
    about: Text | None = None


class CourseOverlay(Struct):
    """`course.<language>.yaml`: the titles of a course in another language."""

    format: int
    of: Digest | None = None
    title: Line | None = None
    units: dict[Id, Annotated[UnitOverlay, BeforeValidator(_titled)]] = Field(default_factory=dict)
