"""Nodes of the autograd graph by name: `MulBackward0`, `MulBackward` and `Mul` are one node."""

from __future__ import annotations

import re

from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, wrong
from tutor.answers.keys import name_of
from tutor.answers.names import one_name
from tutor.answers.phrase import NOTHING
from tutor.language import say
from tutor.records.values import NamedValue, ObjectValue, TensorValue, Value

_NOUNS = "grad_fn node backward function operation 노드 함수 연산 역전파"
_SPOKEN = {
    "multiplication": "mul", "multiply": "mul", "times": "mul", "product": "mul",
    "addition": "add", "plus": "add", "subtraction": "sub", "minus": "sub",
    "division": "div", "divide": "div", "power": "pow", "exponential": "exp",
    "logarithm": "log", "matmul": "mm", "matrixmultiply": "mm", "average": "mean",
    "summation": "sum", "sumall": "sum", "negation": "neg", "negate": "neg",
    "곱셈": "mul", "곱하기": "mul", "곱": "mul", "덧셈": "add", "더하기": "add", "뺄셈": "sub",
    "빼기": "sub", "나눗셈": "div", "나누기": "div", "거듭제곱": "pow", "제곱": "pow", "합": "sum",
    "평균": "mean",
}  # fmt: skip
_NOTHING = NOTHING | {"no node", "no grad_fn"}
_NOT_A_NODE = frozenset(
    """
    the a an is it node backward grad fn gradfn function and or not no of
    """.split()
)


def canonical(text: str) -> str | None:
    """Return a node's name in lower case without `Backward0`; "none" for no node."""
    name = text.strip().lower()
    name = re.sub(r"\s+object(?:\s+at\s+0x[0-9a-f]+)?(?=>?\Z)", "", name)
    name = re.sub(
        r"^(?:torch\.autograd\.graph\.|torch\.autograd\.|torch::autograd::|torch\.)", "", name
    )
    name = re.sub(r"^grad_?fn\s*=\s*", "", name).strip("<>`'\" ")
    if name in _NOTHING:
        return "none"
    name = re.sub(r"^(?:torch|f|nn\.functional)\.(?=\w)", "", name)
    name = re.sub(r"[\s_]*(?:backward|역전파)\d*\Z", "", name)
    name = re.sub(r"[\s_()]+", "", name)
    name = _SPOKEN.get(name, name)
    if not re.fullmatch(r"[a-z][a-z0-9]*", name) or name in _NOT_A_NODE:
        return None
    return name


def read(text: str, asked: Asked) -> Reading:
    """Return the node in `text`; whether such a node exists is for the comparison."""
    if text.strip().lower() in _NOTHING or re.fullmatch(
        r"\s*(?:grad_?fn\s*=\s*)?<[^<>]*>\s*", text
    ):
        found = canonical(text)
        if found is not None:
            return Reading(text, found, say("answers.grad_fn", value=found))
    return one_name(text, asked, _NOUNS, _one_word, "grad_fn")


def _one_word(text: str) -> str | None:
    if len(text.split()) > 3 or "," in text:
        return None
    joined = text.lower().replace("'s", "").split()
    if joined and (joined[0] in _NOT_A_NODE or joined[-1] == "node"):
        return None
    text = " ".join(joined)
    if len(joined) > 1 and joined[-1] not in ("backward", "backward0", "node", "object"):
        return None
    return canonical(text)


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare names without their suffix."""
    del asked
    wanted = _of(key)
    return RIGHT if wanted is not None and reading.value == canonical(wanted) else wrong()


def _of(key: Value) -> str | None:
    if isinstance(key, TensorValue):
        return key.grad_fn or "None"
    if isinstance(key, ObjectValue):
        return key.kind
    return name_of(key)


def key_of(text: str, asked: Asked) -> Value:
    """Return the node a literal names."""
    del asked
    if canonical(text) is None:
        raise ValueError(say("answers.grad_fn_expected"))
    return NamedValue("node", text.strip())


def spell(value: Value, asked: Asked) -> str:
    """Return the name as torch prints it."""
    del asked
    return _of(value) or ""


KIND = Kind(read, compare, key_of, spell)
