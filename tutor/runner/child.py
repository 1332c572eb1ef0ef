"""One run: a process that confines itself, gets ready, waits for one job and executes it.

Forked from the zygote, or started on its own where there is no fork; both speak the same frames.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from tutor.errors import RecordError
from tutor.records.codec import decode, encode
from tutor.records.isolation import Level, suffices
from tutor.records.job import Evaluate, Job, Program, Show
from tutor.runner import confine, emit, execute, kernel, seccomp, warm, wire
from tutor.runner.reach import Reach, find
from tutor.runner.rooms import Room

BACKWARD = Job(
    Program(
        "main",
        "import torch\nw = torch.ones((), requires_grad=True)\nfor n in range(2):\n"
        "    loss = k * w\n    loss.backward()  #> w.grad\nrepr(w)\n",
        (("k", 3),),
        (Evaluate("key", "w.grad"),),
    ),
    show=(Show("graph", "loss"), Show("series", "w.grad")),
)
TRAINING = Job(
    Program(
        "main",
        """import torch
torch.manual_seed(0)
model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x, y = torch.randn(4, 2), torch.randn(4, 1)
for n in range(2):
    optimizer.zero_grad()
    loss = torch.nn.functional.mse_loss(model(x), y)
    loss.backward()
    optimizer.step()
""",
    ),
    others=(Program("other", "x = 1", evaluate=(Evaluate("key", "x"),)),),
)
"""What most programs are made of; an optimizer needs more than `import torch` has loaded."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run works, and how far it is to be shut in there."""

    folder: Path
    level: Level
    reach: Reach
    room: Room | None = None


def run_forked(
    channel: socket.socket, outputs: tuple[int, int], place: Place, zygote: int
) -> NoReturn:
    """Be a spare of the zygote until a job comes, then run it; never returns."""
    try:
        kernel.die_with(zygote)
        os.setsid()
        for number, descriptor in enumerate(outputs, start=1):
            os.dup2(descriptor, number)
            os.close(descriptor)
        confine.enclose(place.level, place.folder, place.reach, place.room)
        kernel.die_with(zygote)
        emitter = emit.Emitter(channel, execute.RECORD_BYTES)
        _get_ready(emitter, place.folder, place.level)
        _work(emitter, place.level, lambda: emit.receive_job(channel))
    finally:
        os._exit(0)


def main() -> NoReturn:
    """Be a spare that was started on its own: jobs come on its input, frames leave on stdout."""
    jobs, frames = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    folder, most = Path(sys.argv[1]), sys.argv[2]
    level = _enclose_itself(folder, most)
    confine.move_into(folder)  # torch looks for a temporary folder while it is imported
    emitter = emit.Emitter(emit.PipeChannel(frames), execute.RECORD_BYTES)
    try:
        try:
            warm.load_torch()
        except Exception as error:  # noqa: BLE001 (a broken torch may raise anything on import)
            emitter.done(f"{type(error).__name__}: {error}"[:500].encode())
            os._exit(1)
        warm.load_the_rest()
        _get_ready(emitter, folder, level)
        _work(emitter, level, lambda: _read_job(jobs))
    finally:
        os._exit(0)


def _enclose_itself(folder: Path, most: str) -> Level:
    """Shut in a process that nobody forked as far as it can be without one that waits for it."""
    if kernel.known() and suffices(most, "files+network"):
        try:
            confine.enclose("files+network", folder, find())
        except OSError:
            return "limits only"
        return "files+network"
    return "limits only"


def _get_ready(emitter: emit.Emitter, folder: Path, level: Level) -> None:
    """Confine this process and touch what a program will need; then say that a job may come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    confine.limit_files()
    confine.move_into(folder)
    warm.set_threads(confine.THREADS)
    rehearse()
    # What is left of it must not be collected while a program runs, and is not its to look at.
    gc.collect()
    gc.freeze()
    emit.take_over_streams(emitter)
    emitter.ready(level)


def rehearse() -> None:
    """Run tiny jobs from end to end and send them nowhere, so that all of their pages are touched.

    Of what torch has not loaded yet nothing is rehearsed: each spare would load it for itself.
    """
    for job in (BACKWARD, TRAINING) if warm.is_whole() else (BACKWARD,):
        again = decode(encode(job))
        execute.execute(again, emit.Emitter(emit.Discard(), execute.RECORD_BYTES))


def _work(emitter: emit.Emitter, level: Level, receive: Callable[[], bytes | None]) -> None:
    data = receive()
    if data is None:
        return
    job = decode(data)
    if not isinstance(job, Job):
        raise RecordError("not a job")
    signal.signal(signal.SIGINT, emitter.interrupt)
    _link_files(Path(job.folder) if job.folder else None)
    confine.limit_use(job.limits)
    confine.give_way()
    if level == "files+network" and not _uses_workers(job):
        seccomp.refuse_connections()
    execute.execute(job, emitter)


def _uses_workers(job: Job) -> bool:
    """Tell whether a program may hand tensors from process to process, for which it connects.

    Where sockets of others are in sight, as they are without a file system of one's own, only such
    programs may connect to a socket that has a name.
    """
    sources = (job.main.source, *(program.source for program in job.others))
    return any(word in source for source in sources for word in ("num_workers", "multiprocessing"))


def _link_files(folder: Path | None) -> None:
    """Put the files of `folder` into the working folder under their own names."""
    if folder is None or not folder.is_dir():
        return
    for file in folder.iterdir():
        if file.is_file() and not Path(file.name).exists():
            Path(file.name).symlink_to(file)


def _read_job(descriptor: int) -> bytes | None:
    frames = wire.Frames(wire.FROM_TUTOR, wire.MOST_JOB)
    while data := os.read(descriptor, 2**16):
        found = frames.feed(data)
        if found:
            return found[0][1]
    return None


if __name__ == "__main__":
    main()
