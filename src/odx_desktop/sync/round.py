"""One round of one source: who am I there, push, pull each scope, prefetch; then its health in one word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.errors import (
    ContractBroken,
    NoAccess,
    OdxError,
    SignInRequired,
    SourceError,
    SourceUnavailable,
)
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health
from odx_desktop.domain.work_item import Scope
from odx_desktop.store.store import Store
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.prefetch import prefetch
from odx_desktop.sync.pull import Pulled, pull
from odx_desktop.sync.push import Push, Pushed

SCOPE_ORDER = (Scope.MINE, Scope.TEAM, Scope.REPORTEES)


@dataclass(slots=True)
class Round:
    """What a round did and how the source fares after it. `complete`: every scope came whole."""

    health: Health = Health.OK
    reason: Reason | None = None
    as_whom: str = ""
    retry_at: datetime | None = None
    complete: bool = False
    pulled: int = 0
    changed: int = 0
    removed: int = 0
    rejected: int = 0
    sent: int = 0
    changes: Changes = field(default_factory=Changes)

    def add_push(self, pushed: Pushed) -> None:
        self.sent += pushed.confirmed
        self.changes = self.changes.merged(pushed.changes)

    def add_pull(self, pulled: Pulled) -> None:
        self.pulled += pulled.pulled
        self.rejected += pulled.rejected
        self.changed += pulled.changed
        self.removed += pulled.removed
        self.changes = self.changes.merged(pulled.changes)


class IncompleteListing(SourceError):
    """A listing that ended without being verified: what came stays, nothing is removed, health says so."""


def health_of(error: SourceError) -> Health:
    """The word for what a source's failure means."""
    match error:
        case SignInRequired():
            return Health.SIGN_IN_NEEDED
        case NoAccess():
            return Health.NO_ACCESS
        case ContractBroken() | IncompleteListing():
            return Health.BROKEN
        case _:
            return Health.NOT_REACHED


def health_of_failure(error: Exception) -> Round:
    """A round that could not even begin; a surprise is our defect and says so."""
    if isinstance(error, SourceError):
        return Round(health=health_of(error), reason=error.reason)
    if isinstance(error, OdxError):
        return Round(health=Health.BROKEN, reason=error.reason)
    return Round(health=Health.BROKEN, reason=Reason.of("source.defect", detail=type(error).__name__))


class SourceRound:
    """Runs rounds of one source, never two at once; guards its own failures."""

    def __init__(
        self,
        slug: str,
        connector: Connector,
        store: Store,
        clock: Clock,
        *,
        announce: Callable[[Changes], None],
        prefetch_budget: int,
    ) -> None:
        self._slug = slug
        self._connector = connector
        self._store = store
        self._clock = clock
        self._announce = announce
        self._prefetch_budget = prefetch_budget
        self._busy = asyncio.Lock()
        self._swept: dict[Scope, float] = {}

    async def run(self, *, full: bool) -> Round:
        """Push, pull, prefetch. `full` sweeps every scope whatever the cursors say."""
        async with self._busy:
            return await self._run(full)

    async def push(self) -> Round:
        """Only what is due, between rounds; a source that makes it wait gets a whole round to say why."""
        async with self._busy:
            done = Round()
            try:
                await self._push_due(done)
            except SourceError:
                return await self._run(full=False)
            if done.reason is not None:
                later = await self._run(full=False)
                later.sent += done.sent
                return later
            self._tell(done, Changes())
            return done

    async def _run(self, full: bool) -> Round:
        done = Round()
        try:
            await self._learn_and_do(done, full)
        except SourceError as error:
            done.health = health_of(error)
            done.reason = error.reason
            done.retry_at = error.retry_at if isinstance(error, SourceUnavailable) else None
            done.complete = False
        self._tell(done, await self._put_status(done))
        return done

    async def _learn_and_do(self, done: Round, full: bool) -> None:
        me = await self._connector.identify()
        done.as_whom = me.name or me.id
        await self._push_due(done)
        complete = [await self._pull_scope(scope, done, full) for scope in self._scopes()]
        done.complete = all(complete)
        done.changes = done.changes.merged(await self._prefetch())

    def _scopes(self) -> list[Scope]:
        return [scope for scope in SCOPE_ORDER if scope in self._connector.capabilities.scopes]

    async def _push_due(self, done: Round) -> None:
        vault, cache = self._store.vault, self._store.cache
        push = Push(self._connector, vault, cache, self._clock)
        unknown = await asyncio.wrap_future(vault.actions((ActionState.UNKNOWN,)))
        mine = [action for action in unknown if action.key.source == self._slug]
        pushed = await push.settle_doubts(mine)
        done.add_push(pushed)
        self._announce(pushed.changes)
        tried: set[str] = set()  # a row that stays queued (step-up) gets one attempt a round
        while due := [action for action in await self._due() if action.id not in tried]:
            tried |= {action.id for action in due}
            pushed = await push.send_due(due)
            done.add_push(pushed)
            self._announce(pushed.changes)
            if pushed.stopped is not None:
                done.reason = pushed.stopped
                break

    async def _due(self) -> list[Action]:
        due = await asyncio.wrap_future(self._store.vault.take_due(self._clock.now()))
        return [action for action in due if action.key.source == self._slug]

    async def _pull_scope(self, scope: Scope, done: Round, full: bool) -> bool:
        cache = self._store.cache
        cursor = await asyncio.wrap_future(cache.cursor(self._slug, scope))
        sweep = full or cursor is None or self._sweep_is_due(scope)
        pulled = await pull(
            self._connector,
            cache,
            self._slug,
            scope,
            cursor=None if sweep else cursor,
            clock=self._clock,
        )
        done.add_pull(pulled)
        if pulled.reason is not None:
            done.reason = pulled.reason
        if not pulled.complete:
            raise IncompleteListing(pulled.reason or Reason.of("source.incomplete"))
        if sweep:
            self._swept[scope] = self._clock.monotonic()
        return True

    def _sweep_is_due(self, scope: Scope) -> bool:
        last = self._swept.get(scope)
        return last is None or self._clock.monotonic() - last >= self._connector.capabilities.full_sweep_s

    async def _prefetch(self) -> Changes:
        if not self._connector.capabilities.detail:
            return Changes()
        return await prefetch(
            self._connector,
            self._store.cache,
            self._slug,
            budget=self._prefetch_budget,
            clock=self._clock,
        )

    async def _put_status(self, done: Round) -> Changes:
        now = self._clock.now()
        return await asyncio.wrap_future(
            self._store.cache.put_status(
                self._slug,
                health=done.health,
                reason=done.reason,
                as_whom=done.as_whom,
                attempt=now,
                as_of=now if done.complete else None,
                retry_at=done.retry_at,
                tells_team=self._tells_team(),
            )
        )

    def _tells_team(self) -> bool:
        return bool(self._connector.capabilities.scopes & {Scope.TEAM, Scope.REPORTEES})

    def _tell(self, done: Round, status: Changes) -> None:
        done.changes = done.changes.merged(status)
        self._announce(done.changes)
