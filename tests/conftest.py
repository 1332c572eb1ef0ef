"""What every test starts from: a home, a language and a terminal that are nobody's own."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
import pytest_asyncio
from hypothesis import HealthCheck, settings

from tutor.language import use
from tutor.lesson.index import read_index
from tutor.paths import shipped
from tutor.views import guarded

if TYPE_CHECKING:
    from tutor.runner.pool import Pool

settings.register_profile(
    "house",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """Run all tests in two processes where there are two cores; some of them, in this one."""
    runs_all = config.args_source is config.ArgsSource.TESTPATHS and not config.option.collectonly
    return 2 if runs_all and (os.cpu_count() or 1) > 1 else 0


@pytest.fixture(autouse=True)
def own_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give the test its own home, English, a plain terminal; put the language back after it."""
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "tutor-home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.setenv("TERM", "xterm-256color")
    for name in ("LC_ALL", "LC_MESSAGES", "TUTOR_LANG", "TUTOR_RUNNER", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    # What cannot be drawn is a sentence on the screen and a failure in a test.
    monkeypatch.setattr(guarded, "refusal", _refused)
    use("en")
    yield
    use("en")


def _refused() -> NoReturn:
    pytest.fail("a record could not be drawn")


@pytest.fixture(scope="session")
def titles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a cache with the titles of the course: programs that are started need not read it."""
    folder = tmp_path_factory.mktemp("titles")
    read_index(shipped("lessons"), folder).lessons  # noqa: B018 (each entry is made when looked at)
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pool() -> AsyncIterator[Pool]:
    """Yield a runner for all tests that do it no harm: a fresh one takes seconds."""
    from tutor.cli.engine import warm_runner

    async with warm_runner() as made:
        yield made


@pytest.fixture
def root() -> Path:
    """Return the top of the checkout."""
    return ROOT
