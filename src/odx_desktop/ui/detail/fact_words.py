"""Facts of an item in words: neutral values become dates, money and figures of the person's language."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from odx_desktop.domain.work_item import Attribute, AttributeType, Money, WorkItem
from odx_desktop.text import current_language, tr
from odx_desktop.text.formats import day_and_month, moment_words, money, number


def facts(item: WorkItem, now: datetime) -> list[tuple[str, str]]:
    """(label, value) in reading order: the source's own facts, then who has it and how it stands there."""
    language = current_language()
    ranked = sorted(item.attributes, key=lambda attribute: attribute.rank)
    told = [(attribute.label.in_(language), value_words(attribute, now)) for attribute in ranked]
    if item.assignee is not None:
        told.append((tr("Assigned to"), item.assignee.name))
    if item.candidates:
        told.append((tr("Can be claimed by"), ", ".join(person.name for person in item.candidates)))
    if item.owner is not None and item.owner != item.assignee:
        told.append((tr("Owner"), item.owner.name))
    if item.native_state:
        told.append((tr("State there"), item.native_state))
    seen: set[str] = set()
    kept = []
    for label, value in told:
        if value and value not in seen:  # a source often says twice who has it or how it stands
            kept.append((label, value))
            seen.add(value)
    return kept


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
