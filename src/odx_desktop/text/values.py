"""Neutral values in words: dates, money and figures as the person's language writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from odx_desktop.domain.work_item import Attribute, AttributeType, Money
from odx_desktop.text.formats import day_and_month, moment_words, money, number


def value_words(attribute: Attribute, now: datetime) -> str:
    """The value as the person writes it; what cannot be read as its type is shown as it came."""
    try:
        return _typed(attribute, now)
    except (ValueError, InvalidOperation):
        return attribute.value


def _typed(attribute: Attribute, now: datetime) -> str:
    value = attribute.value
    match attribute.type:
        case AttributeType.MONEY:
            figure, _, currency = value.partition(" ")
            return money(Money(Decimal(figure), currency))
        case AttributeType.NUMBER:
            return number(Decimal(value))
        case AttributeType.DATE:
            day = date.fromisoformat(value)
            return day_and_month(day, None if day.year == now.year else now.date())
        case AttributeType.DATETIME:
            return moment_words(datetime.fromisoformat(value), now)
        case _:
            return value
