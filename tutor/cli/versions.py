"""Versions of what the tutor stands on, read from package metadata: nothing is imported for it."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

DISTRIBUTIONS = {"tutor": "torch-tutor", "torch": "torch", "Textual": "textual", "numpy": "numpy"}


def versions() -> dict[str, str]:
    """Return name → version; "missing" where a distribution is not installed."""
    found = {name: _version(distribution) for name, distribution in DISTRIBUTIONS.items()}
    return found | {"Python": platform.python_version()}


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "missing"
