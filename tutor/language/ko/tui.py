"""Sentences of the area `tui`."""

WORDS: dict[str, str] = {}
