"""Terminals that are closed when the test is over."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.terminal.screen import Terminal

Open = Callable[..., Terminal]


@pytest.fixture
def home(tmp_path: Path, titles: Path) -> Path:
    shutil.copytree(titles, tmp_path / "home/cache")
    return tmp_path / "home"


@pytest.fixture
def opened(home: Path) -> Iterator[Open]:
    """Return what opens `tutor` in a terminal, over the same progress each time."""
    terminals: list[Terminal] = []

    def make(*args: str, **more: object) -> Terminal:
        terminals.append(Terminal(home, *args, **more))  # type: ignore[arg-type]
        return terminals[-1]

    yield make
    for terminal in terminals:
        terminal.close()
