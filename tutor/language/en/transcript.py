"""Sentences of the area `transcript`."""

WORDS: dict[str, str] = {
    "guess": "I guessed",
    "truth": "torch gave",
    "question": "Question",
    "open": "not answered yet",
    "hint": "Hint",
    "revealed": "The answer, revealed",
}
