"""Bring a backup back: what is there now is set aside under another name, never deleted."""

from __future__ import annotations

import shutil
from pathlib import Path

from tutor.store.backups import FOLDER, checked, highest, set_aside
from tutor.store.database import Database
from tutor.store.events import Row
from tutor.store.failures import named_failures
from tutor.store.keeper import FILE, TWIN
from tutor.store.salvage import salvaged
from tutor.store.twin import Twin, sync_folder


def restore(folder: Path, name: str) -> tuple[Path, int, Path | None]:
    """Put the backup `name` (a file, or one in the store's own folder) in the place of progress.

    No tutor may be open on the folder. Return the backup, how many events it has, and what the
    file before it is called now. Raises StoreDamaged where the backup is none.
    """
    inside = folder / FOLDER / name
    source = inside if inside.is_file() else Path(name)
    newest = checked(source)
    rows = salvaged(source)
    database, twin = folder / FILE, folder / TWIN
    with named_failures(database):
        folder.mkdir(parents=True, exist_ok=True)
        copy, new_twin = (file.with_name(f"{file.name}.new") for file in (database, twin))
        shutil.copyfile(source, copy)
        _number_above(copy, max(highest(folder), newest))
        _write_twin(new_twin, list(rows.values()))
        # The twin goes first: between the two renames a new database without twin is whole, while
        # an old twin would bring back what was to be left.
        set_aside(twin, newest, "before-restore")
        aside = set_aside(database, newest, "before-restore")
        copy.replace(database)
        new_twin.replace(twin)
        sync_folder(folder)
    return source, len(rows), aside


def _number_above(path: Path, newest: int) -> None:
    """Let what comes be told from what was left: the last number names a copy."""
    database = Database(path)
    try:
        database.open()
        database.number_above(newest)
    finally:
        database.close()


def _write_twin(path: Path, rows: list[Row]) -> None:
    path.unlink(missing_ok=True)
    twin = Twin(path)
    twin.open()
    try:
        if rows:
            twin.append(rows)
    finally:
        twin.close()
