"""Words: a term or a short phrase, compared without case, spacing, articles, particles.

A near miss is asked back, never accepted, and not at all where it is a term of its own: `relu` and
`gelu` are one letter apart.
"""

from __future__ import annotations

import difflib
import re

from tutor.answers import phrase
from tutor.answers.base import RIGHT, WRONG, Asked, Comparison, Kind, Reading, asking, unreadable
from tutor.answers.keys import name_of
from tutor.answers.torch_terms import TERMS
from tutor.language import say
from tutor.records.values import Plain, Value

_ARTICLES = re.compile(r"\b(?:a|an|the|its|their|one's)\b")
_INSIDE = re.compile(r"\A[\w.]+\((?:[\w\s,.]*,)?\s*(\w+\s*=\s*[\w.]+)\s*\)\Z")
"""A call whose last argument is what was asked for: `F.dropout(x, training=self.training)`."""
_CLASS = re.compile(r"\A<class '([\w.]+)'>\Z")
_PREFIX = re.compile(
    r"\b(?:torch\.nn\.functional|(?:torch\.)?nn\.Module|torch\.nn|torch\.optim|torch\.autograd"
    r"|torch\.utils\.data|torch\.Tensor|torch|nn|F|optim|optimizer|opt|self|ctx|loss|tensor|model|module"
    r"|Module)\.(?=\w)"
)
_INDEX = re.compile(r"(?<=\w)\[\s*(-?\w+)\s*\]")
"""An index: `blocks[2]` is Python for what the name `blocks.2` names."""
_CALL = re.compile(r"\(\s*\)")
_AROUND = phrase.nouns(
    "you we one need needs needed pass passing call calling set setting add adding with by via "
    "through should must to argument arg flag option parameter keyword kwarg function method "
    "attribute property operation op class module term word name called "
    "인자 인수 옵션 플래그 함수 메서드 속성 이름 클래스 연산"
)
"""Words that say what kind of thing an answer is, or that it is used."""
_NOTHING = frozenset(each.replace(" ", "") for each in phrase.NOTHING) | {"없다"}
_NEAR = 0.84
_SHORTEST_NEAR = 4


def normal(text: str) -> str:
    """Return `text` as it is compared: lower case, no spacing, punctuation or articles."""
    text = _INSIDE.sub(r"\1", _CLASS.sub(r"\1", text.strip()))
    text = _CALL.sub("", _PREFIX.sub("", text))
    text = _ARTICLES.sub(" ", text.lower().replace("’", "'"))
    text = re.sub(r"(?<=[a-z])-(?=[a-z])", "", text)
    text = _INDEX.sub("<\\1>", text)
    # A dot inside a name belongs to it: `blocks.2.fc1`.
    return re.sub(r"(?<!\w)\.|\.(?!\w)|[\s_`'\",;:!?()\[\]{}]+", "", text)


def read(text: str, asked: Asked) -> Reading:
    """Return the words; they cannot be read only where there are none."""
    del asked
    if not normal(text):
        return unreadable(text, say("answers.words_expected"))
    return Reading(text, text, say("answers.words", value=text))


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare with the key and every further accepted wording."""
    accepted = {normal(word): word for word in (*_of(key), *asked.also)}
    forms = _forms(reading.text, asked)
    if "none" in accepted and forms & _NOTHING:
        return RIGHT
    if any(form in accepted for form in forms):
        return WRONG if _denied(reading.text, accepted) else RIGHT
    if phrase.negates(reading.text) or phrase.offers_two(reading.text):
        return WRONG
    near = _near(normal(reading.text), accepted, asked)
    return asking(say("answers.did_you_mean", word=near)) if near else WRONG


def _forms(text: str, asked: Asked) -> set[str]:
    """Return what `text` may come to: as it stands, and without what introduces or closes it."""
    forms: set[str] = set()
    for candidate in phrase.candidates(text, asked.subject, _AROUND):
        for form in phrase.without_particle(candidate):
            forms.add(normal(form))
            forms.add(_singular(normal(form)))
    return forms


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def _denied(text: str, accepted: dict[str, str]) -> bool:
    """Tell whether the answer is a denial that no accepted wording holds."""
    return phrase.negates(text) and not any(phrase.negates(word) for word in accepted.values())


def _near(typed: str, accepted: dict[str, str], asked: Asked) -> str:
    """Return the accepted wording that was nearly typed, or ""."""
    known = {normal(term) for term in asked.terms} | TERMS
    if typed in known or len(typed) < _SHORTEST_NEAR:
        return ""
    for form, word in accepted.items():
        if re.findall(r"\d+", typed) != re.findall(r"\d+", form):
            continue  # another number is another answer, no slip of the keys
        if difflib.SequenceMatcher(None, typed, form).ratio() >= _NEAR:
            return word
    return ""


def _of(key: Value) -> tuple[str, ...]:
    name = name_of(key)
    return () if name is None else (name,)


def key_of(text: str, asked: Asked) -> Value:
    """Return the words of a literal."""
    del asked
    return Plain(text.strip())


def spell(value: Value, asked: Asked) -> str:
    """Return the key's own wording."""
    del asked
    return next(iter(_of(value)), "")


KIND = Kind(read, compare, key_of, spell, longest=400)
