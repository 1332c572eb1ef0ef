"""A runner whose programs send anything: records of the right types with any values in them."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

from tests.fakes import FakeRun
from tests.fuzz import records
from tutor.records.job import Job
from tutor.records.messages import Ended, Evaluated, Message
from tutor.records.values import Value


class WildRunner:
    """Sends records whose types are right, and any value for what is to be evaluated."""

    state = "ready"
    versions: Mapping[str, str] | None = None

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice

    def watch(self, told: object) -> None:
        pass

    async def start(self) -> None:
        pass

    async def close(self) -> None:
        pass

    def run(self, job: Job) -> FakeRun:
        dice = self._dice
        sent: list[Message] = [
            records.made(dice.choice(records.SENT), dice) for _ in range(dice.randrange(5))
        ]
        for program in (job.main, *job.others):
            for wanted in program.evaluate:
                value: Any = records.anything(Value | None, dice)
                sent.append(Evaluated(program.name, wanted.name, value))
        dice.shuffle(sent)
        kind = dice.choice(("finished", "finished", "finished", "raised", "timed-out", "died"))
        return FakeRun(sent, Ended(kind, 1.0))
