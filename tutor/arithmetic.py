"""Arithmetic that was typed, worked out inside bounds: numbers, operators, a few functions.

It serves typed numbers (`4 * 3`) and the `when:` conditions of lessons. The text is parsed by
Python and walked by a whitelist; nothing of it is ever evaluated by Python. Every operation is
checked for the size of its result before it is carried out.
"""

from __future__ import annotations

import ast
import math
import operator
import warnings
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias, cast

LONGEST = 200
"""Characters of an expression."""
MOST_NODES = 100
DEEPEST = 20
MOST_BITS = 512
"""Bits of the largest whole number that is worked out."""

Result: TypeAlias = bool | int | float | str
_NO_NAMES: Mapping[str, Result] = MappingProxyType({})


class Refused(ValueError):
    """The text is no arithmetic that can be worked out here."""


def evaluate(text: str, names: Mapping[str, Result] = _NO_NAMES) -> Result:
    """Return what `text` comes to, with `names` known besides pi, e, inf and nan.

    Known are + - * / // % **, sqrt, exp, abs and logarithms, comparisons, and, or, not, `in` over
    tuples, and strings to compare names with. Raises Refused for everything else, and for what
    would grow too large.
    """
    if len(text) > LONGEST:
        raise Refused(f"longer than {LONGEST} characters")
    result = _Walk(names).value(_parsed(text.strip()), 0)
    if isinstance(result, tuple):
        raise Refused("several values")
    return cast("Result", result)


def _parsed(text: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise Refused("not an expression") from error


class _Walk:
    """Works out one parsed expression, counting what it visits."""

    def __init__(self, names: Mapping[str, Result]) -> None:
        self._names = names
        self._visited = 0

    def value(self, node: ast.expr, depth: int) -> Any:
        self._visited += 1
        if self._visited > MOST_NODES or depth > DEEPEST:
            raise Refused("too long an expression")
        match node:
            case ast.Constant():
                return _constant(node.value)
            case ast.Name():
                return self._name(node.id)
            case ast.UnaryOp():
                return _unary(node.op, self.value(node.operand, depth + 1))
            case ast.BinOp():
                left, right = self.value(node.left, depth + 1), self.value(node.right, depth + 1)
                return _binary(node.op, left, right)
            case ast.BoolOp():
                values = [self.value(each, depth + 1) for each in node.values]
                return all(values) if isinstance(node.op, ast.And) else any(values)
            case ast.Compare():
                return self._compare(node, depth)
            case ast.Call(func=ast.Name(id=name), args=[argument], keywords=[]):
                return _call(name, self.value(argument, depth + 1))
            case ast.Tuple():
                return tuple(self.value(each, depth + 1) for each in node.elts)
        raise Refused(f"{type(node).__name__} is not arithmetic")

    def _name(self, name: str) -> Result:
        if name in self._names:
            return self._names[name]
        if name in _CONSTANTS:
            return _CONSTANTS[name]
        raise Refused(f"unknown name {name}")

    def _compare(self, node: ast.Compare, depth: int) -> bool:
        values = [self.value(each, depth + 1) for each in (node.left, *node.comparators)]
        for sign, left, right in zip(node.ops, values, values[1:], strict=False):
            compare = _COMPARISONS.get(type(sign))
            if compare is None:
                raise Refused(f"{type(sign).__name__} is not a comparison")
            try:
                if not compare(left, right):
                    return False
            except TypeError as error:
                raise Refused("values that cannot be compared") from error
        return True


_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e, "inf": math.inf, "nan": math.nan}

_COMPARISONS: Mapping[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: isinstance(right, tuple) and left in right,
    ast.NotIn: lambda left, right: isinstance(right, tuple) and left not in right,
}

_OPERATIONS: Mapping[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


_FUNCTIONS: Mapping[str, Callable[[float], float]] = {
    "sqrt": math.sqrt,
    "exp": math.exp,
    "ln": math.log,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "abs": abs,
}


def _call(name: str, argument: object) -> int | float:
    function = _FUNCTIONS.get(name)
    if function is None:
        raise Refused(f"unknown function {name}")
    try:
        return _bounded(function(_number(argument)))
    except (ValueError, OverflowError) as error:
        raise Refused("not a number of this world") from error


def _constant(value: object) -> Result:
    if isinstance(value, bool | float | str):
        return value
    if isinstance(value, int) and value.bit_length() <= MOST_BITS:
        return value
    raise Refused("not a number of this world")


def _number(value: object) -> int | float:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    raise Refused("arithmetic is for numbers")


def _unary(sign: ast.unaryop, value: object) -> Result:
    if isinstance(sign, ast.Not):
        return not value
    if isinstance(sign, ast.USub):
        return -_number(value)
    if isinstance(sign, ast.UAdd):
        return +_number(value)
    raise Refused("not arithmetic")


def _binary(sign: ast.operator, left: object, right: object) -> int | float:
    first, second = _number(left), _number(right)
    try:
        if isinstance(sign, ast.Pow):
            return _bounded(_power(first, second))
        operation = _OPERATIONS.get(type(sign))
        if operation is None:
            raise Refused("not arithmetic")
        return _bounded(operation(first, second))
    except ZeroDivisionError as error:
        raise Refused("division by zero") from error
    except OverflowError as error:
        raise Refused("too large a number") from error


def _power(base: int | float, exponent: int | float) -> int | float:
    whole = isinstance(base, int) and isinstance(exponent, int)
    if whole and exponent > 0 and int(base).bit_length() * exponent > MOST_BITS:
        raise Refused("too large a number")
    result = base**exponent
    if isinstance(result, complex):
        raise Refused("not a real number")
    return result


def _bounded(value: Any) -> int | float:
    if isinstance(value, int) and value.bit_length() > MOST_BITS:
        raise Refused("too large a number")
    return _number(value)
