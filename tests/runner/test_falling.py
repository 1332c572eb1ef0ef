"""Where the kernel or a container refuses something, isolation goes one level lower, and says so."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT
from tutor.records.isolation import LEVELS, SAFE
from tutor.runner import kernel, seccomp
from tutor.runner.pool import Pool

pytestmark = pytest.mark.skipif(not kernel.known(), reason="confines itself on Linux alone")


def refuse(names: list[str]) -> None:
    """Refuse calls of the kernel to this process and all it starts, as a container does."""
    lines = seccomp._beginning()
    for name in names:
        lines += seccomp._when(name, [seccomp._error(errno.EPERM)])
    seccomp._install([*lines, (seccomp._RETURN, 0, 0, seccomp._ALLOW)])


async def found() -> dict[str, object]:
    pool = Pool(needs=SAFE)
    await pool.known()
    isolation, refuses = pool.isolation, pool.refuses
    await pool.close()
    assert isolation is not None
    return {"level": isolation.level, "why": isolation.why, "refuses": refuses}


def main() -> None:
    """Refuse what the command line names, and print what the runner finds then."""
    refuse(sys.argv[1:])
    print(json.dumps(asyncio.run(found())))


def found_without(*names: str) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", "from tests.runner.test_falling import main; main()", *names],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), *sys.path]))},
    )
    assert done.returncode == 0, done.stderr
    said: dict[str, object] = json.loads(done.stdout)
    return said


@pytest.mark.parametrize("name", ["unshare", "setns", "mount", "pivot_root"])
def test_without_namespaces_files_and_network_are_still_shut_off(name: str) -> None:
    if found_without()["level"] != LEVELS[-1]:
        pytest.skip("this machine has no namespaces anyway")

    without = found_without(name)

    assert (without["level"], without["refuses"]) == ("files+network", False)
    assert name in str(without["why"])


@pytest.mark.parametrize("name", ["landlock_restrict_self", "seccomp"])
def test_without_what_shuts_files_off_a_foreign_course_is_refused(name: str) -> None:
    if found_without()["level"] == LEVELS[0]:
        pytest.skip("this machine has neither anyway")

    without = found_without(name)

    assert (without["level"], without["refuses"]) == ("limits only", True)
    assert name in str(without["why"])
