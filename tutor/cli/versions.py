"""Versions of what the tutor stands on, read from the names of what is installed.

Nothing is imported for it, not even `importlib.metadata`, which takes longer than all the rest of
`tutor --version`; it is asked where a name alone does not tell.
"""

from __future__ import annotations

import re
import sys
from contextlib import suppress
from pathlib import Path

DISTRIBUTIONS = {"tutor": "torch-tutor", "torch": "torch", "Textual": "textual", "numpy": "numpy"}
_INFORMATION = re.compile(r"([^-]+)-([^-]+)\.dist-info")


def versions() -> dict[str, str]:
    """Return name → version; "missing" where a distribution is not installed."""
    installed = _installed()
    found = {name: _version(each, installed) for name, each in DISTRIBUTIONS.items()}
    return found | {"Python": ".".join(map(str, sys.version_info[:3]))}


def _installed() -> dict[str, str]:
    """Return name → version of every distribution whose folder says both, the first one found."""
    found: dict[str, str] = {}
    for folder in sys.path:
        with suppress(OSError):
            for entry in Path(folder).iterdir():
                named = _INFORMATION.fullmatch(entry.name)
                if named is not None:
                    found.setdefault(named[1].replace("_", "-").lower(), named[2])
    return found


def _version(distribution: str, installed: dict[str, str]) -> str:
    if distribution in installed:
        return installed[distribution]
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version(distribution)
    except PackageNotFoundError:
        return "missing"
