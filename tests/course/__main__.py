"""Write the generated pages anew: `python -m tests.course`."""

from __future__ import annotations

from tests.course.pages import COVERAGE, README, coverage, readme

README.write_text(readme(), encoding="utf-8")
COVERAGE.write_text(coverage(), encoding="utf-8")
