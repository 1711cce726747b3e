"""The window's schedule: one task a source, a round now and then, sooner on demand, later after trouble."""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from odx_desktop.domain.errors import OdxError
from odx_desktop.sync.backoff import delay_after, spread
from odx_desktop.sync.engine import Engine, SourceDesk

log = logging.getLogger(__name__)

WATCH_S = 0.25
LOCK_RETRY_S = 1.0


class Schedule:
    """Runs on the engine's loop until it is cancelled."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """The window's schedule, until cancelled: a task a source, and a watch over the vault."""
        await self._wait_for_lock()
        try:
            await self._watch()
        finally:
            for task in tuple(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _wait_for_lock(self) -> None:
        while True:
            if self._engine.take_lock():
                return
            await asyncio.sleep(LOCK_RETRY_S)

    def wake(self, slug: str | None = None, *, push_only: bool = False, full: bool = False) -> None:
        """Have a source (or all) do a round now instead of at its next time."""
        for name, desk in self._engine.desks.items():
            if slug in (None, name):
                desk.push_only = push_only and (desk.push_only or not desk.wake.is_set())
                desk.full = desk.full or full
                desk.wake.set()

    async def _watch(self) -> None:
        seen = -1
        while True:
            try:
                seen = await self._look(seen)
            except OdxError:  # the disk is full or busy; what is in the vault stays there
                log.exception("the vault could not be watched")
                await asyncio.sleep(LOCK_RETRY_S)
            await asyncio.sleep(WATCH_S)

    async def _look(self, seen: int) -> int:
        version = await asyncio.wrap_future(self._engine.store.vault.data_version())
        if version != seen or self._engine.sources_moved:
            self._engine.sources_moved = False
            await self._adopt_sources()
            await self._answer_requests()
        for slug in await self._sources_with_due():
            self.wake(slug, push_only=True)
        return version

    async def _adopt_sources(self) -> None:
        sources = {one.slug: one for one in await asyncio.wrap_future(self._engine.store.vault.sources())}
        for slug, desk in tuple(self._engine.desks.items()):
            if sources.get(slug) != desk.source:
                await self._engine.forget(slug)
        for slug in sources:
            try:
                self._ensure_task(await self._engine.desk(slug))
            except OdxError as error:  # an unknown connector, say: that source is broken, the others go on
                await self._engine.record_failure(slug, error)

    async def _answer_requests(self) -> None:
        for slug in await asyncio.wrap_future(self._engine.store.vault.take_round_requests()):
            self.wake(slug or None, full=True)

    async def _sources_with_due(self) -> frozenset[str]:
        # A row that was tried and waits for no time (sign-in, step-up) goes out with its source's next round.
        due = await asyncio.wrap_future(self._engine.store.vault.take_due(self._engine.clock.now()))
        return frozenset(a.key.source for a in due if a.attempts == 0 or a.not_before is not None)

    def _ensure_task(self, desk: SourceDesk) -> None:
        if desk.task is None or desk.task.done():
            desk.task = asyncio.create_task(self._live(desk), name=f"source {desk.source.slug}")
            self._tasks.add(desk.task)
            desk.task.add_done_callback(self._tasks.discard)

    async def _live(self, desk: SourceDesk) -> None:
        while True:
            push_only, full = desk.push_only, desk.full
            desk.wake.clear()
            desk.push_only = desk.full = False
            await self._engine.guarded(desk.source.slug, full=full, push_only=push_only)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause(desk)):
                    await desk.wake.wait()

    def _pause(self, desk: SourceDesk) -> float:
        jitter = self._engine.clock.jitter()
        interval = max(self._engine.manners.poll_interval_s, desk.connector.capabilities.min_poll_s)
        pause = spread(interval, jitter) if desk.failures == 0 else delay_after(desk.failures, jitter)
        if desk.last is not None and desk.last.retry_at is not None:
            pause = max(pause, (desk.last.retry_at - self._engine.clock.now()).total_seconds())
        return pause
