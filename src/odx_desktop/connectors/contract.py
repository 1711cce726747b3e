"""What every connector promises, whether it is a manifest or code (design.md section 5)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Protocol

from odx_desktop.domain.action import Action
from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.domain.reason import Reason
from odx_desktop.domain.send_result import SendResult, Verdict
from odx_desktop.domain.work_item import Gone, Person, Scope, WorkItem, WorkItemDetail


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a source takes us for; `ids` holds whatever else `{me.*}` may name."""

    id: str
    name: str = ""
    email: str | None = None
    groups: tuple[str, ...] = ()
    ids: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """An item that could not be understood. With a readable `key` it still counts as present."""

    key: WorkItemKey | None
    reason: Reason


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a pull.

    `cursor`: where a later delta resumes, on the last page only, None where the source has no delta.
    `complete`: on the last page of a listing (a pull without cursor) that it was verified as complete, so
    that absence proves removal; on the last page of a delta that its end was reached.
    `listing`: False for a page of a delta, where absence proves nothing.
    `total`: the source's own count, where it gives one.
    """

    items: tuple[WorkItem, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    removed: tuple[WorkItemKey, ...] = ()
    cursor: str | None = None
    complete: bool = False
    listing: bool = True
    last: bool = False
    total: int | None = None
    incomplete_reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What this connector can do at all; faces offer nothing beyond it."""

    scopes: frozenset[Scope] = frozenset({Scope.MINE})
    delta: bool = False
    detail: bool = False
    detail_needed: bool = False
    people: bool = False
    attachments: bool = False
    action_kinds: frozenset[str] = field(default_factory=frozenset)
    min_poll_s: float = 60.0
    full_sweep_s: float = 900.0
    key_lifetime_s: float | None = None


class Connector(Protocol):
    """One source's far end. Built with its HTTP client and clock; holds no state that a restart would miss.

    Everything but `send` raises only SignInRequired, NoAccess, SourceUnavailable or ContractBroken.
    """

    @property
    def capabilities(self) -> Capabilities: ...

    async def identify(self) -> Identity:
        """Who this source takes us for; the first call of every round, cheap."""
        ...

    def pull(self, scope: Scope, cursor: str | None) -> AsyncIterator[Page]:
        """A delta from `cursor`, or a full listing when it is None. The last page has `last` set."""
        ...

    async def read(self, key: WorkItemKey) -> WorkItem | Gone:
        """The item itself, asked by its key, relations filled: closed and not-mine are visible in it."""
        ...

    async def detail(self, key: WorkItemKey) -> WorkItemDetail:
        """Everything that opening the item shows, with the offers of this moment."""
        ...

    async def send(self, action: Action) -> SendResult:
        """Check (read first where there is no If-Match), send once, read back. Never raises for what the
        outcome table names; cancellation after the first byte is Unknown to the caller."""
        ...

    async def verify(self, action: Action) -> Verdict:
        """Read only: is this action in effect? Raises as `read` does when the source cannot be asked."""
        ...

    async def people(self, key: WorkItemKey, text: str) -> tuple[Person, ...]:
        """Who the item can go to, as the source's picker would offer it."""
        ...

    def attachment(self, key: WorkItemKey, attachment_id: str) -> AsyncIterator[bytes]:
        """The file's bytes; ContractBroken past the size limit."""
        ...

    async def aclose(self) -> None: ...
