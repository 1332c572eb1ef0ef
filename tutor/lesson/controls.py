"""Controls: what a learner can change in an experiment without touching its code."""

from __future__ import annotations

from typing import Annotated

from pydantic import Discriminator, Field, Tag, model_validator

from tutor.lesson.fields import Finite, Line, SettingText, Struct, first_key_among, wrong
from tutor.records.job import Setting


class Switch(Struct):
    """A control that is on or off; the program sees a bool."""

    switch: bool
    """The value it starts with."""
    label: Line | None = None
    """What the control is called on screen; its name by default."""

    @property
    def default(self) -> Setting:
        return self.switch

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return isinstance(value, bool)


class Integer(Struct):
    """A whole number between two bounds; the program sees an int."""

    integer: int
    """The value it starts with."""
    min: int
    """The least value."""
    max: int
    """The greatest value."""
    step: Annotated[int, Field(ge=1)] = 1
    """How far one press of a key moves it."""
    label: Line | None = None
    """What the control is called on screen; its name by default."""

    @property
    def default(self) -> Setting:
        return self.integer

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return type(value) is int and self.min <= value <= self.max

    @model_validator(mode="after")
    def _inside_its_bounds(self) -> Integer:
        _check_bounds(self.integer, self.min, self.max)
        return self


class Number(Struct):
    """A number between two bounds; the program sees a float."""

    number: Finite
    """The value it starts with."""
    min: Finite
    """The least value."""
    max: Finite
    """The greatest value."""
    step: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    """How far one press of a key moves it; a round twentieth of the range where none is named."""
    label: Line | None = None
    """What the control is called on screen; its name by default."""

    @property
    def default(self) -> Setting:
        return self.number

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return type(value) in (int, float) and self.min <= value <= self.max  # type: ignore[operator]

    @model_validator(mode="after")
    def _inside_its_bounds(self) -> Number:
        _check_bounds(self.number, self.min, self.max)
        return self


def _check_bounds(default: float, least: float, most: float) -> None:
    if least >= most:
        raise wrong("bounds", min=least, max=most)
    if not least <= default <= most:
        raise wrong("outside", default=default, min=least, max=most)


class Choice(Struct):
    """One of a few values; the program sees the value itself."""

    choice: SettingText
    """The value it starts with."""
    of: Annotated[tuple[SettingText, ...], Field(min_length=2, max_length=20)]
    """The values offered."""
    label: Line | None = None
    """What the control is called on screen; its name by default."""

    @property
    def default(self) -> Setting:
        return self.choice

    def takes(self, value: Setting) -> bool:
        """Tell whether the control can be moved to `value`."""
        return any(type(value) is type(offered) and value == offered for offered in self.of)

    @model_validator(mode="after")
    def _default_is_offered(self) -> Choice:
        if not self.takes(self.choice):
            raise wrong("not_offered", default=self.choice)
        return self


Control = Annotated[
    Annotated[Switch, Tag("switch")]
    | Annotated[Integer, Tag("integer")]
    | Annotated[Number, Tag("number")]
    | Annotated[Choice, Tag("choice")],
    Discriminator(first_key_among("switch", "integer", "number", "choice")),
]
