"""Sentences of the area `views`."""

WORDS: dict[str, str] = {}
