"""What is typed for a view: a view the child can make, or a sentence that says what is missing."""

from __future__ import annotations

import pytest

from tutor.errors import PlayError
from tutor.playing.views import WHOLE, example, line_of, typed_view
from tutor.records.job import Show
from tutor.records.views import KINDS, OPTIONS

REFUSED = [
    ("sereis", "x", {}, "no view sereis"),
    ("series", "", {}, "such as losses"),
    ("series", "x +", {}, "not a Python expression"),
    ("tensor", "x", {"against": "y("}, "not a Python expression"),
    ("tensor", "x", {"agianst": "y"}, "no option agianst"),
]


@pytest.mark.parametrize(("kind", "of", "options", "said"), REFUSED)
def test_what_is_no_view_is_said(kind: str, of: str, options: dict[str, str], said: str) -> None:
    with pytest.raises(PlayError, match=said):
        typed_view(kind, of, options)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_asked_for_as_its_example_says(kind: str) -> None:
    assert typed_view(kind, example(kind)) == Show(kind, example(kind))


@pytest.mark.parametrize("kind", WHOLE)
def test_a_view_of_the_whole_run_needs_no_expression(kind: str) -> None:
    assert typed_view(kind, " ") == Show(kind, "")


def test_options_left_empty_are_left_out() -> None:
    options = dict.fromkeys(OPTIONS["shapes"], "") | {"dim": " 1 ", "op": "stack"}

    made = typed_view("shapes", "out", options)

    assert made == Show("shapes", "out", (("op", "stack"), ("dim", "1")))
    assert line_of(made) == "shapes out · op: stack · dim: 1"
