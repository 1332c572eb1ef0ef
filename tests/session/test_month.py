"""A learner's month: answers, hints, reviews, kills, new versions of the course, two languages.

Whatever happens in whatever order, a verdict that was shown is in the store, once, and opening the
tutor again finds everything as it was left.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from tests.fakes import FakeRunner, passes_value
from tutor.due import cards_by_question, due_now
from tutor.language import use
from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.lesson.load import load_lesson
from tutor.lesson.model import Lesson, Question
from tutor.lesson.template import lesson_text
from tutor.review import GRADED, cards_of
from tutor.session import Review, Session
from tutor.store import Store

DAY = 86400.0
Result = TypeVar("Result")


class Month(RuleBasedStateMachine):
    """One learner, one lesson, one store on disk."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="tutor-month-"))
        self.loop = asyncio.new_event_loop()
        self.now = 1_700_000_000.0
        self.version = 0
        self.shown: list[tuple[str, str]] = []
        self.seeds = 0
        self.stores: list[Store] = []
        self.write_lesson()
        self.open()

    def write_lesson(self) -> None:
        text = lesson_text("passes")
        if self.version:
            # Another program: what was answered before was an answer to another question.
            text = text.replace("import torch\n", f"import torch  # edition {self.version}\n")
        (self.folder / "passes.yaml").write_text(text)

    def open(self) -> None:
        store = Store(self.folder / "home", clock=lambda: self.now)
        store.open()
        self.stores.append(store)
        self.store = store
        self.lesson = load_lesson(self.folder / "passes.yaml")
        self.session = Session(
            self.lesson,
            store.events(lesson="passes"),
            record=store.recorder(),
            runner=FakeRunner(passes_value),
            draw_seed=self.draw,
            clock=lambda: self.now,
        )
        self.do(self.session.start())

    def draw(self) -> int:
        self.seeds += 1
        return self.seeds

    def do(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.loop.run_until_complete(work)

    def teardown(self) -> None:
        for store in getattr(self, "stores", ()):
            store.close()
        if hasattr(self, "loop"):
            self.loop.close()
            shutil.rmtree(self.folder)
        use("en")

    @property
    def question(self) -> Question | None:
        step = self.session.step
        return step if isinstance(step, Question) else None

    def answer(self, session: Session, right: bool) -> None:
        question = session.step
        assert isinstance(question, Question)
        passes = int(session.questions.posed(question).settings["passes"])
        text = f"{3 * passes if right else 1000}"
        verdict = self.do(session.submit(question, text))
        if verdict.costs:
            self.shown.append((verdict.kind, text))

    # What a learner does

    @rule(step=st.integers(0, 4))
    def goes(self, step: int) -> None:
        self.do(self.session.go(step))

    @precondition(lambda self: self.question is not None)
    @rule(right=st.booleans())
    def answers(self, right: bool) -> None:
        self.answer(self.session, right)

    @precondition(lambda self: self.question is not None)
    @rule()
    def types_what_cannot_be_read(self) -> None:
        assert self.question is not None
        verdict = self.do(self.session.submit(self.question, "no idea"))
        assert verdict.kind == "unreadable"

    @precondition(lambda self: self.question is not None)
    @rule()
    def asks_for_a_hint(self) -> None:
        assert self.question is not None
        before = len(self.session.questions.hints(self.question))
        hint = self.do(self.session.hint(self.question))
        assert len(self.session.questions.hints(self.question)) == before + (hint is not None)

    @precondition(lambda self: self.question is not None)
    @rule()
    def reveals(self) -> None:
        assert self.question is not None
        self.do(self.session.reveal(self.question))
        assert self.session.questions.state(self.question).ended

    @precondition(lambda self: self.question is not None)
    @rule()
    def wants_new_numbers(self) -> None:
        assert self.question is not None
        self.do(self.session.renew(self.question))
        assert not self.session.questions.state(self.question).ended

    @rule(passes=st.integers(1, 6), text=st.sampled_from(["", "9", "w.grad ="]))
    def plays_and_leaves_something_half_typed(self, passes: int, text: str) -> None:
        experiment = self.lesson.experiments[0]
        self.do(self.session.experiments.set(experiment, "passes", passes))
        self.do(self.session.keep_draft("accumulated", text))

    @rule(days=st.floats(0.1, 20))
    def waits(self, days: float) -> None:
        self.now += days * DAY

    @rule(days=st.floats(0.1, 3))
    def sets_the_clock_back(self, days: float) -> None:
        self.now -= days * DAY

    @rule(right=st.booleans())
    def reviews(self, right: bool) -> None:
        cards = cards_by_question(self.store.latest_of_items(GRADED), course_of(self.lesson))
        due = due_now(cards, course_of(self.lesson), self.now)
        review = Review(
            due,
            load=lambda _: self.lesson,
            record=self.store.recorder(),
            runner=FakeRunner(passes_value),
            clock=lambda: self.now,
        )
        while (session := self.do(review.next())) is not None:
            before = cards[due[review.number - 1].lesson, due[review.number - 1].question]
            self.answer(session, right)
            if right:
                card = session.memory.card(session.lesson.questions[0])
                assert card is not None
                assert card.due > before.due

    @rule(language=st.sampled_from(["en", "ko"]))
    def switches_language(self, language: str) -> None:
        use(language)
        self.reopen()

    # What happens to the tutor

    @rule()
    def quits_and_comes_back(self) -> None:
        self.store.close()
        self.reopen()

    @rule()
    def is_killed_and_comes_back(self) -> None:
        self.reopen()

    def reopen(self) -> None:
        progress, index = self.session.progress, self.session.index
        self.open()
        assert self.session.progress == progress
        assert self.session.index == index

    @rule()
    def gets_a_new_edition_of_the_course(self) -> None:
        ended = {q.id for q in self.lesson.questions if self.session.memory.card(q) is not None}
        self.version += 1
        self.write_lesson()
        self.open()
        changed = {q.id for q in self.lesson.questions if self.session.memory.is_changed(q)}
        assert ended <= changed

    # What holds at every moment

    @invariant()
    def every_shown_verdict_is_in_the_store_once(self) -> None:
        if not hasattr(self, "store"):
            return
        kept = [
            (str(event.body["verdict"]), str(event.body["typed"]))
            for event in self.store.events(kinds=("attempt", "review.attempt"))
        ]
        assert sorted(kept) == sorted(self.shown)

    @invariant()
    def the_cards_in_memory_are_those_in_the_store(self) -> None:
        if not hasattr(self, "store"):
            return
        stored = cards_of(self.store.events(lesson="passes"))
        for question in self.lesson.questions:
            card = self.session.memory.card(question)
            assert card is None or card.last <= stored[question.id].last


def course_of(lesson: Lesson) -> Course:
    entry = LessonEntry(
        lesson.id, "unit", Path(), lesson.title, questions=tuple(q.id for q in lesson.questions)
    )
    return Course("c", "C", Path(), (Unit.of("unit", "Unit", "", (entry,)),))


Month.TestCase.settings = settings(
    max_examples=int(os.environ.get("TUTOR_MONTHS", "12")),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestMonth = Month.TestCase
