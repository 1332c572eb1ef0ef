"""Sentences of the area `store`."""

WORDS: dict[str, str] = {}
