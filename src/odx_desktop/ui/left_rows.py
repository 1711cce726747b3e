"""Rows that were asked for and did not come: a decided one that stays in sight tells what became of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from odx_desktop.domain.action import Action
from odx_desktop.domain.query import Row
from odx_desktop.ui.work_item_model import WorkItemModel

if TYPE_CHECKING:
    from odx_desktop.ui.bridge import Bridge


def take_rows(bridge: Bridge, model: WorkItemModel, ids: tuple[int, ...], rows: tuple[Row, ...]) -> None:
    """Put the rows that came, and ask after the decisions on those whose items have left."""
    model.put_rows(rows, asked=ids)
    there = {row.id for row in rows}
    for entry in ids:
        row = model.row_of(entry) if entry not in there else None
        if row is not None and row.mark is not None:
            bridge.run(bridge.inbox.action(row.mark.action_id), partial(_tell_fate, model, row))


def _tell_fate(model: WorkItemModel, row: Row, action: Action | None) -> None:
    if action is not None and row.mark is not None:
        model.put_rows([replace(row, mark=replace(row.mark, state=action.state, until=None))])
