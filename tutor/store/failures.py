"""The system's and SQLite's errors as the store's own, each with its sentence."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tutor.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreReadOnly
from tutor.language import say

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


@contextmanager
def named_failures(path: Path) -> Iterator[None]:
    """Raise StoreBusy, StoreFull, StoreReadOnly, StoreDamaged or StoreError for what goes wrong.

    Only what SQLite calls corrupt or no database is damage: a disk that is full, locked, read-only
    or failing says nothing about the file.
    """
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(path, error) from error
    except sqlite3.DatabaseError as error:
        raise StoreDamaged(say("store.damaged", path=path)) from error
    except OSError as error:
        if error.errno in _FULL:
            raise StoreFull(say("store.full")) from error
        if error.errno in _READ_ONLY:
            raise StoreReadOnly(say("store.cannot_write")) from error
        raise StoreError(say("store.failed", path=path, reason=error.strerror)) from error


def _operational(path: Path, error: sqlite3.OperationalError) -> StoreError:
    code = (getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return StoreBusy(say("store.busy"))
    if code == sqlite3.SQLITE_FULL:
        return StoreFull(say("store.full"))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN):
        return StoreReadOnly(say("store.cannot_write"))
    return StoreError(say("store.failed", path=path, reason=error))
