"""Devices: cpu, cuda:0, mps, meta."""

from __future__ import annotations

import re

from tutor.answers.base import RIGHT, Asked, Comparison, Kind, Reading, wrong
from tutor.answers.keys import name_of
from tutor.answers.names import one_name
from tutor.language import say
from tutor.records.values import NamedValue, TensorValue, Value

_DEVICE = re.compile(r"(cpu|cuda|mps|meta|xpu|hpu|xla|vulkan|ipu)(?::(\d{1,3}))?")


def canonical(text: str) -> str | None:
    """Return a device as torch prints it, or None; `gpu` is cuda, index 0 of the cpu the cpu."""
    name = text.strip().lower()
    inside = re.fullmatch(r"(?:torch\.)?device\(\s*(?:type\s*=\s*)?(.*?)\s*\)", name)
    name = (inside.group(1) if inside else name).replace("'", "").replace('"', "")
    name = re.sub(r",\s*(?:index\s*=\s*)?", ":", name)
    name = re.sub(r"^gpu\b", "cuda", name)
    found = _DEVICE.fullmatch(re.sub(r"\s+", "", name))
    if found is None:
        return None
    kind, index = found.groups()
    return kind if index is None or kind in ("cpu", "meta") else f"{kind}:{int(index)}"


def read(text: str, asked: Asked) -> Reading:
    """Return the device in `text`."""
    found = canonical(text)
    if found is not None:
        return Reading(text, found, say("answers.device", value=found))
    return one_name(text, asked, "device 장치 디바이스", canonical, "device")


def compare(reading: Reading, key: Value, asked: Asked) -> Comparison:
    """Compare devices; `cuda` is `cuda:0`."""
    del asked
    typed, wanted = _indexed(str(reading.value)), _of(key)
    return RIGHT if wanted is not None and typed == _indexed(wanted) else wrong()


def _indexed(name: str) -> str:
    return f"{name}:0" if ":" not in name and name not in ("cpu", "meta") else name


def _of(key: Value) -> str | None:
    if isinstance(key, TensorValue):
        return canonical(key.device)
    name = name_of(key)
    return None if name is None else canonical(name)


def key_of(text: str, asked: Asked) -> Value:
    """Return the device a literal names."""
    del asked
    found = canonical(text)
    if found is None:
        raise ValueError(say("answers.device_expected"))
    return NamedValue("device", found)


def spell(value: Value, asked: Asked) -> str:
    """Return a key as torch prints it."""
    del asked
    return _of(value) or ""


KIND = Kind(read, compare, key_of, spell)
