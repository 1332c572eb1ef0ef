"""The progress page: what was done, day by day and unit by unit, and what of it is still known."""

from __future__ import annotations

from tutor.views.progress.page import progress_page

__all__ = ["progress_page"]
