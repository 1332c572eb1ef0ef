"""Markdown of lessons as text."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from tutor.views.prose import Prose


def drawn(markdown: str) -> str:
    console = Console(file=io.StringIO(), width=60, color_system=None)
    with console.capture() as taken:
        console.print(Prose(markdown))
    return taken.get().strip()


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("super().__init__() comes first", "super().__init__() comes first"),
        ("_version and __len__", "_version and __len__"),
        ("a **bold** and an *italic* word", "a bold and an italic word"),
        ("`__init__` in code", "__init__ in code"),
    ],
)
def test_underscores_of_names_are_no_emphasis(markdown: str, text: str) -> None:
    assert drawn(markdown) == text
