from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from odx_desktop.domain.work_item import Money
from odx_desktop.text import formats

TORONTO = ZoneInfo("America/Toronto")
# 10:42 in Toronto on Tuesday 24 November 2026.
NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
TODAY = date(2026, 11, 24)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 22), "Overdue 2 days"),
        (date(2026, 11, 23), "Overdue 1 day"),
        (TODAY, "Today"),
        (datetime(2026, 11, 24, 21, 0, tzinfo=UTC), "Today, 4:00 p.m."),
        (datetime(2026, 11, 24, 12, 0, tzinfo=UTC), "Overdue 3 hours"),
        (NOW - timedelta(minutes=5), "Overdue, less than an hour"),
        (date(2026, 11, 25), "Tomorrow"),
        (date(2026, 11, 26), "Thu, Nov 26"),
        (date(2027, 1, 4), "Mon, Jan 4, 2027"),
        # 2 a.m. UTC on the 25th is still the 24th where the person is.
        (datetime(2026, 11, 25, 2, 0, tzinfo=UTC), "Today, 9:00 p.m."),
    ],
)
def test_due_in_english(due: date, expected: str) -> None:
    assert plain(formats.due_words(due, NOW, TORONTO)) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (date(2026, 11, 22), "Retard : 2 jours"),
        (date(2026, 11, 23), "Retard : 1 jour"),
        (datetime(2026, 11, 24, 21, 0, tzinfo=UTC), "Aujourd’hui, 16 h 00"),
        (date(2026, 11, 25), "Demain"),
        (date(2026, 11, 26), "jeu. 26 nov."),
        (date(2026, 12, 1), "mar. 1er déc."),
    ],
)
def test_due_in_french(french: None, due: date, expected: str) -> None:
    assert plain(formats.due_words(due, NOW, TORONTO)) == expected


def test_money_in_english() -> None:
    assert formats.money(Money(Decimal("12.5"), "CAD")) == "$12.50"
    assert formats.money(Money(Decimal("48250"), "CAD")) == "$48,250.00"
    assert formats.money(Money(Decimal("-3"), "USD")) == "-US$3.00"
    assert formats.money(Money(Decimal("1234"), "JPY")) == "JPY\u00a01,234"
    assert formats.money(Money(Decimal("0.125"), "CAD")) == "$0.125"


def test_money_in_french(french: None) -> None:
    assert formats.money(Money(Decimal("12.5"), "CAD")) == "12,50\u00a0$"
    assert formats.money(Money(Decimal("1234567.89"), "CAD")) == "1\u00a0234\u00a0567,89\u00a0$"
    assert formats.money(Money(Decimal("-3"), "USD")) == "-3,00\u00a0$\u00a0US"


def test_clock_and_dates_in_english() -> None:
    assert formats.clock_time(NOW, TORONTO) == "10:42\u202fa.m."
    assert formats.clock_time(datetime(2026, 11, 24, 5, 5, tzinfo=UTC), TORONTO) == "12:05\u202fa.m."
    assert formats.long_date(TODAY) == "Tuesday, November 24, 2026"
    assert formats.short_date(TODAY) == "2026-11-24"
    assert plain(formats.moment_words(NOW - timedelta(days=1), NOW, TORONTO)) == "yesterday, 10:42 a.m."
    assert plain(formats.moment_words(NOW - timedelta(days=7), NOW, TORONTO)) == "Nov 17, 10:42 a.m."


def test_clock_and_dates_in_french(french: None) -> None:
    assert plain(formats.clock_time(NOW, TORONTO)) == "10 h 42"
    assert plain(formats.clock_time(datetime(2026, 11, 24, 14, 5, tzinfo=UTC), TORONTO)) == "9 h 05"
    assert formats.long_date(TODAY) == "mardi 24 novembre 2026"
    assert formats.long_date(date(2026, 8, 1)) == "samedi 1er août 2026"


def test_sizes_ages_and_waits() -> None:
    assert formats.size_words(1) == "1 byte"
    assert plain(formats.size_words(1536)) == "1.5 KB"
    assert plain(formats.size_words(184 * 1024)) == "184 KB"
    assert plain(formats.size_words(5 * 1024 * 1024 + 300_000)) == "5.3 MB"
    assert formats.age_words(NOW - timedelta(days=12), NOW, TORONTO) == "12 days"
    assert plain(formats.duration_words(7.4)) == "7 s"
    assert plain(formats.duration_words(7200)) == "2 h"


def test_sizes_in_french(french: None) -> None:
    assert plain(formats.size_words(0)) == "0 octet"
    assert plain(formats.size_words(1536)) == "1,5 Ko"


def test_a_clock_that_falls_back_does_not_move_a_day() -> None:
    """On 1 November 2026 Toronto has 25 hours; a due day is a day all the same."""
    evening = datetime(2026, 11, 2, 4, 30, tzinfo=UTC)  # 23:30 on the 1st
    assert formats.due_words(date(2026, 11, 1), evening, TORONTO) == "Today"
    assert plain(formats.due_words(date(2026, 10, 31), evening, TORONTO)) == "Overdue 1 day"
