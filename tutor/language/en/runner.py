"""Sentences of the area `runner`."""

WORDS: dict[str, str] = {}
