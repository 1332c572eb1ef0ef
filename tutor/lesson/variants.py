"""Variants: the values a question draws, the same for ever from the same question and seed."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tutor.arithmetic import evaluate
from tutor.language.particles import MARKED, fitting

if TYPE_CHECKING:
    from tutor.lesson.model import Experiment, Question
    from tutor.records.job import Setting

MOST_DRAWS = 1000
"""Combinations of the lists under `vary`: each of them is proved."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One draw."""

    settings: tuple[tuple[str, Setting], ...]
    """Names the program starts with: the experiment's defaults with the draw laid over them."""
    drawn: tuple[tuple[str, Setting], ...] = ()
    """What `vary` gave, in the order of its names."""


def variants(question: Question, experiment: Experiment | None) -> tuple[Variant, ...]:
    """Return every draw that meets `when`, in the order of the lists.

    Raises tutor.arithmetic.Refused where the condition cannot be evaluated.
    """
    return tuple(_meeting(question, experiment))


def default_variant(question: Question, experiment: Experiment | None) -> Variant:
    """Return the draw with each control's default where it is listed, else the first value.

    Where that does not meet `when`, it is the first draw that does; where none does, it stays.
    """
    defaults = experiment.defaults() if experiment is not None else {}
    drawn = {
        name: defaults[name] if name in defaults and _lists(values, defaults[name]) else values[0]
        for name, values in question.vary.items()
    }
    chosen = _variant(experiment, drawn)
    if _meets(question, chosen):
        return chosen
    return next(_meeting(question, experiment), chosen)


def draw(question: Question, experiment: Experiment | None, seed: int) -> Variant:
    """Return the variant that `seed` draws; 0 draws the default one."""
    if seed == 0 or not question.vary:
        return default_variant(question, experiment)
    drawable = variants(question, experiment)
    if not drawable:
        return default_variant(question, experiment)
    return drawable[_number(question.id, seed) % len(drawable)]


def shuffled(
    choices: Mapping[str, str], seed: int, question_id: str
) -> tuple[tuple[str, str], ...]:
    """Return the choices in the order that `seed` gives, lettered anew; 0 leaves them in theirs."""
    letters = list(choices)
    order = letters
    if seed != 0:
        order = sorted(letters, key=lambda letter: _number(f"{question_id}\0{letter}", seed))
    return tuple(zip(letters, (choices[letter] for letter in order), strict=True))


def fill(text: str, names: Mapping[str, object]) -> str:
    """Return `text` with each `{name}` of `names` replaced; every other brace stays as it is.

    Values are shown as Python shows them: `0.1`, `True`; text stands without quotes. A Korean
    particle written for both sounds behind one, `{n}을(를)`, becomes the one that fits.
    """
    if "{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        name, code, form = match.groups()
        if name not in names:
            return match.group()
        shown = str(names[name])
        return f"{shown}{code}{fitting(shown, form)}" if form else f"{shown}{code}"

    return _WITH_PARTICLE.sub(value, text)


PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
_WITH_PARTICLE = re.compile(rf"{PLACEHOLDER.pattern}([*`,)\]]*)({MARKED})?")
"""What closes code, emphasis or brackets is not spoken, so it may stand before the particle."""


def draws(question: Question) -> int:
    """Return how many combinations `vary` has, before `when`."""
    count = 1
    for values in question.vary.values():
        count *= len(values)
    return count


def _meeting(question: Question, experiment: Experiment | None) -> Iterator[Variant]:
    combinations = itertools.product(*question.vary.values())
    for values in itertools.islice(combinations, MOST_DRAWS):
        variant = _variant(experiment, dict(zip(question.vary, values, strict=True)))
        if _meets(question, variant):
            yield variant


def _variant(experiment: Experiment | None, drawn: Mapping[str, Setting]) -> Variant:
    controls = experiment.controls if experiment is not None else {}
    typed = {name: control_value(controls.get(name), value) for name, value in drawn.items()}
    defaults = experiment.defaults() if experiment is not None else {}
    return Variant(tuple((defaults | typed).items()), tuple(typed.items()))


def control_value(control: object, value: Any) -> Any:
    """Return a listed value as the control gives it: `1` is `1.0` where it holds floats."""
    is_number = type(value) is int and hasattr(control, "number")
    return float(value) if is_number else value


def _meets(question: Question, variant: Variant) -> bool:
    return question.when is None or bool(evaluate(question.when, dict(variant.settings)))


def _lists(values: tuple[Setting, ...], wanted: Setting) -> bool:
    return any(isinstance(v, bool) is isinstance(wanted, bool) and v == wanted for v in values)


def _number(name: str, seed: int) -> int:
    digest = hashlib.blake2b(f"{name}\0{seed}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big")
