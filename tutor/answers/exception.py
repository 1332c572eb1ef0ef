"""Exception classes by name, as Python spells them."""

from __future__ import annotations

import builtins
import re

from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, wrong
from tutor.answers.keys import name_of
from tutor.answers.names import one_name
from tutor.language import say
from tutor.records.values import NamedValue, ObjectValue, Value

_BUILTIN = {
    name.lower(): name
    for name, thing in vars(builtins).items()
    if isinstance(thing, type) and issubclass(thing, BaseException)
}
_OTHERS = {
    name.lower(): name
    for name in (
        "OutOfMemoryError", "LinAlgError", "GraphBreak", "PicklingError", "UnpicklingError",
        "BackendCompilerFailed", "InternalTorchDynamoError", "UserError", "Unsupported",
    )
}  # fmt: skip
_KNOWN = _BUILTIN | _OTHERS
_KOREAN = {
    "런타임": "runtime", "밸류": "value", "값": "value", "타입": "type", "자료형": "type",
    "인덱스": "index", "색인": "index", "키": "key", "속성": "attribute", "이름": "name",
    "단언": "assertion", "메모리": "memory",
}  # fmt: skip
_NONE = (
    "none",
    "no error",
    "nothing",
    "no exception",
    "없음",
    "오류 없음",
    "에러 없음",
    "예외 없음",
    "없어요",
    "없습니다",
    "아무것도",
    "아무 예외도 없어요",
    "아무 오류도 없어요",
    "안 나요",
    "안 나",
    "나지 않아요",
    "오류가 안 나요",
    "예외가 안 나요",
    "오류가 나지 않아요",
    "예외가 나지 않아요",
)
_NOUNS = (
    "torch pytorch exception error class raises raised throws thrown occurs happens an type "
    "예외 오류 에러 클래스 종류 예외가 오류가"
)


def canonical(text: str) -> str | None:
    """Return the name of an exception class, or None; "runtime error" is RuntimeError."""
    name = text.strip().lower()
    if name in _NONE:
        return "None"
    name = re.sub(r"^<class '([\w.]+)'>\Z", r"\1", name)
    name = re.sub(r"\s*[(:].*\Z", "", name, flags=re.DOTALL)
    name = re.sub(r"^(?:torch\.|builtins\.|class\s+|cuda\.|linalg\.|a |an |the )+", "", name)
    name = re.sub(r"^an?\s+", "", name).replace(" ", "").replace("-", "").replace("_", "")
    name = re.sub(r"(?:에러|오류|예외)\Z", "error", name)
    for korean, english in _KOREAN.items():
        name = name.replace(korean, english)
    for form in (name, f"{name}error", name.removesuffix("exception")):
        if form in _KNOWN and form not in ("error", ""):
            return _KNOWN[form]
    return None


def read(text: str, asked: Asked) -> Reading:
    """Return the exception class in `text`."""
    found = canonical(text)
    if found is not None:
        return Reading(text, found, say("answers.exception", value=found))
    return one_name(text, asked, _NOUNS, canonical, "exception")


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare class names; a class that is only a base of the key is not it."""
    del asked
    wanted = _of(key)
    typed = str(reading.value)
    if wanted is not None and typed.lower() == wanted.lower():
        return RIGHT
    ours, theirs = getattr(builtins, typed, None), getattr(builtins, wanted or "", None)
    if isinstance(ours, type) and isinstance(theirs, type) and issubclass(theirs, ours):
        return wrong(say("answers.exception_base", typed=typed))
    return wrong()


def _of(key: Value) -> str | None:
    if isinstance(key, ObjectValue):
        return key.kind
    name = name_of(key)
    return None if name is None else name.rsplit(".", 1)[-1]


def key_of(text: str, asked: Asked) -> Value:
    """Return the exception class a literal names."""
    del asked
    found = canonical(text)
    if found is None:
        raise ValueError(say("answers.exception_expected"))
    return NamedValue("class", found)


def spell(value: Value, asked: Asked) -> str:
    """Return the name of the class."""
    del asked
    return _of(value) or ""


KIND = Kind(read, compare, key_of, spell)
