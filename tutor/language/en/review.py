"""Sentences of the area `review`."""

WORDS: dict[str, str] = {
    "due": "{count} due for review.",
    "none": "Nothing to review yet: questions come back once they have been answered in a lesson.",
    "next": "Nothing is due. The next question comes in {days} day(s).",
    "grade_again": "again",
    "grade_hard": "hard",
    "grade_good": "good",
    "grade_easy": "easy",
}
