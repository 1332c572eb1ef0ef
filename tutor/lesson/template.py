"""The text of a new lesson: it loads, proves, and shows one of everything."""

from __future__ import annotations


def lesson_text(id: str) -> str:  # noqa: A002 (the lesson's own word)
    """Return the text of a lesson file that can be filled in; `id` must be a lesson id."""
    return _TEXT.replace("LESSON-ID", id)


_TEXT = """\
format: 1
id: LESSON-ID  # never changes once learners have met the lesson; the file is LESSON-ID.yaml
title: What this lesson shows
minutes: 8
requires: []  # ids of lessons that come before it
goals:
  - Say what the learner will be able to do

steps:
  - explain: |
      Say in a few sentences what the question is. Markdown, **without** pictures or LaTeX:
      write dL/dw and x², as they are read in a terminal.

  - experiment: accumulate
    title: Several backward passes
    text: Turn `clear` on and see what changes.
    controls:
      clear: {switch: false, label: clear the gradient}
      passes: {integer: 3, min: 1, max: 6, label: backward passes}
    code: |
      import torch

      w = torch.tensor(1.0, requires_grad=True)
      for step in range(passes):
          if clear:
              w.grad = None
          loss = 3 * w
          loss.backward()  #> w.grad
    show:
      - series: w.grad
    predict:
      ask: What does `w.grad` hold after the last pass?
      kind: number
      answer: w.grad

  - question: accumulated
    ask: |
      With `clear` off and {passes} passes, what is `w.grad`?
    kind: number
    experiment: accumulate
    vary: {passes: [2, 3, 4, 5]}  # each learner gets one of these
    answer: w.grad  # evaluated after the program has run; never a number written by hand
    misconceptions:
      - believes: Each backward replaces .grad.
        edit: {replace: "if clear:", with: "if True:"}  # the program as it is believed to be
        say: That is the gradient of one pass. backward **adds** to `.grad`.
      - believes: The gradients of the passes multiply.
        gives: 3.0 ** passes  # an expression, evaluated after the program has run
        say: Gradients of several passes are added, not multiplied.
    hints:
      - How often does the line with `backward` run?
      - Each pass adds the derivative of `3 * w` with respect to `w`.
    because: |
      Nothing clears `.grad` between the passes, so each one adds 3: {key}.
    accept: ["9", "9.0", "tensor(9.)"]  # proved with the default values of the controls
    reject: ["3", "27", "0"]
"""
