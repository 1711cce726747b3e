"""Rounds on demand: the live connector of each source, and the profile's lock that one process holds."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.source import Health, Source
from odx_desktop.store.profile import ProfileLock
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.round import Round, SourceRound, health_of_failure

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Manners:
    """How often and how much: poll interval in seconds, details read ahead a round."""

    poll_interval_s: float = 60.0
    prefetch_budget: int = 200


@dataclass(slots=True)
class SourceDesk:
    """What is live of one source; the schedule keeps its task and its wishes for the next round here."""

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
    """Owns the connectors. Lives on one loop; other threads reach it through the inbox."""

    def __init__(
        self, store: Store, lock: ProfileLock, connect: Connect, clock: Clock, manners: Manners
    ) -> None:
        self.store = store
        self._lock = lock
        self._connect = connect
        self.clock = clock
        self.manners = manners
        self.desks: dict[str, SourceDesk] = {}
        self._listener: Callable[[Changes], None] = lambda _changes: None
        self._lock_held = False
        self.sources_moved = False
        self.checking: frozenset[str] = frozenset()

    def announce_to(self, listener: Callable[[Changes], None]) -> None:
        self._listener = listener

    # -- sources -------------------------------------------------------------------------------------------

    async def connector(self, slug: str) -> Connector:
        """The live connector of a source; raises OdxError when it cannot be built."""
        return (await self.desk(slug)).connector

    async def forget(self, slug: str) -> None:
        """Let go of a source whose settings or secret changed, or that is gone."""
        desk = self.desks.pop(slug, None)
        if desk is None:
            return
        if desk.task is not None:
            desk.task.cancel()
            await asyncio.gather(desk.task, return_exceptions=True)
        await desk.connector.aclose()

    def sources_changed(self) -> None:
        """Our own commits do not move the vault's data_version: whoever writes a source says so."""
        self.sources_moved = True

    async def desk(self, slug: str) -> SourceDesk:
        known = self.desks.get(slug)
        if known is not None:
            return known
        sources = {source.slug: source for source in await asyncio.wrap_future(self.store.vault.sources())}
        source = sources[slug]
        connector = await self._connect(source)
        rounds = SourceRound(
            slug,
            connector,
            self.store,
            self.clock,
            announce=self._listener,
            prefetch_budget=self.manners.prefetch_budget,
        )
        desk = self.desks.setdefault(slug, SourceDesk(source, rounds, connector))
        if desk.connector is not connector:
            await connector.aclose()
        return desk

    # -- rounds on demand ----------------------------------------------------------------------------------

    async def run_round(self, slug: str, *, full: bool) -> Round | None:
        """A round at once; None when another process holds the profile and does the work instead."""
        if not self.take_lock():
            return None
        return await self.guarded(slug, full=full, push_only=False)

    async def run_push(self, slug: str) -> Round | None:
        if not self.take_lock():
            return None
        return await self.guarded(slug, full=False, push_only=True)

    async def guarded(self, slug: str, *, full: bool, push_only: bool) -> Round:
        self._mark_checking(slug, True)
        try:
            desk = await self.desk(slug)
            done = await (desk.rounds.push() if push_only else desk.rounds.run(full=full))
            desk.last = done
            desk.failures = 0 if done.health is Health.OK else desk.failures + 1
            return done
        except OdxError as error:
            return await self.record_failure(slug, error)
        except Exception as surprise:
            log.exception("round of %s failed", slug)
            return await self.record_failure(slug, surprise)
        finally:
            self._mark_checking(slug, False)

    async def record_failure(self, slug: str, error: Exception) -> Round:
        done = health_of_failure(error)
        try:
            changes = await asyncio.wrap_future(
                self.store.cache.put_status(
                    slug,
                    health=done.health,
                    reason=done.reason,
                    as_whom="",
                    attempt=self.clock.now(),
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
        self.store.vault.sending_left_over(self.clock.now())

    async def close(self) -> None:
        """Stop the tasks, close the connectors, let the lock go."""
        for slug in tuple(self.desks):
            await self.forget(slug)
        if self._lock_held:
            self._lock.release()
            self._lock_held = False
