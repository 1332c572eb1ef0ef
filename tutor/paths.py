"""Where lessons are and where progress lives; nothing here creates or reads a file."""

from __future__ import annotations

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """Return `lessons` or `assets`: inside an installed package, beside it in a checkout."""
    installed = PACKAGE / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder


def data_folder() -> Path:
    """Return the folder of the learner's progress (`TUTOR_HOME` overrides it)."""
    chosen = os.environ.get("TUTOR_HOME")
    if chosen:
        return Path(chosen)
    import platformdirs

    return platformdirs.user_data_path("tutor", appauthor=False)


def cache_folder() -> Path:
    """Return the folder of what can be made again, such as the title index."""
    chosen = os.environ.get("TUTOR_HOME")
    if chosen:
        return Path(chosen) / "cache"
    import platformdirs

    return platformdirs.user_cache_path("tutor", appauthor=False)


def state_folder() -> Path:
    """Return the folder of crash reports."""
    chosen = os.environ.get("TUTOR_HOME")
    if chosen:
        return Path(chosen) / "state"
    import platformdirs

    return platformdirs.user_state_path("tutor", appauthor=False)
