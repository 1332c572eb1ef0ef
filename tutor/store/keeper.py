"""Both files of a store as one: what is acknowledged is in each, and either makes up for the other.

An event goes to the twin and onto the disk, then into the database and onto the disk, then both
names are checked to mean the files that were written: only then is it returned. Damage is set
aside by renaming, never deleted, and what was lost in one file is put back from the other.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from tutor.errors import StoreDamaged, StoreError, StoreFull, StoreReadOnly
from tutor.language import say
from tutor.store.backups import Backup, backups, highest, make_backup, set_aside
from tutor.store.database import Database
from tutor.store.events import Event, Opened, Row
from tutor.store.failures import named_failures
from tutor.store.salvage import salvaged
from tutor.store.turns import turn
from tutor.store.twin import TAIL, Twin
from tutor.store.volumes import is_remote

T = TypeVar("T")
FILE, TWIN = "progress.db", "progress.jsonl"
NEWEST = 200
"""Newest events that are looked for at the end of the twin at every start."""


class Keeper:
    """The files of one store. Every method runs on the store's thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.read_only = False
        self._database = Database(folder / FILE)
        self._twin = Twin(folder / TWIN)
        self._beyond_mending: set[str] = set()

    def open(self) -> Opened:
        """Open both files, mend what can be mended, and say what was found."""
        if not self._writable():
            return self._open_to_read()
        with turn(self.folder):
            return self._open_to_write()

    def append(self, row: Row) -> Event:
        """Keep one event and return it once it is in both files; raises StoreError.

        Its time is moved up to that of the latest event, where a clock was set back.
        """
        if self.read_only:
            raise StoreReadOnly(say("store.cannot_write"))
        row = replace(row, at=max(row.at, self._database.newest_at))
        self._twin.append([row])
        try:
            self._database.insert([row])
        except StoreError:
            if self._are_same_files():
                self._twin.take_back(row.id)
                raise
        if not self._are_same_files():
            self._reopen(row)
        return self._database.event(row.id)

    def add(self, rows: list[Row]) -> int:
        """Keep rows of another store, in both files; return how many were not there already."""
        if self.read_only:
            raise StoreReadOnly(say("store.cannot_write"))
        known = {row.id for row, _ in self._database.rows()}
        new = [row for row in rows if row.id not in known]
        if new:
            self._twin.append(new)
            self._database.insert(new)
        return len(new)

    def events(
        self,
        lessons: tuple[str, ...] | None,
        kinds: tuple[str, ...],
        after: int,
        newest: int | None,
    ) -> tuple[Event, ...]:
        return self._whole(lambda: self._database.events(lessons, kinds, after, newest))

    def latest(self, kind: str) -> Mapping[tuple[str, str], Event]:
        return self._whole(lambda: self._database.latest(kind))

    def verify(self) -> int:
        """Compare all of both files and mend each from the other; return how much was mended."""
        if self.read_only:
            return 0
        lines = self._twin.lines()
        rows = list(self._database.rows())
        bad = [row.id for row, is_intact in rows if not is_intact and row.id in lines.rows]
        for id_ in bad:
            self._database.mend(lines.rows[id_])
        known = {row.id for row, _ in rows}
        to_database = [row for id_, row in lines.rows.items() if id_ not in known]
        to_twin = [row for row, is_intact in rows if is_intact and row.id not in lines.rows]
        if to_database:
            self._database.insert(to_database)
        if to_twin:
            self._twin.append(to_twin)
        return len(bad) + len(to_database) + len(to_twin)

    def back_up(self) -> Backup:
        """Copy the database where it has changed since the newest copy."""
        if self.read_only:
            raise StoreReadOnly(say("store.cannot_write"))
        return make_backup(self._database, self.folder, time.time())

    def close(self) -> None:
        self._database.close()
        self._twin.close()

    # Opening

    def _writable(self) -> bool:
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError:
            return False
        files = (self._database.path, self._twin.path)
        return os.access(self.folder, os.W_OK) and all(
            os.access(file, os.W_OK) for file in files if file.exists()
        )

    def _open_to_write(self) -> Opened:
        with named_failures(self._twin.path):
            self._twin.open()
        notices = self._open_database()
        if self._database.is_newer:
            self.read_only = True
            return Opened(True, (*notices, say("store.newer")))
        try:
            if self._database.is_older:
                make_backup(self._database, self.folder, time.time())
            self._database.migrate()
            self._reconcile_end()
        except StoreFull:
            notices.append(say("store.full"))
        if is_remote(self.folder):
            notices.append(say("store.remote", path=self.folder))
        return Opened(False, tuple(notices))

    def _open_to_read(self) -> Opened:
        """Open what there is without writing; what cannot be read comes from the twin."""
        self.read_only = True
        notices = (say("store.read_only", path=self.folder),)
        try:
            if self._database.path.exists():
                self._database.open(read_only=True)
                return Opened(True, notices)
        except StoreDamaged:
            self._database.close()
        self._database.open_in_memory()
        self._database.insert((self._twin.lines().rows | salvaged(self._database.path)).values())
        return Opened(True, notices)

    def _open_database(self) -> list[str]:
        """Open the database; one that is damaged, or empty beside a full twin, is made anew."""
        path = self._database.path
        # Looked at first: another tutor that is just beginning fills the twin last.
        was_filled = bool(self._twin.size or backups(self.folder))
        is_empty = not path.exists() or path.stat().st_size == 0
        if is_empty and was_filled:
            return self._rebuild()
        try:
            self._database.open()
        except StoreDamaged:
            return self._rebuild()
        return []

    def _rebuild(self) -> list[str]:
        """Set the damaged file aside and make a new one of all that is left of it."""
        self._database.close()
        lines = self._twin.lines()
        aside = set_aside(self._database.path, len(lines.rows), "broken")
        rows = _copied(self.folder) | (salvaged(aside) if aside else {}) | lines.rows
        missing = [row for id_, row in rows.items() if id_ not in lines.rows]
        # The order of a whole twin is the true one; a clock that was set back says nothing.
        ordered = list((rows if missing else lines.rows).values())
        self._database.open()
        self._database.migrate()
        self._database.insert(ordered)
        self._database.number_above(highest(self.folder))
        if missing:
            self._twin.append(missing)
        if not ordered and aside is None:
            return []
        kept = aside.name if aside else "—"
        said = [say("store.rebuilt", count=len(ordered), path=kept)]
        if lines.bad or missing:
            said.append(say("store.perhaps_missing", count=max(1, lines.bad)))
        return said

    def _are_same_files(self) -> bool:
        return self._database.is_same_file() and self._twin.is_same_file()

    def _reopen(self, row: Row) -> None:
        """Come back from files that were moved or replaced while they were open; keep `row` too."""
        held = [kept for kept, is_intact in self._database.rows() if is_intact]
        self.close()
        self._database, self._twin = Database(self.folder / FILE), Twin(self.folder / TWIN)
        if self.open().read_only:
            raise StoreDamaged(say("store.replaced", path=self._database.path))
        self.add([*held, row])

    # Keeping both files level

    def _whole(self, read: Callable[[], T]) -> T:
        """Read; where a row does not fit its checksum, mend it from the twin and read again."""
        found = read()
        if self.read_only or self._database.unsound <= self._beyond_mending:
            return found
        with suppress(StoreError):
            # Where nothing can be written what is sound is shown, and mended another time.
            self.verify()
            found = read()
        self._beyond_mending = set(self._database.unsound)
        return found

    def _reconcile_end(self) -> None:
        """Compare the ends of both files; where they differ, all of both."""
        if self._twin.size <= TAIL:
            self.verify()
            return
        tail = self._twin.lines(tail=True)
        newest = {row.id for row, _ in self._database.rows(newest=NEWEST)}
        if not newest <= tail.rows.keys():
            self.verify()
        else:
            self._database.insert(tail.rows.values())


def _copied(folder: Path) -> dict[str, Row]:
    """Return the rows of the newest copy that has any."""
    for copy in backups(folder):
        rows = salvaged(copy.path)
        if rows:
            return rows
    return {}
