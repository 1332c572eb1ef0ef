"""The database file itself, for the one thread that owns it: open, insert, read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tutor.errors import StoreDamaged, StoreError
from tutor.language import say
from tutor.store.events import Event, Row
from tutor.store.failures import named_failures
from tutor.store.schema import APPLICATION, MIGRATIONS, migrate, version_of

BUSY_MS = 5000
_COLUMNS = "seq, id, at, session, kind, lesson, body, crc"
_LATEST = (
    "SELECT event.seq, event.id, event.at, event.session, event.kind, event.lesson, event.body,"
    " event.crc, latest.item FROM latest JOIN event ON event.seq = latest.seq"
    " WHERE latest.kind = ? ORDER BY event.at, event.seq"
)


class Database:
    """One open store file. Every method runs on the thread that called `open`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection: sqlite3.Connection | None = None
        self._file: os.stat_result | None = None
        self.unsound: set[str] = set()
        """Ids of rows that were asked for and left out: their checksum does not fit."""

    def open(self, *, read_only: bool = False) -> None:
        """Open or create the file; raises StoreDamaged where it is no sound store."""
        with named_failures(self.path):
            mode = "ro" if read_only else "rwc"
            self._connect(f"{self.path.absolute().as_uri()}?mode={mode}")
            if not read_only:
                self._execute("PRAGMA journal_mode = DELETE")
                self._execute("PRAGMA synchronous = EXTRA")
                self._execute("PRAGMA fullfsync = 1")
            self._file = self.path.stat()
            self._check()

    def open_in_memory(self) -> None:
        """Open a store that lasts as long as the tutor, where nothing can be kept."""
        self._connect(":memory:")
        self.migrate()

    @property
    def is_newer(self) -> bool:
        """Tell whether a newer tutor wrote the file."""
        with named_failures(self.path):
            return version_of(self._opened()) > len(MIGRATIONS)

    @property
    def is_older(self) -> bool:
        """Tell whether an older tutor wrote the file, so that `migrate` has something to do."""
        with named_failures(self.path):
            return 0 < version_of(self._opened()) < len(MIGRATIONS)

    def migrate(self) -> None:
        """Bring the file up to the newest shape."""
        with named_failures(self.path):
            migrate(self._opened())

    def insert(self, rows: Iterable[Row]) -> None:
        """Insert and commit rows; one whose id is there already is left as it is."""
        with named_failures(self.path):
            connection = self._opened()
            connection.execute("BEGIN IMMEDIATE")
            try:
                for row in rows:
                    self._insert(row)
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def mend(self, row: Row) -> None:
        """Put a row whose checksum does not fit back to what its twin says."""
        with named_failures(self.path):
            self._execute(
                "UPDATE event SET at = ?, session = ?, kind = ?, lesson = ?, body = ?, crc = ?"
                " WHERE id = ?",
                (row.at, row.session, row.kind, row.lesson, row.body, row.crc, row.id),
            )
            self.unsound.discard(row.id)

    def event(self, id: str) -> Event:  # noqa: A002 (the column's own name)
        """Return the event of that id; raises StoreError where there is none."""
        with named_failures(self.path):
            found = self._execute(
                f"SELECT {_COLUMNS} FROM event WHERE id = ?",  # noqa: S608 (constant)
                (id,),
            ).fetchone()
        if found is None:
            raise StoreDamaged(say("store.replaced", path=self.path))
        return _row(found).event(int(found[0]))

    def events(
        self,
        lessons: tuple[str, ...] | None,
        kinds: tuple[str, ...],
        after: int,
        newest: int | None,
    ) -> tuple[Event, ...]:
        """Return events in order; rows whose checksum does not fit are left out."""
        where, values = ["seq > ?"], [after]
        if lessons is not None:
            where.append(f"lesson IN ({', '.join('?' * len(lessons))})")
            values += lessons  # type: ignore[arg-type]
        if kinds:
            where.append(f"kind IN ({', '.join('?' * len(kinds))})")
            values += kinds  # type: ignore[arg-type]
        with named_failures(self.path):
            found = f"SELECT {_COLUMNS} FROM event WHERE {' AND '.join(where)}"  # noqa: S608 (constant)
            if newest is not None:
                found = f"SELECT * FROM ({found} ORDER BY at DESC, seq DESC LIMIT {newest:d})"  # noqa: S608
            rows = self._execute(f"{found} ORDER BY at, seq", values)
            return tuple(_row(row).event(row[0]) for row in rows if self._is_sound(row))

    def latest(self, kind: str) -> Mapping[tuple[str, str], Event]:
        """Return (lesson, question or experiment) → the newest event of `kind` about it."""
        with named_failures(self.path):
            rows = self._execute(_LATEST, (kind,))
            return {
                (row[5], row[8]): _row(row).event(row[0]) for row in rows if self._is_sound(row)
            }

    def rows(self, *, newest: int | None = None) -> Iterator[tuple[Row, bool]]:
        """Yield rows in order, each with whether its checksum fits; with `newest` only so many."""
        limit = "" if newest is None else f" ORDER BY seq DESC LIMIT {newest:d}"
        with named_failures(self.path):
            for row in self._execute(
                f"SELECT {_COLUMNS} FROM (SELECT * FROM event{limit}) ORDER BY seq"  # noqa: S608
            ):
                yield _row(row), _intact(row)

    @property
    def newest_at(self) -> float:
        """Return when the latest event was, in seconds since the epoch; 0 where there is none."""
        with named_failures(self.path):
            (found,) = self._execute("SELECT coalesce(max(at), 0.0) FROM event").fetchone()
            return float(found)

    @property
    def newest(self) -> int:
        """Return the `seq` of the newest event; 0 where there is none."""
        with named_failures(self.path):
            (found,) = self._execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()
            return int(found)

    def number_above(self, newest: int) -> None:
        """Give the next event a number above `newest`, so that no two histories share one."""
        with named_failures(self.path):
            self._execute(
                "INSERT INTO sqlite_sequence (name, seq) SELECT 'event', 0"
                " WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'event')"
            )
            self._execute(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'event'", (newest,)
            )

    def copy_to(self, path: Path) -> None:
        """Copy the whole database into a new file, also while another tutor writes."""
        with named_failures(path):
            copy = sqlite3.connect(path)
            try:
                self._opened().backup(copy)
            finally:
                copy.close()

    def is_same_file(self) -> bool:
        """Tell whether the open file is still the one of that name: else commits go nowhere."""
        if self._file is None:
            return True
        try:
            return os.path.samestat(self.path.stat(), self._file)
        except OSError:
            return False

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self, uri: str) -> None:
        connection = sqlite3.connect(uri, uri=uri != ":memory:", isolation_level=None)
        connection.text_factory = _text
        self._connection = connection
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")

    def _check(self) -> None:
        # Tables first: another tutor that is just making the file commits both together.
        (tables,) = self._execute("SELECT count(*) FROM sqlite_schema").fetchone()
        (application,) = self._execute("PRAGMA application_id").fetchone()
        if tables and application != APPLICATION:
            raise StoreDamaged(say("store.not_a_store", path=self.path))
        (sound,) = self._execute("PRAGMA quick_check(1)").fetchone()
        if sound != "ok":
            raise StoreDamaged(say("store.damaged", path=self.path))

    def _insert(self, row: Row) -> None:
        self._execute(
            "INSERT OR IGNORE INTO event (id, at, session, kind, lesson, body, crc)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row.id, row.at, row.session, row.kind, row.lesson, row.body, row.crc),
        )

    def _is_sound(self, found: tuple[object, ...]) -> bool:
        if not _intact(found):
            self.unsound.add(str(found[1]))
            return False
        return True

    def _execute(self, statement: str, values: Iterable[object] = ()) -> sqlite3.Cursor:
        return self._opened().execute(statement, tuple(values))

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreError(say("store.closed"))
        return self._connection


def _row(found: tuple[object, ...]) -> Row:
    _, id_, at, session, kind, lesson, body, *_ = found
    return Row(str(id_), float(at), str(session), str(kind), str(lesson), str(body))  # type: ignore[arg-type]


def _intact(found: tuple[object, ...]) -> bool:
    return _row(found).crc == found[7]


def _text(data: bytes) -> str:
    """Return a damaged text too as something that can be compared with its checksum."""
    return data.decode("utf-8", "surrogateescape")
