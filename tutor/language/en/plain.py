"""Sentences of the area `plain`."""

WORDS: dict[str, str] = {
    "pick": "Type the number or the id of a lesson, or q to leave:",
    "no_such_lesson": "There is no such lesson.",
    "commands": "Enter goes on. Words that act: next, back, hint, reveal, again (new numbers), "
    "dispute, run, reset, NAME=VALUE (a control), lessons, quit.",
    "change_controls": "To change a control, type NAME=VALUE. Controls: {names}",
    "not_taken": "{name} does not take {value}.",
    "no_more_hints": "There are no more hints; `reveal` shows the answer.",
    "answer": "The answer is {key}.",
    "disputed": "Kept, with everything needed to look at it again.",
    "read_as": "Read as {reading}.",
    "prediction": "{title}: you guessed {guess}; it is {truth}.",
    "summary": "The end of this lesson. How the questions went:",
    "first_none": "not answered",
    "first_at_once": "right at once",
    "first_in_the_end": "right in the end",
    "first_hints": "right with hints",
    "first_revealed": "revealed",
    "view_of": "{kind} of {of}",
    "not_saved": "Not saved: {reason}",
    "review_of": "Review, question {number} of {count}",
    "comes_back": "{title}: comes back in {days} day(s).",
}
