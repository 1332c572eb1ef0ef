"""Every key on every variant, each accept and reject, each misconception with its own reply."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tutor import answers
from tutor.grade import Keys, Posed, find_keys, judge, pose
from tutor.grade.pose import KEY, belief
from tutor.jobs import Runner
from tutor.language import say
from tutor.lesson import variants
from tutor.lesson.model import Question
from tutor.prove.findings import Counts, Findings, KeyValue, problem
from tutor.prove.texts import hints_with_answer
from tutor.records.values import Value

if TYPE_CHECKING:
    from tutor.answers import Reading
    from tutor.lesson.model import Lesson
    from tutor.prove.sources import Source

RUN_BY_TORCH = ("expression", "code")


async def prove_question(
    source: Source, index: int, question: Question, runner: Runner, seeds: int
) -> Findings:
    """Return what is wrong with the question at step `index`."""
    place = Place(source, index)
    posed = _every_variant(source.lesson, question)
    if not posed:
        return place.problem(("when",), say("prove.no_variant"), say("prove.no_variant_hint"))
    found = Findings()
    keyed: list[tuple[Posed, Keys]] = []
    for each in posed:
        keys = await find_keys(each, runner, typed=solution(question))
        part = prove_key(place, each, keys)
        found += part
        if not part.problems:
            keyed.append((each, keys))
            found += _beliefs(place, each, keys)
    if keyed and keyed[0][0].seed == 0:
        found += await prove_listed(place, *keyed[0], runner)
    found += await _seeds(place, posed[0], runner, seeds)
    found += hints_with_answer(source, index, keyed)
    return found


class Place:
    """Where the parts of one question stand in its file; in a translation its step has a name."""

    def __init__(self, source: Source, step: int | str) -> None:
        self.source = source
        self.step = step

    def problem(self, field: Sequence[str | int], message: str, hint: str = "") -> Findings:
        place = self.source.where(("steps", self.step, *field))
        return problem(self.source.path, place, message, hint)


def _every_variant(lesson: Lesson, question: Question) -> list[Posed]:
    """Return the question posed with each variant that can be drawn, the default one first."""
    default = pose(lesson, question, 0)
    drawable = variants.variants(question, default.experiment)
    others = [
        replace(pose(lesson, question, 0, settings=dict(each.settings)), drawn=dict(each.drawn))
        for each in drawable
        if dict(each.drawn) != dict(default.drawn)
    ]
    meets = any(dict(each.drawn) == dict(default.drawn) for each in drawable)
    return [default, *others] if meets else others


def solution(question: Question) -> str | None:
    return question.answer if question.kind in RUN_BY_TORCH else None


def prove_key(place: Place, posed: Posed, keys: Keys) -> Findings:
    """Prove that the key evaluates, and that typing what a reveal shows is right."""
    field = ("answer",) if posed.question.answer is not None else ("literal",)
    if keys.key is None:
        return place.problem(field, _on(posed, keys.problem or say("prove.bad_literal")))
    try:
        text = answers.key_text(keys.key, posed.asked)
        typed = solution(posed.question) or text
        verdict = judge(posed, answers.read(typed, posed.asked), keys)
    except ValueError as error:
        return place.problem(field, _on(posed, str(error)))
    if verdict.kind != "right":
        message = say("prove.reveal_fails", key=text, kind=posed.question.kind, reply=verdict.reply)
        return place.problem(field, _on(posed, message))
    value = KeyValue(f"{place.source.lesson.id}/{posed.question.id}", _drawn(posed), text)
    return Findings(proved=Counts(keys=1), keys=(value,))


def _beliefs(place: Place, posed: Posed, keys: Keys) -> Findings:
    if posed.question.kind == "code":
        return _mistaken_programs(place, posed, keys)
    found = Findings()
    for index, value in enumerate(keys.beliefs):
        found += _belief(place, posed, keys, index, value)
    return found


def _belief(place: Place, posed: Posed, keys: Keys, index: int, value: Value | None) -> Findings:
    """Prove that what a misconception answers is wrong, and recognised as this one."""
    field = ("misconceptions", index)
    if value is None:
        return place.problem(field, _on(posed, _no_belief(keys, index)))
    twin = _twin(posed, keys, index, value)
    if twin is not None:
        return place.problem(field, _on(posed, twin), say("prove.same_hint"))
    return Findings(proved=Counts(misconceptions=1))


def _no_belief(keys: Keys, index: int) -> str:
    names = (f"{belief(index)}/{KEY}", f"main/{belief(index)}")
    raised = next((raised for name, raised in keys.raised if name in names), None)
    error = f"{raised.exception}: {raised.message}" if raised is not None else ""
    return say("prove.no_belief", error=error)


def _twin(posed: Posed, keys: Keys, index: int, value: Value) -> str | None:
    """Return what else has the answer of this misconception, in a sentence; None: nothing."""
    if keys.key is not None and _same(posed, value, keys.key):
        return say("prove.belief_is_key", key=answers.key_text(value, posed.asked))
    for other, theirs in enumerate(keys.beliefs[:index]):
        if theirs is not None and _same(posed, value, theirs):
            key = answers.key_text(value, posed.asked)
            return say("prove.belief_is_belief", other=other + 1, key=key)
    return None


def _same(posed: Posed, value: Value, other: Value) -> bool:
    """Tell whether a learner who types `value` would be graded as if they meant `other`."""
    if posed.question.kind == "expression":
        return answers.compare_values(value, other, tolerance=posed.question.tolerance).right
    try:
        reading = answers.read(answers.key_text(value, posed.asked), posed.asked)
        return reading.ok and answers.compare(reading, other, posed.asked).right
    except ValueError:
        return False


def _mistaken_programs(place: Place, posed: Posed, keys: Keys) -> Findings:
    """Prove that each known mistake of a code question fails, and unlike the others."""
    found = Findings()
    tests = keys.tests or {}
    for index in range(len(posed.question.misconceptions)):
        typed = dict(tests) | {"typed": tests.get(belief(index), ())}
        verdict = judge(posed, _program(posed), replace(keys, tests=typed))
        if verdict.kind != "right" and verdict.misconception == index:
            found += Findings(proved=Counts(misconceptions=1))
        else:
            message = say("prove.mistake_passes", reply=verdict.reply)
            found += place.problem(("misconceptions", index), _on(posed, message))
    return found


def _program(posed: Posed) -> Reading:
    return answers.read(posed.question.answer or "", posed.asked)


async def prove_listed(place: Place, posed: Posed, keys: Keys, runner: Runner) -> Findings:
    """Prove the accept and reject lists, at the default variant."""
    found = Findings()
    for name, wanted in (("accept", True), ("reject", False)):
        for number, text in enumerate(getattr(posed.question, name)):
            right, reply = await _graded(posed, keys, text, runner)
            if right is wanted:
                found += Findings(proved=Counts(accepts=int(wanted), rejects=int(not wanted)))
            else:
                key = "prove.accept_refused" if wanted else "prove.reject_accepted"
                found += place.problem((name, number), say(key, text=text, reply=reply))
    return found


async def _graded(posed: Posed, keys: Keys, text: str, runner: Runner) -> tuple[bool, str]:
    reading = answers.read(text, posed.asked)
    if not reading.ok:
        return False, reading.problem
    if posed.question.kind in RUN_BY_TORCH:
        keys = await find_keys(posed, runner, typed=reading.text)
    verdict = judge(posed, reading, keys)
    return verdict.kind == "right", verdict.reply


async def _seeds(place: Place, posed: Posed, runner: Runner, seeds: int) -> Findings:
    """Prove that the key does not hang on the seed, unless the question says that it does."""
    if posed.question.random or posed.question.answer is None or posed.question.kind == "code":
        return Findings()
    texts = set()
    for seed in range(seeds):
        keys = await find_keys(_reseeded(posed, seed), runner, typed=solution(posed.question))
        if keys.key is not None:
            texts.add(answers.key_text(keys.key, posed.asked))
    if len(texts) <= 1:
        return Findings()
    shown = ", ".join(sorted(texts)[:3])
    return place.problem(("answer",), say("prove.seed_decides", keys=shown), say("prove.seed_hint"))


def _reseeded(posed: Posed, seed: int) -> Posed:
    question = posed.question.model_copy(update={"random": True})
    return replace(posed, question=question, seed=seed)


def _drawn(posed: Posed) -> str:
    return ", ".join(f"{name}={value!r}" for name, value in posed.drawn.items())


def _on(posed: Posed, message: str) -> str:
    """Return the message with the variant it is about, where there are several."""
    drawn = _drawn(posed)
    return say("prove.on_variant", variant=drawn, message=message) if drawn else message
