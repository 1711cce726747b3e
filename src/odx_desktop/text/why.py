"""Why an item stands where it stands in the list, in one phrase."""

from __future__ import annotations

from datetime import datetime, tzinfo

from odx_desktop.domain.work_item import WorkItem
from odx_desktop.text.catalogue import tr
from odx_desktop.text.formats import age_words, due_words

HIGH_PRIORITY = 75


def why_words(item: WorkItem, now: datetime, zone: tzinfo | None = None) -> str:
    """The first that holds: its due date, nobody has it, its priority, how long it waits."""
    if item.due is not None:
        return due_words(item.due, now, zone)
    if item.assignee is None and item.candidates:
        return tr("Nobody has it yet")
    if item.priority is not None and item.priority >= HIGH_PRIORITY:
        return tr("High priority")
    if item.created is not None and (now - item.created).days >= 1:
        return tr("Waiting {age}", age=age_words(item.created, now, zone))
    return tr("Waiting")
