"""Work items and actions as sources and people would make them, short to write in a test."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from odx_desktop.domain.action import Action, ActionKind, ActionState, Effect
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.query import Query, View
from odx_desktop.domain.work_item import Money, Person, Relation, WorkItem, WorkItemState

NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
# A person in Ottawa: their day ends at 05:00 UTC.
DAY_ENDS = datetime(2026, 11, 25, 5, 0, tzinfo=UTC)
WEEK_ENDS = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
_numbers = itertools.count(1)


def item(native: str, source: str = "hr", **fields: Any) -> WorkItem:
    plain = WorkItem(
        key=WorkItemKey(source, (native,)),
        kind="Leave request",
        title=f"Request {native}",
        state=WorkItemState.READY,
        relations=frozenset({Relation.MINE}),
        created=NOW - timedelta(days=3),
    )
    return replace(plain, **fields)


def money(value: str, currency: str = "CAD") -> Money:
    return Money(Decimal(value), currency)


def person(name: str) -> Person:
    return Person(name.lower(), name)


def action(native: str, source: str = "hr", **fields: Any) -> Action:
    plain = Action(
        id=f"{next(_numbers):08d}-a",
        key=WorkItemKey(source, (native,)),
        title=f"Request {native}",
        kind=ActionKind.APPROVE,
        offer_id="approve",
        offer_label=LocalizedText("Approve", "Approuver"),
        effect=Effect.SET,
        created=NOW,
        state=ActionState.QUEUED,
    )
    return replace(plain, **fields)


def query(view: View = View.INBOX, **fields: Any) -> Query:
    return replace(Query(view, NOW, DAY_ENDS, WEEK_ENDS), **fields)
