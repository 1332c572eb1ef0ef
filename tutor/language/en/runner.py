"""Sentences of the area `runner`."""

WORDS: dict[str, str] = {
    "not_started": "PyTorch could not be started: {why}",
    "gone": "The process that runs programs has ended; a new one is being started.",
    "closed": "The runner is not running.",
    "trust_title": "This course did not come with the tutor",
    "trust_means": "This machine cannot shut its programs in. They could read and change your files and use the network, as anything you start yourself. Without them the course can still be read.",
    "trust_ask": "Run the programs of this course? A yes holds for its files as they are now.",
    "trust_ask_plain": "Run the programs of this course? A yes holds for its files as they are now. Type yes, or press enter for no:",
    "trust_yes": "yes",
    "not_confined": "A process could not be shut in as before, so it was given no program.",
    "spawned": "processes here are started one by one",
}
