"""Shapes and dtypes as the tutor writes them, from the many ways torch's messages write them."""

from __future__ import annotations

import re

LONGEST = 60

_DTYPES = {
    "double": "float64",
    "float": "float32",
    "half": "float16",
    "bfloat16": "bfloat16",
    "long": "int64",
    "int": "int32",
    "short": "int16",
    "char": "int8",
    "byte": "uint8",
    "bool": "bool",
    "complexfloat": "complex64",
    "complexdouble": "complex128",
}


def said(name: str, text: str) -> str:
    """Return the value of a pattern's group the way the tutor writes its kind."""
    text = " ".join(text.split())
    if name.startswith("shape"):
        return shape(text)
    if name.startswith("dtype"):
        return dtypes(text)
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def shape(text: str) -> str:
    """Return "4x3", "[4, 3]" or "4, 3" as "(4, 3)"."""
    sizes = re.findall(r"\d{1,18}", text)[:12]
    return f"({sizes[0]},)" if len(sizes) == 1 else f"({', '.join(sizes)})"


def dtypes(text: str) -> str:
    """Return "Double", "torch.LongTensor" or "Long, Int" by PyTorch's names of dtypes."""

    def spelled(word: re.Match[str]) -> str:
        plain = word[0].removesuffix("Tensor").lower()
        return _DTYPES.get(plain, word[0])

    return re.sub(r"[A-Za-z]\w{0,30}", spelled, text.removeprefix("torch."))[:LONGEST]
