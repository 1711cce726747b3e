"""One task a source: a round now and then, sooner on demand, later after trouble; one process a profile."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.source import Health, Source
from odx_desktop.store.profile import ProfileLock
from odx_desktop.store.store import Store
from odx_desktop.sync.backoff import delay_after, spread
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.round import Round, SourceRound, health_of_failure

log = logging.getLogger(__name__)

WATCH_S = 0.25
LOCK_RETRY_S = 1.0


@dataclass(frozen=True, slots=True)
class Manners:
    """How often and how much: poll interval in seconds, details read ahead a round."""

    poll_interval_s: float = 60.0
    prefetch_budget: int = 200


@dataclass(slots=True)
class _Desk:
    """One source's place in the schedule."""

    source: Source
    rounds: SourceRound
    connector: Connector
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    push_only: bool = False
    full: bool = False
    failures: int = 0
    last: Round | None = None
    task: asyncio.Task[None] | None = None


Connect = Callable[[Source], Awaitable[Connector]]


class Engine:
    """Owns the connectors and the schedule. Lives on one loop; other threads reach it through the inbox."""

    def __init__(
        self, store: Store, lock: ProfileLock, connect: Connect, clock: Clock, manners: Manners
    ) -> None:
        self._store = store
        self._lock = lock
        self._connect = connect
        self._clock = clock
        self._manners = manners
        self._desks: dict[str, _Desk] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._listener: Callable[[Changes], None] = lambda _changes: None
        self._lock_held = False
        self._sources_changed = False
        self.checking: frozenset[str] = frozenset()

    def announce_to(self, listener: Callable[[Changes], None]) -> None:
        self._listener = listener

    # -- sources -------------------------------------------------------------------------------------------

    async def connector(self, slug: str) -> Connector:
        """The live connector of a source; raises OdxError when it cannot be built."""
        return (await self._desk(slug)).connector

    async def forget(self, slug: str) -> None:
        """Let go of a source whose settings or secret changed, or that is gone."""
        desk = self._desks.pop(slug, None)
        if desk is None:
            return
        if desk.task is not None:
            desk.task.cancel()
            await asyncio.gather(desk.task, return_exceptions=True)
        await desk.connector.aclose()

    def sources_changed(self) -> None:
        """Our own commits do not move the vault's data_version: whoever writes a source says so."""
        self._sources_changed = True

    async def _desk(self, slug: str) -> _Desk:
        known = self._desks.get(slug)
        if known is not None:
            return known
        sources = {source.slug: source for source in await asyncio.wrap_future(self._store.vault.sources())}
        source = sources[slug]
        connector = await self._connect(source)
        rounds = SourceRound(
            slug,
            connector,
            self._store,
            self._clock,
            announce=self._listener,
            prefetch_budget=self._manners.prefetch_budget,
        )
        desk = self._desks.setdefault(slug, _Desk(source, rounds, connector))
        if desk.connector is not connector:
            await connector.aclose()
        return desk

    # -- rounds on demand ----------------------------------------------------------------------------------

    async def run_round(self, slug: str, *, full: bool) -> Round | None:
        """A round at once; None when another process holds the profile and does the work instead."""
        if not self.take_lock():
            return None
        return await self._guarded(slug, full=full, push_only=False)

    async def run_push(self, slug: str) -> Round | None:
        if not self.take_lock():
            return None
        return await self._guarded(slug, full=False, push_only=True)

    async def _guarded(self, slug: str, *, full: bool, push_only: bool) -> Round:
        self._mark_checking(slug, True)
        try:
            desk = await self._desk(slug)
            done = await (desk.rounds.push() if push_only else desk.rounds.run(full=full))
            desk.last = done
            desk.failures = 0 if done.health is Health.OK else desk.failures + 1
            return done
        except OdxError as error:
            return await self._record_failure(slug, error)
        except Exception as surprise:
            log.exception("round of %s failed", slug)
            return await self._record_failure(slug, surprise)
        finally:
            self._mark_checking(slug, False)

    async def _record_failure(self, slug: str, error: Exception) -> Round:
        done = health_of_failure(error)
        try:
            changes = await asyncio.wrap_future(
                self._store.cache.put_status(
                    slug,
                    health=done.health,
                    reason=done.reason,
                    as_whom="",
                    attempt=self._clock.now(),
                    as_of=None,
                    retry_at=None,
                    tells_team=False,
                )
            )
        except OdxError:  # a full disk must not end the schedule that will find it free again
            log.exception("health of %s could not be kept", slug)
            return done
        self._listener(changes)
        return done

    def _mark_checking(self, slug: str, on: bool) -> None:
        self.checking = self.checking | {slug} if on else self.checking - {slug}
        self._listener(Changes(sources=frozenset({slug})))

    # -- the profile's lock --------------------------------------------------------------------------------

    def take_lock(self) -> bool:
        if not self._lock_held:
            self._lock_held = self._lock.acquire()
            if self._lock_held:
                self._adopt_left_over()
        return self._lock_held

    def _adopt_left_over(self) -> None:
        # Whoever died while sending left its rows in doubt; nobody else sends while we hold the lock.
        self._store.vault.sending_left_over(self._clock.now())

    # -- schedule of the window ----------------------------------------------------------------------------

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
            if self.take_lock():
                return
            await asyncio.sleep(LOCK_RETRY_S)

    def wake(self, slug: str | None = None, *, push_only: bool = False, full: bool = False) -> None:
        """Have a source (or all) do a round now instead of at its next time."""
        for name, desk in self._desks.items():
            if slug in (None, name):
                desk.push_only = push_only and not desk.wake.is_set()
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
        version = await asyncio.wrap_future(self._store.vault.data_version())
        if version != seen or self._sources_changed:
            self._sources_changed = False
            await self._adopt_sources()
            await self._answer_requests()
        for slug in await self._sources_with_due():
            self.wake(slug, push_only=True)
        return version

    async def _adopt_sources(self) -> None:
        sources = {one.slug: one for one in await asyncio.wrap_future(self._store.vault.sources())}
        for slug, desk in tuple(self._desks.items()):
            if sources.get(slug) != desk.source:
                await self.forget(slug)
        for slug in sources:
            try:
                self._ensure_task(await self._desk(slug))
            except OdxError as error:  # an unknown connector, say: that source is broken, the others go on
                await self._record_failure(slug, error)

    async def _answer_requests(self) -> None:
        for slug in await asyncio.wrap_future(self._store.vault.take_round_requests()):
            self.wake(slug or None, full=True)

    async def _sources_with_due(self) -> frozenset[str]:
        # A row that was tried and waits for no time (sign-in, step-up) goes out with its source's next round.
        due = await asyncio.wrap_future(self._store.vault.take_due(self._clock.now()))
        return frozenset(a.key.source for a in due if a.attempts == 0 or a.not_before is not None)

    def _ensure_task(self, desk: _Desk) -> None:
        if desk.task is None or desk.task.done():
            desk.task = asyncio.create_task(self._live(desk), name=f"source {desk.source.slug}")
            self._tasks.add(desk.task)
            desk.task.add_done_callback(self._tasks.discard)

    async def _live(self, desk: _Desk) -> None:
        while True:
            push_only, full = desk.push_only, desk.full
            desk.wake.clear()
            desk.push_only = desk.full = False
            await self._guarded(desk.source.slug, full=full, push_only=push_only)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._pause(desk)):
                    await desk.wake.wait()

    def _pause(self, desk: _Desk) -> float:
        jitter = self._clock.jitter()
        interval = max(self._manners.poll_interval_s, desk.connector.capabilities.min_poll_s)
        pause = spread(interval, jitter) if desk.failures == 0 else delay_after(desk.failures, jitter)
        if desk.last is not None and desk.last.retry_at is not None:
            pause = max(pause, (desk.last.retry_at - self._clock.now()).total_seconds())
        return pause

    async def close(self) -> None:
        """Stop the tasks, close the connectors, let the lock go."""
        for slug in tuple(self._desks):
            await self.forget(slug)
        if self._lock_held:
            self._lock.release()
            self._lock_held = False
