"""What a face may ask: answers from the cache and the vault, none of them touching the network."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.connector_info import ConnectorInfo
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Order, Query, Row
from odx_desktop.domain.source import Health, Source, SourceStatus
from odx_desktop.domain.work_item import Person, WorkItemDetail
from odx_desktop.inbox.parts import Parts
from odx_desktop.inbox.views import Counts, OpenItem, TeamMember, TeamSummary
from odx_desktop.store.reader import StoredStatus

STALE_AFTER_ROUNDS = 3
NOT_SETTLED = (ActionState.UNKNOWN, ActionState.NEEDS_YOU, ActionState.CONFLICT, ActionState.REFUSED)
ON_THE_WAY = (ActionState.HELD, ActionState.QUEUED, ActionState.SENDING)


class Questions:
    """Reads; a part of the façade."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def order(self, query: Query) -> Order:
        """Ids of all matching rows, in order, in sections. A newer call supersedes an older one (the older
        raises asyncio.CancelledError)."""
        return await asyncio.wrap_future(self._parts.store.reader.order(query))

    async def rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        """The rows of these ids that still exist, in the order asked."""
        return await asyncio.wrap_future(self._parts.store.reader.rows(ids))

    async def open_item(self, key: WorkItemKey) -> OpenItem | None:
        """What the cache knows of one item."""
        reader, vault = self._parts.store.reader, self._parts.store.vault
        row = await asyncio.wrap_future(reader.row(key))
        if row is None:
            return None
        detail = await asyncio.wrap_future(reader.detail(key))
        draft = await asyncio.wrap_future(vault.draft(key))
        statuses = {status.source.slug: status for status in await self.sources()}
        status = statuses.get(key.source)  # gone when its source was removed between two looks
        return None if status is None else OpenItem(row, detail, status, draft)

    async def details(self, keys: Sequence[WorkItemKey]) -> tuple[WorkItemDetail | None, ...]:
        """What is known in depth of each of these, in the order asked; cheaper than opening one by one."""
        reader = self._parts.store.reader
        return tuple(await asyncio.gather(*(asyncio.wrap_future(reader.detail(key)) for key in keys)))

    async def counts(self, query: Query) -> Counts:
        """Figures for the rail, at the query's `now`."""
        found = await asyncio.wrap_future(self._parts.store.reader.counts(query))
        vault = self._parts.store.vault
        states = await asyncio.wrap_future(vault.state_counts())
        not_settled, on_the_way = (
            sum(states.get(state, 0) for state in group) for group in (NOT_SETTLED, ON_THE_WAY)
        )
        in_need = sum(status.health not in (Health.OK, Health.STALE, None) for status in await self.sources())
        return Counts(found.inbox, found.overdue, found.team, not_settled, on_the_way, in_need)

    async def sources(self) -> tuple[SourceStatus, ...]:
        """Every source in the person's order, with its health."""
        store = self._parts.store
        sources = await asyncio.wrap_future(store.vault.sources())
        stored = await asyncio.wrap_future(store.reader.statuses())
        waiting = await asyncio.wrap_future(store.vault.waiting_counts())
        now = self._parts.clock.now()
        return tuple(
            self._status(source, stored.get(source.slug, StoredStatus()), waiting.get(source.slug, 0), now)
            for source in sources
        )

    def _status(self, source: Source, stored: StoredStatus, waiting: int, now: datetime) -> SourceStatus:
        health = stored.health
        if health is Health.OK and self._is_stale(stored.as_of, now):
            health = Health.STALE
        return SourceStatus(
            source,
            health,
            as_of=stored.as_of,
            as_whom=stored.as_whom,
            reason=stored.reason,
            last_attempt=stored.attempt,
            retry_at=stored.retry_at,
            checking=source.slug in self._parts.engine.checking,
            waiting_actions=waiting,
            tells_team=stored.tells_team,
        )

    def _is_stale(self, as_of: datetime | None, now: datetime) -> bool:
        fresh_for = timedelta(seconds=STALE_AFTER_ROUNDS * self._parts.limits.poll_interval_s())
        return as_of is None or now - as_of > fresh_for

    async def activity(
        self, states: Sequence[ActionState] = (), text: str = "", limit: int = 500
    ) -> tuple[Action, ...]:
        """My actions, newest first, with their history."""
        return await asyncio.wrap_future(self._parts.store.vault.actions(tuple(states), text, limit))

    async def action(self, action_id: str) -> Action | None:
        """One of my actions by its id, or by a beginning of it that only one has."""
        return await asyncio.wrap_future(self._parts.store.vault.action(action_id))

    async def team(self, query: Query) -> TeamSummary:
        """The load of my people and groups; its rows come from `order` with View.TEAM."""
        found = await asyncio.wrap_future(self._parts.store.reader.members(query))
        members = tuple(
            TeamMember(
                Person(load.person_id, load.name or load.person_id) if load.person_id else None,
                load.open,
                load.overdue,
                load.soon,
                load.oldest,
            )
            for load in found
        )
        statuses = await self.sources()
        telling = [status for status in statuses if status.tells_team and status.as_of is not None]
        cannot = tuple(
            status for status in statuses if status not in telling or status.health is not Health.OK
        )
        as_of = min((status.as_of for status in telling if status.as_of is not None), default=None)
        unowned = sum(member.open for member in members if member.person is None)
        return TeamSummary(as_of, members, unowned, cannot)

    async def connectors(self) -> tuple[ConnectorInfo, ...]:
        return self._parts.connector_infos()
