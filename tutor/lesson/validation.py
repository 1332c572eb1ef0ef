"""From what pydantic finds wrong to problems with a place, in words an author can act on.

The models say what a file may hold; this file says where in it each complaint stands, leaves out
what merely follows from another complaint, and suggests the nearest known name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

from tutor.errors import Problem
from tutor.language import say
from tutor.lesson.document import Document, Node, Place
from tutor.lesson.location import located
from tutor.lesson.model import Step
from tutor.lesson.naming import described, nearest, slug
from tutor.lesson.nodes import MOST_PROBLEMS
from tutor.lesson.spot import said

Model = TypeVar("Model", bound=BaseModel)
Error = dict[str, Any]


def validated(
    model: type[Model], document: Document
) -> tuple[Model | None, tuple[Problem, ...], frozenset[Place]]:
    """Return the model of a document, or None with its problems and the places they stand at."""
    try:
        return model.model_validate(document.root), (), frozenset()
    except ValidationError as error:
        errors: Sequence[Any] = error.errors(include_url=False)
        found = [_Complaint(model, document, each) for each in errors[: 10 * MOST_PROBLEMS]]
        told = [complaint for complaint in found if not complaint.follows_from(found)]
        problems = tuple(dict.fromkeys(complaint.problem() for complaint in told))
        return None, problems, frozenset(complaint.place for complaint in found)


def validated_step(node: Node) -> Step | None:
    """Return one step by itself, or None where it is wrong."""
    try:
        return _STEP.validate_python(node)
    except ValidationError:
        return None


_STEP: TypeAdapter[Step] = TypeAdapter(Step)


class _Complaint:
    """One error of pydantic, with the place it stands at and the model it is about."""

    def __init__(self, model: type[BaseModel], document: Document, error: Error) -> None:
        self.document = document
        self.kind: str = error["type"]
        self.context: dict[str, Any] = error.get("ctx") or {}
        self.given = error["input"]
        location: Place = error["loc"]
        self.about_key = location[-1:] == ("[key]",) or self.kind == "extra_forbidden"
        if self.kind == "missing":
            self.field, location = str(location[-1]), location[:-1]
        self.place, self.model = located(model, document, location)
        if self.kind == "extra_forbidden" and self.place:
            self.field = str(self.place[-1])
            _, self.model = located(model, document, location[:-1])
        elif self.kind != "missing":
            self.field = _field_name(self.place)

    def follows_from(self, others: Sequence[_Complaint]) -> bool:
        """Tell whether another complaint says it already."""
        if self.kind == "missing":
            return any(o.kind == "extra_forbidden" and o.place[:-1] == self.place
                       and o.nearest() == self.field for o in others)  # fmt: skip
        if self.kind == "too_short" and isinstance(self.given, list | dict):
            return len(self.given) >= int(self.context.get("min_length", 0))
        first = next(o for o in others if o.place == self.place and o.kind != "missing")
        return first is not self and self.kind != "extra_forbidden"

    def nearest(self) -> str:
        """Return the known field that an unknown one most likely means, or ""."""
        return nearest(self.field, known_fields(self.model))

    def problem(self) -> Problem:
        message, hint = self._sentences()
        return self.document.problem(self.place, message, hint, key=self.about_key)

    def _sentences(self) -> tuple[str, str]:
        if self.kind == "missing":
            return said("missing", field=self.field, thing=_thing(self.model))
        if self.kind == "extra_forbidden":
            return self._unknown()
        if self.given == "" and self.kind in _OF_COLLECTIONS:
            return said("empty", field=self.field)
        if self.kind == "union_tag_not_found":
            return self._untagged()
        if self.kind == "string_pattern_mismatch":
            return self._bad_name()
        if self.kind == "literal_error":
            return self._no_kind()
        if self.kind.startswith("lesson."):
            return said(self.kind.removeprefix("lesson."), field=self.field, **self.context)
        name = _SENTENCES.get(self.kind, "wrong")
        context = {k: f"{v:g}" if isinstance(v, float) else v for k, v in self.context.items()}
        return said(name, **(self._values() | context))

    def _values(self) -> dict[str, object]:
        return {"field": self.field, "given": described(self.given), "words": self.kind}

    def _unknown(self) -> tuple[str, str]:
        near = self.nearest()
        message = say("lesson.unknown", field=self.field, thing=_thing(self.model))
        if near:
            return message, say("lesson.did_you_mean", near=near)
        known = ", ".join(known_fields(self.model))
        return message, say("lesson.unknown_hint", known=known)

    def _untagged(self) -> tuple[str, str]:
        thing = "step" if self.place[:1] == ("steps",) and len(self.place) == 2 else "control"
        known = _STEPS if thing == "step" else _CONTROLS
        if not isinstance(self.given, dict):
            return said(f"{thing}_form", given=described(self.given))
        for key in self.given:
            near = nearest(str(key), known)
            if near:
                self.place, self.about_key = (*self.place, str(key)), True
                message = say("lesson.unknown", field=key, thing=say(f"lesson.thing_{thing}"))
                return message, say("lesson.did_you_mean", near=near)
        return said(f"untagged_{thing}", field=self.field)

    def _bad_name(self) -> tuple[str, str]:
        text = str(self.given)
        if self.context.get("pattern", "").startswith("^[a-z0-9]"):
            return said("bad_id", id=described(text), near=slug(text, "-") or "my-lesson")
        return said("bad_name", name=described(text), near=slug(text, "_") or "name")

    def _no_kind(self) -> tuple[str, str]:
        known = re.findall(r"'([^']*)'", self.context.get("expected", ""))
        near = nearest(str(self.given), known)
        message = say("lesson.no_kind", given=described(self.given), field=self.field)
        if near:
            return message, say("lesson.did_you_mean", near=near)
        return message, say("lesson.no_kind_hint", known=", ".join(known))


def known_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """Return the names a model's fields have in a file."""
    return tuple(field.alias or name for name, field in model.model_fields.items())


_STEPS = ("explain", "experiment", "question")
_CONTROLS = ("switch", "integer", "number", "choice")
_OF_COLLECTIONS = ("tuple_type", "dict_type", "model_type", "union_tag_not_found")
_SENTENCES = {
    "string_type": "not_text",
    "string_too_short": "empty",
    "string_too_long": "too_long",
    "int_parsing": "not_whole",
    "int_from_float": "not_whole",
    "int_parsing_size": "not_whole",
    "int_type": "not_whole",
    "float_parsing": "not_number",
    "float_type": "not_number",
    "finite_number": "not_number",
    "bool_parsing": "not_switch",
    "bool_type": "not_switch",
    "greater_than_equal": "too_small",
    "greater_than": "not_above",
    "less_than_equal": "too_large",
    "tuple_type": "not_list",
    "dict_type": "not_mapping",
    "model_type": "not_mapping",
    "too_short": "too_few",
    "too_long": "too_many",
}


def _thing(model: type[BaseModel]) -> str:
    return say(f"lesson.thing_{model.__name__.lower()}")


def _field_name(place: Place) -> str:
    """Return what a place is called: `hints 2` for the second hint, `choices B`."""
    if len(place) > 1 and (isinstance(place[-1], int) or place[-2] == "choices"):
        last = place[-1] + 1 if isinstance(place[-1], int) else place[-1]
        return f"{place[-2]} {last}"
    return str(place[-1]) if place else "—"
