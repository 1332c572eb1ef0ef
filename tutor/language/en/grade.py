"""Sentences of the area `grade`."""

WORDS: dict[str, str] = {
    "right": "Right.",
    "wrong": "Not yet.",
    "no_truth": "The run stopped before there was a result. Change it and try again.",
    "key_raised": "The answer cannot be computed here: its expression raised {exception}: {message}",
    "program_raised": "The answer cannot be computed: the program raised {exception}: {message}",
    "not_run": "The answer cannot be computed: {ending}.",
    "ending_finished": "the run came to its end",
    "ending_raised": "the program raised an exception",
    "ending_timed-out": "the run was stopped at its time limit",
    "ending_stopped": "the run was stopped",
    "ending_died": "the process of the run died",
    "ending_refused": "the program was not run, since nobody has said yes to this course (the app asks; --trust is a yes)",
    "expression_raised": "Python read it, but running it raised {exception}: {message}",
    "expression_not_run": "Your expression could not be run to its end.",
    "code_not_run": "Your program was not tested to its end: {ending}.",
    "code_case": "{test} should give {expected}; yours gives {got}.",
    "code_raised": "{test} raised {exception}: {message}{where}",
    "code_assert_failed": "This does not hold yet: {test} ({exception}: {message}){where}",
    "code_where": " (at `{line}`)",
    "code_stopped": "The run stopped before {test} was reached.",
}
