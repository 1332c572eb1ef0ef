"""How `tutor check` ends and what it prints, for proofs that are given."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tutor.cli import check_command
from tutor.cli.root import root as tutor
from tutor.errors import Problem
from tutor.prove.findings import Counts, KeyValue, Proof

PROVED = Proof(1, (), Counts(experiments=2, keys=3), (KeyValue("a/b", "n=1", "9."),), "2.13.0")


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what runs `tutor check` where the proof comes to what is given."""

    def checked(proof: Proof, *args: str) -> Result:
        async def prove(*_: Any) -> Proof:
            return proof

        monkeypatch.setattr(check_command, "_prove", prove)
        return CliRunner().invoke(tutor, ["check", *args])

    return checked


def test_a_proof_without_a_problem_ends_well_and_is_counted(check: Any) -> None:
    done = check(PROVED)

    assert done.exit_code == 0
    assert done.stdout == ""
    assert "2 experiments, 3 keys" in done.stderr


def test_a_problem_is_a_line_with_its_place(check: Any) -> None:
    done = check(Proof(1, (Problem(Path("x.yaml"), 3, 5, "so\x1b[31m", "not so"),), *PROVED_REST))

    assert done.exit_code == 1
    assert done.stdout == "x.yaml:3:5: so␛[31m; not so\n"


PROVED_REST = (Counts(), (), "2.13.0")


def test_keys_that_another_torch_gives_otherwise_are_listed(check: Any, tmp_path: Path) -> None:
    report = tmp_path / "keys.json"
    written = check(PROVED, "--torch-report", str(report))
    same = check(PROVED, "--against", str(report))
    other = Proof(1, (), Counts(), (KeyValue("a/b", "n=1", "8."),), "2.14.0")
    changed = check(other, "--against", str(report))

    assert (written.exit_code, same.exit_code, changed.exit_code) == (0, 0, 1)
    for part in ("a/b", "9.", "8.", "2.13.0", "2.14.0"):
        assert part in changed.stdout
