"""Where one stands in a lesson, also in one that has another name now."""

from __future__ import annotations

from pathlib import Path

from tutor.lesson.entries import Course, LessonEntry, Unit
from tutor.standing import Standing, standing_of, standings
from tutor.store import Event, Store

COURSE = Course(
    "c",
    "C",
    Path(),
    (
        Unit.of(
            "u",
            "U",
            "",
            (LessonEntry("new-name", "u", Path(), "T"), LessonEntry("b", "u", Path(), "B")),
        ),
    ),
    renamed=(("old-name", "new-name"),),
)


def visited(lesson: str) -> Event:
    body = {"step": 2, "steps": 5, "questions": 3, "ended": 1}
    return Event(1, "x", 0.0, "s", "visited", lesson, body)


def test_what_happened_under_the_old_name_counts() -> None:
    found = standings(COURSE, {"old-name": visited("old-name")}, {})

    assert found["new-name"] == Standing("started", 2, 5, 3, 1)
    assert standing_of(COURSE.lessons[1], found).state == "new"


def test_a_lesson_finished_under_its_old_name_is_done() -> None:
    event = visited("old-name")

    assert standings(COURSE, {"old-name": event}, {"old-name": event})["new-name"].state == "done"


def test_events_of_all_names_of_a_lesson_are_read_in_order(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.open()
    for number, lesson in enumerate(("old-name", "b", "new-name")):
        store.append("visited", lesson, {"step": number})

    events = store.events(lesson=COURSE.names_of("new-name"))
    store.close()

    assert [event.body["step"] for event in events] == [0, 2]
