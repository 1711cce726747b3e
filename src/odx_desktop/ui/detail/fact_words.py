"""Facts of an item in words: neutral values become dates, money and figures of the person's language."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.work_item import WorkItem
from odx_desktop.text import current_language, tr
from odx_desktop.text.values import value_words


def facts(item: WorkItem, now: datetime) -> list[tuple[str, str]]:
    """(label, value) in reading order: the source's own facts, then who has it and how it stands there."""
    language = current_language()
    ranked = sorted(item.attributes, key=lambda attribute: attribute.rank)
    told = [(attribute.label.in_(language), value_words(attribute, now)) for attribute in ranked]
    if item.assignee is not None:
        told.append((tr("Assigned to"), item.assignee.name))
    if item.candidates:
        told.append((tr("Open to"), ", ".join(person.name for person in item.candidates)))
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
