"""Sentences of the area `cli`."""

WORDS: dict[str, str] = {}
