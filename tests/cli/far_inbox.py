"""A façade in memory for the command line's own tests: it answers from lists and notes what was ordered."""

from __future__ import annotations

import argparse
from array import array
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import cast

from odx_desktop.cli.turn import Desk
from odx_desktop.domain.action import (
    Action,
    ActionKind,
    ActionOffer,
    ActionParam,
    ActionState,
    ActionStep,
    CommentRule,
    ParamType,
)
from odx_desktop.domain.connector_info import ConnectorInfo
from odx_desktop.domain.errors import Refusal
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.query import Order, Query, Row
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.source import Health, Source, SourceStatus
from odx_desktop.domain.work_item import (
    Body,
    BodyFormat,
    Money,
    Person,
    WorkItem,
    WorkItemDetail,
    WorkItemState,
)
from odx_desktop.inbox.inbox import Inbox
from odx_desktop.inbox.views import (
    OpenItem,
    SourceDraft,
    SourceRound,
    SourceTest,
    TeamMember,
    TeamSummary,
    UndoOutcome,
    WaitingChoice,
)

NOW = datetime.now(UTC)
KEY = WorkItemKey("tickets", ("12",))
OFFERS = (
    ActionOffer("5", ActionKind.COMPLETE, LocalizedText.of_source("Closed")),
    ActionOffer("6", ActionKind.COMPLETE, LocalizedText.of_source("Rejected"), comment=CommentRule.REQUIRED),
    ActionOffer(
        "give",
        ActionKind.REASSIGN,
        LocalizedText("Reassign", "Réattribuer"),
        params=(ActionParam("to", ParamType.PERSON, LocalizedText("To", "À"), required=True),),
    ),
    ActionOffer(
        "note", ActionKind.COMMENT, LocalizedText("Comment", "Commenter"), comment=CommentRule.REQUIRED
    ),
)


def status(
    slug: str = "tickets", health: Health | None = Health.OK, reason: Reason | None = None
) -> SourceStatus:
    source = Source(slug, LocalizedText("Tickets", "Billets"), "trackers", "https://tickets.example")
    return SourceStatus(source, health, as_of=NOW, as_whom="Ana Roy", reason=reason)


def work_item(title: str = "Printer on fire") -> WorkItem:
    return WorkItem(
        key=KEY,
        kind="Ticket",
        title=title,
        state=WorkItemState.RESERVED,
        due=date(2020, 1, 2),
        requester=Person("7", "Priya Raman"),
        amount=Money(Decimal("12.50"), "CAD"),
        link="https://tickets.example/12",
        detail_as_of=NOW,
    )


def detail(item: WorkItem, offers: tuple[ActionOffer, ...] = OFFERS) -> WorkItemDetail:
    body = Body("<p>Smoke</p><script>alert(1)</script><p>and fire</p>", BodyFormat.HTML)
    return WorkItemDetail(item, NOW, body=body, offers=offers, offers_as_of=NOW)


def action(state: ActionState, reason: Reason | None = None) -> Action:
    return Action(
        id="0190-a",
        key=KEY,
        title="Printer on fire",
        kind=ActionKind.COMPLETE,
        offer_id="5",
        offer_label=LocalizedText.of_source("Closed"),
        effect=OFFERS[0].effect,
        created=NOW,
        state=state,
        not_before=NOW + timedelta(seconds=10),
        reason=reason,
        history=(ActionStep(NOW, state, reason),),
    )


