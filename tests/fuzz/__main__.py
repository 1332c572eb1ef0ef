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
from pathlib import Path
from typing import NoReturn

from tests.fuzz.app import App
from tests.fuzz.lessons import Lessons
from tests.fuzz.pipe import Pipe
from tests.fuzz.surface import Failed, Surface
from tutor.language import use

SURFACES: tuple[type[Surface], ...] = (Lessons, App, Pipe)
PATIENCE = 60
"""Seconds a batch may take; what takes longer hangs."""
EVERY = 60.0
"""Seconds between two lines on how far it is."""


def main() -> int:
    """Fuzz for a time or for a number of inputs; return 1 where something failed."""
    asked = _asked()
    use("en")
    signal.signal(signal.SIGALRM, _ring)
    if asked.only:
        name, seed, number = asked.only.split(":")
        made = {each.name: each for each in SURFACES}[name]()
        print(_batch(made, f"{name}:{seed}:{number}", asked.keep))
        return 0
    return _long(asked)


def _long(asked: argparse.Namespace) -> int:
    surfaces = [each() for each in SURFACES if asked.surface in ("", each.name)]
    counts: collections.Counter[str] = collections.Counter()
    failures = number = 0
    began = told = time.monotonic()
    share = asked.inputs / len(surfaces) if asked.inputs else float("inf")
    while time.monotonic() - began < asked.minutes * 60:
        left = [each for each in surfaces if counts[each.name] < share]
        if not left:
            break
        number += 1
        for each in left:
            # As long on each: one input of the app takes as long as many of the others.
            until = time.monotonic() + asked.turn
            while time.monotonic() < until and counts[each.name] < share:
                number += 1
                done = _batch(each, f"{each.name}:{asked.seed}:{number}", asked.keep)
                counts[each.name] += max(1, done)
                failures += done < 0
        if time.monotonic() - told > EVERY:
            told = time.monotonic()
            _tell(counts, failures, began)
    print(f"seed {asked.seed}, {number} batches")
    _tell(counts, failures, began)
    return 1 if failures else 0


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


def _tell(counts: collections.Counter[str], failures: int, began: float) -> None:
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    each = ", ".join(f"{name} {count}" for name, count in sorted(counts.items()))
    seconds = time.monotonic() - began
    said = f"{counts.total()} inputs ({each}), {failures} failed, {seconds:.0f} s, {largest} MiB"
    print(said, flush=True)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--minutes", type=float, default=float("inf"))
    parser.add_argument("--inputs", type=int, default=0, help="in all, shared by the surfaces")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--surface", default="", choices=["", *(each.name for each in SURFACES)])
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
