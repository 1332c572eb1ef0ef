"""Here a record that cannot be drawn is what is looked for: it must be the sentence it is for a learner."""

from __future__ import annotations

import pytest

from tutor.views import guarded

REFUSAL = guarded.refusal


@pytest.fixture(autouse=True)
def drawn_as_for_learners(own_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guarded, "refusal", REFUSAL)
