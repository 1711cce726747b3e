"""The one thread that writes cache.db: what sources say, and how they fare."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from typing import TypeVar

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import Scope, WorkItem, WorkItemDetail
from odx_desktop.store import cache_rows, search_index, status_rows
from odx_desktop.store.database import Connection, check, first, transaction
from odx_desktop.store.lanes import WriteLane

T = TypeVar("T")

# Small enough that another process waits under 0.1 s for the lock, large enough that commits cost little.
BATCH = 500
# While the index waits for the end of a first sync, a batch of this size takes no longer.
UNINDEXED_BATCH = 1_000


class CacheWriter:
    """Every method returns a future of its own thread, and what changed. Futures raise StoreFailed."""

    def __init__(self, connection: Connection) -> None:
        self._lane = WriteLane(connection, "cache")
        self._lane.submit(self._resume_fill)

    def close(self) -> None:
        self._lane.close()

    def check(self) -> Future[None]:
        """StoreFailed `store.corrupt` when a page cannot be read."""
        return self._lane.submit(check)

    # -- listings ------------------------------------------------------------------------------------------

    def apply_page(
        self,
        source: str,
        scope: Scope,
        items: Sequence[WorkItem],
        removed: Sequence[WorkItemKey],
        now: datetime,
        cursor: str | None = None,
        save_cursor: bool = False,
    ) -> Future[Changes]:
        """One page: rows that differ are written, tombstones leave this scope's list. With `save_cursor` the
        cursor (None forgets it) is committed after the rows: killed between, a delta is read again."""

        def job(connection: Connection) -> Changes:
            size = BATCH if search_index.filled_to(connection) is None else UNINDEXED_BATCH
            written = Changes.merge(
                _write_batch(connection, source, scope, items[start : start + size], now)
                for start in range(0, len(items), size)
            )
            if not removed and not save_cursor:
                return written
            with transaction(connection):
                left = _tombstones(connection, source, scope, removed)
                if save_cursor:
                    status_rows.put_cursor(connection, source, scope, cursor)
            return written.merged(left)

        return self._lane.submit(job)

    def finish_listing(
        self, source: str, scope: Scope, present: Collection[str], now: datetime
    ) -> Future[Changes]:
        """After a complete, verified listing only: rows of this source and scope whose native text is not
        `present` leave the list, and with it the cache when no other list has them."""

        def job(connection: Connection) -> Changes:
            absent = cache_rows.absent_ids(connection, source, scope, present)
            return Changes.merge(
                _leave(connection, source, scope, absent[start : start + BATCH])
                for start in range(0, len(absent), BATCH)
            )

        return self._lane.submit(job)

    def cursor(self, source: str, scope: Scope) -> Future[str | None]:
        return self._lane.submit(lambda connection: status_rows.cursor(connection, source, scope))

    # -- single items --------------------------------------------------------------------------------------

    def put_item(self, item: WorkItem, now: datetime) -> Future[Changes]:
        """What a reading of the item itself said, its relations included."""

        def job(connection: Connection) -> Changes:
            row_id = cache_rows.put_read(connection, item, now, relations_known=True)
            search_index.index_rows(connection, (row_id,))
            return Changes(upserted=frozenset({item.key}))

        return self._write(job)

    def put_detail(self, detail: WorkItemDetail) -> Future[Changes]:
        """The item in depth. How it concerns the person stays as listings and readings said."""

        def job(connection: Connection) -> Changes:
            row_id = cache_rows.put_read(connection, detail.item, detail.as_of, relations_known=False)
            cache_rows.put_detail(connection, row_id, detail)
            search_index.index_rows(connection, (row_id,))
            return Changes(upserted=frozenset({detail.key}))

        return self._write(job)

    def drop(self, key: WorkItemKey) -> Future[Changes]:
        """A reading said that it is gone."""

        def job(connection: Connection) -> Changes:
            row_id = cache_rows.row_id_of(connection, key)
            if row_id is None:
                return Changes()
            cache_rows.delete_rows(connection, (row_id,))
            return Changes(removed=frozenset({key}))

        return self._write(job)

    def details_wanted(self, source: str, limit: int, now: datetime) -> Future[tuple[WorkItemKey, ...]]:
        """Open items that concern the person and whose detail is missing or older than the row, nearest due
        first."""
        sql = (
            "SELECT i.native FROM item i LEFT JOIN detail d ON d.id = i.id"
            " WHERE i.is_inbox AND i.source = ? AND (d.id IS NULL OR d.as_of < i.as_of)"
            " ORDER BY i.due IS NULL, i.due, i.priority DESC, i.id LIMIT ?"
        )

        def job(connection: Connection) -> tuple[WorkItemKey, ...]:
            found = connection.execute(sql, (source, limit))
            return tuple(WorkItemKey.from_native_text(source, row[0]) for row in found)

        return self._lane.submit(job)

    # -- sources -------------------------------------------------------------------------------------------

    def put_status(
        self,
        slug: str,
        *,
        health: Health | None,
        reason: Reason | None,
        as_whom: str,
        attempt: datetime | None,
        as_of: datetime | None,
        retry_at: datetime | None,
        tells_team: bool,
    ) -> Future[Changes]:
        """How a source fares. `as_of` None keeps the end of the last complete round. It ends a round, so what
        a first sync left out of the index is indexed now."""
        status = status_rows.StoredStatus(health, reason, as_whom, attempt, as_of, retry_at, tells_team)

        def job(connection: Connection) -> Changes:
            with transaction(connection):
                status_rows.put(connection, slug, status)
            self._resume_fill(connection)
            return Changes(sources=frozenset({slug}))

        return self._lane.submit(job)

    def forget_source(self, slug: str) -> Future[Changes]:
        """Everything readable of a source goes: rows, details, index, cursors, health."""

        def job(connection: Connection) -> Changes:
            gone = Changes(sources=frozenset({slug}))
            sql = "SELECT id, native FROM item WHERE source=? LIMIT ?"
            while rows := list(connection.execute(sql, (slug, BATCH))):
                with transaction(connection):
                    cache_rows.delete_rows(connection, [row[0] for row in rows])
                gone = gone.merged(Changes(removed=_keys(slug, (row[1] for row in rows))))
            with transaction(connection):
                status_rows.forget(connection, slug)
            return gone

        return self._lane.submit(job)

    # -- the first sync --------------------------------------------------------------------------------------

    def begin_fill(self) -> Future[None]:
        """Empty the index; rows come without it until `end_fill`. A large first page into an empty cache does
        this by itself."""
        return self._write(search_index.begin_fill)

    def end_fill(self) -> Future[None]:
        """Index in chunks what came since `begin_fill`; other writes go on between the chunks."""
        done: Future[None] = Future()
        done.set_running_or_notify_cancel()
        self._fill_on(done)
        return done

    def _fill_on(self, done: Future[None]) -> None:
        self._write(search_index.fill_some).add_done_callback(lambda chunk: self._chunk_done(chunk, done))

    def _chunk_done(self, chunk: Future[bool], done: Future[None]) -> None:
        error = chunk.exception()
        if error is not None:
            done.set_exception(error)
        elif chunk.result():
            self._fill_on(done)
        else:
            done.set_result(None)

    def _resume_fill(self, connection: Connection) -> None:
        """A fill that a kill cut short goes on at the next start, one that waited at the end of a round."""
        if search_index.filled_to(connection) is not None and first(connection, "SELECT 1 FROM item LIMIT 1"):
            self.end_fill()

    # -- how -------------------------------------------------------------------------------------------------

    def _write(self, job: Callable[[Connection], T]) -> Future[T]:
        def within(connection: Connection) -> T:
            with transaction(connection):
                return job(connection)

        return self._lane.submit(within)


def _keys(source: str, natives: Iterable[str]) -> frozenset[WorkItemKey]:
    return frozenset(WorkItemKey.from_native_text(source, native) for native in natives)


def _write_batch(
    connection: Connection, source: str, scope: Scope, items: Sequence[WorkItem], now: datetime
) -> Changes:
    changed = cache_rows.changed_rows(connection, source, scope, items, now)
    if not changed:
        return Changes()
    with transaction(connection):
        if len(changed) >= BATCH and first(connection, "SELECT 1 FROM item LIMIT 1") is None:
            # A first sync: rows now, their index in chunks when the round ends (2.6 times as fast).
            search_index.begin_fill(connection)
        rows = cache_rows.upsert(connection, scope, changed)
        search_index.index_rows(connection, {row[0] for row in rows})
    return Changes(upserted=_keys(source, (row[1] for row in rows)))


def _tombstones(connection: Connection, source: str, scope: Scope, removed: Sequence[WorkItemKey]) -> Changes:
    ids = [found for key in removed if (found := cache_rows.row_id_of(connection, key)) is not None]
    return _left(source, cache_rows.leave_scope(connection, scope, ids))


def _leave(connection: Connection, source: str, scope: Scope, ids: Sequence[int]) -> Changes:
    with transaction(connection):
        return _left(source, cache_rows.leave_scope(connection, scope, ids))


def _left(source: str, texts: tuple[set[str], set[str]]) -> Changes:
    return Changes(upserted=_keys(source, texts[0]), removed=_keys(source, texts[1]))