@dataclass
class FarInbox:
    """Set what it should answer; read `orders` for what it was told."""

    item: WorkItem | None = field(default_factory=work_item)
    detail: WorkItemDetail | None = None
    known: tuple[SourceStatus, ...] = field(default_factory=lambda: (status(),))
    settled: Action = field(default_factory=lambda: action(ActionState.CONFIRMED))
    test: SourceTest = field(default_factory=lambda: SourceTest(status(), ok=True))
    outcome: UndoOutcome = field(default_factory=lambda: UndoOutcome(("0190-a",), ()))
    fails: Exception | None = None
    stall: Callable[[], object] | None = None
    orders: list[tuple[object, ...]] = field(default_factory=list)

    def _rows(self) -> tuple[Row, ...]:
        return (Row(1, self.item, as_of=NOW),) if self.item else ()

    async def order(self, query: Query) -> Order:
        self.orders.append(("order", query.view.value, query.text, query.limit))
        if self.fails:
            raise self.fails
        return Order(array("q", [1] if self.item else []), total=1 if self.item else 0)

    async def rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        return self._rows()

    async def open_item(self, key: WorkItemKey) -> OpenItem | None:
        if self.item is None or key != self.item.key:
            return None
        return OpenItem(self._rows()[0], self.detail or detail(self.item), self.known[0])

    async def details(self, keys: Sequence[WorkItemKey]) -> tuple[WorkItemDetail | None, ...]:
        return tuple([self.detail or detail(self.item) if self.item else None for _ in keys])

    async def sources(self) -> tuple[SourceStatus, ...]:
        return self.known

    async def activity(
        self, states: Sequence[ActionState] = (), text: str = "", limit: int = 500
    ) -> tuple[Action, ...]:
        return (self.settled,) if not states or self.settled.state in states else ()

    async def team(self, query: Query) -> TeamSummary:
        member = TeamMember(Person("7", "Priya Raman"), 3, 1, 1, NOW - timedelta(days=4))
        return TeamSummary(NOW, (member,), 2, (status("todos"),))

    async def connectors(self) -> tuple[ConnectorInfo, ...]:
        return (ConnectorInfo("trackers", "Trackers", status_auth(), (), ("mine", "detail")),)

    async def refresh_item(self, key: WorkItemKey) -> WorkItemDetail:
        self.orders.append(("refresh_item", str(key)))
        assert self.item is not None
        return detail(self.item)

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        self.orders.append(("people", text))
        return (
            Person("7", "Priya Raman", "priya@x.example"),
            Person("8", "Li Wei"),
            Person("9", "Li Wei"),
        )

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
        self.orders.append(("submit", str(key), offer_id, comment, dict(params or {}), hold_s))
        if self.fails:
            raise self.fails
        return action(ActionState.HELD if hold_s is None else ActionState.QUEUED)

    async def wait_settled(self, action_id: str, timeout_s: float) -> Action:
        self.orders.append(("wait_settled", action_id, timeout_s))
        return self.settled

    async def undo(self, action_or_batch: str) -> UndoOutcome:
        return self.outcome

    async def retry(self, action_id: str) -> Action:
        self.orders.append(("retry", action_id))
        return self.settled

    async def confirm_done(self, action_id: str) -> Action:
        self.orders.append(("confirm_done", action_id))
        return self.settled

    async def send_again(self, action_id: str) -> Action:
        self.orders.append(("send_again", action_id))
        return self.settled

    async def discard(self, action_id: str) -> Action:
        if action_id != self.settled.id:
            raise Refusal(Reason.of("action.no_such_action", action=action_id))
        return replace(self.settled, state=ActionState.DISCARDED)

    async def refresh(self, slug: str | None = None) -> tuple[SourceRound, ...]:
        if self.fails:
            raise self.fails
        later = datetime.now(UTC)
        return tuple(
            SourceRound(one.source, replace(one, as_of=later if one.health is Health.OK else one.as_of), 3, 1)
            for one in self.known
            if slug in {None, one.source.slug}
        )

    async def test_source(self, slug: str) -> SourceTest:
        return self.test

    async def add_source(self, draft: SourceDraft) -> SourceTest:
        self.orders.append(("add_source", draft.connector, draft.name, draft.url, draft.user, draft.secret))
        if self.fails:
            raise self.fails
        return self.test

    async def edit_source(self, slug: str, draft: SourceDraft) -> SourceTest:
        self.orders.append(("edit_source", slug, draft.name, draft.secret))
        return self.test

    async def remove_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        self.orders.append(("remove_source", slug, waiting))
        if self.fails:
            raise self.fails

    async def sign_out_source(self, slug: str, waiting: WaitingChoice | None = None) -> None:
        self.orders.append(("sign_out_source", slug, waiting))


def status_auth() -> object:
    from odx_desktop.domain.source import AuthKind

    return AuthKind.BASIC


@dataclass
class FarDesk:
    inbox: Inbox
    notices: tuple[Reason, ...] = ()
    keeps: bool = True


def opener(
    far: FarInbox, notices: tuple[Reason, ...] = (), keeps: bool = True
) -> Callable[[argparse.Namespace], AbstractAsyncContextManager[Desk]]:
    @asynccontextmanager
    async def open_desk(options: argparse.Namespace) -> AsyncIterator[Desk]:
        yield FarDesk(cast(Inbox, far), notices, keeps)

    return open_desk
