"""Run the long version: `python -m tests.fuzz --minutes N`, or `--inputs N`; prints counts and seeds.

Every batch of inputs has dice of its own, named SURFACE:SEED:NUMBER; `--only` throws them again.
What failed is kept in `--keep` with its traceback, and the run goes on.
"""

from __future__ import annotations

import argparse
import collections
import random
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from tests.fuzz.app import App, RealApp
from tests.fuzz.lessons import Lessons
from tests.fuzz.pipe import Pipe
from tests.fuzz.surface import Failed, Surface
from tutor.language import use

SURFACES: tuple[type[Surface], ...] = (Lessons, App, Pipe)
ASKED: tuple[type[Surface], ...] = (*SURFACES, RealApp)
"""Those that can be asked for by name; with torch an input of the app takes far longer."""
PATIENCE = 60
"""Seconds a batch may take; what takes longer hangs."""
MOST_FAILURES = 30
"""After so many a run ends: they are most likely one."""
EVERY = 60.0
"""Seconds between two lines on how far it is."""


def main() -> int:
    """Fuzz for a time or for a number of inputs; return 1 where something failed."""
    asked = _asked()
    use("en")
    signal.signal(signal.SIGALRM, _ring)
    if asked.only:
        name, seed, number = asked.only.split(":")
        made = {each.name: each for each in ASKED}[name]()
        print(_batch(made, f"{name}:{seed}:{number}", asked.keep))
        return 0
    return _long(asked)


@dataclass
class Tally:
    """What has been done so far."""

    counts: collections.Counter[str] = field(default_factory=collections.Counter)
    """Inputs by surface."""
    batches: int = 0
    failures: int = 0
    began: float = field(default_factory=time.monotonic)

    def tell(self) -> None:
        """Print it as one line."""
        largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        each = ", ".join(f"{name} {count}" for name, count in sorted(self.counts.items()))
        seconds = time.monotonic() - self.began
        said = f"{self.counts.total()} inputs ({each}), {self.failures} failed"
        print(f"{said}, {seconds:.0f} s, {largest} MiB", flush=True)


def _long(asked: argparse.Namespace) -> int:
    surfaces = [each() for each in ASKED if each.name == asked.surface] or [
        each() for each in SURFACES
    ]
    share = asked.inputs / len(surfaces) if asked.inputs else float("inf")
    tally = Tally()
    told, end = tally.began, tally.began + asked.minutes * 60
    while left := [each for each in surfaces if tally.counts[each.name] < share]:
        if time.monotonic() > end or tally.failures >= MOST_FAILURES:
            break
        for each in left:
            _turn(each, tally, share, asked)
        if time.monotonic() - told > EVERY:
            told = time.monotonic()
            tally.tell()
    print(f"seed {asked.seed}, {tally.batches} batches")
    tally.tell()
    return 1 if tally.failures else 0


def _turn(surface: Surface, tally: Tally, share: float, asked: argparse.Namespace) -> None:
    """Check batches of one surface for a while: one input of the app takes as long as many others."""
    until = time.monotonic() + asked.turn
    while time.monotonic() < until and tally.failures < MOST_FAILURES:
        if tally.counts[surface.name] >= share:
            return
        tally.batches += 1
        done = _batch(surface, f"{surface.name}:{asked.seed}:{tally.batches}", asked.keep)
        tally.counts[surface.name] += max(1, done)
        tally.failures += done < 0


def _batch(surface: Surface, dice: str, keep: Path) -> int:
    """Check a batch and return how many inputs it had; -1 where one of them failed."""
    signal.alarm(PATIENCE)
    try:
        return surface.batch(random.Random(dice))
    except Failed as failed:
        _keep(dice, failed.given, failed.cause, keep)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is what we look for)
        _keep(dice, b"", error, keep)
    finally:
        signal.alarm(0)
    return -1


def _keep(dice: str, given: bytes, error: BaseException, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = dice.replace(":", "-")
    (folder / f"{name}.input").write_bytes(given)
    (folder / f"{name}.txt").write_text("".join(traceback.format_exception(error)))
    print(f"FAILED {dice}: {type(error).__name__}: {str(error)[:200]}", flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--inputs", type=int, default=0, help="in all, shared by the surfaces")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--surface", default="", choices=["", *(each.name for each in ASKED)])
    parser.add_argument("--keep", type=Path, default=Path(".fuzz"), help="folder of what failed")
    parser.add_argument("--turn", type=float, default=5.0, help="seconds on a surface at a time")
    parser.add_argument("--only", default="", help="SURFACE:SEED:NUMBER, thrown again")
    asked = parser.parse_args()
    if asked.inputs == 0 and asked.minutes == float("inf") and not asked.only:
        parser.error("say how long: --minutes N or --inputs N")
    return asked


def _ring(*_: object) -> NoReturn:
    raise TimeoutError("it hangs")


sys.exit(main())
