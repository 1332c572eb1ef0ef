"""Spares that are started one by one, where there is no fork or where a setting asks for it."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from tutor.errors import RunnerError
from tutor.language import say
from tutor.records.isolation import Isolation, Level
from tutor.runner.forked import environment
from tutor.runner.spare import Spare

_START = "from tutor.runner.child import main; main()"
_VERSIONS = (
    "import platform, torch, numpy;"
    "print(torch.__version__, numpy.__version__, platform.python_version())"
)


class SpawnedSource:
    """Starts a fresh interpreter for each spare; each warms itself up before it is handed out."""

    def __init__(self, most: Level = "full") -> None:
        loop = asyncio.get_running_loop()
        self._loop = loop
        self._most = most
        self.isolation: asyncio.Future[Isolation] = loop.create_future()
        self.warmed: asyncio.Future[None] = loop.create_future()
        self.broken: asyncio.Future[None] = loop.create_future()
        self._root = ""
        self._count = 0
        self._alive: set[_Process] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def open(self) -> dict[str, str]:
        self._root = tempfile.mkdtemp(prefix="tutor-")
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-s", "-P", "-c", _VERSIONS),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        said, errors = await process.communicate()
        if process.returncode:
            why = errors.decode("utf-8", "replace").strip().rpartition("\n")[2][:300]
            self.broken.set_result(None)
            raise RunnerError(say("runner.not_started", why=why))
        self.warmed.set_result(None)
        return dict(zip(("torch", "numpy", "python"), said.decode().split(), strict=False))

    async def spare(self) -> Spare:
        self._count += 1
        folder = Path(self._root, str(self._count))
        transport, process = await self._loop.subprocess_exec(
            lambda: _Process(2**20, self._loop),
            *(sys.executable, "-s", "-P", "-c", _START, str(folder), self._most),
            start_new_session=os.name == "posix",
            env=environment(),
        )
        process.transport = transport
        self._alive.add(process)
        spare = self._spare_of(process, folder)
        await spare.read_ready()
        if spare.level is None:
            why = await _said(spare)
            raise RunnerError(say("runner.not_started", why=why) if why else say("runner.gone"))
        if not self.isolation.done():
            self.isolation.set_result(Isolation(spare.level, say("runner.spawned")))
        return spare

    async def close(self) -> None:
        if not self.broken.done():
            self.broken.set_result(None)
        for process in tuple(self._alive):
            _kill(process)
        if self._tasks:
            await asyncio.wait(self._tasks)
        shutil.rmtree(self._root, ignore_errors=True)

    def _spare_of(self, process: _Process, folder: Path) -> Spare:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        code: asyncio.Future[int] = self._loop.create_future()
        watching = self._loop.create_task(self._watch(process, folder, code))
        self._tasks.add(watching)
        watching.add_done_callback(self._tasks.discard)
        return Spare(
            pid=process.transport.get_pid(),
            frames=process.stdout,
            jobs=process.stdin,
            plain=(("stderr", process.stderr),),
            interrupt=lambda: _interrupt(process),
            kill=lambda: _kill(process),
            code=code,
            close=process.transport.close,
            folder=folder,
        )

    async def _watch(self, process: _Process, folder: Path, code: asyncio.Future[int]) -> None:
        await process.exited
        self._alive.discard(process)
        _kill_group(process.transport.get_pid())
        shutil.rmtree(folder, ignore_errors=True)
        if not code.done():
            code.set_result(process.transport.get_returncode() or 0)


class _Process(asyncio.subprocess.SubprocessStreamProtocol):
    """A process whose end is known when it comes, also while something holds its pipes open."""

    transport: asyncio.SubprocessTransport

    def __init__(self, limit: int, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__(limit, loop)
        self.exited: asyncio.Future[None] = loop.create_future()

    def process_exited(self) -> None:
        if not self.exited.done():
            self.exited.set_result(None)
        super().process_exited()


async def _said(spare: Spare) -> str:
    """Return why a spare did not get ready, in its own words."""
    with contextlib.suppress(OSError):
        return (await spare.frames.read(500)).decode("utf-8", "replace")
    return ""


def _interrupt(process: _Process) -> None:
    with contextlib.suppress(ProcessLookupError, ValueError):
        process.transport.send_signal(signal.SIGINT)


def _kill(process: _Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if not process.exited.done():
            _kill_group(process.transport.get_pid())
            process.transport.kill()


def _kill_group(pid: int) -> None:
    if os.name == "posix":
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
