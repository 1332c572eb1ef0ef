"""Sentences of the area `plain`."""

WORDS: dict[str, str] = {}
