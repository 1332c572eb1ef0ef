"""The store as every other layer sees it: a thread of its own, and requests that wait for it."""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Awaitable, Callable, Collection, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from tutor.errors import StoreError
from tutor.language import say
from tutor.store.events import Event, Opened

if TYPE_CHECKING:
    from tutor.store.database import Database


class Recorder(Protocol):
    """Keeps an event and returns it."""

    def __call__(self, kind: str, lesson: str, body: Mapping[str, object]) -> Awaitable[Event]: ...


Result = TypeVar("Result")

FILE = "progress.db"


class Store:
    """Progress in one folder. Safe to use from any thread; never across a fork."""

    def __init__(self, folder: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock
        self._session = uuid.uuid4().hex
        self._thread: ThreadPoolExecutor | None = None
        self._database: Database | None = None

    @property
    def path(self) -> Path:
        """Return the file progress is kept in."""
        return self._folder / FILE

    @property
    def read_only(self) -> bool:
        """Tell whether nothing can be kept; the reason was among the notices of `open`."""
        return self._database is not None and self._database.read_only

    def open(self) -> Opened:
        """Start the thread and open the file; raises StoreError."""
        # sqlite3 takes longer to import than the rest of the store: only who opens one pays.
        from tutor.store.database import Database

        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._database = Database(self.path)
        try:
            return self._do(self._database.open)
        except BaseException:
            self.close()
            raise

    def append(
        self,
        kind: str,
        lesson: str,
        body: Mapping[str, object],
        *,
        id: str | None = None,  # noqa: A002
    ) -> Event:
        """Keep an event and return it once it is committed.

        `id` makes trying again safe: an event of that id that is there already is returned. Raises
        StoreBusy, StoreFull, StoreReadOnly or StoreDamaged; nothing is lost but this event then.
        """
        return self._waiting(kind, lesson, body, id).result()

    async def record(self, kind: str, lesson: str, body: Mapping[str, object]) -> Event:
        """Keep an event, as `append`, without holding up the event loop."""
        return await asyncio.wrap_future(self._waiting(kind, lesson, body, None))

    def recorder(self) -> Recorder:
        """Return `record`, or where nothing can be kept, what keeps an event in memory only.

        That nothing will be kept was said when the store was opened.
        """
        return self._remember if self.read_only else self.record

    async def _remember(self, kind: str, lesson: str, body: Mapping[str, object]) -> Event:
        return Event(0, uuid.uuid4().hex, self._clock(), self._session, kind, lesson, dict(body))

    def events(
        self, *, lesson: str | None = None, kinds: Collection[str] = (), after: int = 0
    ) -> tuple[Event, ...]:
        """Return events in the order they happened."""
        database = self._opened()
        return self._do(lambda: database.events(lesson, tuple(kinds), after))

    def latest(self, kind: str) -> Mapping[str, Event]:
        """Return lesson → its newest event of `kind`."""
        database = self._opened()
        return self._do(lambda: database.latest(kind))

    def close(self) -> None:
        """End the thread; what was acknowledged is on the disk already."""
        if self._thread is not None:
            if self._database is not None:
                self._do(self._database.close)
            self._thread.shutdown()
            self._thread = None
            self._database = None

    def _waiting(
        self,
        kind: str,
        lesson: str,
        body: Mapping[str, object],
        id: str | None,  # noqa: A002
    ) -> Future[Event]:
        database = self._opened()
        text = json.dumps(dict(body), ensure_ascii=True, allow_nan=False)
        named, at = id or uuid.uuid4().hex, self._clock()
        return self._submit(lambda: database.append(named, at, self._session, kind, lesson, text))

    def _opened(self) -> Database:
        if self._database is None:
            raise StoreError(say("store.closed"))
        return self._database

    def _submit(self, work: Callable[[], Result]) -> Future[Result]:
        if self._thread is None:
            raise StoreError(say("store.closed"))
        return self._thread.submit(work)

    def _do(self, work: Callable[[], Result]) -> Result:
        return self._submit(work).result()
