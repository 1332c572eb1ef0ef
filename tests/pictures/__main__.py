"""Make the pictures in assets/: `python -m tests.pictures`."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.pictures.stage import open_app, picture, play

ASSETS = Path(__file__).resolve().parents[2] / "assets"


async def main() -> None:
    """Write home.svg and lesson.svg."""
    async with open_app((120, 36)) as pilot:
        await play(pilot, ["j", "j", "j"])
        (ASSETS / "home.svg").write_text(picture(pilot, "tutor"))
    async with open_app((120, 36), lesson="backward-and-grad") as pilot:
        await play(pilot, ["<enter>", "8<enter>", ".", ".", ".", ".", "."])
        (ASSETS / "lesson.svg").write_text(picture(pilot, "tutor backward-and-grad"))


asyncio.run(main())
