"""The shape of the database, as the list of steps that made it what it is."""

from __future__ import annotations

import sqlite3

APPLICATION = 0x70795475
"""`PRAGMA application_id` of a store: tells it from any other SQLite file."""

_ITEM = """
    CASE WHEN json_valid({row}body) THEN coalesce(
        json_extract({row}body, '$.question'), json_extract({row}body, '$.experiment'), ''
    ) ELSE '' END
"""
"""What an event is about inside its lesson: the id of a question or an experiment, or nothing."""

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
    (
        # Events are read in the order of their time, so that those of another machine fall into
        # place; on one machine that is the order of `seq`, since no event is older than the last.
        "DROP INDEX event_by_lesson",
        "CREATE INDEX event_by_lesson ON event (lesson, at, seq)",
        "CREATE INDEX event_by_time ON event (at, seq)",
        # Now by question and experiment too: what is due for review, without reading the history.
        "DROP TRIGGER event_is_latest",
        "DROP TABLE latest",
        """
        CREATE TABLE latest (
            kind TEXT NOT NULL,
            lesson TEXT NOT NULL,
            item TEXT NOT NULL,
            seq INTEGER NOT NULL REFERENCES event (seq),
            PRIMARY KEY (kind, lesson, item)
        ) STRICT, WITHOUT ROWID
        """,
        f"""
        INSERT INTO latest (kind, lesson, item, seq)
        SELECT kind, lesson, {_ITEM.format(row="")} AS item, max(seq)
        FROM event GROUP BY kind, lesson, item
        """,  # noqa: S608 (constant)
        f"""
        CREATE TRIGGER event_is_latest AFTER INSERT ON event BEGIN
            INSERT INTO latest (kind, lesson, item, seq)
            VALUES (new.kind, new.lesson, {_ITEM.format(row="new.")}, new.seq)
            ON CONFLICT (kind, lesson, item) DO UPDATE SET seq = excluded.seq
            WHERE (SELECT at FROM event WHERE event.seq = latest.seq) <= new.at;
        END
        """,  # noqa: S608 (constant)
    ),
)
"""Each step runs in one transaction together with the number that says it has run."""


def version_of(connection: sqlite3.Connection) -> int:
    """Return how many of the steps the database has been through."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database up to the newest shape; each step happens whole or not at all."""
    version = version_of(connection)
    for number, statements in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version_of(connection) < number:
                for statement in statements:
                    connection.execute(statement)
                connection.execute(f"PRAGMA application_id = {APPLICATION}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
