"""Rows that were asked for and did not come: what stays in sight tells that it has left, and why."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.query import Mark, Row
from odx_desktop.ui.work_item_model import WorkItemModel

if TYPE_CHECKING:
    from odx_desktop.inbox.inbox import Inbox
    from odx_desktop.ui.bridge import Bridge

RECENT = 50


def take_rows(bridge: Bridge, model: WorkItemModel, ids: tuple[int, ...], rows: tuple[Row, ...]) -> None:
    """Put the rows that came, and ask what became of those whose items have left."""
    model.put_rows(rows, asked=ids)
    there = {row.id for row in rows}
    for entry in ids:
        row = model.row_of(entry) if entry not in there else None
        if row is not None:
            bridge.run(_decision_on(bridge.inbox, row), partial(_tell_fate, model, row))


async def _decision_on(inbox: Inbox, row: Row) -> Action | None:
    """By its mark; a row that left before its mark came is looked up among the latest decisions."""
    if row.mark is not None:
        return await inbox.action(row.mark.action_id)
    for action in await inbox.activity(limit=RECENT):
        if action.key == row.item.key and action.state is not ActionState.DISCARDED:
            return action
    return None


def _tell_fate(model: WorkItemModel, row: Row, action: Action | None) -> None:
    mark = Mark(action.id, action.state, action.kind) if action is not None else None
    told = replace(row, mark=mark, gone=True)
    if told != model.row_of(row.id):
        model.put_rows([told])
