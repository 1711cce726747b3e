"""One run of doing: doubt is settled by reading first, then what is due goes out, one row at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from odx_desktop.connectors.contract import Connector
from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.crash_points import CrashPoint, reached
from odx_desktop.domain.errors import SourceError
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import SendResult, Unknown
from odx_desktop.domain.work_item import Gone, WorkItem
from odx_desktop.store.cache_writer import CacheWriter
from odx_desktop.store.vault_writer import VaultWriter
from odx_desktop.sync.backoff import delay_after
from odx_desktop.sync.clock import Clock
from odx_desktop.sync.settle import Settlement, settle, settle_doubt


@dataclass(slots=True)
class Pushed:
    """What one push did. `stopped` says why the rest of the source's rows wait, when they do."""

    confirmed: int = 0
    attempted: int = 0
    changes: Changes = field(default_factory=Changes)
    stopped: Reason | None = None


class Push:
    """Sends the rows of one source. A row is `sending` in the vault before its first byte leaves."""

    def __init__(self, connector: Connector, vault: VaultWriter, cache: CacheWriter, clock: Clock) -> None:
        self._connector = connector
        self._vault = vault
        self._cache = cache
        self._clock = clock

    async def settle_doubts(self, doubtful: Sequence[Action]) -> Pushed:
        """Read for each unknown row whether it is in effect. Raises SourceError when nothing can be read."""
        done = Pushed()
        for action in doubtful:
            verdict = await self._connector.verify(action)
            await self._record(action, ActionState.UNKNOWN, settle_doubt(action, verdict), done)
        return done

    async def send_due(self, due: Sequence[Action]) -> Pushed:
        """Send each row once; rows behind one that made the source wait stay queued."""
        done = Pushed()
        for queued in due:
            sending = await self._move(queued.id, ActionState.QUEUED, Settlement(ActionState.SENDING), True)
            if sending is None:
                continue  # undone or taken by another process between the look and the grasp
            done.attempted += 1
            settlement = self._timed(sending, await self._attempt(sending))
            reached(CrashPoint.BEFORE_SETTLE)
            await self._record(sending, ActionState.SENDING, settlement, done)
            if settlement.state is ActionState.UNKNOWN and not settlement.source_waits:
                await self._read_at_once(sending.id, done)
            if settlement.source_waits:
                done.stopped = settlement.reason
                break
        return done

    async def _attempt(self, action: Action) -> Settlement:
        try:
            return settle(await self._guarded_send(action))
        except asyncio.CancelledError:
            await asyncio.shield(
                self._move(
                    action.id,
                    ActionState.SENDING,
                    Settlement(ActionState.UNKNOWN, Reason.of("action.left_sending")),
                    False,
                )
            )
            raise

    def _timed(self, action: Action, settlement: Settlement) -> Settlement:
        """A row that waits for its source without a time given gets one, longer each time."""
        if settlement.state is not ActionState.QUEUED or settlement.not_before or settlement.person_waits:
            return settlement
        pause = timedelta(seconds=delay_after(action.attempts, self._clock.jitter()))
        return replace(settlement, not_before=self._clock.now() + pause)

    async def _guarded_send(self, action: Action) -> SendResult:
        try:
            return await self._connector.send(action)
        except Exception as surprise:  # a defect of a connector must not lose the row: it becomes doubt
            return Unknown(Reason.of("action.no_answer", detail=type(surprise).__name__))

    async def _read_at_once(self, action_id: str, done: Pushed) -> None:
        action = await asyncio.wrap_future(self._vault.action(action_id))
        if action is None or action.state is not ActionState.UNKNOWN:
            return
        try:
            settled = await self.settle_doubts([action])
        except SourceError:
            return  # still unknown; the next round reads again
        done.confirmed += settled.confirmed
        done.changes = done.changes.merged(settled.changes)

    async def _record(
        self, action: Action, expected: ActionState, settlement: Settlement, done: Pushed
    ) -> None:
        moved = await self._move(action.id, expected, settlement, False)
        changed = Changes(actions=frozenset({action.id}), upserted=frozenset({action.key}))
        if settlement.current is not None:
            changed = changed.merged(await self._take_over(settlement.current))
        if moved is not None and settlement.state is ActionState.CONFIRMED:
            done.confirmed += 1
            await self._rebase(action, settlement.current)
            changed = changed.merged(await self._offers_after(settlement.current))
        done.changes = done.changes.merged(changed)

    async def _take_over(self, current: WorkItem | Gone) -> Changes:
        if isinstance(current, Gone) or not (current.state.is_open and current.relations):
            return await asyncio.wrap_future(self._cache.drop(current.key))
        return await asyncio.wrap_future(self._cache.put_item(current, self._clock.now()))

    async def _offers_after(self, current: WorkItem | Gone | None) -> Changes:
        """What may be done on the item now is another list: it must not offer what was just done."""
        if not (isinstance(current, WorkItem) and current.state.is_open and current.relations):
            return Changes()
        try:
            detail = await self._connector.detail(current.key)
        except SourceError:
            return Changes()  # the next round reads it again
        return await asyncio.wrap_future(self._cache.put_detail(detail))

    async def _rebase(self, action: Action, current: WorkItem | Gone | None) -> None:
        if isinstance(current, WorkItem) and current.version is not None:
            await asyncio.wrap_future(self._vault.rebase_later(action.key, current.version))

    async def _move(
        self, action_id: str, expected: ActionState, settlement: Settlement, attempt: bool
    ) -> Action | None:
        return await asyncio.wrap_future(
            self._vault.move(
                action_id,
                expected=(expected,),
                to=settlement.state,
                reason=settlement.reason,
                now=self._clock.now(),
                attempts_plus=attempt,
                not_before=settlement.not_before,
            )
        )
