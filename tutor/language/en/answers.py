"""Sentences of the area `answers`."""

WORDS: dict[str, str] = {}
