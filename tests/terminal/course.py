"""The course as the tutor in a terminal shows it, read once."""

from __future__ import annotations

from tutor.lesson.course import load_course
from tutor.paths import shipped

LESSONS = load_course(shipped("lessons")).lessons
FIRST = LESSONS[0].title
ALL_OPEN = f"of {len(LESSONS)} done"
"""What stands on the first screen once PyTorch is ready."""
