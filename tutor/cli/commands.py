"""The commands of `tutor` and what each is for."""

from __future__ import annotations

COMMANDS = {
    "answer": "grade one typed answer, or a batch of them",
    "backup": "copy your progress, or list the copies",
    "check": "prove lessons: every key, answer and misconception is run",
    "dev": "open one lesson file and follow what is saved to it",
    "doctor": "versions, paths, terminal and runner: what works here",
    "list": "the course and your progress, or one unit",
    "new": "write a lesson to fill in",
    "play": "the playground: your own program, live; or one run of a file",
    "progress": "what has been done, and disputed answers",
    "restore": "bring a backup back",
    "review": "ask what is due for review",
    "run": "run an experiment and draw its views",
    "schema": "the JSON Schema of lesson files, for editors",
}
