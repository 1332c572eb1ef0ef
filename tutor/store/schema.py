"""The shape of the database, as the list of steps that made it what it is."""

from __future__ import annotations

import sqlite3

APPLICATION = 0x70795475
"""`PRAGMA application_id` of a store: tells it from any other SQLite file."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """
        CREATE TABLE event (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            at REAL NOT NULL,
            session TEXT NOT NULL,
            kind TEXT NOT NULL,
            lesson TEXT NOT NULL,
            body TEXT NOT NULL,
            crc INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX event_by_lesson ON event (lesson, seq)",
        # The newest event of a kind in each lesson: what the home screen needs, however long the
        # history is. It is derived, and could be filled again from `event`.
        """
        CREATE TABLE latest (
            kind TEXT NOT NULL,
            lesson TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES event (seq),
            PRIMARY KEY (kind, lesson)
        ) STRICT, WITHOUT ROWID
        """,
        """
        CREATE TRIGGER event_is_latest AFTER INSERT ON event BEGIN
            INSERT INTO latest (kind, lesson, seq) VALUES (new.kind, new.lesson, new.seq)
            ON CONFLICT (kind, lesson) DO UPDATE SET seq = excluded.seq;
        END
        """,
    ),
)
"""Each step runs in one transaction together with the number that says it has run."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database up to the newest shape; each step happens whole or not at all."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            (now,) = connection.execute("PRAGMA user_version").fetchone()
            if now < number:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
