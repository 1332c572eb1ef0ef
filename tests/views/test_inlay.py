"""Values behind the lines of an editor: as many as fit, on the lines they are true of."""

from __future__ import annotations

import pytest

from tutor.records.messages import LiveValue
from tutor.records.values import Plain
from tutor.views.inlay import inlay, still_true
from tutor.views.palette import DARK


def values(*found: int, name: str = "x") -> list[LiveValue]:
    return [LiveValue(1, name, Plain(each)) for each in found]


@pytest.mark.parametrize(
    ("room", "shown"),
    [(40, "1 → 2 → 3"), (9, "1 → 2 → 3"), (8, "3"), (5, None)],
)
def test_values_are_cut_to_their_room(room: int, shown: str | None) -> None:
    found = inlay(values(1, 2, 3), room, DARK)

    assert (None if found is None else found.plain) == shown


def test_of_several_expressions_each_is_named_with_its_last_value() -> None:
    found = inlay([*values(1, 2), *values(5, name="y")], 40, DARK)

    assert found is not None
    assert found.plain == "x 2 · y 5"


@pytest.mark.parametrize(
    ("now", "lines"),
    [
        ("a\nb\nc", {1: "a", 3: "c"}),
        ("a\nnew\nb\nc", {1: "a", 4: "c"}),
        ("b\nc", {2: "c"}),
        ("a\nb\nC", {1: "a"}),
        ("A\nb\nc", {3: "c"}),
        ("a", {1: "a"}),
        ("", {}),
        ("a\nb\nc\nc", {1: "a", 3: "c"}),
    ],
)
def test_values_stay_with_lines_that_are_typed_around(now: str, lines: dict[int, str]) -> None:
    kept = {1: values(1, name="a"), 3: values(3, name="c")}

    found = still_true(kept, "a\nb\nc", now)

    assert {line: each[0].expression for line, each in found.items()} == lines
