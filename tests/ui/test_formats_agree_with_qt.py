"""Qt shows dates in the window's own pickers; what we write beside them must look the same."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QLocale, QTime

from odx_desktop.domain.language import Language
from odx_desktop.text import formats, use_language


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    use_language(Language.EN)


NORM = {Language.EN: QLocale("en_CA"), Language.FR: QLocale("fr_CA")}


@pytest.mark.parametrize("language", list(Language))
def test_days_of_a_year(language: Language) -> None:
    use_language(language)
    norm = NORM[language]
    for ordinal in range(date(2026, 1, 1).toordinal(), date(2026, 12, 31).toordinal(), 3):
        day = date.fromordinal(ordinal)
        qt_day = QDate(day.year, day.month, day.day)
        # Qt writes "1 août"; the rule of French, which Qt does not know, is "1er août".
        ours = formats.long_date(day).replace("1er ", "1 ")
        assert ours == norm.toString(qt_day, QLocale.FormatType.LongFormat)
        assert formats.short_date(day) == norm.toString(qt_day, QLocale.FormatType.ShortFormat)


@pytest.mark.parametrize("language", list(Language))
def test_money_and_hours(language: Language) -> None:
    use_language(language)
    norm = NORM[language]
    for value in (0.0, 12.5, 999.99, 1234567.89):
        assert formats.currency_amount(Decimal(str(value)), "CAD") == norm.toCurrencyString(value)
    afternoon = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
    theirs = norm.toString(QTime(14, 5), QLocale.FormatType.ShortFormat)
    assert formats.clock_time(afternoon, UTC).replace("\u00a0", " ") == theirs
