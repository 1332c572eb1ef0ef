"""The values of all keys with the version of torch they come from, and what differs between two."""

from __future__ import annotations

import json
from pathlib import Path

from tutor.errors import TutorError
from tutor.language import say
from tutor.prove.findings import KeyValue, Proof

FORMAT = 1


def write_report(path: Path, proof: Proof) -> None:
    """Write the keys of `proof`; raises TutorError where the file cannot be written."""
    keys = [
        {"question": key.question, "variant": key.variant, "key": key.key} for key in proof.keys
    ]
    data = {"format": FORMAT, "torch": proof.torch, "keys": keys}
    try:
        path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise TutorError(say("prove.report_unwritten", path=path, reason=error.strerror)) from error


def read_report(path: Path) -> tuple[str, tuple[KeyValue, ...]]:
    """Return the version of torch and the keys of a report; raises TutorError where it is none."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        keys = tuple(
            KeyValue(str(key["question"]), str(key["variant"]), str(key["key"]))
            for key in data["keys"]
        )
        return str(data["torch"]), keys
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise TutorError(say("prove.report_unread", path=path, reason=error)) from error


def difference(report: tuple[str, tuple[KeyValue, ...]], proof: Proof) -> list[str]:
    """Return one line for each key that `proof` has otherwise than `report`."""
    torch, keys = report
    before = {(key.question, key.variant): key.key for key in keys}
    now = {(key.question, key.variant): key.key for key in proof.keys}
    return [
        say(
            "prove.key_changed",
            question=question,
            variant=variant or "—",
            before=before.get((question, variant), "—"),
            now=now.get((question, variant), "—"),
            torch_before=torch,
            torch_now=proof.torch,
        )
        for question, variant in sorted(before.keys() | now.keys())
        if before.get((question, variant)) != now.get((question, variant))
    ]
