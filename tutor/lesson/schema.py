"""The JSON Schema of lesson, course and translation files, for editors that complete from one.

The models are the source; what they take beside their own form (a list of choices, one edit
without a list, any scalar where text is meant) is added here.
"""

from __future__ import annotations

from typing import Any, TypeAlias

Schema: TypeAlias = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(what: str = "lesson") -> Schema:
    """Return the schema of a "lesson", "course" or "translation" file."""
    from pydantic import BaseModel

    from tutor.lesson.model import CourseFile, Lesson
    from tutor.lesson.overlay import LessonOverlay

    models: dict[str, type[BaseModel]] = {
        "lesson": Lesson,
        "course": CourseFile,
        "translation": LessonOverlay,
    }
    schema: Schema = _clean(models[what].model_json_schema(by_alias=True))
    for name, definition in schema.get("$defs", {}).items():
        _widen(name, definition)
    return {"$schema": _DIALECT, "title": f"torch-tutor {what}", **_without(schema, "title")}


def _clean(schema: Any) -> Any:
    """Return a schema without generated titles and without null: a field is left out instead."""
    if isinstance(schema, list):
        return [_clean(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: _clean(part) for name, part in schema.items()}
    if isinstance(schema.get("title"), str):
        del made["title"]
    if made.get("default", 0) is None:
        del made["default"]
    return _scalar(_only_option(made))


def _only_option(schema: Schema) -> Schema:
    options = schema.get("anyOf")
    if not isinstance(options, list):
        return schema
    options = [option for option in options if option != {"type": "null"}]
    if len(options) == 1:
        only: Schema = options[0]
        return only | _without(schema, "anyOf")
    if all(option.keys() == {"type"} for option in options):
        return {"type": ["boolean", "number", "string"]} | _without(schema, "anyOf")
    return schema | {"anyOf": options}


def _scalar(schema: Schema) -> Schema:
    """Let free text be written as any scalar: the reader takes it as it was typed."""
    free = schema.get("type") == "string" and not schema.keys() & {"pattern", "enum", "const"}
    return schema | {"type": ["string", "number", "boolean"]} if free else schema


def _widen(name: str, definition: Schema) -> None:
    fields: dict[str, Schema] = definition.get("properties", {})
    if "choices" in fields:
        fields["choices"] = _mapping_or_list(fields["choices"])
    if name == "Misconception":
        fields["edit"] = _one_or_list(fields["edit"])
    if name == "Question":
        fields["unit"] = _one_or_list(fields["unit"])
    if name == "ShowEntry":
        definition.clear()
        definition.update(_show_entry())
    if name == "StepOverlay":
        fields["show"]["items"] = {"anyOf": [{"type": "string"}, fields["show"]["items"]]}
        fields["controls"]["patternProperties"] = {
            pattern: {"anyOf": [{"type": "string"}, control]}
            for pattern, control in fields["controls"]["patternProperties"].items()
        }


def _mapping_or_list(field: Schema) -> Schema:
    texts = field.get("additionalProperties", {"type": "string"})
    listed = {"type": "array", "items": texts, "minItems": 2, "maxItems": 12}
    mapping = _without(field, "description", "minProperties", "maxProperties")
    mapping |= {"propertyNames": {"pattern": "^[A-Z]$"}, "minProperties": 2, "maxProperties": 12}
    return _described(field, {"anyOf": [listed, mapping]})


def _one_or_list(field: Schema) -> Schema:
    listed = _without(field, "description", "default")
    return _described(field, {"anyOf": [listed["items"], listed]})


def _show_entry() -> Schema:
    from tutor.records.views import ANY, KINDS, OPTIONS

    word = {"enum": list(KINDS)}
    of = {"type": ["string", "number", "boolean", "null"], "description": "The expression shown."}
    scalar = {"type": ["string", "number", "boolean"]}
    options = {name: scalar | {"description": "Of any view."} for name in ANY}
    for kind, names in OPTIONS.items():
        options |= {name: scalar | {"description": f"Of a view `{kind}`."} for name in names}
    mapping = {
        "type": "object",
        "properties": dict.fromkeys(KINDS, of) | options,
        "anyOf": [{"required": [kind]} for kind in KINDS],
        "additionalProperties": False,
    }
    return {"description": "A view of the run: `series: w.grad`.", "anyOf": [mapping, word]}


def _described(field: Schema, made: Schema) -> Schema:
    return made | {name: field[name] for name in ("description",) if name in field}


def _without(schema: Schema, *names: str) -> Schema:
    return {name: part for name, part in schema.items() if name not in names}
