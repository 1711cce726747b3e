"""Domain values to JSON text and back, driven by their own type hints, so that no field is forgotten twice.

Only the standard library: this runs before the first painted row.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Plain = Any


def dumps(value: object) -> str:
    """Compact JSON text of a domain value; equal values give equal text."""
    return json.dumps(to_plain(value), ensure_ascii=False, separators=(",", ":"))


def loads(kind: Callable[..., T], text: str) -> T:
    """The domain value back; unknown fields are dropped and missing ones take their default."""
    return reader(kind)(json.loads(text))  # type: ignore[no-any-return]


def to_plain(value: object) -> Plain:
    """Dataclasses become objects without the fields that hold their default."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return value
    if isinstance(value, tuple | list):
        return [to_plain(one) for one in value]
    if isinstance(value, frozenset):
        return sorted(to_plain(one) for one in value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return _object(value)


def _object(value: object) -> Plain:
    plain = {}
    kind: Any = type(value)
    for name, default in _fields(kind):
        held = getattr(value, name)
        if default is MISSING or held != default:
            plain[name] = to_plain(held)
    return plain


@cache
def _fields(kind: Any) -> tuple[tuple[str, object], ...]:
    return tuple((one.name, one.default) for one in fields(kind))


@cache
def reader(kind: Any) -> Callable[[Plain], Any]:
    """How a value of this type is read from what `to_plain` made; kept, because building it costs."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _union_reader(get_args(kind))
    if origin is tuple:
        return _tuple_reader(get_args(kind))
    if origin is frozenset:
        one = reader(get_args(kind)[0])
        return lambda plain: frozenset(one(each) for each in plain)
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if kind is datetime:
        return datetime.fromisoformat
    if kind is date:
        return date.fromisoformat
    if kind in (str, int, float, bool):
        return lambda plain: plain
    return kind  # type: ignore[no-any-return]  # Decimal and enums read their own text


def _union_reader(kinds: tuple[Any, ...]) -> Callable[[Plain], Any]:
    named = [kind for kind in kinds if kind is not type(None)]
    if set(named) == {date, datetime}:
        return lambda plain: None if plain is None else read_due(plain)
    one = reader(named[0])
    return lambda plain: None if plain is None else one(plain)


def read_due(text: str) -> date | datetime:
    """ISO text with a `T` is an instant, without one a whole day."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _tuple_reader(kinds: tuple[Any, ...]) -> Callable[[Plain], Any]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each = reader(kinds[0])
        return lambda plain: tuple(each(one) for one in plain)
    readers = tuple(reader(kind) for kind in kinds)
    return lambda plain: tuple(read(one) for read, one in zip(readers, plain, strict=True))


def _dataclass_reader(kind: type[Any]) -> Callable[[Plain], Any]:
    hints = get_type_hints(kind)
    readers: dict[str, Callable[[Plain], Any]] = {}

    def read(plain: Plain) -> Any:
        if not readers:
            readers.update({one.name: reader(hints[one.name]) for one in fields(kind)})
        return kind(**{name: readers[name](each) for name, each in plain.items() if name in readers})

    return read


def loads_object(kind: type[T], text: str, **more: object) -> T:
    """As `loads` for a dataclass whose fields in `more` are kept elsewhere."""
    hints = get_type_hints(kind)
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    plain = {name: each for name, each in json.loads(text).items() if name in known}
    return kind(**{name: reader(hints[name])(each) for name, each in plain.items()}, **more)
