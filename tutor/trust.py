"""The learner's yes to a course of somebody else: given for its folder, as long as its files stay.

A course that did not come with the tutor is asked about where its programs cannot be shut in.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tutor.paths import shipped

if TYPE_CHECKING:
    from tutor.store import Store

TRUSTED: Final = "trusted"
"""The kind of event a yes is kept as. It is never taken from another machine."""
_LARGEST: Final = 2**20
"""Bytes of a file that are looked at: the reader of lessons refuses what is larger."""


def came_with_tutor(folder: Path) -> bool:
    """Tell whether the course in `folder` is the one the tutor came with."""
    return folder.resolve() == shipped("lessons").resolve()


class Trust:
    """The yes to the course in one folder: whether it was said, and saying it."""

    def __init__(self, folder: Path, store: Store) -> None:
        self.folder = folder.resolve()
        self._store = store
        self._given = ""
        """The content that yes was said to while this is open, also where it could not be kept."""

    def is_given(self) -> bool:
        """Tell whether yes was said to the course as it is now; raises StoreError."""
        content = content_of(self.folder)
        said = self._store.events(lesson="", kinds=(TRUSTED,))
        return content == self._given or any(e.body == self._body(content) for e in said)

    def give(self) -> None:
        """Keep the learner's yes to the course as it is now; raises StoreError."""
        self._given = content_of(self.folder)
        self._store.append(TRUSTED, "", self._body(self._given))

    def _body(self, content: str) -> dict[str, str]:
        return {"folder": str(self.folder), "content": content}


def content_of(folder: Path) -> str:
    """Return what changes with the name or text of any lesson in `folder`, and only with it."""
    import hashlib

    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        if path.is_file():
            whole.update(os.fsencode(path.relative_to(folder)) + b"\0")
            whole.update(hashlib.sha256(_beginning(path)).digest())
    return whole.hexdigest()


def _beginning(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return b""
