"""Paths into a source's JSON: plain dotted ones cost a getter, the rest a JMESPath search.

Measured (research/performance.md): a compiled getter is about twenty times faster than JMESPath, and mapping
is the inner loop of every pull.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import jmespath
from jmespath.exceptions import JMESPathError

Getter = Callable[[object], object]

_WORD = r'(?:[A-Za-z_][A-Za-z0-9_]*|"[^"\\]+")'
_INDEX = r"\[\d+\]"
_PLAIN = re.compile(rf"{_WORD}(?:{_INDEX})*(?:\.{_WORD}(?:{_INDEX})*)*")
_PART = re.compile(rf"{_WORD}|{_INDEX}")
LONGEST_EXPRESSION = 1000


class BadPath(ValueError):
    """The path of a manifest is not one; raised when it is loaded, never while pulling."""


def getter(path: str) -> Getter:
    """A function from a JSON value to what lies at `path`, None where there is nothing.

    `@` is the value itself. Raises BadPath.
    """
    if path == "@":
        return _itself
    if len(path) > LONGEST_EXPRESSION:
        raise BadPath(f"longer than {LONGEST_EXPRESSION} characters")
    if _PLAIN.fullmatch(path):
        parts = _PART.findall(path)
        if any(part.startswith("[") for part in parts):
            return _plain_steps(tuple(int(p[1:-1]) if p.startswith("[") else p.strip('"') for p in parts))
        names = tuple(part.strip('"') for part in parts)
        return _plain_one(names[0]) if len(names) == 1 else _plain_many(names)
    try:
        compiled = jmespath.compile(path)
    except JMESPathError as error:
        raise BadPath(str(error).splitlines()[0]) from None
    return _searching(compiled.search)


def _itself(value: object) -> object:
    return value


def _plain_one(name: str) -> Getter:
    def get(value: object) -> object:
        return value.get(name) if isinstance(value, dict) else None

    return get


def _plain_many(names: tuple[str, ...]) -> Getter:
    def get(value: object) -> object:
        for name in names:
            if not isinstance(value, dict):
                return None
            value = value.get(name)
        return value

    return get


def _plain_steps(steps: tuple[str | int, ...]) -> Getter:
    def get(value: object) -> object:
        for step in steps:
            if isinstance(step, int):
                value = value[step] if isinstance(value, list) and step < len(value) else None
            else:
                value = value.get(step) if isinstance(value, dict) else None
        return value

    return get


def _searching(search: Callable[[object], object]) -> Getter:
    def get(value: object) -> object:
        try:
            return search(value)
        except JMESPathError:
            # A function met a type it does not take: for us there is nothing at that path.
            return None

    return get


def optional_getter(path: str) -> Getter | None:
    return getter(path) if path else None
