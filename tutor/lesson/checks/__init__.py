"""What a model cannot say of a lesson: what its parts must be for one another.

    lesson          ids, file name, order of steps
    experiment      names of controls, Python of the program and of what looks at it
    question        its program, what it varies, its choices
    misconception   edits that apply and leave a program
    python          Python that parses, without running it
    braces          `{name}` in texts

Every check yields problems with their place; none stops at the first.
"""

from __future__ import annotations
