"""What a surface is: something that makes inputs from dice and checks each."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Protocol


@dataclass
class Failed(Exception):
    """An input that was not taken as promised."""

    given: bytes
    """What to keep of it."""
    cause: BaseException


class Surface(Protocol):
    """A way in for what somebody else wrote."""

    name: str

    def batch(self, dice: random.Random) -> int:
        """Check a few inputs and return how many; raises Failed."""
