"""Spares forked from the zygote: the tutor's side of its control socket (Linux)."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections import deque
from pathlib import Path
from typing import Any

from tutor.errors import NotConfined, RunnerError
from tutor.language import say
from tutor.records.isolation import LEVELS, Isolation, Level
from tutor.runner.ends import Ends
from tutor.runner.spare import OUTPUTS, Spare

_START = "from tutor.runner.guard import main; main()"
_LARGEST = 4096
_ENDS = 3
"""Descriptors that come with a spare: its socket, and the ends of its two plain outputs."""


class ForkedSource:
    """Starts guard and zygote, asks for spares, hears of their ends."""

    def __init__(self, most: Level = "full") -> None:
        loop = asyncio.get_running_loop()
        self._loop = loop
        self._most = most
        self.isolation: asyncio.Future[Isolation] = loop.create_future()
        self._versions: asyncio.Future[dict[str, str]] = loop.create_future()
        self.warmed: asyncio.Future[None] = loop.create_future()
        self.broken: asyncio.Future[None] = loop.create_future()
        self._asked: deque[asyncio.Future[Spare]] = deque()
        self._codes: dict[int, asyncio.Future[int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._opened: set[contextlib.ExitStack] = set()
        """What each spare that was not let go of holds open."""
        self._root = ""
        self._guard: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def open(self) -> dict[str, str]:
        self._root = tempfile.mkdtemp(prefix="tutor-")
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        try:
            python = (sys.executable, "-s", "-P", "-c", _START)
            self._guard = subprocess.Popen(
                [*python, self._root, str(theirs.fileno()), self._most],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
                env=environment(),
            )
        except OSError as error:
            ours.close()
            raise RunnerError(say("runner.not_started", why=str(error))) from error
        finally:
            theirs.close()
        self._control = ours
        self._loop.add_reader(ours, self._heard)
        return await self._versions

    async def spare(self) -> Spare:
        asked: asyncio.Future[Spare] = self._loop.create_future()
        self._asked.append(asked)
        self._tell(spare=True)
        spare = await asked
        await spare.ready.wait()
        if spare.level is None and not self.broken.done():
            spare.kill()
            spare.close()
            raise NotConfined(say("runner.not_confined"))
        return spare

    async def close(self) -> None:
        self._break()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for opened in tuple(self._opened):
            self._let_go(opened)
        if self._guard is not None:
            assert self._guard.stdin is not None
            self._guard.stdin.close()
            await asyncio.to_thread(_end, self._guard)
        shutil.rmtree(self._root, ignore_errors=True)

    def _tell(self, **message: object) -> None:
        if self._control is None or self.broken.done():
            self._break()
            return
        try:
            self._control.send(json.dumps(message).encode())
        except OSError:
            self._break()

    def _heard(self) -> None:
        """Read one message of the zygote, with the descriptors that came with it."""
        assert self._control is not None
        try:
            data, ends, _, _ = socket.recv_fds(self._control, _LARGEST, _ENDS)
        except BlockingIOError:
            return
        except OSError:
            data, ends = b"", []
        if not data:
            self._break()
            return
        message: dict[str, Any] = json.loads(data)
        match message:
            case {"versions": dict(versions)} if not self._versions.done():
                self._versions.set_result({str(k): str(v) for k, v in versions.items()})
            case {"isolation": str(level), "why": str(why)} if not self.isolation.done():
                if level in LEVELS:
                    self.isolation.set_result(Isolation(level, why))
            case {"warm": True} if not self.warmed.done():
                self.warmed.set_result(None)
            case {"spare": int(pid), "number": int(number)} if len(ends) == _ENDS and self._asked:
                folder = Path(self._root, str(number))
                self._keep(self._adopt(pid, folder, self._owned(ends), self._asked.popleft()))
                return
            case {"ended": int(pid), "code": int(code)}:
                ended = self._codes.pop(pid, None)
                if ended is not None and not ended.done():
                    ended.set_result(code)
            case {"failed": str(why)}:
                self._break(say("runner.not_started", why=why))
        for end in ends:
            os.close(end)

    def _keep(self, work: Any) -> None:
        task = self._loop.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def _owned(self, ends: list[int]) -> Ends:
        """Return the descriptors of a spare; they are closed with the source at the latest."""
        owned = Ends(ends)
        self._opened.add(owned)
        return owned

    def _let_go(self, opened: contextlib.ExitStack) -> None:
        self._opened.discard(opened)
        opened.close()

    async def _adopt(
        self, pid: int, folder: Path, ends: Ends, asked: asyncio.Future[Spare]
    ) -> None:
        """Open the streams of a new spare and hand it over once it says that it is ready."""
        frames, jobs = await ends.socket()
        plain = [(name, await ends.pipe()) for name in OUTPUTS]
        code = self._codes.setdefault(pid, self._loop.create_future())
        spare = Spare(
            pid=pid,
            frames=frames,
            jobs=jobs,
            plain=tuple(plain),
            interrupt=lambda: self._tell(interrupt=pid),
            kill=lambda: self._tell(kill=pid),
            code=code,
            close=lambda: self._let_go(ends),
            folder=folder,
            warm=self.warmed.done(),
        )
        if asked.done():
            spare.kill()
            spare.close()
            return
        asked.set_result(spare)
        await spare.read_ready()

    def _break(self, why: str = "") -> None:
        """Let everyone who waits for the zygote know that it has gone."""
        if self._control is not None:
            self._loop.remove_reader(self._control)
            self._control.close()
            self._control = None
        error = RunnerError(why or say("runner.gone"))
        waiting: list[asyncio.Future[Any]] = [self._versions, *self._asked]
        for each in waiting:
            if not each.done():
                each.set_exception(error)
        if not self._versions.cancelled():
            self._versions.exception()  # it may be that nobody waits for it
        self._asked.clear()
        for code in self._codes.values():
            if not code.done():
                code.set_result(-9)
        self._codes.clear()
        if not self.broken.done():
            self.broken.set_result(None)


def _end(guard: subprocess.Popen[bytes]) -> None:
    """Wait for the guard, which kills everything below it first."""
    try:
        guard.wait(5)
    except subprocess.TimeoutExpired:
        guard.kill()
        guard.wait()


def environment() -> dict[str, str]:
    """Return what the zygote starts with: one thread, and the same order of sets at every start.

    Threads of torch that wait for each other sleep: where they spin, a small training loop beside
    other work on the machine takes seconds in place of milliseconds.
    """
    dropped = ("PYTHONSTARTUP", "PYTHONWARNINGS", "PYTHONINSPECT", "PYTHONBREAKPOINT", "PYTEST_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(dropped)}
    single = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    return kept | dict.fromkeys(single, "1") | {"PYTHONHASHSEED": "0", "OMP_WAIT_POLICY": "PASSIVE"}
