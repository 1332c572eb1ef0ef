"""What a run cannot reach at each level, that nothing of it is left, and that torch works there."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.conftest import ROOT
from tests.runner import hostile
from tests.runner.harm import BECOMES, FLOOD, FORGED, LEAVERS, MANY_FILES, until
from tests.runner.running import AT_REST, descendants, job, run
from tutor.jobs import Outcome
from tutor.paths import shipped
from tutor.records.isolation import LEVELS, Level
from tutor.records.messages import Output
from tutor.records.values import Plain
from tutor.runner import kernel, sweep
from tutor.runner.folder import MOST_BYTES, MOST_FILES, is_too_full
from tutor.runner.pool import Pool

pytestmark = [
    pytest.mark.torch,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not kernel.known(), reason="confines itself on Linux alone"),
]

NOBODY = 65534
CAN_START = """
import importlib.util, pydantic, tests.runner.hostile
assert importlib.util.find_spec("torch")
"""
"""What tells whether a Python has all that is needed, without the second it takes to load torch."""
LOADER = """
import torch
from torch.utils.data import DataLoader
torch.multiprocessing.set_sharing_strategy("{sharing}")
loader = DataLoader(torch.arange(12.0).split(2), batch_size=2, num_workers=2)
got = "works" if sum(batch.sum().item() for batch in loader) == 66 else ""
"""


SHUT: tuple[Level, ...] = ("full", "files+network")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pools() -> AsyncIterator[Pools]:
    made = Pools()
    yield made
    await made.close()


class Pools:
    """A pool of each level that is asked for; skips where the kernel does not go so far."""

    def __init__(self) -> None:
        self._made: dict[Level, Pool] = {}
        self._guards: dict[Level, list[int]] = {}
        self._attempts: dict[Level, dict[str, str]] = {}

    async def at(self, level: Level) -> Pool:
        if level not in self._made:
            before = set(sweep.children())
            self._made[level] = Pool(most=level)
            await self._made[level].known()
            self._guards[level] = [pid for pid in sweep.children() if pid not in before]
        found = self._made[level].isolation
        if found is None or found.level != level:
            pytest.skip(f"this machine refuses it: {found}")
        await until_warm(self._made[level])
        return self._made[level]

    def count(self, level: Level) -> int:
        """Return how many processes the runner of a level has."""
        return len(descendants(self._guards[level]))

    async def attempts(self, level: Level) -> dict[str, str]:
        """Return what became of each attempt, made once a level."""
        if level not in self._attempts:
            self._attempts[level] = await hostile.attempts(await self.at(level))
        return self._attempts[level]

    async def close(self) -> None:
        for made in self._made.values():
            await made.close()


async def until_warm(pool: Pool) -> None:
    """Wait for the spare that stays until a run takes it."""
    await until(lambda: any(spare.warm for spare in pool._spares._queue))  # type: ignore[attr-defined]


# What is refused


@pytest.mark.parametrize("level", SHUT)
@pytest.mark.parametrize("name", hostile.ATTEMPTS)
async def test_an_attempt_is_refused_with_an_error_one_can_read(
    pools: Pools, level: Level, name: str
) -> None:
    found = await pools.attempts(level)

    assert found[name].startswith("refused: ")


@pytest.fixture(scope="module")
def as_nobody() -> dict[str, Any]:
    """Return what became of every attempt and all harm of a user without rights, at the highest level."""
    if os.getuid() != 0:
        pytest.skip("this is an ordinary user already")
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(filter(None, ["", str(ROOT), *sys.path])),
        "TMPDIR": tempfile.gettempdir(),
    }

    def done(python: str, source: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [python, "-c", source],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            env=environment,
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
        )

    for python in (sys.executable, shutil.which("python3", path="/usr/bin:/usr/local/bin")):
        with contextlib.suppress(OSError):
            if python and done(python, CAN_START).returncode == 0:
                made = done(python, "from tests.runner.hostile import main; main()")
                assert made.returncode == 0, made.stderr
                found: dict[str, Any] = json.loads(made.stdout)
                return found
    pytest.skip("no Python that an ordinary user may start has torch")


async def test_every_attempt_of_an_ordinary_user_is_refused(as_nobody: dict[str, Any]) -> None:
    attempts = as_nobody["attempts"]

    assert as_nobody["level"] in SHUT
    assert {name: got for name, got in attempts.items() if not got.startswith("refused")} == {}


async def test_no_harm_of_an_ordinary_user_stays(as_nobody: dict[str, Any]) -> None:
    if as_nobody["level"] != "full":
        pytest.skip("this machine refuses the highest level")

    assert as_nobody["harm"] == BECOMES


# What is left


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", LEAVERS)
async def test_nothing_is_left_and_the_next_run_works(
    pools: Pools, level: Level, name: str
) -> None:
    pool = await pools.at(level)

    await run(pool, LEAVERS[name], seconds=0.4)
    after = await run(pool, "x = 1", evaluate={"x": "x"})

    assert after.ended.kind == "finished"
    await until(lambda: pools.count(level) == AT_REST[level])


async def test_a_run_is_limited_in_its_processes_and_threads(pools: Pools) -> None:
    source = (
        "import threading, time\nn = 0\nwhile n < 2000:\n"
        "    try: threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\n"
        "    except RuntimeError: break\n    n += 1\n"
    )

    done = await run(await pools.at("full"), source, evaluate={"n": "n"}, seconds=60)

    assert 10 < value_of(done, "n") < 400


# What is filled


async def test_a_folder_of_its_own_has_a_size(pools: Pools) -> None:
    done = await run(await pools.at("full"), MANY_FILES, seconds=20)

    assert done.raised is not None
    assert "No space left" in done.raised.message


async def test_a_folder_that_has_no_size_is_watched(pools: Pools) -> None:
    source = "import time\nopen('large', 'wb').truncate(60 * 2**20)\n" * 6 + "time.sleep(20)"
    source = source.replace("'large'", "__import__('uuid').uuid4().hex")

    done = await run(await pools.at("files+network"), source, seconds=20)

    assert (done.ended.kind, done.ended.detail) == ("stopped", "files")


async def test_a_folder_is_full_by_its_bytes_or_its_files(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_bytes(b"x")
    assert not is_too_full(tmp_path)

    with (tmp_path / "below" / "file").open("ab") as file:
        file.truncate(MOST_BYTES + 1)

    assert is_too_full(tmp_path)
    assert not is_too_full(tmp_path / "missing")
    assert MOST_FILES > 1000


# What is told


@pytest.mark.parametrize("level", SHUT)
async def test_a_forged_end_is_not_believed(pools: Pools, level: Level) -> None:
    pool = await pools.at(level)

    done = await run(pool, FORGED, evaluate={"x": "1"})

    assert done.evaluated("main", "x") is None
    assert done.ended.kind == "died"
    assert (await run(pool, "x = 1")).ended.kind == "finished"


@pytest.mark.parametrize("level", SHUT)
async def test_a_flood_of_output_is_stopped(pools: Pools, level: Level) -> None:
    done = await run(await pools.at(level), FLOOD)

    assert (done.ended.kind, done.ended.detail) == ("stopped", "output")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    ("source", "detail"),
    [
        ("import os\nos._exit(3)", "exit 3"),
        ("import ctypes\nctypes.string_at(0)", "signal 11"),
        ("import os\nos.abort()", "signal 6"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "signal 9"),
    ],
    ids=["exit", "segfault", "abort", "kill"],
)
async def test_how_a_program_died_is_told(
    pools: Pools, level: Level, source: str, detail: str
) -> None:
    done = await run(await pools.at(level), source)

    assert (done.ended.kind, done.ended.detail) == ("died", detail)


@pytest.mark.parametrize("level", LEVELS)
async def test_a_run_says_how_far_it_was_shut_in(pools: Pools, level: Level) -> None:
    done = await run(await pools.at(level), "x = 1")

    assert done.ended.isolation == level


@pytest.mark.parametrize("level", LEVELS)
async def test_stop_interrupts_a_program_that_obeys(pools: Pools, level: Level) -> None:
    source = (
        "import time\ntry:\n    print('on')\n    while True: time.sleep(0.01)\n"
        "except KeyboardInterrupt:\n    print('stopped')\n"
    )
    started = (await pools.at(level)).run(job(source))
    printed = ""

    async for message in started:
        if isinstance(message, Output):
            printed += message.text
            started.stop()

    assert printed == "on\nstopped\n"


# What works


WORKS = {
    "saving and loading": (
        "import torch\nmodel = torch.nn.Linear(2, 1)\ntorch.save(model.state_dict(), 'model.pt')\n"
        "model.load_state_dict(torch.load('model.pt'))\ngot = 'works'\n"
    ),
    "a loader with workers": LOADER.format(sharing="file_descriptor"),
    "a loader that shares files": LOADER.format(sharing="file_system"),
    "multiprocessing": (
        "import multiprocessing\nwith multiprocessing.Pool(2) as pool:\n"
        "    got = 'works' if pool.map(abs, [-1, 2]) == [1, 2] else ''\n"
    ),
    "a queue of tensors": (
        "import torch, torch.multiprocessing as mp\nqueue = mp.Queue()\n"
        "worker = mp.Process(target=lambda: (queue.put(torch.ones(3)), __import__('time').sleep(1)))\n"
        "worker.start()\ngot = 'works' if queue.get().sum() == 3 else ''\nworker.terminate()\n"
    ),
    "temporary files": (
        "import tempfile\nwith tempfile.TemporaryDirectory() as folder:\n"
        "    open(folder + '/file', 'w').write('x')\n"
        "with tempfile.NamedTemporaryFile() as file: file.write(b'x')\ngot = 'works'\n"
    ),
    "the lessons' data": "import os\ngot = 'works' if open(DATA, 'rb').read(1) else ''\n",
    "a module of an installed package": (
        "import torch.optim.swa_utils, numpy.polynomial, xml.dom.minidom\ngot = 'works'\n"
    ),
    "another Python": (
        "import subprocess, sys\n"
        "got = subprocess.run([sys.executable, '-c', 'print(\"works\")'], capture_output=True, text=True).stdout.strip()\n"
    ),
    "a callback from C": (
        "import ctypes\nkind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)\n"
        "got = 'works' if kind(lambda n: n + 1)(1) == 2 else ''\n"
    ),
    "threads": (
        "import torch, threading\nfound = []\n"
        "made = [threading.Thread(target=lambda: found.append(torch.ones(200, 200) @ torch.ones(200, 200))) for _ in range(4)]\n"
        "[each.start() for each in made]; [each.join() for each in made]\n"
        "got = 'works' if len(found) == 4 else ''\n"
    ),
}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("name", WORKS)
async def test_what_a_lesson_needs_works(pools: Pools, level: Level, name: str) -> None:
    data = next(each for each in (shipped("assets") / "data").iterdir() if each.is_file())

    done = await run(
        await pools.at(level),
        WORKS[name],
        settings={"DATA": data.name},
        folder=str(data.parent),
        evaluate={"got": "got"},
        seconds=30,
    )

    assert value_of(done, "got") == "works", done


@pytest.mark.parametrize("level", SHUT)
async def test_the_lessons_data_cannot_be_changed(pools: Pools, level: Level) -> None:
    data = next(each for each in (shipped("assets") / "data").iterdir() if each.is_file())

    done = await run(await pools.at(level), f"open({data.name!r}, 'a')", folder=str(data.parent))

    assert done.raised is not None
    assert "OSError" in (done.raised.exception, *done.raised.bases)


def value_of(done: Outcome, name: str) -> Any:
    found = done.evaluated("main", name)
    assert found is not None, done
    assert isinstance(found.value, Plain), done
    return found.value.value


# What a course from elsewhere needs


async def test_a_course_that_needs_more_than_there_is_runs_nothing_until_trusted() -> None:
    pool = Pool(most="limits only", needs="files+network")
    try:
        refused = await run(pool, "x = 1", evaluate={"x": "x"})
        assert pool.refuses
        pool.trust()
        done = await run(pool, "x = 1", evaluate={"x": "x"})
    finally:
        await pool.close()

    assert refused.ended.kind == "refused"
    assert not refused.messages
    assert value_of(done, "x") == 1


async def test_a_course_that_has_what_it_needs_just_runs() -> None:
    pool = Pool(needs="files+network")
    await pool.known()
    try:
        if pool.isolation is None or pool.isolation.level == "limits only":
            pytest.skip("this machine refuses it")
        done = await run(pool, "x = 1", evaluate={"x": "x"})
    finally:
        await pool.close()

    assert value_of(done, "x") == 1
