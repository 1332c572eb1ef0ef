"""How much a run has written to its folder, where the folder has no size of its own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

MOST_BYTES: Final = 256 * 2**20
MOST_FILES: Final = 16 * 2**10


def is_too_full(folder: Path) -> bool:
    """Tell whether more is in `folder` than a run may write; looks no further than needed."""
    files = used = 0
    for parent, folders, names in os.walk(folder):
        files += len(folders) + len(names)
        if files > MOST_FILES:
            return True
        for name in names:
            used += _size(Path(parent, name))
        if used > MOST_BYTES:
            return True
    return False


def _size(file: Path) -> int:
    try:
        return file.lstat().st_size
    except OSError:
        return 0
