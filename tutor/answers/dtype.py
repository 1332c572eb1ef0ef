"""dtypes, with torch's aliases. https://docs.pytorch.org/docs/stable/tensor_attributes.html"""

from __future__ import annotations

import re

from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, wrong
from tutor.answers.keys import name_of
from tutor.answers.names import one_name
from tutor.language import say
from tutor.records.values import NamedValue, TensorValue, Value

_ALIASES = {
    "float": "float32", "single": "float32", "double": "float64", "half": "float16",
    "int": "int32", "long": "int64", "short": "int16", "char": "int8", "byte": "uint8",
    "cfloat": "complex64", "cdouble": "complex128", "chalf": "complex32", "boolean": "bool",
    "bf16": "bfloat16", "fp16": "float16", "fp32": "float32", "fp64": "float64",
    "f16": "float16", "f32": "float32", "f64": "float64", "i8": "int8", "i16": "int16",
    "i32": "int32", "i64": "int64", "u8": "uint8", "brain float": "bfloat16",
    "double precision": "float64", "single precision": "float32",
    "half precision": "float16",
    "불리언": "bool", "불": "bool",
}  # fmt: skip
_NOUNS = "dtype type tensor signed integer 자료형 타입 dtype은 정수형 실수형 정수 실수"
_NAMES = frozenset(
    """
    float16 float32 float64 bfloat16 int8 int16 int32 int64 uint8 uint16 uint32 uint64 bool
    complex32 complex64 complex128 float8_e4m3fn float8_e5m2
    """.split()
)
_TENSORS = {
    "floattensor": "float32", "doubletensor": "float64", "halftensor": "float16",
    "inttensor": "int32", "longtensor": "int64", "shorttensor": "int16", "chartensor": "int8",
    "bytetensor": "uint8", "booltensor": "bool", "bfloat16tensor": "bfloat16",
}  # fmt: skip


def canonical(text: str) -> str | None:
    """Return torch's name of a dtype without the module ("float32"), or None."""
    name = re.sub(r"^(?:torch|np|numpy|tf|jnp)\.", "", text.strip().lower())
    twice = re.fullmatch(r"(.+?)\s*\((.+)\)", name)
    if twice:
        first, second = (canonical(part) for part in twice.groups())
        return first if first == second else None
    name = re.sub(r"^integer(?=[\s_-]*\d)", "int", name)
    name = re.sub(r"^(float|int|uint|complex|bfloat)[\s_-]+(?=\d)", r"\1", name)
    bits = re.fullmatch(
        r"(\d+)[\s-]*(?:bits?|비트)[\s-]*(float(?:ing[\s-]point)?|int(?:eger)?|정수|실수)", name
    )
    if bits:
        name = ("float" if bits.group(2).startswith(("float", "실수")) else "int") + bits.group(1)
    name = _TENSORS.get(name, _ALIASES.get(name, name))
    return name if name in _NAMES else None


def read(text: str, asked: Asked) -> Reading:
    """Return the dtype in `text`."""
    found = canonical(text)
    if found is not None:
        return Reading(text, found, say("answers.dtype", value=found))
    return one_name(text, asked, _NOUNS, canonical, "dtype")


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare dtypes; a tensor stands for its own."""
    del asked
    wanted = _of(key)
    if reading.value == wanted:
        return RIGHT
    typed, other = str(reading.value), str(wanted)
    if re.sub(r"\d", "", typed) == re.sub(r"\d", "", other):
        return wrong(say("answers.dtype_bits"))
    return wrong()


def _of(key: Value) -> str | None:
    if isinstance(key, TensorValue):
        return key.dtype
    name = name_of(key)
    return None if name is None else canonical(name)


def key_of(text: str, asked: Asked) -> Value:
    """Return the dtype a literal names."""
    del asked
    found = canonical(text)
    if found is None:
        raise ValueError(say("answers.dtype_expected"))
    return NamedValue("dtype", f"torch.{found}")


def spell(value: Value, asked: Asked) -> str:
    """Return a key with its module."""
    del asked
    found = _of(value)
    return "" if found is None else f"torch.{found}"


KIND = Kind(read, compare, key_of, spell)
