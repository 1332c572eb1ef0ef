"""Start a face: the app, or plain mode."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from tutor.cli.courses import course_of, no_lesson
from tutor.cli.options import WRONG_CALL, Options, complain, language
from tutor.language import LANGUAGES, say, use
from tutor.paths import data_folder
from tutor.terminal import can_draw_all, is_terminal

if TYPE_CHECKING:
    from tutor.jobs import Runner
    from tutor.lesson.course import Course
    from tutor.playing.start import Start
    from tutor.store import Event, Store
    from tutor.trust import Trust
    from tutor.tui.app import TutorApp


def start_plain(options: Options, lesson: str | None, *, review: bool = False) -> int:
    """Open plain mode, at `lesson` if one is named or in a review; return the exit code."""
    import asyncio

    from tutor.cli.engine import warm_runner
    from tutor.plain import plain_tutor
    from tutor.store import Store

    course = course_of(options)
    _known(course, lesson)
    store = Store(data_folder())
    opened = store.open()

    async def whole() -> int:
        async with warm_runner(options) as runner:
            return await plain_tutor(
                course,
                store,
                runner,
                trust=_trust(options, store),
                lesson=lesson,
                language=language(),
                notices=opened.notices,
                review=review,
            )

    try:
        return asyncio.run(whole())
    except KeyboardInterrupt:
        return 130
    finally:
        store.tidy()
        store.close()


def start_app(
    options: Options,
    lesson: str | None,
    *,
    review: bool = False,
    play: Start | bool = False,
) -> int:
    """Open the app, at `lesson` if one is named, in a review or the playground; return its code."""
    return _shown(lambda: _app(options, lesson, review, play))


def _shown(app: Callable[[], int]) -> int:
    """Show an app where there is a fit terminal, with a process beside it that brings it back."""
    refusal = unfit_terminal(os.environ, is_terminal(sys.stdin), is_terminal(sys.stderr))
    if refusal:
        complain(refusal)
        return WRONG_CALL
    from tutor.cli.launcher import beside

    return beside(app)


def _app(options: Options, lesson: str | None, review: bool, play: Start | bool) -> int:
    _import_asyncio_alone()
    from tutor.store import Store

    store = Store(data_folder())
    opening = store.opening()
    # The file is checked on a thread of its own while Textual is read.
    from tutor.tui.app import TutorApp

    try:
        opened = opening.result()
        chose = {str(e.body.get("name")): str(e.body.get("value")) for e in choices_of(store)}
        if options.language is None and chose.get("language") in LANGUAGES:
            use(chose["language"])
        _known(course_of(options), lesson)
        app = TutorApp(
            lambda: course_of(options),
            store,
            lambda: _pool(options),
            lesson=lesson,
            theme=chose.get("theme", "dark"),
            notices=(*opened.notices, *_lacks()),
            review=review,
            play=play,
            trust=_trust(options, store),
        )
        gc.freeze()
        gc.enable()
        return _run(app)
    finally:
        store.close()


def start_dev(path: Path, options: Options) -> int:
    """Open the app on one lesson file and follow what is saved to it; return the exit code.

    Progress is kept for as long as the app is open, apart from the learner's own.
    """
    del options
    return _shown(lambda: _dev_app(path))


def _dev_app(path: Path) -> int:
    import tempfile

    from tutor.store import Store
    from tutor.tui.dev import DevApp

    with tempfile.TemporaryDirectory(prefix="tutor-dev-") as folder:
        store = Store(Path(folder))
        store.open()
        try:
            return _run(DevApp(path, store, _pool))
        finally:
            store.close()


def _lacks() -> tuple[str, ...]:
    """Return what this terminal cannot show, in sentences."""
    return () if can_draw_all() else (say("tui.no_utf8"),)


def _import_asyncio_alone() -> None:
    """Import asyncio without TLS, which would be a twentieth of all that is loaded at the start.

    The app has no network; whoever imports `ssl` later still gets it.
    """
    if "ssl" in sys.modules:
        return
    sys.modules["ssl"] = None  # type: ignore[assignment]
    importlib.import_module("asyncio")
    del sys.modules["ssl"]


def _run(app: TutorApp) -> int:
    """Run an app to its end and return the exit code; where it failed, say so and where."""
    code = app.run()
    if app.failure is not None:
        from tutor.cli.crash import tell

        return tell(app.failure)
    return (app.return_code or 0) if code is None else code


def _pool(options: Options | None = None) -> Runner:
    """Return the runner of a course, or without one that of a lesson's author."""
    from tutor.cli.engine import needed, new_runner

    return new_runner(needed(options))


def _trust(options: Options, store: Store) -> Trust | None:
    """Return what is to be asked before the course runs; None where nothing is."""
    from tutor.trust import Trust

    return Trust(options.folder, store) if options.needs_a_yes else None


def choices_of(store: Store) -> tuple[Event, ...]:
    """Return what the learner has chosen about looks and language, in order."""
    return store.events(lesson="", kinds=("chose",))


def unfit_terminal(
    environment: Mapping[str, str], is_input_terminal: bool, is_error_terminal: bool
) -> str:
    """Return why the app cannot be shown here, in a sentence; "" where it can."""
    for what, is_fit in (("stdin", is_input_terminal), ("stderr", is_error_terminal)):
        if not is_fit:
            return say("tui.no_terminal", what=what)
    term = environment.get("TERM", "")
    if term in ("", "dumb") and os.name == "posix":
        return say("tui.dumb_terminal", term=term or "—")
    return ""


def _known(course: Course, lesson: str | None) -> None:
    if lesson is not None and course.lesson(lesson) is None:
        raise no_lesson(course, lesson)
