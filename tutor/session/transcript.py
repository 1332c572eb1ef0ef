"""A lesson as the learner went through it, in Markdown, for notes of their own."""

from __future__ import annotations

from collections.abc import Iterator

from tutor.grade.judge import spoken
from tutor.language import say
from tutor.lesson.model import Experiment, Explain, Question
from tutor.session.session import Session


def transcript(session: Session) -> str:
    """Return explanations, programs, guesses beside the truth, and answers with what was said."""
    lines = [f"# {session.lesson.title}", ""]
    for step in session.lesson.steps:
        if isinstance(step, Explain):
            lines += [step.explain.strip(), ""]
        elif isinstance(step, Experiment):
            lines += [*_experiment(session, step), ""]
        else:
            lines += [*_question(session, step), ""]
    return "\n".join(lines).rstrip() + "\n"


def _experiment(session: Session, experiment: Experiment) -> Iterator[str]:
    yield f"## {experiment.title}"
    yield ""
    if experiment.text:
        yield experiment.text.strip()
        yield ""
    yield from _program(
        session.experiments.source(experiment), session.experiments.settings(experiment)
    )
    made = session.experiments.made(experiment).prediction
    if experiment.predict is not None and made is not None:
        yield ""
        yield experiment.predict.ask.strip()
        yield ""
        yield f"- {say('transcript.guess')}: {_code(made.reading)}"
        yield f"- {say('transcript.truth')}: {_code(made.truth)}"


def _question(session: Session, question: Question) -> Iterator[str]:
    posed, state = session.questions.posed(question), session.questions.state(question)
    yield f"## {say('transcript.question')}"
    yield ""
    yield posed.ask.strip()
    if posed.source:
        yield ""
        yield from _program(posed.source, dict(posed.settings))
    for letter, text in posed.choices:
        yield f"- {letter}: {text}"
    if not state.attempts and not state.ended:
        yield ""
        yield f"*{say('transcript.open')}*"
        return
    yield ""
    for attempt in state.attempts:
        mark = "✓" if attempt.verdict == "right" else "·"
        yield f"- {mark} {_code(attempt.typed)} — {attempt.reply.strip()}"
    for hint in session.questions.hints(question):
        yield f"- {say('transcript.hint')}: {hint.strip()}"
    if state.ended == "revealed":
        yield f"- {say('transcript.revealed')}: {_code(state.key)}"
    right = next((each.reading for each in state.attempts if each.verdict == "right"), state.key)
    if question.because and right:
        yield ""
        yield posed.filled(question.because, key=spoken(right)).strip()


def _program(source: str, settings: dict[str, bool | int | float | str]) -> Iterator[str]:
    yield "```python"
    for name, value in settings.items():
        yield f"{name} = {value!r}"
    if settings:
        yield ""
    yield source.rstrip("\n")
    yield "```"


def _code(text: str) -> str:
    """Return a text as inline code, or as a block where it has lines or backticks of its own."""
    if "\n" in text:
        body = "\n".join(f"  {line}" for line in text.splitlines())
        return f"\n\n  ```python\n{body}\n  ```\n"
    fence = "``" if "`" in text else "`"
    return f"{fence}{' ' if fence == '``' else ''}{text}{' ' if fence == '``' else ''}{fence}"
