"""A course lists all its lessons, also those that cannot be opened, with why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tutor.errors import LessonError
from tutor.lesson.course import Course, load_course

COURSE = """\
format: 1
id: torch
title: PyTorch from the inside
units:
  - id: autograd
    title: Gradients
    about: What backward does.
    lessons: [one, two]
  - id: data
    title: Data
    lessons:
      - three
renamed:
  first: one
"""


@pytest.fixture
def folder(tmp_path: Path, good: str) -> Path:
    """Return a course of three good lessons, one requiring the next."""
    made = tmp_path / "course"
    for unit, name, requires in (
        ("autograd", "one", ""),
        ("autograd", "two", "one"),
        ("data", "three", "two"),
    ):
        (made / unit).mkdir(parents=True, exist_ok=True)
        text = good.replace("id: zero-grad", f"id: {name}").replace("title: What", f"title: {name}")
        text = text.replace("[backward]", f"[{requires}]")
        (made / unit / f"{name}.yaml").write_text(text, encoding="utf-8")
    (made / "course.yaml").write_text(COURSE, encoding="utf-8")
    return made


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def told(course: Course) -> list[str]:
    return [str(problem).replace(f"{course.folder}/", "") for problem in course.all_problems]


def test_a_course_lists_units_and_lessons_in_order(folder: Path) -> None:
    course = load_course(folder)

    assert [(unit.id, [entry.id for entry in unit.lessons]) for unit in course.units] == [
        ("autograd", ["one", "two"]),
        ("data", ["three"]),
    ]


def test_an_entry_tells_what_a_list_shows(folder: Path) -> None:
    entry = load_course(folder).lessons[1]

    assert (entry.unit, entry.title, entry.minutes, entry.requires, entry.steps) == (
        "autograd",
        "two zero_grad really clears",
        8,
        ("one",),
        6,
    )
    assert entry.goals == ("Say what .grad holds after several backward passes",)
    assert entry.questions == ("accumulated", "means", "own", "write")
    assert entry.experiments == ("accumulate",)


def test_a_good_course_has_no_problems(folder: Path) -> None:
    assert told(load_course(folder)) == []


def test_a_lesson_is_found_by_its_id_and_by_its_old_one(folder: Path) -> None:
    course = load_course(folder)

    assert course.lesson("one") is course.lessons[0]
    assert course.lesson("first") is course.lessons[0]


@pytest.mark.parametrize("name", ["", "four", "../one", "autograd/one", "one.yaml", "/etc/passwd"])
def test_a_lesson_of_another_name_is_none(name: str, folder: Path) -> None:
    assert load_course(folder).lesson(name) is None


def test_a_broken_lesson_is_listed_with_why_and_takes_no_other_with_it(folder: Path) -> None:
    change(folder / "autograd/two.yaml", "minutes: 8", "minutes: eight")

    course = load_course(folder)

    assert [bool(entry.problems) for entry in course.lessons] == [False, True, False]
    assert course.lessons[1].title == "two"
    assert told(course) == [
        "autograd/two.yaml:4:10: `minutes` must be a whole number, not `eight`; "
        "write it in digits, such as 8"
    ]


def test_a_missing_lesson_is_named_where_it_is_listed(folder: Path) -> None:
    (folder / "data/three.yaml").unlink()

    assert told(load_course(folder)) == [
        "course.yaml:12:9: there is no file data/three.yaml; "
        "put the lesson there, or take its id out of course.yaml"
    ]


def test_a_lesson_listed_twice_is_kept_where_it_stands_first(folder: Path) -> None:
    change(folder / "course.yaml", "      - three", "      - three\n      - one")

    course = load_course(folder)

    assert [entry.id for entry in course.lessons] == ["one", "two", "three"]
    assert told(course) == [
        "course.yaml:13:9: the lesson `one` is listed already, in unit `autograd` on line 8; "
        "take one of the two out"
    ]


def test_a_requirement_that_no_lesson_meets_is_named_in_the_lesson(folder: Path) -> None:
    change(folder / "data/three.yaml", "requires: [two]", "requires: [one, tow]")

    course = load_course(folder)

    assert told(course) == [
        "data/three.yaml:5:17: no lesson of this course has the id `tow`; did you mean `two`?"
    ]
    assert course.lesson("three") is not None
    assert [entry.problems for entry in course.lessons] == [(), (), ()]


def test_lessons_that_require_each_other_in_a_circle_are_named(folder: Path) -> None:
    change(folder / "autograd/one.yaml", "requires: []", "requires: [three]")

    assert told(load_course(folder)) == [
        "autograd/two.yaml:5:12: these lessons require each other in a circle: "
        "one → three → two → one; take one of these requirements out"
    ]


def test_a_long_chain_of_requirements_is_no_circle() -> None:
    from tutor.lesson.entries import LessonEntry
    from tutor.lesson.requirements import requirement_problems

    chain = [
        LessonEntry(
            f"l{n}", "u", Path(f"l{n}.yaml"), "t", requires=(f"l{n + 1}",), requires_at=((1, 1),)
        )
        for n in range(5000)
    ]
    last = LessonEntry("l5000", "u", Path("x.yaml"), "t")

    assert requirement_problems([*chain, last]) == ()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("title: Gradients", "titel: Gradients", "6:5: `titel` is not a field of a unit; did you mean `title`?"),
        ("format: 1", "format: 2", "1:9: this is written for a newer tutor (format 2; this one reads 1); update the tutor: pip install --upgrade torch-tutor"),
        ("id: data", "id: ../data", "9:9: `../data` cannot be an id; use small letters, digits and single hyphens, at most 64: `data`"),
        ("- three", "- ../../etc/passwd", "12:9: `../../etc/passwd` cannot be an id; use small letters, digits and single hyphens, at most 64: `etc-passwd`"),
        ("- three", "- {a: b}", "12:9: `lessons 1` must be text, not a mapping; text that starts with a bracket or holds `: ` needs quotation marks"),
        ("units:", "units: []\nrest:", "4:8: `units` has too few entries (the least is 1); add what is missing"),
        ("title: PyTorch from the inside", "title: *x", "3:8: `*x` stands for text from elsewhere; write the text itself, or put `*x` in quotation marks"),
    ],
)  # fmt: skip
def test_a_broken_course_file_is_refused(old: str, new: str, said: str, folder: Path) -> None:
    change(folder / "course.yaml", old, new)

    with pytest.raises(LessonError) as error:
        load_course(folder)

    assert str(error.value.problems[0]) == f"{folder}/course.yaml:{said}"


def test_a_folder_without_a_course_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LessonError) as error:
        load_course(tmp_path)

    assert str(error.value).endswith(
        "course.yaml:0:0: there is no such file; check its name and folder"
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("first: one", "first: gone", "14:10: no lesson of this course has the id `gone`; name a lesson that is listed"),
        ("first: one", "two: one", "14:3: `two` is listed as a lesson and cannot be an old name as well; take it out of `renamed`"),
        ("id: data", "id: autograd", "9:9: the unit `autograd` stands twice; first on line 5; give it an id of its own"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_course_file_keeps_no_lesson_from_opening(
    old: str, new: str, said: str, folder: Path
) -> None:
    change(folder / "course.yaml", old, new)

    course = load_course(folder)

    assert f"course.yaml:{said}" in told(course)
    assert course.lesson("one") is not None


def outside(folder: Path, good: str) -> Path:
    made = folder.parent / "three.yaml"
    made.write_text(good.replace("id: zero-grad", "id: three"), encoding="utf-8")
    return made


@pytest.mark.parametrize("target", ["absolute", "relative", "device", "loop"])
def test_a_link_out_of_the_course_is_not_followed(target: str, folder: Path, good: str) -> None:
    lesson = folder / "data/three.yaml"
    secret = outside(folder, good)
    lesson.unlink()
    links = {
        "absolute": secret,
        "relative": "../../three.yaml",
        "device": "/dev/zero",
        "loop": lesson,
    }
    lesson.symlink_to(links[target])

    course = load_course(folder)

    assert course.lesson("one") is not None
    assert told(course) == [
        "data/three.yaml:0:0: the file is a link that leads out of the course folder; "
        "put the file itself there"
    ]


def test_a_unit_that_is_a_link_out_of_the_course_is_not_followed(folder: Path, good: str) -> None:
    outside(folder, good)
    (folder / "data/three.yaml").unlink()
    (folder / "data").rmdir()
    (folder / "data").symlink_to(folder.parent)

    assert "leads out of the course folder" in "\n".join(told(load_course(folder)))


def test_a_translation_that_is_a_link_out_of_the_course_is_not_followed(folder: Path) -> None:
    (folder / "data/three.ko.yaml").symlink_to("/etc/passwd")

    course = load_course(folder, "ko")

    assert "leads out of the course folder" in "\n".join(told(course))


def test_a_link_inside_the_course_is_followed(folder: Path) -> None:
    lesson = folder / "data/three.yaml"
    lesson.rename(folder / "autograd/three-text.yaml")
    lesson.symlink_to("../autograd/three-text.yaml")

    assert told(load_course(folder)) == []


def test_the_titles_of_a_course_are_translated(folder: Path) -> None:
    (folder / "course.ko.yaml").write_text(
        "format: 1\ntitle: 파이토치\nunits:\n  autograd: 기울기\n  data: {title: 데이터, about: 읽기}\n",
        encoding="utf-8",
    )

    course = load_course(folder, "ko")

    assert [course.title, *(unit.title for unit in course.units)] == [
        "파이토치",
        "기울기",
        "데이터",
    ]
    assert [unit.about for unit in course.units] == ["What backward does.", "읽기"]


def test_a_translated_lesson_is_listed_by_its_translated_title(folder: Path) -> None:
    (folder / "autograd/one.ko.yaml").write_text(
        "format: 1\ntitle: 하나\ngoals: [목표]\n", encoding="utf-8"
    )

    entry = load_course(folder, "ko").lessons[0]

    assert (entry.title, entry.goals) == ("하나", ("목표",))


def test_a_broken_translation_is_named_and_takes_no_other_lesson_with_it(folder: Path) -> None:
    (folder / "autograd/one.ko.yaml").write_text("format: 1\ntitel: 하나\n", encoding="utf-8")

    course = load_course(folder, "ko")

    assert [bool(entry.problems) for entry in course.lessons] == [True, False, False]
    assert "one.ko.yaml:2:1: " in told(course)[0]
