"""Measure everything there is a target for, and print each figure beside its target.

`python -m tests.bench paints keys` measures only those parts.
"""

from __future__ import annotations

import asyncio
import sys

from tests.bench import (
    keys,
    large,
    lasting,
    lesson_keys,
    paint,
    programs,
    rest,
    runs,
    sizes,
    starts,
)
from tests.bench.figures import say
from tests.bench.programs import PROGRAMS, SMALL, median, p95
from tutor.paths import shipped


def fresh_runs() -> None:
    for name, source in PROGRAMS.items():
        floor, fresh = programs.in_process(source), asyncio.run(runs.fresh(source))
        low, mid = median(floor), median(fresh)
        detail = f"in process {low:.2f} ms, fresh {mid:.2f} ms, p95 {p95(fresh):.2f} ms"
        say(
            f"1 fresh run, {name}: ms over 1.5 × in-process",
            mid - 1.5 * low,
            "≤ 2",
            mid <= 1.5 * low + 2,
            detail,
        )
        say(
            f"1 p95, {name}: ms over 1.5 × in-process",
            p95(fresh) - 1.5 * low,
            "≤ 10",
            p95(fresh) <= 1.5 * low + 10,
            "",
        )
        rested = median(programs.in_process(source, pause=runs.PAUSE, count=60))
        say(
            f"fresh run, {name}: ms over a process that has paused as long",
            mid - rested,
            "none",
            True,
            f"in process {rested:.2f} ms",
        )
        kernel = programs.jupyter(source)
        limit = 0.5 if name == "small" else 0.7
        if kernel is None:
            print("skipped 2: jupyter_client and ipykernel are not installed")
        else:
            ratio = mid / median(kernel)
            say(
                f"2 fresh run / warm Jupyter, {name}",
                ratio,
                f"≤ {limit}",
                ratio <= limit,
                f"{median(kernel):.2f} ms",
            )
        if source == SMALL:
            ratio = median(programs.cold(source)) / mid
            say("3 python script.py / fresh run", ratio, "≥ 200", ratio >= 200, "")
            ratio = median(programs.one_test(source)) / mid
            say("3 one-test pytest / fresh run", ratio, "≥ 250", ratio >= 250, "")


def paints() -> None:
    ran, nothing = keys.turned()
    ratio = median(ran) / median(nothing)
    detail = f"{median(ran):.1f} and {median(nothing):.1f} ms"
    say("4 key that runs / key that runs nothing", ratio, "≤ 4", ratio <= 4, detail)
    programs = ("-c", paint.HELLO), paint.TUTOR, ("-c", paint.WITHOUT_RUNNER)
    hello, home, without = map(median, paint.first_paints(*programs, count=15))
    say(
        "5 first paint / Textual hello-world",
        home / hello,
        "≤ 1.2",
        home <= 1.2 * hello,
        f"{home:.0f} and {hello:.0f} ms",
    )
    lesson = median(paint.lesson_opened())
    say(
        "5 lesson page / Textual hello-world",
        lesson / hello,
        "≤ 1.5",
        lesson <= 1.5 * hello,
        f"{lesson:.0f} ms",
    )
    say(
        "6 first paint with / without runner",
        home / without,
        "≤ 1.1",
        home <= 1.1 * without,
        f"without {without:.0f} ms",
    )


def while_running() -> None:
    for step, name in ((0, "live values"), (1, "printed lines")):
        quiet = median(keys.typed_in_editor(step, running=False))
        flooded = median(keys.typed_in_editor(step, running=True))
        say(
            f"key to paint under a flood of {name} / quiet",
            flooded / quiet,
            "≤ 2",
            flooded <= 2 * quiet,
            f"{flooded:.1f} and {quiet:.1f} ms",
        )
    bare, editor = keys.typed_in_text_area(), keys.typed_in_editor(2, running=True)
    say(
        "typing in the editor while an experiment trains / a bare TextArea",
        median(editor) / median(bare),
        "≤ 2",
        median(editor) <= 2 * median(bare),
        f"{median(editor):.1f} and {median(bare):.1f} ms, p95 {p95(editor):.1f} and {p95(bare):.1f}",
    )


def grading() -> None:
    cold = median(programs.cold(SMALL))
    graded = median(asyncio.run(runs.graded()))
    say(
        "grading one answer / one cold process",
        graded / cold,
        "< 1",
        graded < cold,
        f"{graded:.1f} ms",
    )
    lesson = shipped("lessons") / "autograd/graph-construction.yaml"
    proved = runs.proved(lesson)
    jobs = 27 + 2 * 6
    ratio = proved / (jobs * cold)
    say(
        "proving a lesson / a cold process a key or run",
        ratio,
        "< 1",
        ratio < 1,
        f"{proved:.0f} ms for {jobs} runs",
    )


def sized() -> None:
    """Say whether a long history or the whole course can be felt when the app opens."""
    few, many = sizes.home_with(0), sizes.home_with(sizes.ATTEMPTS)
    say(
        "home with 100 000 stored answers / with none",
        many / few,
        "≤ 1.15",
        many <= 1.15 * few,
        f"{many:.0f} and {few:.0f} ms",
    )
    short, whole = sizes.home_of_course(5), sizes.home_of_course(None)
    say(
        "home with the whole course / with five lessons",
        whole / short,
        "≤ 1.15",
        whole <= 1.15 * short,
        f"{whole:.0f} and {short:.0f} ms",
    )


PARTS = {
    "runs": fresh_runs,
    "paints": paints,
    "keys": while_running,
    "lesson": lesson_keys.lesson_keys,
    "grading": grading,
    "sizes": sized,
    "starts": starts.starts,
    "rest": rest.rest,
    "learners": rest.learners,
    "memory": lasting.memory,
    "faults": lasting.faults,
    "large": large.large,
    "long": lasting.long,
}
ASKED_FOR = {"long"}
"""Parts that take so long that they are measured only where they are named."""

for part in sys.argv[1:] or [name for name in PARTS if name not in ASKED_FOR]:
    PARTS[part]()
