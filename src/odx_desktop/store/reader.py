"""Questions to the cache with the vault laid over it, on threads of their own."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Order, Query, Row, View
from odx_desktop.domain.work_item import WorkItemDetail
from odx_desktop.store import clock_marks as marks
from odx_desktop.store import order as order_sql
from odx_desktop.store import rows as rows_sql
from odx_desktop.store import status_rows
from odx_desktop.store.database import Connection
from odx_desktop.store.first_rows import first_rows
from odx_desktop.store.lanes import NewestLane
from odx_desktop.store.status_rows import StoredStatus

__all__ = ["Load", "Reader", "StoredStatus", "ViewCounts", "first_rows"]


class ViewCounts(NamedTuple):
    """Rows of the Inbox, how many of them are overdue, and rows of the Team place."""

    inbox: int
    overdue: int
    team: int


class Load(NamedTuple):
    """What one person of the team has open; `person_id` and `name` None for what nobody owns."""

    person_id: str | None
    name: str | None
    open: int
    overdue: int
    soon: int
    oldest: datetime | None


class Reader:
    """Every method returns a future. Within one view a newer `order` cancels the older; small questions have
    a thread of their own and never wait behind a search."""

    def __init__(self, ordering: Connection, looking: Connection) -> None:
        self._ordering = NewestLane(ordering, "order")
        self._looking = NewestLane(looking, "rows")

    def close(self) -> None:
        self._ordering.close()
        self._looking.close()

    def order(self, query: Query) -> Future[Order]:
        """All matching ids in order, in sections; cancelled when a newer question on the view comes."""
        return self._ordering.ask(lambda connection: order_sql.order(connection, query), topic=query.view)

    def rows(self, ids: Sequence[int]) -> Future[tuple[Row, ...]]:
        """The rows of these ids that still exist, in the order asked."""
        wanted = tuple(ids)
        return self._looking.ask(lambda connection: rows_sql.rows(connection, wanted))

    def row(self, key: WorkItemKey) -> Future[Row | None]:
        return self._looking.ask(lambda connection: rows_sql.row(connection, key))

    def detail(self, key: WorkItemKey) -> Future[WorkItemDetail | None]:
        return self._looking.ask(lambda connection: rows_sql.detail(connection, key))

    def statuses(self) -> Future[dict[str, StoredStatus]]:
        """What is kept of each source's health, by slug."""
        return self._looking.ask(status_rows.every)

    def counts(self, query: Query) -> Future[ViewCounts]:
        """Figures for the rail, whatever is typed into search."""
        plain = replace(query, text="")

        def job(connection: Connection) -> ViewCounts:
            inbox, overdue = order_sql.count(connection, replace(plain, view=View.INBOX))
            team, _ = order_sql.count(connection, replace(plain, view=View.TEAM))
            return ViewCounts(inbox, overdue, team)

        return self._looking.ask(job)

    def members(self, query: Query) -> Future[tuple[Load, ...]]:
        """The load of each person in the Team place: nobody first, then by overdue and open."""
        team = replace(query, view=View.TEAM)

        def job(connection: Connection) -> tuple[Load, ...]:
            return tuple(
                Load(*found[:5], marks.optional_instant(found[5]))
                for found in order_sql.load(connection, team)
            )

        return self._looking.ask(job)
