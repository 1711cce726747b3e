"""Why an item is here, at length: two sentences that a person could say to a colleague."""

from __future__ import annotations

from datetime import datetime

from odx_desktop.domain.work_item import Relation, WorkItem, WorkItemDetail
from odx_desktop.text import ntr, tr
from odx_desktop.text.formats import age_words, due_words
from odx_desktop.ui.row_sentence import acts_for, urgency_of


def why_sentences(item: WorkItem, detail: WorkItemDetail | None, now: datetime) -> str:
    """First what makes it the person's, then what puts it where it stands in the list."""
    said = (_claim(item, detail), _place(item, now))
    return " ".join(sentence for sentence in said if sentence)


def _claim(item: WorkItem, detail: WorkItemDetail | None) -> str:
    route = detail.route if detail is not None else ()
    mine = next((place for place, step in enumerate(route, 1) if step.is_me), 0)
    if mine and len(route) > 1:
        return ntr(
            "You are number {place} of {n} person on its way.",
            "You are number {place} of {n} people on its way.",
            len(route),
            place=mine,
        )
    relations = item.relations
    absent = acts_for(item)
    if absent is not None:
        return tr("It is with {person}, for whom the source lets you act.", person=absent.name)
    if Relation.CANDIDATE in relations and item.assignee is None:
        group = item.candidates[0].name if item.candidates else ""
        if group:
            return tr("It waits for {group}, and nobody has claimed it.", group=group)
        return tr("It waits for one of your groups, and nobody has claimed it.")
    if Relation.MINE in relations:
        return tr("It is assigned to you.")
    if item.assignee is not None:
        return tr("It is with {person}.", person=item.assignee.name)
    return tr("Nobody owns it.") if relations else ""


def _place(item: WorkItem, now: datetime) -> str:
    if item.due is None:
        waited = age_words(item.created, now) if item.created else ""
        return tr("It has no due date. Age: {age}.", age=waited) if waited else tr("It has no due date.")
    match urgency_of(item.due, now):
        case "overdue":
            return tr("It stands first because it is late.")
        case "today":
            return tr("It is due today.")
        case _:
            day = due_words(item.due, now).rstrip(".")  # a short month brings a full stop of its own
            return tr("Due {due}.", due=day)
