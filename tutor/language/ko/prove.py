"""Sentences of the area `prove`."""

WORDS: dict[str, str] = {}
