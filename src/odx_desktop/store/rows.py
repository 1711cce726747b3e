"""Rows in view: the source's snapshot with what of ours lies over it. Nothing heavy is imported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from odx_desktop.domain.action import ActionState
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Mark, Row
from odx_desktop.domain.work_item import WorkItemDetail
from odx_desktop.store import clock_marks as marks
from odx_desktop.store.codec import loads_object
from odx_desktop.store.database import Connection, first
from odx_desktop.store.item_rows import ITEM_COLUMNS, item_of

_ROWS = f"""SELECT {ITEM_COLUMNS}, s.as_of,
  NOT EXISTS (SELECT 1 FROM vault.seen r WHERE r.source = i.source AND r.native = i.native)
  FROM item i LEFT JOIN status s ON s.source = i.source"""

# What is unsettled comes before what has an answer; discarded and confirmed decisions leave no mark.
_MARKS = """SELECT i.id, a.id, a.state, a.kind, a.not_before FROM item i
  JOIN vault.action a ON a.source = i.source AND a.native = i.native
  WHERE a.state NOT IN ('confirmed', 'discarded') AND i.id IN ({holes})
  ORDER BY a.state IN ('refused', 'conflict') DESC, a.seq"""

_AT_ONCE = 500


def rows(connection: Connection, ids: Sequence[int]) -> tuple[Row, ...]:
    """The rows of these ids that still exist, in the order asked."""
    found: dict[int, Row] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = tuple(ids[start : start + _AT_ONCE])
        holes = ",".join("?" * len(some))
        over = _marks(connection, some, holes)
        for columns in connection.execute(f"{_ROWS} WHERE i.id IN ({holes})", some):
            found[columns[0]] = _row(columns, over.get(columns[0]))
    return tuple(found[one] for one in ids if one in found)


def row(connection: Connection, key: WorkItemKey) -> Row | None:
    sql = "SELECT id FROM item WHERE source = ? AND native = ?"
    row_id = first(connection, sql, (key.source, key.native_text))
    found = () if row_id is None else rows(connection, (row_id,))
    return found[0] if found else None


def detail(connection: Connection, key: WorkItemKey) -> WorkItemDetail | None:
    """What was last read of the item in depth, with the row as it is now."""
    sql = (
        f"SELECT {ITEM_COLUMNS}, d.rest FROM item i JOIN detail d ON d.id = i.id"
        " WHERE i.source = ? AND i.native = ?"
    )
    for columns in connection.execute(sql, (key.source, key.native_text)):
        item = item_of(columns)
        return loads_object(WorkItemDetail, columns[21], item=item, as_of=item.detail_as_of)
    return None


def _marks(connection: Connection, ids: tuple[int, ...], holes: str) -> dict[int, Mark]:
    over: dict[int, Mark] = {}
    for row_id, action_id, state, kind, until in connection.execute(_MARKS.format(holes=holes), ids):
        over[row_id] = Mark(action_id, ActionState(state), kind, marks.optional_instant(until))
    return over


def _row(columns: Sequence[Any], over: Mark | None) -> Row:
    return Row(columns[0], item_of(columns), bool(columns[22]), over, _as_of(columns[19], columns[21]))


def _as_of(written: int, heard: int | None) -> datetime:
    """A row is as old as its last change or the last complete round that found it unchanged."""
    return marks.from_us(written if heard is None else max(written, heard))
