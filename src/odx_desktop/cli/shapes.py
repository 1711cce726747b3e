"""The JSON of the command line (design.md section 12): the neutral types in the shapes that were promised."""

from __future__ import annotations

from datetime import UTC, date, datetime

from odx_desktop.domain.action import Action, ActionOffer, ActionStep
from odx_desktop.domain.connector_info import ConnectorInfo
from odx_desktop.domain.query import Row
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import SourceStatus
from odx_desktop.domain.work_item import (
    Attachment,
    Comment,
    Line,
    Money,
    Person,
    RouteStep,
    WorkItem,
    WorkItemDetail,
)
from odx_desktop.inbox.views import SourceRound, TeamMember
from odx_desktop.text import current_language
from odx_desktop.text.reasons import sentence
from odx_desktop.text.why import why_words

Shape = dict[str, object]


def instant(moment: datetime | None) -> str | None:
    """ISO 8601 in UTC, with the Z."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def day_or_instant(due: date | datetime | None) -> str | None:
    if isinstance(due, datetime):
        return instant(due)
    return due.isoformat() if due else None


def reason(why: Reason | None, now: datetime | None = None) -> Shape | None:
    return {"code": why.code, "text": sentence(why, now)} if why else None


def person(who: Person | None) -> Shape | None:
    return {"id": who.id, "name": who.name} if who else None


def money(amount: Money | None) -> Shape | None:
    return {"value": str(amount.value), "currency": amount.currency} if amount else None


def offer(one: ActionOffer) -> Shape:
    return {
        "id": one.id,
        "kind": one.kind.value,
        "label": one.label.in_(current_language()),
        "comment": one.comment.value,
    }


def item(row: Row, detail: WorkItemDetail | None, now: datetime) -> Shape:
    work: WorkItem = row.item
    read = detail is not None and detail.offers_as_of is not None
    return {
        "key": str(work.key),
        "source": work.key.source,
        "kind": work.kind,
        "title": work.title,
        "state": work.state.value,
        "due": day_or_instant(work.due),
        "priority": work.priority,
        "amount": money(work.amount),
        "requester": person(work.requester),
        "assignee": person(work.assignee),
        "why": why_words(work, now),
        "as_of": instant(row.as_of),
        "marked": row.mark.state.value if row.mark else None,
        "actions": [offer(one) for one in detail.offers] if detail and read else None,
        "actions_as_of": instant(detail.offers_as_of) if detail else None,
    }


def item_in_depth(row: Row, detail: WorkItemDetail | None, now: datetime) -> Shape:
    body = detail.body if detail else None
    return {
        **item(row, detail, now),
        "body": body.text if body else None,
        "lines": [_line(one) for one in detail.lines] if detail else [],
        "route": [_step(one) for one in detail.route] if detail else [],
        "comments": [_comment(one) for one in detail.comments] if detail else [],
        "attachments": [_attachment(one) for one in detail.attachments] if detail else [],
        "link": row.item.link,
    }


def _line(one: Line) -> Shape:
    return {
        "id": one.id,
        "title": one.title,
        "quantity": None if one.quantity is None else str(one.quantity),
        "unit_price": money(one.unit_price),
        "amount": money(one.amount),
        "state": one.state,
    }


def _step(one: RouteStep) -> Shape:
    return {
        "person": person(one.person),
        "status": one.status.value,
        "at": instant(one.at),
        "note": one.note,
        "me": one.is_me,
    }


def _comment(one: Comment) -> Shape:
    return {"id": one.id, "author": person(one.author), "at": instant(one.at), "text": one.text}


def _attachment(one: Attachment) -> Shape:
    return {"id": one.id, "name": one.name, "size": one.size, "type": one.media_type}


def source(status: SourceStatus, now: datetime) -> Shape:
    """A source as `list`, `search` and `team` tell it."""
    return {
        "source": status.source.slug,
        "name": status.source.name.in_(current_language()),
        "as_of": instant(status.as_of),
        "health": status.health.value if status.health else None,
        "reason": reason(status.reason, now),
    }


def session(status: SourceStatus, now: datetime) -> Shape:
    """A source as `status` tells it. `until` is known only where a token says when it ends."""
    return {
        "source": status.source.slug,
        "name": status.source.name.in_(current_language()),
        "health": status.health.value if status.health else None,
        "as": status.as_whom or None,
        "until": None,
        "reason": reason(status.reason, now),
    }


def set_up(status: SourceStatus, now: datetime, *, saved: bool = True) -> Shape:
    """A source as `sources add`, `test` and `list` tell it; its slug is null when it was not saved."""
    return {
        "source": status.source.slug if saved else None,
        "name": status.source.name.in_(current_language()),
        "connector": status.source.connector,
        "health": status.health.value if status.health else None,
        "as": status.as_whom or None,
        "reason": reason(status.reason, now),
    }


def round_of(one: SourceRound, now: datetime) -> Shape:
    return {
        "source": one.source.slug,
        "health": one.status.health.value if one.status.health else None,
        "pulled": one.pulled,
        "changed": one.changed,
        "removed": one.removed,
        "rejected": one.rejected,
        "sent": one.sent,
        "reason": reason(one.status.reason, now),
    }


def act(action: Action, now: datetime) -> Shape:
    return {
        "id": action.id,
        "key": str(action.key),
        "state": action.state.value,
        "reason": reason(action.reason, now),
    }


def activity(action: Action, now: datetime) -> Shape:
    return {
        "id": action.id,
        "batch": action.batch or None,
        "key": str(action.key),
        "title": action.title,
        "kind": action.kind.value,
        "action": action.offer_id,
        "state": action.state.value,
        "at": instant(action.created),
        "reason": reason(action.reason, now),
        "history": [_history(one, now) for one in action.history],
    }


def _history(step: ActionStep, now: datetime) -> Shape:
    return {"at": instant(step.at), "state": step.state.value, "reason": reason(step.reason, now)}


def connector(one: ConnectorInfo) -> Shape:
    return {
        "id": one.id,
        "title": one.title,
        "capabilities": list(one.capabilities),
        "proved": one.proved or None,
    }


def member(one: TeamMember) -> Shape:
    return {
        "person": person(one.person),
        "open": one.open,
        "overdue": one.overdue,
        "soon": one.soon,
        "oldest": instant(one.oldest),
    }
