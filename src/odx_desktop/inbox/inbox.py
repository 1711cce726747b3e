"""The façade: every question and every order of the window and of the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from odx_desktop.domain.action import Action, ActionState
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.query import Order, Query, Row
from odx_desktop.domain.source import SourceStatus
from odx_desktop.domain.work_item import Person, WorkItemDetail
from odx_desktop.inbox.views import (
    ConnectorInfo,
    Counts,
    OpenItem,
    SourceDraft,
    SourceRound,
    SourceTest,
    TeamSummary,
    UndoOutcome,
    WaitingChoice,
)


class Inbox:
    """Awaitable from any loop. Answers are immutable. Questions never use the network unless they say so.

    Orders raise Refusal (its Reason says why) or StoreFailed; what they return is committed.
    """

    # -- questions ---------------------------------------------------------------------------------------

    async def order(self, query: Query) -> Order:
        """Ids of all matching rows, in order, in sections. A newer call supersedes an older one (the older
        raises asyncio.CancelledError)."""
        raise NotImplementedError

    async def rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        """The rows of these ids that still exist, in the order asked."""
        raise NotImplementedError

    async def open_item(self, key: WorkItemKey) -> OpenItem | None:
        """What the cache knows of one item."""
        raise NotImplementedError

    async def counts(self, query: Query) -> Counts:
        """Figures for the rail, at the query's `now`."""
        raise NotImplementedError

    async def sources(self) -> tuple[SourceStatus, ...]:
        """Every source in the person's order, with its health."""
        raise NotImplementedError

    async def activity(
        self, states: Sequence[ActionState] = (), text: str = "", limit: int = 500
    ) -> tuple[Action, ...]:
        """My actions, newest first, with their history."""
        raise NotImplementedError

    async def team(self, query: Query) -> TeamSummary:
        """The load of my people and groups; its rows come from `order` with View.TEAM."""
        raise NotImplementedError

    async def connectors(self) -> tuple[ConnectorInfo, ...]:
        raise NotImplementedError

    # -- questions that ask the source -------------------------------------------------------------------

    async def refresh_item(self, key: WorkItemKey) -> WorkItemDetail:
        """Read the detail and its offers again. Raises SourceError; the cache keeps what it had."""
        raise NotImplementedError

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        raise NotImplementedError

    async def save_attachment(self, key: WorkItemKey, attachment_id: str, folder: Path) -> Path:
        """Fetch a file within the size cap into `folder` under a harmless name."""
        raise NotImplementedError

    # -- decisions ---------------------------------------------------------------------------------------

    async def submit(
        self,
        key: WorkItemKey,
        offer_id: str,
        *,
        comment: str = "",
        params: Mapping[str, str] | None = None,
        lines: Mapping[str, str] | None = None,
        hold_s: float | None = None,
    ) -> Action:
        """Accept a decision: one row in the vault, committed when this returns. `hold_s` None takes the
        setting; 0 queues at once. Refusal: `item.unknown`, `action.unknown`, `action.ambiguous`,
        `action.needs_comment`, `action.needs_param`, `action.already_waiting`."""
        raise NotImplementedError

    async def undo(self, action_or_batch: str) -> UndoOutcome:
        """Discard what is still held or queued; the rest is told as too late."""
        raise NotImplementedError

    async def send_now(self, action_id: str) -> Action:
        """End the hold at once."""
        raise NotImplementedError

    async def retry(self, action_id: str) -> Action:
        """Unknown: read again now. Refused, conflict, needs you: resend as a new action. Queued: try now."""
        raise NotImplementedError

    async def discard(self, action_id: str) -> Action:
        raise NotImplementedError

    async def confirm_done(self, action_id: str) -> Action:
        """The person looked and says "it is there": needs_you or unknown becomes confirmed."""
        raise NotImplementedError

    async def send_again(self, action_id: str) -> Action:
        """The person accepts the risk: needs_you or unknown becomes queued with the same id."""
        raise NotImplementedError

    async def wait_settled(self, action_id: str, timeout_s: float) -> Action:
        """Until the row is settled, or one attempt left it queued or unknown, or the time is over."""
        raise NotImplementedError

    # -- the person's own ---------------------------------------------------------------------------------

    async def mark_read(self, key: WorkItemKey) -> None:
        raise NotImplementedError

    async def save_draft(self, key: WorkItemKey, text: str) -> None:
        raise NotImplementedError

    # -- sources ------------------------------------------------------------------------------------------

    async def refresh(self, slug: str | None = None) -> tuple[SourceRound, ...]:
        """A round asked for by a person: push what is due, then pull, full sweep, prefetch."""
        raise NotImplementedError

    async def test_source(self, slug: str) -> SourceTest:
        raise NotImplementedError

    async def add_source(self, draft: SourceDraft) -> SourceTest:
        """Tested first, saved only when it answers as it should."""
        raise NotImplementedError

    async def edit_source(self, slug: str, draft: SourceDraft) -> SourceTest:
        """As add: tested first; on failure the old one stays as it was."""
        raise NotImplementedError

    async def remove_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        """Refusal `source.actions_wait` when actions wait and `waiting` is None."""
        raise NotImplementedError

    async def sign_out_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        """Forget the secret and everything readable of this source; the source stays configured."""
        raise NotImplementedError

    # -- news ---------------------------------------------------------------------------------------------

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        """Call `listener` with every change, from whichever thread wrote it; returns how to stop."""
        raise NotImplementedError

    def held_until(self, action: Action) -> datetime | None:
        return action.not_before if action.state is ActionState.HELD else None
