"""Sentences of the area `playing`."""

WORDS: dict[str, str] = {
    "no_file": "There is no file {path}.",
    "no_name": "{name} cannot be a file here: {reason}.",
    "unread": "{path} cannot be read: {reason}.",
    "unwritten": "{path} cannot be written: {reason}.",
    "no_text": "{path} is not a text in UTF-8.",
    "no_program": "{path} is no program of at most {most} characters.",
    "show_note": "In tutor, show(x) draws x. Elsewhere it prints it:",
    "no_view": "There is no view {kind}; there are {known}.",
    "no_expression": "A view {kind} looks at an expression, such as {example}.",
    "no_option": "A view {kind} has no option {name}.",
    "no_python": "{text} is not a Python expression: {words}.",
    "first_note": "What you type is run at once. show(x) draws x,\n# and #> at the end of a line shows a value there.",
}
