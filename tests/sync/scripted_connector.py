"""A connector whose far end is a few lists in memory; each test scripts what it answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from odx_desktop.connectors.contract import Capabilities, Identity, Page
from odx_desktop.domain.action import Action, ActionKind, ActionOffer, CommentRule
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.language import LocalizedText
from odx_desktop.domain.send_result import Accepted, InEffect, NotInEffect, SendResult, Verdict
from odx_desktop.domain.work_item import (
    Gone,
    Person,
    Relation,
    Scope,
    WorkItem,
    WorkItemDetail,
    WorkItemState,
)

AT = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)
APPROVE = ActionOffer("approve", ActionKind.APPROVE, LocalizedText("Approve", "Approuver"))
DECLINE = ActionOffer(
    "decline", ActionKind.DECLINE, LocalizedText("Decline", "Refuser"), comment=CommentRule.REQUIRED
)


def item(native: str, source: str = "hr", **changes: object) -> WorkItem:
    made = WorkItem(
        key=WorkItemKey(source, (native,)),
        kind="Leave",
        title=f"Leave {native}",
        state=WorkItemState.RESERVED,
        version="1",
        relations=frozenset({Relation.MINE}),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class ScriptedConnector:
    """`items` is the far end's list; `sent` its ledger; `on_send` may answer or raise in its place."""

    items: dict[str, WorkItem] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    capabilities: Capabilities = field(default_factory=lambda: Capabilities(detail=True))
    pages: Callable[[], list[Page]] | None = None
    on_send: Callable[[Action], SendResult] | None = None
    on_identify: Callable[[], None] | None = None
    on_verify: Callable[[Action], Verdict] | None = None
    offers: tuple[ActionOffer, ...] = (APPROVE, DECLINE)
    file: bytes = b"%PDF"
    closed: bool = False

    async def identify(self) -> Identity:
        if self.on_identify is not None:
            self.on_identify()
        return Identity("amelie", "Amélie Gauthier")

    async def pull(self, scope: Scope, cursor: str | None) -> AsyncIterator[Page]:
        whole = Page(items=tuple(self.items.values()), complete=True, last=True, total=len(self.items))
        for page in self.pages() if self.pages is not None else [whole]:
            yield page

    async def read(self, key: WorkItemKey) -> WorkItem | Gone:
        return self.items.get(key.native[0], Gone(key))

    async def detail(self, key: WorkItemKey) -> WorkItemDetail:
        return WorkItemDetail(self.items[key.native[0]], AT, offers=self.offers, offers_as_of=AT)

    async def send(self, action: Action) -> SendResult:
        if self.on_send is not None:
            return self.on_send(action)
        return self.apply(action)

    def apply(self, action: Action) -> SendResult:
        self.sent.append(action.id)
        done = replace(self.items[action.key.native[0]], state=WorkItemState.COMPLETED, version="2")
        self.items.pop(action.key.native[0])
        return Accepted(current=done)

    async def verify(self, action: Action) -> Verdict:
        if self.on_verify is not None:
            return self.on_verify(action)
        return InEffect() if action.id in self.sent else NotInEffect(unchanged=True, covers_comment=True)

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        return (Person("ben", "Ben Roy"),)

    async def attachment(self, key: WorkItemKey, attachment_id: str) -> AsyncIterator[bytes]:
        yield self.file

    async def aclose(self) -> None:
        self.closed = True
