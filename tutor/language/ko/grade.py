"""Sentences of the area `grade`."""

WORDS: dict[str, str] = {}
