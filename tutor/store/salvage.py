"""What can still be read of a damaged database: every row whose checksum fits, from both ends."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

from tutor.store.events import Row


def salvaged(path: Path) -> dict[str, Row]:
    """Return id → row for what is readable; empty where the file is no database at all."""
    found: dict[str, Row] = {}
    if not path.is_file():
        return found
    backwards: list[Row] = []
    with suppress(sqlite3.Error, OSError):
        uri = f"{path.absolute().as_uri()}?mode=ro"
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            connection.text_factory = _text
            for row in _until_it_fails(connection, "ASC"):
                found[row.id] = row
            for row in _until_it_fails(connection, "DESC"):
                if row.id in found:
                    break
                backwards.append(row)
    return found | {row.id: row for row in reversed(backwards)}


def _until_it_fails(connection: sqlite3.Connection, order: str) -> Iterator[Row]:
    with suppress(sqlite3.Error):
        for *parts, crc in connection.execute(
            f"SELECT id, at, session, kind, lesson, body, crc FROM event ORDER BY seq {order}"  # noqa: S608
        ):
            row = Row(*parts)
            with suppress(TypeError):
                if row.crc == crc:
                    yield row


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")
