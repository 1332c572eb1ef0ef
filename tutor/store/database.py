"""The database itself, for the one thread that owns it: open, append, read; errors by name."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tutor.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreReadOnly
from tutor.language import say
from tutor.store.events import Event, Opened, checksum
from tutor.store.schema import APPLICATION, MIGRATIONS, migrate

BUSY_MS = 5000
_COLUMNS = "seq, id, at, session, kind, lesson, body, crc"


class Database:
    """One open store file. Every method runs on the thread that called `open`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection: sqlite3.Connection | None = None
        self._inode: tuple[int, int] | None = None
        self.read_only = False

    def open(self) -> Opened:
        """Open or create the file; raises StoreDamaged where it is no store."""
        notices: tuple[str, ...] = ()
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError:
            self.read_only = True
        self.read_only = self.read_only or not self._writable()
        if self.read_only and not self._path.exists():
            self._connection = sqlite3.connect(":memory:", isolation_level=None)
            migrate(self._connection)
            return Opened(True, (say("store.read_only", path=self._path.parent),))
        with _named(self._path):
            self._connect()
            newer = self._checked()
            if self.read_only:
                notices = (say("store.read_only", path=self._path.parent),)
            elif newer:
                self.read_only = True
                notices = (say("store.newer"),)
            else:
                migrate(self._open())
        return Opened(self.read_only, notices)

    def append(
        self,
        id: str,  # noqa: A002 (the column's own name)
        at: float,
        session: str,
        kind: str,
        lesson: str,
        body: str,
    ) -> Event:
        """Insert and commit one event; one that is there already is returned as it is."""
        if self.read_only:
            raise StoreReadOnly(say("store.cannot_write"))
        with _named(self._path):
            connection = self._open()
            connection.execute("BEGIN IMMEDIATE")
            try:
                connection.execute(
                    "INSERT OR IGNORE INTO event (id, at, session, kind, lesson, body, crc)"
                    " VALUES (?, max(?, coalesce((SELECT at FROM event ORDER BY seq DESC LIMIT 1),"
                    " 0)), ?, ?, ?, ?, 0)",
                    (id, at, session, kind, lesson, body),
                )
                row = connection.execute(
                    f"SELECT {_COLUMNS} FROM event WHERE id = ?",  # noqa: S608 (constant)
                    (id,),
                ).fetchone()
                crc = checksum(id, row[2], row[4], row[5], row[6])
                connection.execute("UPDATE event SET crc = ? WHERE id = ? AND crc = 0", (crc, id))
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise
            self._same_file()
        return _event(row)

    def events(self, lesson: str | None, kinds: tuple[str, ...], after: int) -> tuple[Event, ...]:
        """Return events in order; rows whose checksum does not fit are left out."""
        where, values = ["seq > ?"], [after]
        if lesson is not None:
            where.append("lesson = ?")
            values.append(lesson)  # type: ignore[arg-type]
        if kinds:
            where.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values += kinds  # type: ignore[arg-type]
        with _named(self._path):
            rows = self._open().execute(
                f"SELECT {_COLUMNS} FROM event WHERE {' AND '.join(where)} ORDER BY seq",  # noqa: S608
                values,
            )
            return tuple(_event(row) for row in rows if _intact(row))

    def latest(self, kind: str) -> Mapping[str, Event]:
        """Return the newest event of `kind` in each lesson."""
        with _named(self._path):
            rows = self._open().execute(
                "SELECT event.seq, event.id, event.at, event.session, event.kind, event.lesson,"
                " event.body, event.crc FROM latest JOIN event ON event.seq = latest.seq"
                " WHERE latest.kind = ?",
                (kind,),
            )
            return {row[5]: _event(row) for row in rows if _intact(row)}

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _writable(self) -> bool:
        target = self._path if self._path.exists() else self._path.parent
        return os.access(target, os.W_OK) and os.access(self._path.parent, os.W_OK)

    def _connect(self) -> None:
        mode = "ro" if self.read_only else "rwc"
        uri = f"{self._path.absolute().as_uri()}?mode={mode}"
        connection = sqlite3.connect(uri, uri=True, isolation_level=None)
        self._connection = connection
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        if not self.read_only:
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("PRAGMA synchronous = EXTRA")
            connection.execute("PRAGMA fullfsync = 1")
        self._inode = _inode(self._path)

    def _checked(self) -> bool:
        """Check that the file is a sound store; tell whether a newer tutor wrote it."""
        connection = self._open()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if tables and application != APPLICATION:
            raise StoreDamaged(say("store.not_a_store", path=self._path))
        (sound,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise StoreDamaged(say("store.damaged", path=self._path))
        return bool(version > len(MIGRATIONS))

    def _same_file(self) -> None:
        """Raise where the file was deleted or replaced under us: the commit went nowhere."""
        if _inode(self._path) != self._inode:
            raise StoreDamaged(say("store.replaced", path=self._path))

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreError(say("store.closed"))
        return self._connection


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _intact(row: tuple[object, ...]) -> bool:
    _, id_, at, _, kind, lesson, body, crc = row
    return crc == checksum(str(id_), float(at), str(kind), str(lesson), str(body))  # type: ignore[arg-type]


def _event(row: tuple[object, ...]) -> Event:
    seq, id_, at, session, kind, lesson, body, _ = row
    made = json.loads(str(body))
    return Event(
        seq=int(seq),  # type: ignore[call-overload]
        id=str(id_),
        at=float(at),  # type: ignore[arg-type]
        session=str(session),
        kind=str(kind),
        lesson=str(lesson),
        body=made if isinstance(made, dict) else {},
    )


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into the store's own, each with its sentence."""
    try:
        yield
    except sqlite3.OperationalError as error:
        code = (error.sqlite_errorcode or 0) & 0xFF
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise StoreBusy(say("store.busy")) from error
        if code == sqlite3.SQLITE_FULL:
            raise StoreFull(say("store.full")) from error
        if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
            raise StoreReadOnly(say("store.cannot_write")) from error
        raise StoreError(say("store.failed", path=path, reason=error)) from error
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(say("store.damaged", path=path)) from error
