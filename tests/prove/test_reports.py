"""Reports of keys, and translations: what the proof says beside the lessons themselves."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tutor.errors import Problem
from tutor.lesson.template import lesson_text
from tutor.lesson.translation import refresh_digests
from tutor.prove import prove
from tutor.prove.report import difference, read_report, write_report
from tutor.runner.pool import Pool

pytestmark = [pytest.mark.torch, pytest.mark.asyncio(loop_scope="session")]

KOREAN = """\
format: 1
title: 이 강의가 보여 주는 것
goals: [할 수 있게 되는 것]
steps:
  explain-1:
    explain: 무엇을 묻는지 몇 문장으로 씁니다.
  accumulate:
    title: 여러 번의 backward
    text: "`clear`를 켜 보세요."
    predict: {ask: 마지막에 `w.grad`는 얼마일까요?}
    controls: {clear: 기울기 지우기, passes: 횟수}
  accumulated:
    ask: "`clear`를 끄고 {passes}번이면 `w.grad`는 얼마인가요?"
    misconceptions:
      - {believes: 바뀐다., say: 한 번의 기울기입니다.}
      - {believes: 곱해진다., say: 더해집니다.}
    hints: [몇 번 실행되나요?, 한 번에 얼마가 더해지나요?]
    because: "3씩 더해져 {key}."
"""


async def errors(file: Path, pool: Pool) -> tuple[Problem, ...]:
    return (await prove([file], pool)).problems


async def test_a_report_holds_every_key_and_tells_what_changed(tmp_path: Path, pool: Pool) -> None:
    file, report = tmp_path / "mine.yaml", tmp_path / "keys.json"
    file.write_text(lesson_text("mine"))
    proof = await prove([file], pool)
    write_report(report, proof)
    file.write_text(lesson_text("mine").replace("accept: ", "# ").replace("3 * w\n", "5 * w\n"))
    changed = await prove([file], pool)

    assert len(json.loads(report.read_text())["keys"]) == 4
    assert difference(read_report(report), proof) == []
    assert any("accumulated" in line for line in difference(read_report(report), changed))


async def test_a_translation_is_proved_and_a_stale_one_is_told(tmp_path: Path, pool: Pool) -> None:
    file, korean = tmp_path / "mine.yaml", tmp_path / "mine.ko.yaml"
    file.write_text(lesson_text("mine"))
    korean.write_text(KOREAN)
    refresh_digests(file, "ko")
    assert await errors(file, pool) == ()

    file.write_text(lesson_text("mine").replace("Say in a few sentences", "Say in one sentence"))
    stale = await errors(file, pool)

    assert [each.file.name for each in stale] == ["mine.ko.yaml"]
    assert stale[0].line > 0


async def test_a_translation_named_beside_its_lesson_is_read_with_it(
    tmp_path: Path, pool: Pool
) -> None:
    file, korean = tmp_path / "mine.yaml", tmp_path / "mine.ko.yaml"
    file.write_text(lesson_text("mine"))
    korean.write_text(KOREAN)
    refresh_digests(file, "ko")

    proof = await prove([file, korean], pool)

    assert (proof.lessons, proof.problems) == (1, ())


async def test_a_translation_that_lacks_a_step_is_told(tmp_path: Path, pool: Pool) -> None:
    file, korean = tmp_path / "mine.yaml", tmp_path / "mine.ko.yaml"
    file.write_text(lesson_text("mine"))
    korean.write_text(KOREAN[: KOREAN.index("  accumulated:")])
    refresh_digests(file, "ko")

    assert any("accumulated" in each.message for each in await errors(file, pool))


CHOICE = """
  - question: place
    ask: Where does `w.grad` go?
    kind: choice
    code: |
      places = ["up", "down"]
    answer: places[0]
    choices: [up, down]
    hints: [Look., Look again.]
    because: It goes there.
"""


async def test_a_key_that_names_no_choice_of_a_translation_is_named(
    tmp_path: Path, pool: Pool
) -> None:
    file, beside = tmp_path / "mine.yaml", tmp_path / "mine.ko.yaml"
    file.write_text(lesson_text("mine") + CHOICE)
    beside.write_text(
        KOREAN + "  place:\n    ask: 어디로 가나요?\n    choices: [위, 아래]\n"
        "    hints: [보세요., 다시 보세요.]\n    because: 거기로 가요.\n"
        "    accept: [위]\n    reject: [위로]\n"
    )
    refresh_digests(file, "ko")
    wrong = await errors(file, pool)
    file.write_text(file.read_text().replace("answer: places[0]", "answer: '\"A\"'"))

    assert [(each.file.name, "up" in each.message) for each in wrong] == [("mine.ko.yaml", True)]
    assert await errors(file, pool) == ()
