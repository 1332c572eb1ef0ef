"""What can be seen without running anything: telltale hints, raw LaTeX, coercible scalars."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tutor import answers
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Question
from tutor.prove.findings import Findings, problem

if TYPE_CHECKING:
    from tutor.grade import Keys, Posed
    from tutor.prove.sources import Source

LATEX = re.compile(r"\$[^$\n]{1,80}\$|\\(?:frac|partial|sum|nabla|cdot|times|mathbf|mathrm)\b")
NUMBER = re.compile(r"(?<![\w.])[-−]?\d+(?:\.\d+)?(?:e[-+]?\d+)?", re.IGNORECASE)
STATED = re.compile(
    r"(?:\b(?:is|get|gives?|makes?|answer)|=|:)\s*[`*]*([-−+]?\d+(?:\.\d+)?)[`*]*(?=[.!]?(?:\s|\Z))"
)


def prove_texts(source: Source) -> Findings:
    """Return the raw LaTeX of a lesson: a terminal shows it as wrong maths."""
    found = Findings()
    for path, text in _prose(source):
        match = LATEX.search(text)
        if match is not None:
            place = source.where(path)
            message = say("prove.latex", text=match.group())
            found += problem(source.path, place, message, say("prove.latex_hint"))
    return found


def hints_with_answer(source: Source, index: int, keyed: Sequence[tuple[Posed, Keys]]) -> Findings:
    """Return the hints that contain the answer on every variant, or state it on one of them.

    A number that is the key of one draw may stand in a hint for another reason.
    """
    found = Findings()
    if not keyed:
        return found
    for number in range(len(keyed[0][0].question.hints)):
        hints = [(posed, keys, posed.question.hints[number]) for posed, keys in keyed]
        if all(_tells(*each) for each in hints) or any(_states(*each) for each in hints):
            place = source.where(("steps", index, "hints", number))
            found += problem(source.path, place, say("prove.hint_tells"), say("prove.hint_hint"))
    return found


def _tells(posed: Posed, keys: Keys, hint: str) -> bool:
    """Tell whether a filled hint says the key: as a number, a name or the text of a choice."""
    if keys.key is None:
        return False
    key = answers.key_text(keys.key, posed.asked)
    text = posed.filled(hint)
    if posed.question.kind == "number":
        return _number(key) in {_number(word) for word in NUMBER.findall(text)}
    if posed.question.kind == "boolean":
        return bool(re.search(rf"\b{re.escape(key)}\b", text)) and not _names_both(text)
    if posed.question.kind in ("choice", "choices"):
        return any(
            len(choice) > 3 and _bare(choice) in _bare(text) for choice in _right(posed, keys)
        )
    return len(key) > 1 and f" {_bare(key)} " in f" {_bare(text)} "


def _states(posed: Posed, keys: Keys, hint: str) -> bool:
    """Tell whether a hint says in so many words that the answer is this number."""
    if keys.key is None or posed.question.kind != "number":
        return False
    stated = STATED.findall(posed.filled(hint))
    return _number(answers.key_text(keys.key, posed.asked)) in map(_number, stated)


def _right(posed: Posed, keys: Keys) -> list[str]:
    """Return the texts of the right choices."""
    return [
        text
        for letter, text in posed.choices
        if keys.key is not None
        and answers.compare(answers.read(letter, posed.asked), keys.key, posed.asked).right
    ]


def _number(text: str) -> float | str:
    try:
        return float(text.replace("−", "-"))
    except ValueError:
        return text


def _names_both(text: str) -> bool:
    return "True" in text and "False" in text


def _bare(text: str) -> str:
    """Return `text` with marks of Markdown and spaces evened out."""
    return " ".join(re.sub(r"[`*_.,;:!?()\"']+", " ", text.lower()).split())


def _prose(source: Source) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield every text of the lesson that is written for the learner, with its path."""
    for index, step in enumerate(source.lesson.steps):
        match step:
            case Explain():
                yield ("steps", index, "explain"), step.explain
            case Experiment():
                yield ("steps", index, "text"), step.text or ""
                if step.predict is not None:
                    yield ("steps", index, "predict", "ask"), step.predict.ask
            case Question():
                yield from _question_prose(index, step)


def _question_prose(index: int, step: Question) -> Iterator[tuple[tuple[str | int, ...], str]]:
    yield ("steps", index, "ask"), step.ask
    yield ("steps", index, "because"), step.because or ""
    for number, hint in enumerate(step.hints):
        yield ("steps", index, "hints", number), hint
    for number, misconception in enumerate(step.misconceptions):
        yield ("steps", index, "misconceptions", number, "say"), misconception.say
