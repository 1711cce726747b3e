"""The outbox of the vault as futures: every decision accepted, moved and taken on the vault's own thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from concurrent.futures import Future
from datetime import datetime
from types import EllipsisType

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.crash_points import CrashPoint, reached
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.store import action_rows, outbox
from odx_desktop.store.database import Connection, transaction
from odx_desktop.store.vault_lane import VaultLane


class OutboxWriter(VaultLane):
    """What a future answers is committed and on the disk. Futures raise StoreFailed, or Refusal where the
    method says so."""

    def insert_action(self, action: Action, replaces: str | None = None) -> Future[Action]:
        """Accept a decision. `replaces` is the refused, conflicting or needy action that this one resends:
        it is discarded in the same transaction. Refusal `action.already_waiting`, `action.not_resendable`."""

        def job(connection: Connection) -> Action:
            with transaction(connection):
                if replaces is not None:
                    outbox.retire(connection, replaces, action.created)
                stored = outbox.accept(connection, action)
                reached(CrashPoint.BEFORE_VAULT_COMMIT)
            reached(CrashPoint.AFTER_VAULT_COMMIT)
            return stored

        return self._noted(job)

    def insert_actions(self, actions: Sequence[Action]) -> Future[tuple[Action, ...]]:
        """Accept one bulk, all or none: a Refusal of one is the Refusal of the bulk."""

        def job(connection: Connection) -> tuple[Action, ...]:
            with transaction(connection):
                stored = tuple(outbox.accept(connection, action) for action in actions)
                reached(CrashPoint.BEFORE_VAULT_COMMIT)
            reached(CrashPoint.AFTER_VAULT_COMMIT)
            return stored

        return self._noted(job)

    def move(
        self,
        action_id: str,
        *,
        expected: Collection[ActionState],
        to: ActionState,
        reason: Reason | None,
        now: datetime,
        attempts_plus: bool = False,
        not_before: datetime | EllipsisType | None = ...,
        base_version: str | EllipsisType | None = ...,
    ) -> Future[Action | None]:
        """Compare and set: the action after the move, or None when its state was not one of `expected`."""
        step = outbox.Move(action_id, expected, to, reason, now, attempts_plus, not_before, base_version)
        return self._noted(lambda connection: outbox.step(connection, step), inside=True)

    def take_due(self, now: datetime) -> Future[tuple[Action, ...]]:
        """End the holds whose time has passed, then answer what may be sent now: the first unsettled action
        of each item. The rows stay queued until `move` says `sending`."""

        def job(connection: Connection) -> tuple[Action, ...]:
            if outbox.has_run_out(connection, now):
                with transaction(connection):
                    outbox.end_holds(connection, now)
            return outbox.due(connection, now)

        return self._ask(job)

    def sending_left_over(self, now: datetime) -> Future[tuple[Action, ...]]:
        """At start, under the profile's lock: what is still `sending` becomes unknown."""
        return self._noted(lambda connection: outbox.doubt_left_over(connection, now), inside=True)

    def rebase_later(self, key: WorkItemKey, new_version: str | None) -> Future[None]:
        return self._write(lambda connection: outbox.rebase_later(connection, key, new_version))

    def actions(
        self, states: Collection[ActionState] = (), text: str = "", limit: int = 500
    ) -> Future[tuple[Action, ...]]:
        """Newest first, with their history."""
        return self._ask(lambda connection: outbox.listing(connection, states, text, limit))

    def action(self, id_or_prefix: str) -> Future[Action | None]:
        return self._ask(lambda connection: outbox.find(connection, id_or_prefix))

    def batch(self, batch_id: str) -> Future[tuple[Action, ...]]:
        """The actions of one bulk, in the order they were accepted."""
        where = "batch = ? AND batch != '' ORDER BY seq"
        return self._ask(lambda connection: action_rows.select(connection, where, (batch_id,)))

    def waiting_counts(self) -> Future[dict[str, int]]:
        """Unsettled actions by source; sources without any are left out."""
        return self._ask(outbox.counts)

    def state_counts(self) -> Future[dict[ActionState, int]]:
        """Actions by state; counted by SQLite, because the rail asks after every change."""
        sql = "SELECT state, count(*) FROM action GROUP BY state"
        return self._ask(lambda connection: {ActionState(row[0]): row[1] for row in connection.execute(sql)})

    def prune(self, before: datetime) -> Future[int]:
        """Forget actions settled before then; answers how many."""
        return self._write(lambda connection: outbox.prune(connection, before))
