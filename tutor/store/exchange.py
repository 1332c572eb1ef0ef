"""Progress as one file that other machines read: a line that names the format, then every event.

Each line carries a checksum; what cannot be read is counted and left out, never guessed at.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from tutor.errors import StoreDamaged
from tutor.language import say
from tutor.store.events import Event, Row
from tutor.store.failures import named_failures
from tutor.store.twin import Lines, line_of, read_line, sync

NAME, VERSION = "tutor-progress", 1
MOST_BYTES = 512 * 2**20
LATEST = 1e11
"""No event is later, in seconds since the epoch; every calendar can still name the day."""


def row_of(event: Event) -> Row:
    """Return the row that holds `event`."""
    body = json.dumps(dict(event.body), ensure_ascii=True, allow_nan=False)
    return Row(event.id, event.at, event.session, event.kind, event.lesson, body)


def write_export(path: Path, events: Iterable[Event]) -> int:
    """Write all events to `path`, whole or not at all; return how many there are."""
    count = 0
    unfinished = path.with_name(f".{path.name}.{os.getpid()}.part")
    with named_failures(path):
        try:
            with unfinished.open("w", encoding="utf-8") as file:
                file.write(json.dumps({"format": NAME, "version": VERSION}) + "\n")
                for event in events:
                    file.write(line_of(row_of(event)) + "\n")
                    count += 1
                file.flush()
                sync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return count


def read_export(path: Path) -> Lines:
    """Return the rows in an exported file; raises StoreDamaged where it is none."""
    found = Lines()
    with named_failures(path), path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > MOST_BYTES:
            raise StoreDamaged(say("store.export_too_large", path=path))
        _check_header(path, file.readline(1000))
        for raw in file:
            if raw.strip():
                read_line(raw, found)
    for odd in [row.id for row in found.rows.values() if not _is_sound(row)]:
        del found.rows[odd]
        found.bad += 1
    return found


def _is_sound(row: Row) -> bool:
    """Tell whether a row is one that a tutor may have written, whatever its checksum says."""
    try:
        json.dumps(json.loads(row.body), allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return 0 <= row.at < LATEST


def _check_header(path: Path, line: bytes) -> None:
    try:
        header = json.loads(line)
        is_export = header.get("format") == NAME
        version = header.get("version")
    except (ValueError, AttributeError, RecursionError):
        is_export, version = False, None
    if not is_export or type(version) is not int:
        raise StoreDamaged(say("store.no_export", path=path))
    if version > VERSION:
        raise StoreDamaged(say("store.newer_export", path=path))
