"""What a call from the shell takes, beside an interpreter that does nothing."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time

from tests.bench.figures import at_most, say
from tests.bench.paint import TUTOR
from tests.bench.programs import median

CALLS = {
    "python -c pass": ["-c", "pass"],
    "tutor --version": [*TUTOR, "--version"],
    "tutor list": [*TUTOR, "list"],
}
ANSWER = [*TUTOR, "answer", "stack-vs-cat/stack-shape", "2 x 3"]


def starts(count: int = 15) -> None:
    """Take the calls in turn, so that what else the machine does falls on all of them."""
    with tempfile.TemporaryDirectory() as home:
        for call in (*CALLS.values(), ANSWER):
            _call(call, home)  # the first one writes the title index
        times: dict[str, list[float]] = {name: [] for name in CALLS}
        for _ in range(count):
            for name, call in CALLS.items():
                times[name].append(_call(call, home))
        answer = median([_call(ANSWER, home) for _ in range(3)])
    nothing = median(times.pop("python -c pass"))
    for name, found in times.items():
        detail = f"{median(found):.0f} and {nothing:.0f} ms"
        at_most(f"{name} / python -c pass", median(found) / nothing, 6, detail)
    torch = median([_call(["-c", "import torch"], home) for _ in range(3)])
    detail = f"{answer:.0f} and {torch:.0f} ms"
    say("tutor answer / import torch", answer / torch, "none", True, detail)


def _call(arguments: list[str], home: str) -> float:
    environment = os.environ | {"TUTOR_HOME": home}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs are compiled
    began = time.perf_counter()
    subprocess.run([sys.executable, *arguments], env=environment, capture_output=True, check=False)
    return (time.perf_counter() - began) * 1000
