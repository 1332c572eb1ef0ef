"""Executes the programs of a job and sends what they do; the only place where learners' code runs.

Whatever a program raises becomes a record. What it does to the process is undone as far as that
can be before another program of the same job runs in it.
"""

from __future__ import annotations

import builtins
import contextlib
import linecache
import os
import sys
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

from tutor import probes
from tutor.records.job import Evaluate, Job, Program, Show
from tutor.records.messages import Evaluated, Raised, Shown, Unshown
from tutor.runner import emit, live, report, showing, warm, wire
from tutor.runner.streaming import Streamer
from tutor.runner.watches import Watcher

RECORD_BYTES = 4 * 2**20
"""Bytes of records one run may send."""


def execute(job: Job, emitter: emit.Emitter) -> None:
    """Run the job and send its messages, then say how it ended."""
    try:
        ending = _main(job, emitter)
        emitter.muted = True
        for program in job.others:
            _other(program, job.seed, emitter)
    except KeyboardInterrupt:
        ending = wire.INTERRUPTED
    emitter.muted = False
    with contextlib.suppress(KeyboardInterrupt):
        emit.flush_streams()
        emitter.done(ending)


def _main(job: Job, emitter: emit.Emitter) -> bytes:
    """Run the main program with its live values, evaluations and views."""
    watcher = Watcher(emitter)
    recorders = probes.prepare(_watched(job))
    warm.seed_everything(job.seed)
    namespace = _namespace(job.main)
    shower = showing.Shower(emitter, len(job.show), recorders)
    if job.shows:
        namespace[showing.NAME] = shower.function()

    def run() -> None:
        program = live.compile_program(job.main.source, report.FILE, live=job.live)
        watcher.watch(program.watches)
        streamer = Streamer(job, namespace, recorders, watcher, emitter)
        with _warnings_sent(emitter), watcher.installed(), streamer.looking():
            _run(program.code, job.main.source, namespace)

    raised = _raised_by(run, emitter)
    _leave_if_forked(emitter)
    probes.stop(recorders)
    emit.flush_streams()
    watcher.finish()
    shower.finish()
    if raised is not None:
        emitter.record(raised)
    _evaluate(job.main, namespace, raised, emitter)
    _show(job, namespace, recorders, watcher, raised, emitter)
    emit.flush_streams()
    return wire.FINISHED if raised is None else wire.RAISED


def _watched(job: Job) -> tuple[Show, ...]:
    """Return the views that may have to watch the run: also of what the program itself shows."""
    shows_graphs = job.shows and f"{showing.NAME}(" in job.main.source
    return (*job.show, Show("graph", "")) if shows_graphs else job.show


def _other(program: Program, seed: int, emitter: emit.Emitter) -> None:
    """Run an edited program for nothing but what it evaluates to."""
    warm.restore_defaults()
    warm.seed_everything(seed)
    namespace = _namespace(program)

    def run() -> None:
        code = live.compile_program(program.source, report.FILE, live=False).code
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            _run(code, program.source, namespace)

    raised = _raised_by(run, emitter)
    _leave_if_forked(emitter)
    _evaluate(program, namespace, raised, emitter)


def _namespace(program: Program) -> dict[str, Any]:
    """Return the globals of a new `__main__`, so that its classes can be found and pickled."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    module.__dict__.update(dict(program.settings))
    module.__dict__["__builtins__"] = builtins
    return module.__dict__


def _raised_by(run: Callable[[], None], emitter: emit.Emitter) -> Raised | None:
    """Run a program of the learner's and return what it raised; our own interrupt goes through."""
    try:
        run()
    except KeyboardInterrupt as error:
        if emitter.interrupted_by_tutor:
            raise
        return report.raised(error)
    except BaseException as error:  # noqa: BLE001 (the learner's own program)
        return report.raised(error)
    return None


def _run(code: types.CodeType, source: str, namespace: dict[str, Any]) -> None:
    report.remember_source(source)
    linecache.checkcache(report.FILE)
    exec(code, namespace)  # noqa: S102 (this process exists for it)


def _leave_if_forked(emitter: emit.Emitter) -> None:
    """End a process that the program forked and that has come to the program's end."""
    if not emitter.ours:
        emit.flush_streams()
        os._exit(0)


def _evaluate(
    program: Program, namespace: dict[str, Any], raised: Raised | None, emitter: emit.Emitter
) -> None:
    for wanted in program.evaluate:
        if raised is not None:
            result = Evaluated(program.name, wanted.name, raised=raised)
        else:
            result = _evaluated(program.name, wanted, namespace, emitter)
        if not emitter.record(result):
            emitter.record(Evaluated(program.name, wanted.name, raised=_too_large()))


def _evaluated(
    name: str, wanted: Evaluate, namespace: dict[str, Any], emitter: emit.Emitter
) -> Evaluated:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            value = _value(wanted, namespace)
            return Evaluated(name, wanted.name, probes.snapshot(value))
    except KeyboardInterrupt as error:
        if emitter.interrupted_by_tutor:
            raise
        return Evaluated(name, wanted.name, raised=report.raised(error))
    except BaseException as error:  # noqa: BLE001 (a learner's expression may raise anything)
        in_program = report.raised(error)
        raised = in_program if in_program.frames else report.raised(error, "<answer>")
        return Evaluated(name, wanted.name, raised=raised)


def _value(wanted: Evaluate, namespace: dict[str, Any]) -> object:
    source = wanted.expression.strip()
    if wanted.statement:
        exec(compile(source, "<answer>", "exec"), namespace)  # noqa: S102 (as above)
        return None
    return eval(compile(source, "<answer>", "eval"), namespace)  # noqa: S307 (as above)


def _show(
    job: Job,
    namespace: dict[str, Any],
    recorders: probes.Recorders,
    watcher: Watcher,
    raised: Raised | None,
    emitter: emit.Emitter,
) -> None:
    """Send the record of every view; after an exception only of those that still have one."""
    for index, show in enumerate(job.show):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                view = probes.probe(show, namespace, recorders, watcher.history)
            sent = emitter.record(Shown(index, view))
        except KeyboardInterrupt:
            raise
        except BaseException as error:  # noqa: BLE001 (it evaluates the learner's own objects)
            if raised is None:
                emitter.record(Unshown(index, report.raised(error)))
            continue
        if not sent:
            emitter.record(Unshown(index, _too_large()))


def _too_large() -> Raised:
    return Raised("OverflowError", "too large to be shown")


@contextlib.contextmanager
def _warnings_sent(emitter: emit.Emitter) -> Iterator[None]:
    """Send each warning as a record, once a place and text, as Python would print it."""

    def send(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: object = None,
        line: str | None = None,
    ) -> None:
        del file, line
        emitter.record(report.warned(message, category, filename, lineno))

    with warnings.catch_warnings():
        warnings.simplefilter("default")
        warnings.showwarning = send
        yield
