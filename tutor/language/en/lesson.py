"""Sentences of the area `lesson`."""

WORDS: dict[str, str] = {}
