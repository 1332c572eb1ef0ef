"""Records survive the pipe unchanged, and nothing else gets through it."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tutor.errors import RecordError
from tutor.records import messages
from tutor.records.codec import DEPTH, decode, encode, from_plain, record, to_plain
from tutor.records.job import Evaluate, Job, Limits, Program, Show
from tutor.records.values import (
    MappingValue,
    NamedValue,
    ObjectValue,
    Plain,
    SequenceValue,
    TensorValue,
)

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
numbers = st.integers(-(2**70), 2**70) | st.floats(allow_nan=False)
plain_values = st.builds(Plain, st.none() | st.booleans() | numbers | text)
tensors = st.builds(
    TensorValue,
    shape=st.lists(st.integers(0, 5)).map(tuple),
    dtype=st.sampled_from(["float32", "int64", "bool"]),
    values=st.lists(st.booleans() | numbers).map(tuple),
    requires_grad=st.booleans(),
    grad_fn=st.none() | text,
)
leaves = (
    plain_values | tensors | st.builds(NamedValue, text, text) | st.builds(ObjectValue, text, text)
)
values = st.recursive(
    leaves,
    lambda inner: (
        st.builds(
            SequenceValue,
            kind=text,
            items=st.lists(inner, max_size=3).map(tuple),
            length=st.integers(0),
        )
        | st.builds(
            MappingValue,
            kind=text,
            items=st.lists(st.tuples(inner, inner), max_size=3).map(tuple),
            length=st.integers(0),
        )
    ),
    max_leaves=8,
)


@given(values)
def test_every_value_comes_back_as_it_went(value: object) -> None:
    actual = decode(encode(value))

    assert actual == value


@given(st.builds(messages.LiveValue, st.integers(1), text, st.none() | values, text))
def test_every_live_value_comes_back_as_it_went(message: messages.LiveValue) -> None:
    actual = decode(encode(message))

    assert actual == message


def test_a_job_comes_back_as_it_went() -> None:
    job = Job(
        main=Program("main", "x = a", (("a", True), ("b", 2), ("c", 0.5), ("d", "sum")), ()),
        others=(Program("m", "x = 1", (), (Evaluate("key", "x"),)),),
        show=(Show("series", "x", (("title", "x"),)),),
        limits=Limits(seconds=1.5),
    )

    actual = decode(encode(job))

    assert actual == job


def test_types_of_numbers_are_kept_apart() -> None:
    values = (True, 1, 1.0)

    actual = tuple(decode(encode(Plain(value))).value for value in values)

    assert [type(value) for value in actual] == [bool, int, float]


@pytest.mark.parametrize("number", [math.inf, -math.inf])
def test_infinities_travel_without_leaving_json(number: float) -> None:
    data = encode(Plain(number))

    json.loads(data, parse_constant=pytest.fail)

    assert decode(data).value == number


def test_nan_travels_without_leaving_json() -> None:
    data = encode(Plain(math.nan))

    json.loads(data, parse_constant=pytest.fail)

    assert math.isnan(decode(data).value)


def test_a_lone_surrogate_does_not_stop_a_record() -> None:
    actual = decode(encode(messages.Output("stdout", "a\ud800b")))

    assert actual.text == "a?b"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"NaN",
        b'{"type": "plain", "value": NaN}',
        b"[]",
        b"3",
        b"null",
        b'{"type": 3}',
        b'{"type": "no-such"}',
        b'{"type": "plain"}',
        b'{"type": "plain", "value": []}',
        b'{"type": "plain", "value": {"float": "1e5"}}',
        b'{"type": "plain", "value": 1, "more": 2}',
        b'{"type": "tensor", "shape": [1.5], "dtype": "float32", "values": []}',
        b'{"type": "tensor", "shape": [true], "dtype": "float32", "values": []}',
        b'{"type": "tensor", "shape": "ab", "dtype": "float32", "values": []}',
        b'{"type": "output", "stream": "stdprn", "text": ""}',
        b'{"type": "evaluated", "program": "a", "name": "b", "value": {"type": "limits"}}',
        b'{"type": "ended", "kind": "finished", "elapsed_ms": "soon"}',
        b'{"type": "ended", "kind": "finished", "elapsed_ms": 1' + b"0" * 400 + b"}",
        b"[" * 100_000,
        b'{"type": "sequence", "kind": "list", "length": 1, "items": [' * 200,
    ],
)
def test_what_is_not_a_record_is_refused(data: bytes) -> None:
    with pytest.raises(RecordError):
        decode(data)


def test_a_record_nested_too_deep_is_refused() -> None:
    nested: dict[str, object] = {"type": "plain", "value": 1}
    for _ in range(DEPTH):
        nested = {"type": "sequence", "kind": "list", "length": 1, "items": [nested]}

    with pytest.raises(RecordError, match="too deep"):
        from_plain(nested)


@given(st.binary(max_size=60))
def test_random_bytes_are_refused_as_records_and_as_nothing_else(data: bytes) -> None:
    with pytest.raises(RecordError):
        decode(data)


def test_an_object_that_is_no_record_cannot_be_sent() -> None:
    with pytest.raises(RecordError, match="not a record"):
        to_plain(object())


def test_a_tag_is_given_once() -> None:
    with pytest.raises(ValueError, match="two records"):
        record("plain")(int)
