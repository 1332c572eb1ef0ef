"""The tables of faults name tests that exist, for every fault there is."""

from __future__ import annotations

import ast
import functools
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT

COUNTS = {"S": 24, "W": 24, "L": 21, "D": 18, "T": 24, "G": 10}
ROW = re.compile(r"^\| ([A-Z]\d+) \|(.*)\|$", re.MULTILINE)
TEST = re.compile(r"`(tests/\S+\.py)::(test_\w+)`")
REASON = re.compile(r"No test: \S.{20,}")
LEFT_OPEN = re.compile(r"(?i)not written|todo|later")

TEXT = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
ROWS = {name: [cell.strip() for cell in cells.split(" | ")] for name, cells in ROW.findall(TEXT)}


@functools.cache
def names_in(file: str) -> frozenset[str]:
    """Return the tests written in a file, found without running it."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text(encoding="utf-8"))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in tree.body if isinstance(node, kinds))


def test_every_fault_has_one_row_in_its_order() -> None:
    expected = [f"{letter}{n}" for letter, count in COUNTS.items() for n in range(1, count + 1)]

    assert [name for name, _ in ROW.findall(TEXT)] == expected


@pytest.mark.parametrize("name", ROWS)
def test_a_row_says_what_happens_what_is_promised_and_what_holds_it(name: str) -> None:
    happens, promised, held = ROWS[name]

    assert happens
    assert promised
    assert TEST.search(held) or REASON.search(held)
    assert not LEFT_OPEN.search(held)


@pytest.mark.parametrize("name", ROWS)
def test_the_tests_that_a_row_names_exist(name: str) -> None:
    missing = [
        f"{file}::{test}"
        for file, test in TEST.findall(ROWS[name][-1])
        if test not in names_in(file)
    ]

    assert missing == []
