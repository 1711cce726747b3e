"""Conditions as structures, compiled to functions, so that a manifest holds no code."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from odx_desktop.connectors.declarative.paths import Getter, getter
from odx_desktop.connectors.declarative.scope import Bindings, as_text, neutral
from odx_desktop.connectors.declarative.shape import Condition, Scalar
from odx_desktop.connectors.declarative.template import UnknownName, fill
from odx_desktop.http.message import Headers


@dataclass(frozen=True, slots=True)
class Answer:
    """What an outcome rule looks at beside the item: the answer to the write."""

    status: int
    headers: Headers
    body: object


Test = Callable[[Bindings, Answer | None], bool]
_ValueOf = Callable[[Bindings, Answer | None], object]


def compile_condition(condition: Condition) -> Test:
    """One function for the whole table; raises BadPath for a path that is not one."""
    tests = [*_status_tests(condition), *_nested_tests(condition)]
    subject = _subject(condition)
    if subject is not None:
        tests.extend(_value_test(subject, operator) for operator in _operators(condition))
    if condition.comment_shown is not None:
        tests.append(_comment_test(condition.comment_shown))
    if len(tests) == 1:
        return tests[0]
    return lambda bindings, answer: all(test(bindings, answer) for test in tests)


def _status_tests(condition: Condition) -> list[Test]:
    if condition.status is None:
        return []
    wanted = [condition.status] if isinstance(condition.status, int) else condition.status
    return [lambda _, answer: answer is not None and answer.status in wanted]


def _nested_tests(condition: Condition) -> list[Test]:
    tests: list[Test] = []
    if condition.any is not None:
        several = [compile_condition(one) for one in condition.any]
        tests.append(lambda b, a: any(test(b, a) for test in several))
    if condition.all is not None:
        every = [compile_condition(one) for one in condition.all]
        tests.append(lambda b, a: all(test(b, a) for test in every))
    if condition.not_ is not None:
        inner = compile_condition(condition.not_)
        tests.append(lambda b, a: not inner(b, a))
    return tests


def _comment_test(wanted: bool) -> Test:
    return lambda bindings, _: bool(bindings.comment_shown) is wanted


def _subject(condition: Condition) -> _ValueOf | None:
    if condition.field is not None:
        return _field_subject(condition.field)
    if condition.body is not None:
        in_body = getter(condition.body)
        return lambda _, answer: None if answer is None else in_body(answer.body)
    if condition.header is not None:
        name = condition.header
        return lambda _, answer: None if answer is None else answer.headers.get(name)
    return None


def _field_subject(path: str) -> _ValueOf:
    if path.startswith("item."):
        name = path.removeprefix("item.")
        return lambda bindings, _: neutral(bindings.item, name)
    if path.startswith(("offer.", "me.", "param.")):
        return lambda bindings, _: bindings.names.get(path)
    get: Getter = getter(path)
    return lambda bindings, _: get(bindings.document)


_Operator = Callable[[object, Bindings], bool]


def _value_test(subject: _ValueOf, operator: _Operator) -> Test:
    return lambda bindings, answer: operator(subject(bindings, answer), bindings)


def _expected(value: Scalar, bindings: Bindings) -> str | None:
    """The text to compare with; None (equal to nothing) when a template names what is not known."""
    if not isinstance(value, str):
        return as_text(value)
    if "{" not in value:
        return value
    try:
        return fill(value, bindings)
    except UnknownName:
        return None


def _equals(value: object, wanted: Scalar, bindings: Bindings) -> bool:
    if value is None:
        # An absent value equals only the empty text, as an absent parameter would fill it.
        return _expected(wanted, bindings) == ""
    return as_text(value) == _expected(wanted, bindings)


def _operators(condition: Condition) -> list[_Operator]:
    found: list[_Operator] = []
    if (wanted := condition.is_) is not None:
        found.append(lambda value, b: _equals(value, wanted, b))
    if (unwanted := condition.not_value) is not None:
        found.append(lambda value, b: not _equals(value, unwanted, b))
    if (several := condition.in_) is not None:
        found.append(lambda value, b: any(_equals(value, one, b) for one in several))
    if (present := condition.present) is not None:
        found.append(lambda value, _: (value not in (None, "", [], {})) is present)
    if (part := condition.contains) is not None:
        found.append(lambda value, b: _contains(value, _expected(part, b)))
    if (start := condition.matches_start) is not None:
        found.append(
            lambda value, b: value is not None and as_text(value).startswith(_expected(start, b) or "\0")
        )
    return found or [lambda value, _: value not in (None, "", [], {})]


def _contains(value: object, part: str | None) -> bool:
    if value is None or part is None:
        return False
    if isinstance(value, list):
        return any(as_text(one) == part for one in value)
    return part in as_text(value)
