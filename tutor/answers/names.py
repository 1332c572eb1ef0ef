"""What dtypes, devices, exceptions and grad_fn names share: one name out of a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable

from tutor.answers import phrase
from tutor.answers.base import Asked, Reading, unreadable
from tutor.language import say

_EDGES = "`'\"“”‘’<>()[]{}.,;:!"


def one_name(
    text: str, asked: Asked, nouns: str, find: Callable[[str], str | None], kind: str
) -> Reading:
    """Return the one name `find` knows in `text`; `kind` is the kind's part of the tables."""
    if phrase.negates(text):
        return unreadable(text, say("answers.no_negation"))
    if phrase.offers_two(text):
        return unreadable(text, say("answers.one_name"))
    for candidate in phrase.candidates(text, asked.subject, phrase.nouns(nouns)):
        for form in phrase.without_particle(candidate.strip(_EDGES + " ")):
            found = find(form.strip(_EDGES + " "))
            if found is not None:
                return Reading(text, found, say(f"answers.{kind}", value=found))
    words = [find(word.strip(_EDGES)) for word in re.split(r"[\s,]+", text)]
    if len({word for word in words if word}) > 1:
        return unreadable(text, say("answers.one_name"))
    return unreadable(text, say(f"answers.{kind}_expected"))
