"""Copies of the database, made when it has changed and thinned as they age.

Kept are the three newest, the newest of each of seven days and of each of four weeks. They are
named by the number of their last event, since a clock may be set back.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tutor.errors import StoreDamaged
from tutor.language import say
from tutor.store.database import Database
from tutor.store.failures import named_failures
from tutor.store.twin import sync, sync_folder

FOLDER = "backups"
RECENT, DAYS, WEEKS = 3, 7, 4
DAY = 24 * 3600.0
_NAME = re.compile(r"progress-(\d{1,12})-(\d{1,12})\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One copy."""

    path: Path
    newest: int
    """`seq` of its newest event."""
    at: float
    """When it was made, in seconds since the epoch."""


def backups(folder: Path) -> tuple[Backup, ...]:
    """Return the copies in the folder of a store, the newest first."""
    found = []
    place = folder / FOLDER
    for path in place.iterdir() if place.is_dir() else ():
        named = _NAME.fullmatch(path.name)
        if named is not None and path.is_file():
            found.append(Backup(path, int(named[1]), float(named[2])))
    return tuple(sorted(found, key=lambda each: (each.newest, each.at), reverse=True))


def make_backup(database: Database, folder: Path, now: float) -> Backup:
    """Copy the database, and let go of copies that are no longer needed.

    Where nothing has happened since the newest copy, that one is returned.
    """
    newest = database.newest
    known = backups(folder)
    if known and known[0].newest == newest:
        return known[0]
    place = folder / FOLDER
    made = Backup(place / f"progress-{newest}-{int(now)}.db", newest, float(int(now)))
    unfinished = made.path.with_suffix(f".{os.getpid()}.part")
    with named_failures(made.path):
        place.mkdir(exist_ok=True)
        try:
            database.copy_to(unfinished)
            with unfinished.open("rb+") as file:
                sync(file.fileno())
            unfinished.replace(made.path)
        finally:
            unfinished.unlink(missing_ok=True)
        sync_folder(place)
        for old in thinned((made, *known)):
            if old.path != made.path:
                old.path.unlink(missing_ok=True)
    return made


def highest(folder: Path) -> int:
    """Return the highest number of an event in any copy; 0 where there is none."""
    return max((each.newest for each in backups(folder)), default=0)


def thinned(known: Iterable[Backup]) -> tuple[Backup, ...]:
    """Return the copies to let go of."""
    newest_first = sorted(known, key=lambda each: (each.newest, each.at), reverse=True)
    kept = {each.path for each in newest_first[:RECENT]}
    for span, most in ((DAY, DAYS), (7 * DAY, WEEKS)):
        spans: dict[int, Path] = {}
        for each in newest_first:
            spans.setdefault(int(each.at // span), each.path)
        kept.update(list(spans.values())[:most])
    return tuple(each for each in newest_first if each.path not in kept)


def checked(path: Path) -> int:
    """Return how many events a copy ends at; raises StoreDamaged where it is no sound store."""
    if not path.is_file():
        raise StoreDamaged(say("store.no_backup", path=path))
    database = Database(path)
    try:
        database.open(read_only=True)
        return database.newest
    finally:
        database.close()


def set_aside(path: Path, newest: int, why: str) -> Path | None:
    """Rename a file so that it is out of the way; nothing is ever deleted.

    Return its new path, or None where there was no such file.
    """
    with named_failures(path):
        stem = f"{path.name}.{why}-{newest}-{time.strftime('%Y%m%d-%H%M%S')}"
        target, number = path.with_name(stem), 1
        while target.exists():
            number += 1
            target = path.with_name(f"{stem}-{number}")
        try:
            path.rename(target)
        except FileNotFoundError:
            return None
        journal = path.with_name(f"{path.name}-journal")
        if journal.exists():
            journal.rename(target.with_name(f"{target.name}-journal"))
    return target
