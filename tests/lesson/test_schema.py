"""Editors are told every field a lesson may have, and what it is for."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tutor.lesson.schema import json_schema


def fields(schema: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = schema["$defs"][name]["properties"]
    return found


def test_a_schema_is_json() -> None:
    assert json.loads(json.dumps(json_schema()))["required"] == [
        "format",
        "id",
        "title",
        "minutes",
        "goals",
        "steps",
    ]


@pytest.mark.parametrize("what", ["lesson", "course", "translation"])
def test_each_kind_of_file_has_a_schema(what: str) -> None:
    assert json_schema(what)["title"] == f"torch-tutor {what}"


@pytest.mark.parametrize("name", ["Explain", "Experiment", "Question", "Misconception", "Edit"])
def test_every_field_says_what_it_is_for(name: str) -> None:
    silent = [
        key for key, field in fields(json_schema(), name).items() if "description" not in field
    ]

    assert silent == []


def test_an_answer_may_be_written_as_a_number() -> None:
    assert fields(json_schema(), "Question")["answer"]["type"] == ["string", "number", "boolean"]


def test_fields_that_may_be_left_out_are_never_null() -> None:
    assert '"null"}' not in json.dumps(fields(json_schema(), "Question"))


def test_an_edit_may_stand_alone_or_in_a_list() -> None:
    one, several = fields(json_schema(), "Misconception")["edit"]["anyOf"]

    assert one == several["items"] == {"$ref": "#/$defs/Edit"}


def test_choices_may_be_a_list_or_a_mapping() -> None:
    kinds = [option["type"] for option in fields(json_schema(), "Question")["choices"]["anyOf"]]

    assert kinds == ["array", "object"]


def test_views_are_completed_by_their_names() -> None:
    mapping, word = json_schema()["$defs"]["ShowEntry"]["anyOf"]

    assert "series" in mapping["properties"]
    assert "series" in word["enum"]
