"""The types of a lesson file's fields: what text may be, and what a setting spells.

Every scalar reaches these types as the text that was typed, and gets its type here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Annotated, Literal, TypeAlias

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from tutor.lesson.reading import Quoted
from tutor.records.job import Setting

AnswerKind: TypeAlias = Literal[
    "number", "shape", "tensor", "dtype", "device", "boolean", "exception", "grad_fn",
    "words", "choice", "choices", "order", "expression", "code",
]  # fmt: skip

_DEVICES = re.compile(r"con|prn|aux|nul|com[1-9]|lpt[1-9]")


def wrong(name: str, **values: object) -> PydanticCustomError:
    """Return the error whose sentence is `lesson.<name>`, for the reader of files to place."""
    return PydanticCustomError(f"lesson.{name}", "{name}", {"name": name, **values})


def _no_device(name: str) -> str:
    if _DEVICES.fullmatch(name):
        raise wrong("device", id=name)
    return name


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=64),
    AfterValidator(_no_device),
]
Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=64)]


def _one_line(text: str) -> str:
    if "\n" in text:
        raise wrong("several_lines")
    return text


MOST_LINES = 500
"""Lines of one text or program: more of them take a screen seconds to lay out."""


def _not_blank(text: str) -> str:
    if not text.strip():
        raise wrong("blank")
    if text.count("\n") > MOST_LINES:
        raise wrong("too_many_lines", most=MOST_LINES)
    return text


Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300),
    AfterValidator(_one_line),
]
Text = Annotated[
    str, StringConstraints(min_length=1, max_length=20_000), AfterValidator(_not_blank)
]
Source = Text
Expression = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000)
]


class Struct(BaseModel):
    """A frozen model that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]{0,39})")
_DECIMAL = re.compile(
    r"[+-]?((0|[1-9][0-9]{0,39})(\.[0-9]{0,40})?|\.[0-9]{1,40})([eE][+-]?[0-9]{1,3})?"
)


def typed_setting(text: object) -> object:
    """Return the bool, int or float that `text` spells in Python, else the text itself.

    Only `true`/`false` (any case), decimal integers without leading zeros and decimal floats are
    read; everything else is text: `no`, `010`, and whatever stood in quotation marks.
    """
    if not isinstance(text, str):
        if isinstance(text, dict | list):
            raise wrong("not_a_setting")
        return text
    if isinstance(text, Quoted):
        return str(text)
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    if _INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text)
    return text


SettingText = Annotated[Setting, BeforeValidator(typed_setting)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


def first_key_among(*known: str) -> Callable[[object], str | None]:
    """Return a function that tells by which of the known keys a mapping is recognised."""

    def tag(data: object) -> str | None:
        if isinstance(data, dict):
            return next((name for name in known if name in data), None)
        return next((name for name in known if hasattr(data, name)), None)

    return tag


def _letters(data: object) -> object:
    """Return a list of choices as a mapping from letters to texts."""
    if isinstance(data, list | tuple):
        return {chr(ord("A") + index): text for index, text in enumerate(data)}
    return data


Choices = Annotated[dict[str, Line], BeforeValidator(_letters), Field(min_length=2, max_length=12)]


def check_choices(kind: str, choices: object) -> None:
    """Raise where `choices` and the kind of answer do not go together."""
    if kind in ("choice", "choices") and choices is None:
        raise wrong("no_choices", kind=kind)
    if kind not in ("choice", "choices") and choices is not None:
        raise wrong("needless_choices", kind=kind)
