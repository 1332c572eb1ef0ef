"""What the process that runs programs starts with."""

from __future__ import annotations

import pytest

from tutor.runner.forked import environment


def test_waiting_threads_sleep_whatever_the_shell_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OMP_WAIT_POLICY", "ACTIVE")

    assert environment()["OMP_WAIT_POLICY"] == "PASSIVE"
