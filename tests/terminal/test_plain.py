"""Plain mode in a terminal: it ends when told to, and does not wait for one more line."""

from __future__ import annotations

import pytest

from tests.terminal.conftest import Open

pytestmark = pytest.mark.torch


def test_ctrl_c_at_a_prompt_ends_it_at_once(opened: Open) -> None:
    terminal = opened("--plain")
    terminal.until("q to leave")

    terminal.send("\x03")

    assert terminal.end() == 130
