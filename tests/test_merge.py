"""Progress of two machines becomes one: nothing lost, nothing twice, cards as by one machine."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from tutor.cli.root import root
from tutor.errors import StoreDamaged
from tutor.merge import Merged, merge
from tutor.review import GRADED, Grade, body_of, card_of, graded, regraded
from tutor.store import Store
from tutor.store.events import Row
from tutor.store.exchange import read_export, write_export
from tutor.store.twin import line_of

START = 1_700_000_000.0
DAY = 86400.0


class Machine:
    """A store with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.now = START
        self.folder = folder
        self.store = Store(folder, clock=lambda: self.now)
        self.store.open()

    def answer(self, question: str, grade: Grade, day: float) -> None:
        self.now = START + day * DAY
        newest = self.store.latest_of_items(GRADED).get(("a", question))
        card = graded(card_of(newest.body) if newest else None, grade, self.now, "m")
        self.store.append("attempt", "a", {"question": question, "typed": grade})
        self.store.append(GRADED, "a", body_of(card, question, grade))

    def due(self, question: str) -> float:
        card = card_of(self.store.latest_of_items(GRADED)["a", question].body)
        assert card is not None
        return card.due

    def exported(self) -> Path:
        path = self.folder / "export.jsonl"
        write_export(path, self.store.events())
        return path

    def everything(self) -> list[tuple[str, float]]:
        return [(event.id, event.at) for event in self.store.events()]


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[tuple[Machine, Machine]]:
    made = Machine(tmp_path / "one"), Machine(tmp_path / "two")
    yield made
    for machine in made:
        machine.store.close()


def test_an_empty_machine_becomes_the_same(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    for day, grade in enumerate(("good", "hard", "again")):
        one.answer("q", grade, day * 5.0)  # type: ignore[arg-type]

    merged = merge(two.store, one.exported())

    assert merged == Merged(added=6, known=0, unread=0)
    assert two.everything() == one.everything()
    assert two.due("q") == one.due("q")
    assert two.store.latest("attempt") == one.store.latest("attempt")


def test_importing_twice_changes_nothing(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    one.answer("q", "good", 0)
    two.answer("q", "good", 1)
    merge(two.store, one.exported())
    before = two.everything()

    again = merge(two.store, one.exported())

    assert again.added == 0
    assert two.everything() == before


def test_two_histories_of_one_question_are_scheduled_as_one(
    machines: tuple[Machine, Machine],
) -> None:
    one, two = machines
    one.answer("q", "good", 0)
    two.answer("q", "hard", 10)
    one.answer("q", "good", 20)

    merge(two.store, one.exported())

    days: list[tuple[Grade, float]] = [("good", 0.0), ("hard", 10.0), ("good", 20.0)]
    expected = regraded([(grade, START + day * DAY) for grade, day in days])
    assert expected is not None
    assert two.due("q") == pytest.approx(expected.due)


def test_events_of_both_machines_fall_into_the_order_of_time(
    machines: tuple[Machine, Machine],
) -> None:
    one, two = machines
    two.answer("q", "good", 5)
    one.answer("r", "good", 1)

    merge(two.store, one.exported())

    times = [event.at for event in two.store.events()]
    assert times == sorted(times)
    assert two.store.events()[0].body["question"] == "r"


def test_a_grade_the_learner_changed_counts_once(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    one.answer("q", "good", 0)
    card = graded(None, "easy", START)
    one.store.append(GRADED, "a", body_of(card, "q", "easy", is_change=True))
    two.answer("q", "good", 30)

    merge(two.store, one.exported())

    expected = regraded([("easy", START), ("good", START + 30 * DAY)])
    assert expected is not None
    assert two.due("q") == pytest.approx(expected.due)


def test_a_grade_is_changed_on_its_own_machine_only(machines: tuple[Machine, Machine]) -> None:
    one, two = machines
    one.answer("q", "good", 0)
    two.answer("q", "hard", 1)
    one.now = START + 2 * DAY
    card = graded(None, "easy", START)
    one.store.append(GRADED, "a", body_of(card, "q", "easy", is_change=True))

    merge(two.store, one.exported())

    expected = regraded([("easy", START), ("hard", START + DAY)])
    assert expected is not None
    assert two.due("q") == pytest.approx(expected.due)


def test_a_line_that_was_changed_is_left_out_and_counted(
    machines: tuple[Machine, Machine],
) -> None:
    one, two = machines
    one.answer("q", "good", 0)
    path = one.exported()
    path.write_text(path.read_text().replace("good", "easy", 1) + "half a li")

    merged = merge(two.store, path)

    assert merged == Merged(added=1, known=0, unread=2)


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "\x00\xff", '{"format": "tutor-progress", "version": 2}', "[" * 900],
)
def test_what_is_no_export_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "file").write_text(text)

    with pytest.raises(StoreDamaged):
        read_export(tmp_path / "file")


@pytest.mark.parametrize(
    ("at", "body"),
    [
        (1e300, "{}"),
        (float("inf"), "{}"),
        (float("nan"), "{}"),
        (-1.0, "{}"),
        (START, '{"question": NaN}'),
        (START, '{"question": 1e999}'),
        (START, "[" * 5000),
    ],
)
def test_a_line_no_tutor_has_written_is_left_out(
    tmp_path: Path, machines: tuple[Machine, Machine], at: float, body: str
) -> None:
    here, _ = machines
    file = tmp_path / "odd.jsonl"
    header = json.dumps({"format": "tutor-progress", "version": 1})
    file.write_text(f"{header}\n{line_of(Row('odd', at, 's', 'attempt', 'a', body))}\n")
    before = here.everything()

    merged = merge(here.store, file)

    assert merged == Merged(0, 0, 1)
    assert here.everything() == before


def test_progress_goes_from_shell_to_shell(
    machines: tuple[Machine, Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = machines
    one.answer("q", "good", 0)
    one.store.close()
    run = CliRunner().invoke
    file = str(tmp_path / "mine.jsonl")

    monkeypatch.setenv("TUTOR_HOME", str(one.folder))
    exported = run(root, ["progress", "--export", file])
    monkeypatch.setenv("TUTOR_HOME", str(tmp_path / "three"))
    imported = run(root, ["progress", "--import", file, "--json"])

    assert (exported.exit_code, imported.exit_code) == (0, 0)
    assert json.loads(imported.output) == {"added": 2, "known": 0, "unread": 0}
