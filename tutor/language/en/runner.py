"""Sentences of the area `runner`."""

WORDS: dict[str, str] = {
    "not_started": "PyTorch could not be started: {why}",
    "gone": "The process that runs programs has ended; a new one is being started.",
    "closed": "The runner is not running.",
}
