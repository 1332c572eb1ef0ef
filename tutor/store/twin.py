"""The twin of the database: the same events as lines of JSON, each on the disk before its commit.

Lines are only ever added. Every write begins with a line break, so that one which was cut short
spoils no other; what cannot be read is passed over and counted.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tutor.errors import StoreError
from tutor.language import say
from tutor.store.events import Row
from tutor.store.failures import named_failures

TAIL = 256 * 1024
"""Bytes at the end of the twin that are read at every start."""


@dataclass(slots=True)
class Lines:
    """What a twin, or the end of one, holds."""

    rows: dict[str, Row] = field(default_factory=dict)
    """Id → row, in order; a line taken back is not among them."""
    bad: int = 0
    """Lines that are no rows."""


class Twin:
    """One open twin. Every method runs on the store's thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: int | None = None

    def open(self) -> None:
        """Open the file to add to it, and make it where there is none."""
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        with named_failures(self.path):
            is_new = not self.path.exists()
            self._file = os.open(self.path, flags, 0o600)
            if is_new:
                sync_folder(self.path.parent)

    def append(self, rows: Iterable[Row]) -> None:
        """Add rows in one write, and return once they are on the disk."""
        self._write("".join(f"\n{line_of(row)}" for row in rows) + "\n")

    def take_back(self, id: str) -> None:  # noqa: A002 (the column's own name)
        """Say that the row `id` was refused; where even that cannot be written, it may stay."""
        with contextlib.suppress(StoreError):
            self._write("\n" + json.dumps({"void": id}) + "\n")

    def is_same_file(self) -> bool:
        """Tell whether the open file is still the one of that name."""
        try:
            return os.path.samestat(os.fstat(self._opened()), self.path.stat())
        except OSError:
            return False

    @property
    def size(self) -> int:
        """Return how many bytes there are; 0 where there is no file."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0

    def lines(self, *, tail: bool = False) -> Lines:
        """Return every line, or those in the last TAIL bytes."""
        found = Lines()
        with named_failures(self.path):
            try:
                with self.path.open("rb") as file:
                    if tail:
                        file.seek(max(0, self.size - TAIL))
                        file.readline()
                    for raw in file:
                        if raw.strip():
                            read_line(raw, found)
            except (FileNotFoundError, NotADirectoryError):
                return found
        return found

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _write(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        with named_failures(self.path):
            written = os.write(self._opened(), data)
            if written < len(data):
                # What is left of the room on the disk has gone into half a line.
                os.write(self._opened(), data[written:])
            sync(self._opened())

    def _opened(self) -> int:
        if self._file is None:
            raise StoreError(say("store.closed"))
        return self._file


def sync(file: int) -> None:
    """Put what was written on the disk itself."""
    if sys.platform == "darwin":
        import fcntl

        fcntl.fcntl(file, fcntl.F_FULLFSYNC)
    else:
        os.fsync(file)


def sync_folder(folder: Path) -> None:
    """Put the names in `folder` on the disk, where the system can."""
    if os.name != "posix":
        return
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def line_of(row: Row) -> str:
    """Return a row as one line of JSON."""
    return json.dumps(
        {
            "id": row.id,
            "at": row.at,
            "session": row.session,
            "kind": row.kind,
            "lesson": row.lesson,
            "body": row.body,
            "crc": row.crc,
        },
        ensure_ascii=True,
    )


def read_line(raw: bytes, found: Lines) -> None:
    """Add what a line holds to `found`, or count it as one that holds nothing."""
    try:
        plain: Any = json.loads(raw)
        if isinstance(plain, dict) and isinstance(plain.get("void"), str):
            found.rows.pop(plain["void"], None)
            return
        crc = plain.pop("crc")
        row = Row(**plain)
        if not _typed(row) or row.crc != crc:
            raise ValueError("not what was written")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        found.bad += 1
        return
    found.rows[row.id] = row


def _typed(row: Row) -> bool:
    texts = (row.id, row.session, row.kind, row.lesson, row.body)
    return isinstance(row.at, float) and all(isinstance(text, str) for text in texts)
