"""Instants and days as SQLite integers: microseconds of UTC, which sort and compare as they are."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
DAY_US = 86_400_000_000


def to_us(instant: datetime) -> int:
    """Microseconds since 1970 UTC; raises ValueError for a time without a zone."""
    if instant.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return (instant - _EPOCH) // _MICROSECOND


def from_us(us: int) -> datetime:
    return _EPOCH + timedelta(microseconds=us)


def optional_us(instant: datetime | None) -> int | None:
    return None if instant is None else to_us(instant)


def optional_instant(us: int | None) -> datetime | None:
    return None if us is None else from_us(us)


def day_end_us(day: date) -> int:
    """The end of a whole day as if it were a day of UTC, less one microsecond, so that it sorts after every
    instant of that day; which day is "today" for the person is the query's business."""
    return (day.toordinal() - _EPOCH.toordinal() + 1) * DAY_US - 1


def day_of_end(us: int) -> date:
    return date.fromordinal(us // DAY_US + _EPOCH.toordinal())
