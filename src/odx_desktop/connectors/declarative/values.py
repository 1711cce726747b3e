"""Typed values out of strangers' JSON: dates, instants, money, priorities, ids."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from odx_desktop.connectors.declarative.scope import as_text
from odx_desktop.connectors.declarative.shape import FieldSpec
from odx_desktop.domain.work_item import Money

Convert = Callable[[object], object]
_MS_DATE = re.compile(r"/Date\((-?\d+)(?:[+-]\d{4})?\)/")
_WHOLE_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
LONGEST_TEXT = 1024 * 1024


class BadValue(ValueError):
    """A value that is not what the map says; the item it belongs to is rejected alone."""


def zone_of(name: str) -> tzinfo:
    """Raises BadValue for a zone that this machine does not know; `source` means UTC."""
    if name in ("UTC", "source", ""):
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        raise BadValue(f"no time zone {name!r}") from None


def native_id(value: object) -> str | None:
    """An id as text, None for what is no id: missing, null, boolean, empty, a list or an object."""
    if type(value) is str:
        return value.strip() or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return as_text(value).strip() or None


def text(value: object) -> str:
    if type(value) is str and len(value) <= LONGEST_TEXT:
        return value
    if isinstance(value, dict | list):
        raise BadValue(f"expected a text, got {type(value).__name__}")
    found = as_text(value)
    return found if len(found) <= LONGEST_TEXT else found[:LONGEST_TEXT]


def instant(value: object, zone: tzinfo) -> datetime | None:
    """An aware UTC instant from ISO 8601 (with or without colon in the offset), `/Date(ms)/` or milliseconds.

    A time without a zone is read in `zone`.
    """
    if value in (None, ""):
        return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_ms(value)
    found = text(value).strip()
    if found.startswith("/") and (match := _MS_DATE.fullmatch(found)):
        return _from_ms(int(match[1]))
    try:
        read = datetime.fromisoformat(found)
    except ValueError:
        raise BadValue(f"expected a time, got {found[:60]!r}") from None
    if read.tzinfo is UTC:
        return read
    try:
        return (read.replace(tzinfo=zone) if read.tzinfo is None else read).astimezone(UTC)
    except OverflowError:
        raise BadValue(f"a time out of range: {found[:60]!r}") from None


def _from_ms(value: int | float) -> datetime:
    try:
        return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(milliseconds=value)
    except OverflowError:
        raise BadValue(f"a time out of range: {value}") from None


def day(value: object) -> date | None:
    """A whole day from `YYYY-MM-DD` or `YYYYMMDD`; a time of day behind it is left out."""
    if value in (None, ""):
        return None
    found = text(value).strip()
    try:
        return date.fromisoformat(found if len(found) == 8 else found[:10])
    except ValueError:
        raise BadValue(f"expected a date, got {found[:60]!r}") from None


def due(value: object, zone: tzinfo) -> date | datetime | None:
    """A whole day where the source gives one, else an instant."""
    if isinstance(value, str) and len(value) <= 12 and _WHOLE_DAY.fullmatch(value.strip()):
        return day(value)
    return instant(value, zone)


def decimal(value: object) -> Decimal | None:
    if value in (None, ""):
        return None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadValue(f"expected a number, got {type(value).__name__}")
    try:
        found = Decimal(str(value).replace(" ", "").replace("\u00a0", ""))
    except InvalidOperation:
        raise BadValue(f"expected a number, got {str(value)[:60]!r}") from None
    if not found.is_finite():
        raise BadValue(f"expected a number, got {value!r}")
    return found


def money(value: object, currency: str) -> Money | None:
    amount = decimal(value)
    if amount is None:
        return None
    if not _CURRENCY.fullmatch(currency):
        raise BadValue(f"expected an ISO 4217 currency, got {currency[:10]!r}")
    return Money(amount, currency)


def ranked(value: object, spec: FieldSpec) -> int | None:
    """A priority on our scale, 0 to 100 with 100 the most urgent: by the map's `values`, else by `range`
    (whose first end is our 0, so that a reversed range turns the scale around)."""
    if value in (None, ""):
        return None
    if spec.values:
        return spec.values.get(as_text(value))
    number = decimal(value)
    low, high = (spec.range or [0.0, 100.0])[:2]
    if number is None or low == high:
        return None
    return round(min(max((float(number) - low) / (high - low), 0.0), 1.0) * 100)


def converter(spec: FieldSpec) -> Convert:
    """The function that makes this field's typed value; raises BadValue for a zone nobody knows."""
    zone = zone_of(spec.zone)
    if spec.type in ("datetime", "ms"):
        return lambda value: instant(value, zone)
    if spec.type == "due":
        return lambda value: due(value, zone)
    return {"text": text, "int": decimal, "date": day, "money": decimal}[spec.type]
