"""Progress, kept: an append-only table of events in SQLite, from which all else is derived.

One thread owns the connection. An event is returned only after its commit, so whatever a face
shows as saved is on the disk. The journal is a rollback journal (`DELETE`) with
`synchronous=EXTRA`: one file at rest, readable on a full or read-only disk, and nothing that was
acknowledged is lost with the power.
"""

from __future__ import annotations

from tutor.store.events import Event, Opened
from tutor.store.store import Store

__all__ = ["Event", "Opened", "Store"]
