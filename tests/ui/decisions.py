"""Decisions, sources and an inbox without an engine, for the tests of the places."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from odx_desktop.domain.action import Action, ActionKind, ActionState, ActionStep, Effect
from odx_desktop.domain.changes import Changes
from odx_desktop.domain.connector_info import ConnectorInfo, SettingField
from odx_desktop.domain.errors import OdxError
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import AuthKind, Health, Source, SourceStatus
from odx_desktop.inbox.inbox import Inbox
from odx_desktop.inbox.views import (
    SourceDraft,
    SourceRound,
    SourceTest,
    WaitingChoice,
)
from odx_desktop.ui.bridge import Bridge

NOW = datetime(2026, 11, 24, 15, 42, tzinfo=UTC)
T = TypeVar("T")


def decision(
    name: str,
    state: ActionState,
    *,
    kind: ActionKind = ActionKind.APPROVE,
    reason: Reason | None = None,
    ago: int = 0,
    effect: Effect = Effect.SET,
    comment: str = "",
    not_before: datetime | None = None,
) -> Action:
    """A decision on one item of the source `hr`, taken `ago` minutes before NOW."""
    at = NOW - timedelta(minutes=ago)
    return Action(
        id=name,
        key=WorkItemKey("hr", (name,)),
        title=f"Vacation of {name}",
        kind=kind,
        offer_id=kind.value,
        offer_label=LocalizedText(kind.value, kind.value),
        effect=effect,
        created=at,
        state=state,
        not_before=not_before,
        comment=comment,
        reason=reason,
        history=(ActionStep(at, ActionState.HELD), ActionStep(at, state, reason)),
    )


def source(
    slug: str,
    health: Health | None = Health.OK,
    *,
    reason: Reason | None = None,
    waiting: int = 0,
    locked: bool = False,
    tells_team: bool = True,
    as_whom: str = "agauthier",
) -> SourceStatus:
    """A source of that slug, last heard two minutes before NOW."""
    named = LocalizedText(slug.upper(), f"{slug.upper()} (fr)")
    there = Source(slug, named, "work-items", f"https://{slug}.example", "agauthier", locked=locked)
    as_of = NOW - timedelta(minutes=2)
    return SourceStatus(
        there, health, as_of, as_whom, reason, as_of, waiting_actions=waiting, tells_team=tells_team
    )


class StillInbox(Inbox):
    """Answers from what a test puts into it and notes each order."""

    def __init__(self) -> None:
        self.actions: tuple[Action, ...] = ()
        self.statuses: tuple[SourceStatus, ...] = ()
        self.orders: list[tuple[Any, ...]] = []
        self.test = SourceTest(source("hr"), ok=True)
        self.listener: Callable[[Changes], None] | None = None

    def listen(self, listener: Callable[[Changes], None]) -> Callable[[], None]:
        self.listener = listener
        return lambda: None

    async def activity(
        self, states: Sequence[ActionState] = (), text: str = "", limit: int = 500
    ) -> tuple[Action, ...]:
        wanted = set(states or ActionState)
        found = [a for a in self.actions if a.state in wanted and text.lower() in a.title.lower()]
        return tuple(sorted(found, key=lambda a: a.created, reverse=True)[:limit])

    async def sources(self) -> tuple[SourceStatus, ...]:
        return self.statuses

    async def connectors(self) -> tuple[ConnectorInfo, ...]:
        unit = SettingField("unit", LocalizedText("Business unit", "Unité"), required=True)
        return (
            ConnectorInfo("work-items", "Work items", AuthKind.BASIC, (), ()),
            ConnectorInfo("keyed", "With a key", AuthKind.HEADER, (unit,), ()),
        )

    async def add_source(self, draft: SourceDraft) -> SourceTest:
        self.orders.append(("add_source", draft))
        return self.test

    async def edit_source(self, slug: str, draft: SourceDraft) -> SourceTest:
        self.orders.append(("edit_source", slug, draft))
        return self.test

    async def refresh(self, slug: str | None = None) -> tuple[SourceRound, ...]:
        self.orders.append(("refresh", slug))
        return ()

    async def sign_out_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        self.orders.append(("sign_out", slug, waiting))

    async def remove_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        self.orders.append(("remove", slug, waiting))

    async def _note(self, name: str, action_id: str) -> Action:
        self.orders.append((name, action_id))
        return next(action for action in self.actions if action.id == action_id)

    async def retry(self, action_id: str) -> Action:
        return await self._note("retry", action_id)

    async def discard(self, action_id: str) -> Action:
        return await self._note("discard", action_id)

    async def confirm_done(self, action_id: str) -> Action:
        return await self._note("confirm_done", action_id)

    async def send_again(self, action_id: str) -> Action:
        return await self._note("send_again", action_id)

    async def send_now(self, action_id: str) -> Action:
        return await self._note("send_now", action_id)


class AtOnce(Bridge):
    """A bridge that answers before it returns, so that a test needs no loop of its own."""

    def run(
        self,
        work: Coroutine[Any, Any, T],
        then: Callable[[T], object] | None = None,
        otherwise: Callable[[Reason], object] | None = None,
    ) -> asyncio.Future[T]:
        try:
            answer = asyncio.run(work)
        except OdxError as error:
            (otherwise or self.failed.emit)(error.reason)
        else:
            if then is not None:
                then(answer)
        return None  # type: ignore[return-value]  # nobody waits for what is over
