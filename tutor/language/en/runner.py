"""Sentences of the area `runner`."""

WORDS: dict[str, str] = {
    "not_started": "PyTorch could not be started: {why}",
    "gone": "The process that runs programs has ended; a new one is being started.",
    "closed": "The runner is not running.",
    "untrusted": "This course did not come with the tutor, and this machine cannot shut its programs in.",
    "not_confined": "A process could not be shut in as before, so it was given no program.",
    "spawned": "processes here are started one by one",
}
